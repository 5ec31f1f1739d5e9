((d, get, set) => {
  d.classList.add("js");
  d.dataset.theme = get("theme") || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  // Room for the row of what was looked at last, before scripts fill it.
  if (get("stoa_seen")?.includes(".")) d.dataset.seen = "";
  if (get("notice") === "off") d.dataset.notice = "off";
  addEventListener("click", (e) => {
    const hit = (what) => e.target.closest?.(what);
    if (hit("[data-theme-switch]")) set("theme", (d.dataset.theme = d.dataset.theme === "dark" ? "light" : "dark"));
    if (hit("[data-notice-off]")) set("notice", (d.dataset.notice = "off"));
    const card = hit(".card");
    if (card && hit("a")) {
      document.querySelector(".morph")?.classList.remove("morph");
      card.querySelector("img")?.classList.add("morph");
    }
  });
  const fill = () => {
    const full = (/stoa_hearts=([^;]*)/.exec(document.cookie)?.[1] ?? "").split(".");
    for (const form of document.querySelectorAll("[data-heart]"))
      if (!form.busy) form.querySelector("button").setAttribute("aria-pressed", full.includes(form.dataset.heart));
  };
  // What comes later is looked at once a frame, however much comes.
  let due = 0;
  const later = () => { due ||= requestAnimationFrame(() => { due = 0; fill(); }); };
  addEventListener("DOMContentLoaded", () => { fill(); new MutationObserver(later).observe(document.body, { childList: true, subtree: true }); });
  addEventListener("pageshow", fill);
  addEventListener("submit", async (e) => {
    const form = e.target;
    if (!form.dataset.heart || document.body.classList.contains("wishlist-page")) return;
    e.preventDefault();
    if (form.busy) return;
    form.busy = true;
    const button = form.querySelector("button");
    const verb = button.getAttribute("aria-pressed") === "true" ? "remove" : "add";
    button.setAttribute("aria-pressed", verb === "add");
    const asked = { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { accept: "text/plain" } };
    const answer = await fetch("/wishlist/" + verb, asked).catch(() => null);
    form.busy = false;
    if (answer?.ok) return fill();
    form.action = "/wishlist/" + verb;
    form.submit();
  });
  addEventListener("submit", (e) => {
    if (e.target.matches(".currency")) e.target.elements.to.value = location.pathname + location.search;
  });
  addEventListener("change", (e) => {
    const form = e.target.form;
    const auto = e.target.dataset.auto ?? form?.dataset.auto;
    if (auto && !d.dataset.hydrated && matchMedia(auto).matches) form.requestSubmit();
  });
})(
  document.documentElement,
  (key) => { try { return localStorage.getItem(key); } catch { return null; } },
  (key, value) => { try { localStorage.setItem(key, value); } catch { /* A choice for this page only. */ } },
);

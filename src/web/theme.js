((d, get, set) => {
  d.classList.add("js");
  d.dataset.theme = get("theme") || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
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
  addEventListener("change", (e) => {
    const form = e.target.form;
    if (form?.dataset.auto && !d.dataset.hydrated && matchMedia(form.dataset.auto).matches) form.requestSubmit();
  });
})(
  document.documentElement,
  (key) => { try { return localStorage.getItem(key); } catch { return null; } },
  (key, value) => { try { localStorage.setItem(key, value); } catch { /* A choice for this page only. */ } },
);

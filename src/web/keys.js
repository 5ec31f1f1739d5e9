((get, set) => {
  const hints = document.querySelector("[data-keys]");
  const toggle = document.querySelector("[data-keys-switch]");
  const show = () => toggle?.setAttribute("aria-pressed", String(get() !== "off"));
  if (hints) hints.hidden = false;
  show();
  toggle?.addEventListener("click", () => { set(get() === "off" ? "on" : "off"); show(); });
  addEventListener("keydown", (e) => {
    const typing = e.target.closest?.("input:not([type=checkbox]), textarea, select");
    if (get() === "off" || typing || e.repeat || e.ctrlKey || e.metaKey || e.altKey || !/^[a-z]$/i.test(e.key)) return;
    const hit = document.querySelector(`[data-key="${e.key.toLowerCase()}"]`);
    if (!hit) return;
    e.preventDefault();
    if (hit.matches("a, button")) hit.click();
    else hit.focus();
  });
})(
  () => { try { return localStorage.getItem("keys"); } catch { return null; } },
  (on) => { try { localStorage.setItem("keys", on); } catch { /* A choice for this page only. */ } },
);

const root = document.documentElement;
const islands = document.getElementsByTagName("leptos-island");
const ready = () => { root.dataset.hydrated = "true"; };
// An island's children wait for the island; each child block tells its island when it is reached.
const wake = async (node, module, children) => {
  if (node.localName === "leptos-island") {
    const island = module[node.dataset.component];
    if (island) { children.at(-1)?.(); await island(node); }
    else console.warn("No code for the island " + node.dataset.component);
  }
  const inner = node.localName === "leptos-children" ? [...children, node.$$on_hydrate].filter(Boolean) : children;
  for (const child of [...node.children]) await wake(child, module, inner);
};
const start = async () => {
  if (!islands.length) return ready();
  const module = await import("__JS__");
  await module.default({ module_or_path: "__WASM__" });
  module.hydrate();
  await wake(document.body, module, []);
  ready();
};
"requestIdleCallback" in window ? requestIdleCallback(start, { timeout: 1500 }) : setTimeout(start, 1);

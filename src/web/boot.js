const root = document.documentElement;
const islands = document.getElementsByTagName("leptos-island");
const ready = () => { root.dataset.hydrated = "true"; };
// An island inside another's children waits for it; the block of children tells when one is reached.
const wake = async (node, module) => {
  const island = module[node.dataset.component];
  if (!island) return console.warn("No code for the island " + node.dataset.component);
  node.parentElement.closest("leptos-children")?.$$on_hydrate?.();
  await island(node);
};
const start = async () => {
  if (!islands.length) return ready();
  const module = await import("__JS__");
  await module.default({ module_or_path: "__WASM__" });
  module.hydrate();
  for (const node of [...islands]) await wake(node, module);
  ready();
};
"requestIdleCallback" in window ? requestIdleCallback(start, { timeout: 1500 }) : setTimeout(start, 1);

// The slider of the price: what it is moved to stands in the two fields, which are what is sent.
addEventListener("input", ({ target }) => {
  const box = target.closest?.("[data-range]");
  if (!box) return;
  const [low, high] = box.querySelectorAll("input");
  if (+low.value > +high.value) target.value = (target === low ? high : low).value;
  for (const [input, end] of [[low, low.min], [high, high.max]]) {
    document.getElementById(input.dataset.field).value = input.value === end ? "" : input.value;
    input.ariaValueText = box.dataset.range.replace("{n}", input.value);
  }
  const part = (value) => (value - low.min) / (low.max - low.min);
  const fill = box.querySelector("rect");
  fill.setAttribute("x", part(low.value));
  fill.setAttribute("width", part(high.value) - part(low.value));
  // Where both meet, the one that can still go somewhere lies above.
  low.classList.toggle("range__top", part(low.value) > 0.5);
});

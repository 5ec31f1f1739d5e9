// The other pictures of a card come when somebody reaches for them: a mouse on the card, a finger that swipes.
{
  const row = (e) => e.target.closest?.(".card__slides[data-more]");
  const bring = (slides) => {
    if (slides.hasAttribute("data-awake")) return;
    slides.dataset.awake = "";
    for (const src of slides.dataset.more.split(" ")) slides.append(Object.assign(new Image(), { src, alt: "" }));
  };
  const show = (slides, at) => { slides.dataset.at = Math.max(0, Math.min(slides.childElementCount - 1, Math.floor(at))); };
  addEventListener("pointermove", (e) => {
    const slides = e.pointerType === "mouse" && row(e);
    if (!slides) return;
    bring(slides);
    const { left, width } = slides.getBoundingClientRect();
    const part = (e.clientX - left) / width;
    show(slides, (getComputedStyle(slides).direction === "rtl" ? 1 - part : part) * slides.childElementCount);
  });
  addEventListener("pointerout", (e) => {
    const slides = e.pointerType === "mouse" && row(e);
    if (slides && !slides.contains(e.relatedTarget)) show(slides, 0);
  });
  addEventListener("scroll", (e) => {
    const slides = row(e);
    if (!slides) return;
    bring(slides);
    show(slides, Math.abs(slides.scrollLeft) / slides.clientWidth + 0.5);
  }, { capture: true, passive: true });
}

/** Role names for the tokens of public/tokens.css, so that views say bg-surface or text-muted and never a raw colour. */
const colors = Object.fromEntries(
  ["canvas", "surface", "sunken", "ink", "line", "control", "accent", "on-accent", "accent-soft", "danger", "danger-soft",
    "warning", "warning-soft", "success", "success-soft", "info", "info-soft", "star", "focus"]
    .map((name) => [name, `var(--${name})`]),
);
const sizes = { 1: "0.25rem", 2: "0.5rem", 3: "0.75rem", 4: "1rem", 6: "1.5rem", 8: "2rem", 12: "3rem", 16: "4rem", 24: "6rem" };

module.exports = {
  theme: {
    colors: { ...colors, muted: "var(--ink-muted)", subtle: "var(--ink-subtle)", transparent: "transparent", current: "currentColor" },
    spacing: { 0: "0", ...sizes },
    borderRadius: { control: "var(--radius-control)", panel: "var(--radius-panel)", sheet: "var(--radius-sheet)", full: "var(--radius-full)" },
    fontFamily: { text: "var(--font-text)", display: "var(--font-display)" },
  },
};

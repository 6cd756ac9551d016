// The palette of the figures: values of the style sheet in dark mode, these in light mode.

const LIGHT = {
  ink: "#1d2433", muted: "#5b6472", grid: "#d5d9e0",
  1: "#2b4bb3", 2: "#b3541e", 3: "#1e7d4f", 4: "#7b3fa0", 5: "#a8871a",
  "1-soft": "#dbe3fa", "2-soft": "#f8e4d7", "3-soft": "#d6efe1", "4-soft": "#ecdff5", "5-soft": "#f4ebc8",
};

/** The CSS value of a colour of the figures, by its name in scripts/figures/drawing.py. */
export function figureColour(name) {
  return `var(--fig-${name}, ${LIGHT[name]})`;
}

// The few models that the explorers of memory offer, as the page holds them, and what both draw.

import { svgElement } from "./dom.js";
import { figureColour } from "./figure-colours.js";

/** Models by id: name, parameters and architecture; empty on a page that holds none. */
export function modelsOfPage() {
  const holder = document.querySelector("script[data-models]");
  return new Map((holder ? JSON.parse(holder.textContent) : []).map((model) => [model.id, model]));
}

/** The names of models for a group of radio buttons. */
export function namesOf(models) {
  return Object.fromEntries([...models].map(([id, { name }]) => [id, name.replace(/ \d+B-A\d+B$/, "")]));
}

/** A bar of an SVG from `x`, in a colour of the palette. */
export function bar(x, y, width, height, number, solid = false) {
  return svgElement("rect", {
    x, y, width: Math.max(0, width), height,
    fill: figureColour(solid ? number : `${number}-soft`), stroke: figureColour(number), "stroke-width": 1.5,
  });
}

/** A line of text of an SVG. */
export function note(x, y, text, anchor = "start") {
  return svgElement("text", { x, y, "font-size": 15, "text-anchor": anchor }, text);
}

/** A drawing of 320 units in width. */
export function drawingOf(height, label, nodes) {
  const title = svgElement("title", {}, label);
  return svgElement("svg", { viewBox: `0 0 320 ${height}`, class: "figure explorer__drawing", role: "img", "aria-label": label }, title, ...nodes);
}

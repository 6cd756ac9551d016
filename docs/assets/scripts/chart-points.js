// Names of the points of a chart: beside the pointer, on a tap, and one after the other with the arrow keys.
// For pages with: class="point"

import { element, pageLanguage } from "./dom.js";

const WORDS = { zh: "用左右方向键逐点看名字", en: "Arrow keys go from point to point" };
/** How far from a point a pointer still means it, in px. */
const REACH = 14;
const GAP = 10;
const box = element("div", { class: "definition point-name no-print", role: "status" });

function centreOf(point) {
  const { left, top, width, height } = point.getBoundingClientRect();
  return [left + width / 2, top + height / 2];
}

function pointsOf(svg) {
  const places = new Map([...svg.querySelectorAll("g.point")].map((point) => [point, centreOf(point)[0]]));
  return [...places.keys()].sort((left, right) => places.get(left) - places.get(right));
}

/** A name that browsers would show by themselves, after a while and to a mouse only. */
function nameOf(point) {
  const title = point.querySelector("title");
  if (title) {
    point.dataset.name = title.textContent;
    title.remove();
  }
  return point.dataset.name;
}

/** All that lie at a place say their names. */
function show(svg, point) {
  hide();
  const [x, y] = centreOf(point);
  const same = [...svg.querySelectorAll("g.point")].filter((other) => Math.hypot(centreOf(other)[0] - x, centreOf(other)[1] - y) < 2);
  same.forEach((other) => other.classList.add("point--named"));
  box.replaceChildren(...same.map((other) => element("p", {}, nameOf(other))));
  (svg.closest("dialog") ?? document.body).append(box);
  const left = Math.min(x + GAP, document.documentElement.clientWidth - box.offsetWidth - GAP);
  box.style.left = `${Math.max(GAP, left)}px`;
  box.style.top = `${y > box.offsetHeight + 2 * GAP ? y - box.offsetHeight - GAP : y + GAP}px`;
}

function hide() {
  document.querySelectorAll(".point--named").forEach((point) => point.classList.remove("point--named"));
  box.remove();
}

function nearest(svg, x, y) {
  let found = null;
  let least = REACH;
  for (const point of svg.querySelectorAll("g.point")) {
    const [px, py] = centreOf(point);
    const distance = Math.hypot(px - x, py - y);
    if (distance < least) {
      [found, least] = [point, distance];
    }
  }
  return found;
}

function chartAt(target) {
  const svg = target.closest?.("svg.figure");
  return svg?.querySelector("g.point") ? svg : null;
}

function point(event) {
  const svg = chartAt(event.target);
  const found = svg && nearest(svg, event.clientX, event.clientY);
  if (found) {
    show(svg, found);
  } else {
    hide();
  }
  return found;
}

document.addEventListener("pointermove", (event) => event.pointerType === "mouse" && point(event));
// A finger that names a point does not open the figure; it does elsewhere on it, and by its button.
document.addEventListener("click", (event) => {
  if (event.pointerType !== "mouse" && event.detail > 0 && point(event)) {
    event.stopPropagation();
  }
}, true);
document.addEventListener("scroll", hide, { passive: true, capture: true });

for (const svg of document.querySelectorAll("article svg.figure:has(g.point)")) {
  svg.querySelectorAll("g.point").forEach(nameOf);
  svg.setAttribute("tabindex", "0");
  svg.setAttribute("aria-roledescription", WORDS[pageLanguage()]);
  let index = -1;
  svg.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === "Escape") {
      hide();
    } else if (step) {
      const points = pointsOf(svg);
      index = (index + step + points.length) % points.length;
      show(svg, points[index]);
      event.preventDefault();
    }
  });
  svg.addEventListener("blur", hide);
}

// Gradient norms by layer, computed at build by scripts/reference/gradients.py: choose the depth and a placement.

import { askedFirst, choice, element, freshId, hiddenPart, mountExplorer, pageLanguage, svgElement } from "./dom.js";
import { figureColour } from "./figure-colours.js";
import { numberChoice } from "./number-choice.js";

const NAMES = { post: "Post-LN", pre: "Pre-LN", sandwich: "Sandwich-LN", deepnorm: "DeepNorm" };
const COLOURS = { post: 1, pre: 2, sandwich: 3, deepnorm: 4 };
const DASHES = { post: "", pre: "9 5", sandwich: "2 4", deepnorm: "11 4 2 4" };

const WORDS = {
  zh: {
    question: "Pre-LN 从 6 层加到 24 层，初始化时最后一层的梯度范数怎样变？",
    options: { same: "几乎不变", half: "约减半", quarter: "约为四分之一" },
    because: "从 3.76 到 1.62：末尾的归一化除以主路的大小，主路随层数的平方根增长。Post-LN 的最后一层则几乎不变。",
    depth: "层数",
    placement: "看哪一种",
    axis: "层（左近输入，右近输出）",
    title: "各层前馈第二个矩阵的梯度范数，对数轴",
    note: "宽 64 的未训练小模型，只说明初始化。",
    summary: (s) => `${s.name}，${s.depth} 层：第一层 ${s.first}，最后一层 ${s.last}，最大与最小之比 ${s.ratio}。`,
  },
  en: {
    question: "Pre-LN goes from 6 to 24 layers. How does the gradient norm of the last layer change at initialisation?",
    options: { same: "hardly changes", half: "about half", quarter: "about a quarter" },
    because:
      "From 3.76 to 1.62: the norm at the end divides by the size of the residual path, which grows with the square root of depth. The last layer of Post-LN hardly changes.",
    depth: "Layers",
    placement: "Look at",
    axis: "layer (input left, output right)",
    title: "Gradient norm at the second feed-forward matrix of each layer, log axis",
    note: "An untrained model of width 64: it shows only initialisation.",
    summary: (s) => `${s.name}, ${s.depth} layers: first layer ${s.first}, last layer ${s.last}, largest over smallest ${s.ratio}.`,
  },
};

const FRAME = { left: 44, right: 446, top: 12, bottom: 242 };
const LOW = 0.4;
const HIGH = 20;

function placeX(layer, depth) {
  return FRAME.left + ((layer - 1) / (depth - 1)) * (FRAME.right - FRAME.left);
}

function placeY(norm) {
  const share = Math.log(norm / LOW) / Math.log(HIGH / LOW);
  return FRAME.bottom - share * (FRAME.bottom - FRAME.top);
}

function draw(norms, state, words) {
  const nodes = [svgElement("title", {}, words.title)];
  const text = (x, y, anchor, content) =>
    nodes.push(svgElement("text", { x, y, "text-anchor": anchor, "font-size": 15 }, content));
  for (const norm of [0.5, 1, 2, 5, 10, 20]) {
    const y = placeY(norm);
    nodes.push(svgElement("path", { d: `M${FRAME.left} ${y}H${FRAME.right}`, class: "explorer__grid" }));
    text(FRAME.left - 6, y + 5, "end", String(norm));
  }
  for (const layer of [1, state.depth / 2, state.depth]) {
    text(placeX(layer, state.depth), FRAME.bottom + 20, "middle", String(layer));
  }
  text((FRAME.left + FRAME.right) / 2, FRAME.bottom + 42, "middle", words.axis);
  for (const [placement, name] of Object.entries(NAMES)) {
    const points = norms[placement][state.depth].map((norm, i) => `${placeX(i + 1, state.depth).toFixed(1)} ${placeY(norm).toFixed(1)}`);
    const chosen = placement === state.placement;
    nodes.push(
      svgElement(
        "path",
        {
          d: `M${points.join("L")}`, fill: "none", stroke: figureColour(COLOURS[placement]), "stroke-dasharray": DASHES[placement],
          "stroke-width": chosen ? 4 : 1.75,
        },
        svgElement("title", {}, name),
      ),
    );
  }
  const view = { viewBox: "0 0 460 292", class: "figure explorer__drawing", role: "img", "aria-label": words.title };
  return svgElement("svg", view, ...nodes);
}

function legend() {
  const entries = Object.entries(NAMES).map(([placement, name]) =>
    element(
      "li",
      {},
      svgElement(
        "svg",
        { viewBox: "0 0 34 8", width: 34, height: 8, "aria-hidden": "true" },
        svgElement("path", {
          d: "M0 4H34", stroke: figureColour(COLOURS[placement]), "stroke-width": 3, "stroke-dasharray": DASHES[placement],
        }),
      ),
      ` ${name}`,
    ),
  );
  return element("ul", { class: "explorer__legend" }, ...entries);
}

function build() {
  const words = WORDS[pageLanguage()];
  const norms = JSON.parse(document.querySelector("script[data-gradient-depth]").textContent);
  const state = { depth: 24, placement: "pre" };
  const drawing = element("div", { class: "explorer__figure" });
  const summary = element("p", { class: "explorer__summary", role: "status", id: freshId("summary") });
  const show = () => {
    drawing.replaceChildren(draw(norms, state, words));
    const found = norms[state.placement][state.depth];
    summary.textContent = words.summary({
      name: NAMES[state.placement],
      depth: state.depth,
      first: found[0].toFixed(2),
      last: found[found.length - 1].toFixed(2),
      ratio: (Math.max(...found) / Math.min(...found)).toFixed(1),
    });
  };
  const set = (key) => (value) => {
    state[key] = value;
    show();
  };
  const depth = numberChoice({ legend: words.depth, numbers: [6, 12, 24], value: state.depth, onInput: set("depth") });
  const placement = choice({ legend: words.placement, options: NAMES, value: state.placement, onInput: set("placement") });
  const note = element("p", { class: "explorer__summary" }, words.note);
  return askedFirst(words, "half", hiddenPart([depth, placement], drawing, legend(), summary, note), show);
}

mountExplorer("gradient-depth", build);

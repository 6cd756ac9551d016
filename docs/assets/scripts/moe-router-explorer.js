// The explorer of a router: choices per token, capacity, and a bias that balances.

import { askedFirst, element, freshId, hiddenPart, mountExplorer, pageLanguage, slider, svgElement } from "./dom.js";
import { acceptedCounts, balancedBias, capacityOf, counts, exampleLogits, imbalanceOf, route, switchLoss } from "./routing-formulas.js";
import { stepped } from "./stepped.js";

const WORDS = {
  zh: {
    k: "每个词元选几个专家（k）",
    factor: "容量因子",
    rounds: "偏置更新的次数",
    title: "8 个专家的负载",
    kept: "接收",
    dropped: "超出容量，丢弃",
    capacity: "虚线：容量",
    summary: (s) =>
      `48 个词元，共 ${s.choices} 次选择，平均每个专家 ${s.mean} 次，容量 ${s.limit}。` +
      `最忙的专家有 ${s.most} 次，是平均的 ${s.times} 倍；丢弃 ${s.dropped} 次（${s.percent}%）。` +
      `Switch 的辅助损失（不含 α）为 ${s.loss}。偏置从 ${s.lowest} 到 ${s.highest}。`,
    question: "路由器偏爱前几个专家。容量因子为 1、k = 2 时，会丢弃多少比例的选择？",
    options: { none: "不到 5%", some: "约四成", most: "过半" },
    because: "容量之和正好等于选择的次数，但前几个专家溢出，后几个空着，所以仍要丢弃约四成。现在拖动“偏置更新的次数”看看。",
  },
  en: {
    k: "Experts per token (k)",
    factor: "Capacity factor",
    rounds: "Updates of the bias",
    title: "The load of 8 experts",
    kept: "accepted",
    dropped: "beyond capacity, dropped",
    capacity: "dashed: capacity",
    summary: (s) =>
      `48 tokens make ${s.choices} choices, ${s.mean} per expert on average; the capacity is ${s.limit}. ` +
      `The busiest expert has ${s.most}, ${s.times} times the mean; ${s.dropped} are dropped (${s.percent}%). ` +
      `Switch’s auxiliary loss, without α, is ${s.loss}. Biases run from ${s.lowest} to ${s.highest}.`,
    question: "The router prefers the first experts. At a capacity factor of 1 and k = 2, what share of choices is dropped?",
    options: { none: "under 5%", some: "about two fifths", most: "more than half" },
    because:
      "All capacities together equal the number of choices, yet the first experts overflow while the last stand empty, so about two fifths are dropped all the same. Now move the slider for the updates of the bias.",
  },
};

const TOKENS = 48;
const EXPERTS = 8;
const STEP = 0.01;
const LOGITS = exampleLogits(TOKENS, EXPERTS);
const LEFT = 20;
const BASE = 300;
const SCALE = 270;
const PITCH = 55;
const INK = "var(--fig-ink, #1d2433)";
// Keeps a number legible where the line of the capacity runs through it.
const HALO = { stroke: "var(--md-default-bg-color, #fff)", "stroke-width": 5, "paint-order": "stroke" };
/** Accepted and dropped choices differ by fill and by a dashed outline. */
const LOOKS = {
  kept: { fill: "var(--fig-1-soft, #dbe3fa)", stroke: "var(--fig-1, #2b4bb3)" },
  dropped: { fill: "var(--fig-2-soft, #f8e4d7)", stroke: "var(--fig-2, #b3541e)", "stroke-dasharray": "3 2" },
};

function reckon(state) {
  const bias = balancedBias(LOGITS, state.k, STEP, state.rounds);
  const chosen = route(LOGITS, bias, state.k);
  const load = counts(chosen, EXPERTS);
  const limit = capacityOf(TOKENS, EXPERTS, state.k, state.factor);
  const kept = acceptedCounts(chosen, EXPERTS, limit);
  return { bias, chosen, load, limit, kept };
}

function draw(found, words) {
  const most = Math.max(...found.load, found.limit) * 1.12;
  const y = (value) => BASE - (SCALE * value) / most;
  const nodes = [svgElement("title", {}, words.title)];
  const loads = [];
  for (let e = 0; e < EXPERTS; e += 1) {
    const x = LEFT + e * PITCH + 8;
    const bar = (from, to, kind) =>
      svgElement("rect", { x, y: y(to), width: PITCH - 16, height: y(from) - y(to), "stroke-width": 1.5, ...LOOKS[kind] });
    const text = (at, content, look = {}) =>
      svgElement("text", { x: x + (PITCH - 16) / 2, y: at, "text-anchor": "middle", "font-size": 19, ...look }, content);
    nodes.push(bar(0, found.kept[e], "kept"));
    if (found.load[e] > found.kept[e]) {
      nodes.push(bar(found.kept[e], found.load[e], "dropped"));
    }
    nodes.push(text(BASE + 20, `E${e + 1}`));
    loads.push(text(y(found.load[e]) - 6, String(found.load[e]), HALO));
  }
  nodes.push(
    svgElement("line", { x1: LEFT, x2: LEFT + EXPERTS * PITCH, y1: BASE, y2: BASE, stroke: INK }),
    svgElement("line", { x1: LEFT, x2: LEFT + EXPERTS * PITCH, y1: y(found.limit), y2: y(found.limit), stroke: INK, "stroke-width": 1.5, "stroke-dasharray": "6 4" }),
    ...loads,
  );
  return svgElement(
    "svg",
    { viewBox: "0 0 480 330", class: "figure explorer__drawing", role: "img", "aria-label": words.title },
    ...nodes,
  );
}

function summarise(found, state, words) {
  const choices = TOKENS * state.k;
  const dropped = choices - found.kept.reduce((sum, n) => sum + n, 0);
  const signed = (value) => value.toFixed(2).replace("-", "−");
  return words.summary({
    choices,
    mean: choices / EXPERTS,
    limit: found.limit,
    most: Math.max(...found.load),
    times: (imbalanceOf(found.load) + 1).toFixed(2),
    dropped,
    percent: ((100 * dropped) / choices).toFixed(1),
    loss: switchLoss(LOGITS, found.chosen).toFixed(3),
    lowest: signed(Math.min(...found.bias)),
    highest: signed(Math.max(...found.bias)),
  });
}

function legend(words) {
  const entry = (kind, label) => {
    const swatch = svgElement("rect", { x: 1, y: 1, width: 14, height: 12, "stroke-width": 1.5, ...LOOKS[kind] });
    const key = svgElement("svg", { viewBox: "0 0 16 14", width: 16, height: 14, "aria-hidden": "true" }, swatch);
    return element("li", {}, key, ` ${label}`);
  };
  return element(
    "ul",
    { class: "explorer__legend" },
    entry("kept", words.kept),
    entry("dropped", words.dropped),
    element("li", {}, words.capacity),
  );
}

function build() {
  const words = WORDS[pageLanguage()];
  const state = { k: 2, factor: 1, rounds: 0 };
  const drawing = element("div", { class: "explorer__figure" });
  const summary = element("p", { class: "explorer__summary", role: "status", id: freshId("summary") });
  const show = () => {
    const found = reckon(state);
    drawing.replaceChildren(draw(found, words));
    summary.textContent = summarise(found, state, words);
  };
  const set = (key) => (value) => {
    state[key] = value;
    show();
  };
  const rounds = slider({ label: words.rounds, min: 0, max: 60, value: 0, onInput: set("rounds") });
  const factor = stepped({ label: words.factor, min: 0.5, max: 3, step: 0.25, value: 1, onInput: set("factor") });
  const k = slider({ label: words.k, min: 1, max: 8, value: 2, onInput: set("k") });
  const controls = [rounds.root, factor.root, k.root];
  const stage = hiddenPart(controls, drawing, legend(words), summary);
  show();
  return askedFirst(words, "some", stage);
}

mountExplorer("moe-router", build);

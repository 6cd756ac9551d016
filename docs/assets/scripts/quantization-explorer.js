// Sixteen weights and the marks they round to: bits, groups, and how far one outlier stretches the step.

import { askedFirst, choice, element, freshId, hiddenPart, mountExplorer, pageLanguage, slider, svgElement } from "./dom.js";
import { figureColour } from "./figure-colours.js";
import { bitsPerWeight, rootMeanSquare, roundToNearest, stepsOf } from "./quantization-formulas.js";

const WEIGHTS = [0.9, -0.5, 0.2, 0.1, -0.7, 0.4, -0.3, 0.8, -0.1, 0.6, -0.9, 4.0, 0.3, -0.6, 0.5, -0.2];
const OUTLIER = 11;
const SCALE_BITS = 16;

const WORDS = {
  zh: {
    bits: "编码位数",
    group: "每组的权重数",
    outlier: "离群值的大小",
    title: "权重（圆圈）与舍入后的值（实心点）",
    question: "4 位，16 个权重一组，有一个权重是 4.0。把它换成 1.0，其余权重的误差大约变成",
    options: { same: "不变", quarter: "四分之一", sixteenth: "十六分之一" },
    because: "步长由组里最大的权重决定；它小到四分之一，步长与误差也大约小到四分之一。",
    summary: (s) => `其余 15 个权重的误差（均方根）${s.error}，步长 ${s.steps.join(" 到 ")}；`,
    cost: (s) => `每组一个 16 位的缩放系数，每个权重共 ${s.bits} 位。`,
  },
  en: {
    bits: "Bits of the codes",
    group: "Weights per group",
    outlier: "Size of the outlier",
    title: "Weights (rings) and what they round to (dots)",
    question: "4 bits, one group of 16, one weight is 4.0. Make it 1.0, and the error of the others becomes about",
    options: { same: "the same", quarter: "a quarter", sixteenth: "a sixteenth" },
    because: "The largest weight of a group sets its step. A quarter of that weight means a quarter of the step, and about a quarter of the error.",
    summary: (s) => `The other 15 weights err by ${s.error} (root mean square); ${s.steps.length > 1 ? "steps from" : "one step of"} ${s.steps.join(" to ")}. `,
    cost: (s) => `With a scale of 16 bits per group, a weight takes ${s.bits} bits.`,
  },
};

const LEFT = 8;
const SPAN = 304;
const TOP = 10;
const HEIGHT = 180;

function weightsOf(state) {
  return WEIGHTS.map((weight, i) => (i === OUTLIER ? state.outlier : weight));
}

function draw(state, words) {
  const weights = weightsOf(state);
  const steps = stepsOf(weights, state.bits, state.group);
  const rounded = roundToNearest(weights, state.bits, state.group);
  const high = Math.max(1.2, state.outlier * 1.05);
  const y = (value) => TOP + (HEIGHT * (high - value)) / (high + 1.2);
  const x = (i) => LEFT + (SPAN * i) / 16;
  const nodes = [svgElement("title", {}, words.title)];
  const top = 2 ** (state.bits - 1) - 1;
  for (let start = 0; start < 16; start += state.group) {
    for (let code = -top; code <= top; code += 1) {
      const value = code * steps[start];
      if (value >= -1.2 && value <= high) {
        nodes.push(svgElement("line", { x1: x(start) + 2, x2: x(start + state.group) - 2, y1: y(value), y2: y(value), stroke: figureColour("grid"), "stroke-width": 1 }));
      }
    }
  }
  weights.forEach((weight, i) => {
    nodes.push(
      svgElement("circle", { cx: x(i + 0.5), cy: y(weight), r: 4.5, fill: "none", stroke: figureColour("1"), "stroke-width": 1.75 }),
      svgElement("circle", { cx: x(i + 0.5), cy: y(rounded[i]), r: 2.75, fill: figureColour("2") }),
    );
  });
  return svgElement("svg", { viewBox: `0 0 320 ${HEIGHT + 20}`, class: "figure explorer__drawing", role: "img", "aria-label": words.title }, ...nodes);
}

function sentence(state, words) {
  const weights = weightsOf(state);
  const steps = stepsOf(weights, state.bits, state.group);
  const others = (values) => values.filter((_, i) => i !== OUTLIER);
  const rounded = roundToNearest(weights, state.bits, state.group);
  const facts = {
    error: rootMeanSquare(others(rounded), others(weights)).toFixed(3),
    steps: [...new Set([Math.min(...steps).toFixed(3), Math.max(...steps).toFixed(3)])],
    bits: bitsPerWeight(state.bits, state.group, SCALE_BITS),
  };
  return words.summary(facts) + words.cost(facts);
}

function build() {
  const words = WORDS[pageLanguage()];
  const state = { bits: 4, group: 16, outlier: 4 };
  const drawing = element("div", { class: "explorer__figure" });
  const summary = element("p", { class: "explorer__summary", role: "status", id: freshId("summary") });
  const show = () => {
    drawing.replaceChildren(draw(state, words));
    summary.textContent = sentence(state, words);
  };
  const set = (key) => (value) => {
    state[key] = Number(value);
    show();
  };
  const bits = slider({ label: words.bits, min: 2, max: 8, value: 4, onInput: set("bits") });
  const outlier = slider({ label: words.outlier, min: 1, max: 10, value: 4, onInput: set("outlier") });
  const group = choice({ legend: words.group, options: { 4: "4", 8: "8", 16: "16" }, value: "16", onInput: set("group") });
  const part = hiddenPart([bits.root, group, outlier.root], drawing, summary);
  show();
  return askedFirst(words, "quarter", part);
}

mountExplorer("quantization", build);

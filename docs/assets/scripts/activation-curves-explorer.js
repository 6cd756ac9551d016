// The explorer of activations: a curve with its derivative, and the same function as a gate.

import { activation, gated, slope } from "./activation-formulas.js";
import { askedFirst, choice, element, freshId, hiddenPart, mountExplorer, pageLanguage, svgElement } from "./dom.js";
import { stepped } from "./stepped.js";

const WORDS = {
  zh: {
    kind: "函数",
    names: { relu: "ReLU", gelu: "GELU", gelu_tanh: "GELU（tanh）", swish: "Swish" },
    gate: "门的输入 g",
    up: "内容 u",
    beta: "Swish 的 β",
    title: "激活函数、导数，以及它作为门的作用",
    curve: "实线：函数 φ(g)",
    derivative: "虚线：导数 φ′(g)",
    summary: (s) =>
      `φ(${s.gate}) = ${s.value}，导数 ${s.slope}。作为普通激活，输出就是 ${s.value}；` +
      `作为门，输出是 φ(g) · u = ${s.output}。` +
      `输出对 u 的导数是 ${s.byUp}，对 g 的导数是 ${s.byGate}。`,
    question: "门的输入 g = −1，内容 u = 2。SwiGLU 的输出是正、是零，还是负？",
    options: { positive: "正", zero: "零", negative: "负" },
    because: "Swish(−1) = −0.269，乘以 2 得 −0.538：这道门不只会关，还会让内容变号。换成 ReLU 才是零。",
  },
  en: {
    kind: "Function",
    names: { relu: "ReLU", gelu: "GELU", gelu_tanh: "GELU (tanh)", swish: "Swish" },
    gate: "Input of the gate, g",
    up: "Content, u",
    beta: "β of Swish",
    title: "An activation, its derivative, and what it does as a gate",
    curve: "solid: the function φ(g)",
    derivative: "dashed: its derivative φ′(g)",
    summary: (s) =>
      `φ(${s.gate}) = ${s.value}, slope ${s.slope}. As a plain activation the output is ${s.value}; ` +
      `as a gate it is φ(g) · u = ${s.output}. ` +
      `The output’s slope with respect to u is ${s.byUp}, with respect to g ${s.byGate}.`,
    question: "The gate’s input is g = −1, the content u = 2. Is the output of SwiGLU positive, zero or negative?",
    options: { positive: "positive", zero: "zero", negative: "negative" },
    because:
      "Swish(−1) = −0.269, times 2 gives −0.538: this gate not only closes, it can turn the sign. With ReLU it would be zero.",
  },
};

const LEFT = 40;
const TOP = 30;
const WIDTH = 400;
const HEIGHT = 260;
const X = 4;
const LOW = -1.5;
const HIGH = 4;

function placeX(x) {
  return LEFT + (WIDTH * (x + X)) / (2 * X);
}

function placeY(y) {
  return TOP + HEIGHT * (1 - (y - LOW) / (HIGH - LOW));
}

function number(value) {
  const text = value.toFixed(3);
  return Number(text) === 0 ? "0.000" : text.replace("-", "−");
}

function path(values) {
  const parts = [];
  let open = false;
  for (const [x, y] of values) {
    const inside = y >= LOW && y <= HIGH;
    if (inside) {
      parts.push(`${open ? "L" : "M"}${placeX(x).toFixed(2)} ${placeY(y).toFixed(2)}`);
    }
    open = inside;
  }
  return parts.join("");
}

/** Points of the derivative; ReLU's jump is a gap, drawn as two pieces. */
function derivativePath(state) {
  const points = (from, to) =>
    Array.from({ length: 81 }, (_, i) => {
      const x = from + ((to - from) * i) / 80;
      return [x, slope(state.kind, x, state.beta)];
    });
  return state.kind === "relu" ? path(points(-X, 0)) + path(points(1e-9, X)) : path(points(-X, X));
}

function draw(state, words) {
  const line = (x1, y1, x2, y2) => svgElement("line", { x1, y1, x2, y2, class: "explorer__grid" });
  const label = (x, y, text, anchor) =>
    svgElement("text", { x, y, "font-size": 15, "text-anchor": anchor }, text.replace("-", "−"));
  const nodes = [svgElement("title", {}, words.title)];
  for (let x = -X; x <= X; x += 2) {
    nodes.push(line(placeX(x), TOP, placeX(x), TOP + HEIGHT), label(placeX(x), TOP + HEIGHT + 20, String(x), "middle"));
  }
  for (let y = -1; y <= HIGH; y += 1) {
    nodes.push(line(LEFT, placeY(y), LEFT + WIDTH, placeY(y)), label(LEFT - 8, placeY(y) + 5, String(y), "end"));
  }
  const curve = Array.from({ length: 321 }, (_, i) => {
    const x = -X + i / 40;
    return [x, activation(state.kind, x, state.beta)];
  });
  nodes.push(
    svgElement("path", { d: path(curve), class: "curve curve--chosen" }),
    svgElement("path", { d: derivativePath(state), class: "curve curve--smooth" }),
  );
  const value = activation(state.kind, state.gate, state.beta);
  nodes.push(
    svgElement("circle", { cx: placeX(state.gate), cy: placeY(value), r: 6, fill: "var(--fig-1, #2b4bb3)" }),
    svgElement("circle", {
      cx: placeX(state.gate), cy: placeY(slope(state.kind, state.gate, state.beta)), r: 6, fill: "var(--fig-2, #b3541e)",
    }),
  );
  return svgElement(
    "svg",
    { viewBox: "0 0 460 330", class: "figure explorer__drawing", role: "img", "aria-label": words.title },
    ...nodes,
  );
}

function legend(words) {
  return element(
    "ul",
    { class: "explorer__legend" },
    element("li", {}, element("span", { class: "curve-key", "aria-hidden": "true" }), words.curve),
    element("li", {}, element("span", { class: "curve-key curve-key--smooth", "aria-hidden": "true" }), words.derivative),
  );
}

function build() {
  const words = WORDS[pageLanguage()];
  const state = { kind: "swish", gate: -1, up: 2, beta: 1 };
  const drawing = element("div", { class: "explorer__figure" });
  const summary = element("p", { class: "explorer__summary", role: "status", id: freshId("summary") });
  const show = () => {
    drawing.replaceChildren(draw(state, words));
    const unit = gated(state.kind, state.gate, state.up, state.beta);
    summary.textContent = words.summary({
      gate: number(state.gate).replace(/0+$/, "").replace(/\.$/, ""),
      value: number(activation(state.kind, state.gate, state.beta)),
      slope: number(slope(state.kind, state.gate, state.beta)),
      output: number(unit.output),
      byUp: number(unit.bySlopeOfUp),
      byGate: number(unit.bySlopeOfGate),
    });
  };
  const set = (key) => (value) => {
    state[key] = value;
    show();
  };
  const signed = (value) => String(value).replace("-", "−");
  const beta = stepped({ label: words.beta, min: 0, max: 5, step: 0.25, value: 1, onInput: set("beta") });
  const kind = choice({
    legend: words.kind,
    options: words.names,
    value: "swish",
    onInput: (value) => {
      beta.root.hidden = value !== "swish";
      set("kind")(value);
    },
  });
  const gate = stepped({ label: words.gate, min: -4, max: 4, step: 0.25, value: -1, show: signed, onInput: set("gate") });
  const up = stepped({ label: words.up, min: -2, max: 2, step: 0.25, value: 2, show: signed, onInput: set("up") });
  const controls = [kind, gate.root, up.root, beta.root];
  const stage = hiddenPart(controls, drawing, legend(words), summary);
  show();
  return askedFirst(words, "negative", stage);
}

mountExplorer("activation-curves", build);

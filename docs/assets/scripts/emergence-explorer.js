// The emergence explorer: one smooth gain per token, seen through different metrics and tasks.
// The functions are twins of scripts/reference/emergence.py; a browser test holds them together.

import { askedFirst, choice, element, freshId, hiddenPart, mountExplorer, pageLanguage, slider, svgElement } from "./dom.js";

const WORDS = {
  zh: {
    metric: "度量",
    exact: "精确匹配（全对才得分）",
    token: "逐词元正确率",
    distance: "编辑距离（期望错误数，越低越好）",
    question: "只要求答对一个词元改为要求五个全对。在对数横轴上，得分曲线怎样变？",
    options: { steeper: "变陡", right: "整条右移，形状不变", lower: "整条压低" },
    because: "p(N) 的 L 次方等于 p(N / L^(1/a))：只是换了横坐标，右移 log(L)/a。看上去突然，是因为左边一段贴着零。",
    length: "要全对的词元数或步数",
    note: "示意：由正文公式取 c = 10⁸、a = 0.4 算出，没有一个数来自真实模型。",
    scale: "模型规模（参数量，对数轴）",
    score: "得分",
    wrong: "期望错误数",
    shown: "所选度量",
    smooth: "逐词元正确率（始终不变）",
    table: "规模与得分",
    parameters: "参数量",
    perToken: "逐词元正确率",
    title: "得分随模型规模的变化",
    summary: (s) =>
      `逐词元正确率从 ${s.from} 平滑升到 ${s.to}；换成所选度量，两端的读数是 ${s.first} 与 ${s.last}。` +
      (s.half ? `在这个示意里，得分约在 ${s.half} 参数处越过 0.5，右移了 ${s.shift} 个数量级。` : ""),
  },
  en: {
    metric: "Metric",
    exact: "Exact match (all or nothing)",
    token: "Accuracy per token",
    distance: "Edit distance (expected errors, lower is better)",
    question: "One token had to be right; now five must all be. On the logarithmic axis, how does the curve of the score change?",
    options: { steeper: "it gets steeper", right: "it moves right and keeps its shape", lower: "it is pressed down" },
    because:
      "p(N) to the power L equals p(N / L^(1/a)): only the axis is rescaled, and the curve moves right by log(L)/a. It looks abrupt because its left part hugs zero.",
    length: "Tokens or steps that must all be right",
    note: "Illustrative: computed from the formulas with c = 10⁸ and a = 0.4; no number was measured on a model.",
    scale: "Scale of the model (parameters, logarithmic)",
    score: "Score",
    wrong: "Expected errors",
    shown: "Chosen metric",
    smooth: "Accuracy per token (never changes)",
    table: "Scale and score",
    parameters: "Parameters",
    perToken: "Accuracy per token",
    title: "Score against the scale of the model",
    summary: (s) =>
      `Accuracy per token rises smoothly from ${s.from} to ${s.to}; through the chosen metric the two ends read ` +
      `${s.first} and ${s.last}. ` +
      (s.half ? `In this illustration the score passes 0.5 at about ${s.half} parameters, ${s.shift} decades further right.` : ""),
  },
};

/** The demonstration's constants; a test holds them against those of the static figure. */
export const CONSTANTS = { constant: 1e8, exponent: 0.4, smallest: 1e7, largest: 1e13 };

/** exp(-(constant / scale)^exponent): accuracy per token when the loss is a power law. */
export function tokenAccuracy(scale) {
  return Math.exp(-((CONSTANTS.constant / scale) ** CONSTANTS.exponent));
}

/** The reading of a metric where `length` tokens, or steps, must all be right. */
export function reading(metric, p, length) {
  if (metric === "exact") {
    return p ** length;
  }
  return metric === "distance" ? length * (1 - p) : p;
}

const FRAME = { left: 54, right: 396, top: 14, bottom: 270 };

function scaleAt(share) {
  const { smallest, largest } = CONSTANTS;
  return smallest * (largest / smallest) ** share;
}

function curve(values, top) {
  const { left, right, bottom } = FRAME;
  return values
    .map(([share, value], index) => {
      const x = left + share * (right - left);
      const y = bottom - (value / top) * (bottom - FRAME.top);
      return `${index ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join("");
}

function power(exponent) {
  return `10${String(exponent).replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit])}`;
}

function decade(value) {
  return power(Math.round(Math.log10(value)));
}

function scientific(value) {
  const [mantissa, exponent] = value.toExponential(1).split("e+");
  return `${mantissa} × ${power(exponent)}`;
}

function axes(top, words, metric) {
  const { left, right, bottom } = FRAME;
  const nodes = [];
  const text = (x, y, anchor, content, extra = {}) =>
    nodes.push(svgElement("text", { x, y, "text-anchor": anchor, "font-size": 15, ...extra }, content));
  const decades = Math.round(Math.log10(CONSTANTS.largest / CONSTANTS.smallest));
  for (let step = 0; step <= decades; step += 1) {
    const x = left + (step / decades) * (right - left);
    nodes.push(svgElement("path", { d: `M${x} ${FRAME.top}V${bottom}`, class: "explorer__grid" }));
    text(x, bottom + 20, "middle", decade(scaleAt(step / decades)));
  }
  for (let step = 0; step <= 4; step += 1) {
    const y = bottom - (step / 4) * (bottom - FRAME.top);
    nodes.push(svgElement("path", { d: `M${left} ${y}H${right}`, class: "explorer__grid" }));
    text(left - 6, y + 5, "end", String(Number(((step / 4) * top).toFixed(2))));
  }
  text((left + right) / 2, bottom + 42, "middle", words.scale);
  const middle = (FRAME.top + bottom) / 2;
  const label = metric === "distance" ? words.wrong : words.score;
  text(12, middle, "middle", label, { transform: `rotate(-90 12 ${middle})` });
  return nodes;
}

function draw(state, words) {
  const points = Array.from({ length: 121 }, (_, index) => index / 120);
  const at = (metric) =>
    points.map((share) => [share, reading(metric, tokenAccuracy(scaleAt(share)), state.length)]);
  const top = state.metric === "distance" ? state.length : 1;
  const nodes = [svgElement("title", {}, words.title), ...axes(top, words, state.metric)];
  if (state.metric === "exact") {
    nodes.push(svgElement("path", { d: curve(at("token"), 1), class: "curve curve--smooth" }));
  }
  nodes.push(svgElement("path", { d: curve(at(state.metric), top), class: "curve curve--chosen" }));
  return svgElement(
    "svg",
    { viewBox: "-8 0 428 324", class: "figure explorer__drawing", role: "img", "aria-label": words.title },
    ...nodes,
  );
}

function halfWay(state) {
  if (state.metric !== "exact") {
    return null;
  }
  const { constant, exponent, smallest, largest } = CONSTANTS;
  const loss = Math.LN2 / state.length;
  const scale = constant / loss ** (1 / exponent);
  return scale > smallest && scale < largest ? scientific(scale) : null;
}

function plain(value) {
  if (value === 0 || value >= 0.001) {
    return value.toFixed(3);
  }
  const [mantissa, exponent] = value.toExponential(1).split("e-");
  return `${mantissa} × 10⁻${power(exponent).slice(2)}`;
}

function table(state, words) {
  const head = [words.parameters, words.perToken, words.shown];
  const rows = [0, 1 / 3, 2 / 3, 1].map((share) => {
    const p = tokenAccuracy(scaleAt(share));
    const cells = [plain(p), plain(reading(state.metric, p, state.length))];
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, decade(scaleAt(share))),
      ...cells.map((cell) => element("td", {}, cell)),
    );
  });
  return element(
    "table",
    { class: "explorer__table" },
    element("caption", {}, words.table),
    element("thead", {}, element("tr", {}, ...head.map((name) => element("th", { scope: "col" }, name)))),
    element("tbody", {}, ...rows),
  );
}

function facts(state) {
  const ends = [CONSTANTS.smallest, CONSTANTS.largest].map(tokenAccuracy);
  const [first, last] = ends.map((p) => reading(state.metric, p, state.length));
  return { from: plain(ends[0]), to: plain(ends[1]), first: plain(first), last: plain(last), half: halfWay(state), shift: (Math.log10(state.length) / CONSTANTS.exponent).toFixed(1) };
}

function build() {
  const words = WORDS[pageLanguage()];
  const state = { metric: "exact", length: 5 };
  const drawing = element("div", { class: "explorer__figure" });
  const values = element("div", { class: "explorer__values" });
  const summary = element("p", { class: "explorer__summary", role: "status", id: freshId("summary") });
  const show = () => {
    drawing.replaceChildren(draw(state, words));
    smooth.hidden = state.metric !== "exact";
    values.replaceChildren(table(state, words));
    summary.textContent = words.summary(facts(state));
  };
  const set = (key) => (value) => {
    state[key] = value;
    show();
  };
  const metric = choice({
    legend: words.metric,
    options: { exact: words.exact, token: words.token, distance: words.distance },
    value: "exact",
    onInput: set("metric"),
  });
  const length = slider({ label: words.length, min: 1, max: 50, value: 5, onInput: set("length") });
  const entry = (kind, label) =>
    element("li", {}, element("span", { class: `curve-key curve-key--${kind}`, "aria-hidden": "true" }), label);
  const smooth = entry("smooth", words.smooth);
  const legend = element("ul", { class: "explorer__legend" }, entry("chosen", words.shown), smooth);
  const note = element("p", { class: "explorer__summary" }, words.note);
  const part = hiddenPart([metric, length.root], drawing, legend, summary, values, note);
  return askedFirst(words, "right", part, show);
}

mountExplorer("emergence", build);

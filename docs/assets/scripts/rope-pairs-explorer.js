// The explorer of RoPE: four pairs of a query and a key that turn with their positions.

import { choice, element, freshId, mountExplorer, pageLanguage, prediction, slider, svgElement } from "./dom.js";
import { figureColour } from "./figure-colours.js";
import { dot, entriesOfPair, ropeAngles, turned } from "./rope-pairs-formulas.js";

const WORDS = {
  zh: {
    ask: "距离保持 3，把查询和键一起向后移 20 个位置，分数会怎样？",
    answers: { up: "变大", down: "变小", same: "不变" },
    because: "每对指针都多转了同样的角度，两针的夹角没变，分数也就没变。拖动“查询的位置”验证；再换成另一种配对，看同样的数字读出不同的分数。",
    position: "查询的位置 m",
    distance: "距离 m − n",
    base: "基数 rope_theta",
    layout: "怎样配对",
    interleaved: "相邻两个",
    half: "前后两半",
    pair: (i, a, b) => `第 ${i} 对（${a}, ${b}）`,
    turn: (t) => `每个位置 ${t} 弧度`,
    query: "查询",
    key: "键",
    title: "四对维度中的查询与键",
    join: "、",
    summary: (s) => `键在位置 ${s.n}。各对的内积为 ${s.parts}，相加得分数 ${s.score}。`,
  },
  en: {
    ask: "Keep the distance at 3 and move query and key 20 positions along. What happens to the score?",
    answers: { up: "It grows", down: "It shrinks", same: "It stays" },
    because:
      "Both hands of each pair turn by the same additional angle, so the angle between them stays, and so does the score. " +
      "Try it with “Position of the query”; then change the pairing and see the same numbers give another score.",
    position: "Position of the query m",
    distance: "Distance m − n",
    base: "Base rope_theta",
    layout: "Pairs are",
    interleaved: "neighbours",
    half: "one of each half",
    pair: (i, a, b) => `pair ${i} (${a}, ${b})`,
    turn: (t) => `${t} rad per position`,
    query: "query",
    key: "key",
    title: "Query and key in four pairs of dimensions",
    join: ", ",
    summary: (s) => `The key is at position ${s.n}. The pairs’ products are ${s.parts}; they add up to the score ${s.score}.`,
  },
};

/** The query and the key of the demonstration; they belong to no model. */
const QUERY = [0.9, 0.3, 0.8, -0.5, 0.4, 0.9, 0.7, 0.6];
const KEY = [0.8, -0.4, 0.5, 0.7, 0.9, 0.2, -0.3, 0.9];
const BLUE = figureColour("1");
const ORANGE = figureColour("2");
const GRID = figureColour("grid");

function shown(value) {
  return value.toFixed(2).replace("-", "−");
}

function hand(x, y, pair, vector, radius, stroke, dash) {
  const tip = [x + radius * vector[pair[0]], y - radius * vector[pair[1]]];
  return [
    svgElement("line", { x1: x, y1: y, x2: tip[0], y2: tip[1], stroke, "stroke-width": 3.5, "stroke-dasharray": dash }),
    svgElement("circle", { cx: tip[0], cy: tip[1], r: 5, fill: stroke }),
  ];
}

function draw(state, q, k, words) {
  const nodes = [svgElement("title", {}, words.title)];
  const speeds = ropeAngles(1, QUERY.length, state.base);
  speeds.forEach((speed, i) => {
    const x = 115 + 230 * (i % 2);
    const y = 120 + 235 * Math.floor(i / 2);
    const pair = entriesOfPair(i, QUERY.length, state.layout);
    const text = (dy, content) => svgElement("text", { x, y: y + dy, "text-anchor": "middle", "font-size": 15 }, content);
    nodes.push(
      text(-92, words.pair(i, ...pair)),
      svgElement("circle", { cx: x, cy: y, r: 72, fill: "none", stroke: GRID }),
      svgElement("line", { x1: x - 72, y1: y, x2: x + 72, y2: y, stroke: GRID }),
      svgElement("line", { x1: x, y1: y - 72, x2: x, y2: y + 72, stroke: GRID }),
      ...hand(x, y, pair, k, 60, ORANGE, "6 4"),
      ...hand(x, y, pair, q, 60, BLUE, null),
      text(94, words.turn(speed < 0.01 ? speed.toPrecision(1) : String(Number(speed.toPrecision(2))))),
    );
  });
  return svgElement(
    "svg",
    { viewBox: "0 0 460 470", class: "figure explorer__drawing", role: "img", "aria-label": words.title },
    ...nodes,
  );
}

function legend(words) {
  const entry = (style, label) => element("li", {}, element("span", { class: `curve-key${style}`, "aria-hidden": "true" }), label);
  return element("ul", { class: "explorer__legend" }, entry("", words.query), entry(" curve-key--smooth", words.key));
}

function build() {
  const words = WORDS[pageLanguage()];
  const state = { position: 25, distance: 3, base: 10000, layout: "interleaved" };
  const drawing = element("div", { class: "explorer__figure" });
  const summary = element("p", { class: "explorer__summary", role: "status", id: freshId("summary") });
  const show = () => {
    const n = state.position - state.distance;
    const q = turned(QUERY, state.position, state.base, state.layout);
    const k = turned(KEY, n, state.base, state.layout);
    const parts = [0, 1, 2, 3].map((i) => {
      const [a, b] = entriesOfPair(i, q.length, state.layout);
      return shown(q[a] * k[a] + q[b] * k[b]);
    });
    drawing.replaceChildren(draw(state, q, k, words));
    summary.textContent = words.summary({ n, parts: parts.join(words.join), score: shown(dot(q, k)) });
  };
  const set = (key) => (value) => {
    state[key] = key === "base" ? Number(value) : value;
    show();
  };
  const controls = element(
    "div",
    { class: "explorer__controls" },
    slider({ label: words.position, min: 20, max: 80, value: 25, onInput: set("position") }).root,
    slider({ label: words.distance, min: 0, max: 20, value: 3, onInput: set("distance") }).root,
    choice({ legend: words.base, options: { 10000: "10,000", 1000000: "1,000,000" }, value: "10000", onInput: set("base") }),
    choice({
      legend: words.layout,
      options: { interleaved: words.interleaved, half: words.half },
      value: "interleaved",
      onInput: set("layout"),
    }),
  );
  show();
  const ask = prediction({ question: words.ask, options: words.answers, answer: "same", because: words.because, onShow: () => { controls.hidden = false; } });
  controls.hidden = true;
  return [ask, controls, drawing, legend(words), summary];
}

mountExplorer("rope-pairs", build);

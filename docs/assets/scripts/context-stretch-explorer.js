// The explorer of stretched contexts: what each method does to the pace of every pair.

import { grouped } from "./calculator-numbers.js";
import { choice, element, freshId, mountExplorer, pageLanguage, prediction, slider, svgElement } from "./dom.js";
import { figureColour } from "./figure-colours.js";
import { overshoot, ropeFrequencies, rotations, stretched } from "./context-stretch-formulas.js";

const WORDS = {
  zh: {
    ask: "什么都不改，直接读 8 倍长的文本，哪些维度对会遇到没见过的角度？",
    answers: { fast: "转得快的", slow: "转得慢的", all: "全部" },
    because: "转得快的对在训练中早已转过无数圈，什么角度都见过。只有训练长度内转不满一圈的对，会被带到新的角度。换一种方法，看它们怎样处理这些对。",
    method: "方法",
    none: "不改",
    factor: "扩展倍数 s",
    trained: "训练长度",
    base: "基数 rope_theta",
    ratio: "新频率 ÷ 原频率（对数轴）",
    pair: "维度对的序号",
    title: "每对维度的新频率与原频率之比",
    seen: "角度都见过，或没有超出训练范围",
    new: "会转到没见过的角度",
    summary: (s) =>
      `64 对里有 ${s.slow} 对在训练中转不满一圈；在 ${s.wanted} 个词元处，` +
      (s.out ? `${s.out} 对转到没见过的角度，最多是训练时的 ${s.worst} 倍。` : "没有一对转到没见过的角度。") +
      `最快的一对每个词元转 ${s.pace} 弧度（原来是 1）。`,
  },
  en: {
    ask: "Change nothing and read a text eight times as long: which pairs meet angles they never saw?",
    answers: { fast: "The fast ones", slow: "The slow ones", all: "All of them" },
    because:
      "The fast pairs have turned many times in training and met every angle. Only pairs that did not complete a turn " +
      "within the trained length are taken to new ones. Change the method and see what it does to them.",
    method: "Method",
    none: "none",
    factor: "Factor s",
    trained: "Trained length",
    base: "Base rope_theta",
    ratio: "new ÷ original frequency (log axis)",
    pair: "number of the pair",
    title: "New frequency of each pair as a share of the original one",
    seen: "every angle met, or within the trained range",
    new: "taken to angles never met",
    summary: (s) =>
      `Of 64 pairs, ${s.slow} do not complete a turn in training; at ${s.wanted} tokens ` +
      (s.out ? `${s.out} reach angles never met, up to ${s.worst} times the largest trained. ` : "none reaches an angle never met. ") +
      `The fastest pair turns by ${s.pace} rad per token (1 before).`,
  },
};

const HEAD_DIM = 128;
const BLUE = figureColour("1");
const ORANGE = figureColour("2");
const GRID = figureColour("grid");
const [LEFT, WIDTH, TOP, HEIGHT] = [52, 396, 36, 330];
const LOWEST = 1 / 40;

function compute(state) {
  const original = ropeFrequencies(HEAD_DIM, state.base);
  const found = stretched(state.method, HEAD_DIM, state.factor, state.trained, state.base);
  return {
    ratios: found.map((frequency, i) => frequency / original[i]),
    beyond: overshoot(found, original, state.factor, state.trained),
    slow: original.filter((frequency) => rotations(frequency, state.trained) < 1).length,
    pace: found[0],
  };
}

function draw({ ratios, beyond, slow }, words) {
  const x = (i) => LEFT + (i / 63) * WIDTH;
  const y = (ratio) => TOP + (HEIGHT * Math.log(ratio)) / Math.log(LOWEST);
  const text = (at, height, content, anchor = "middle") =>
    svgElement("text", { x: at, y: height, "text-anchor": anchor, "font-size": 15 }, content);
  const nodes = [
    svgElement("title", {}, words.title),
    text(LEFT, 16, words.ratio, "start"),
    text(LEFT + WIDTH / 2, TOP + HEIGHT + 46, words.pair),
    svgElement("rect", {
      x: x(63.5 - slow), y: TOP, width: Math.max(0, x(63) - x(63.5 - slow)), height: HEIGHT, fill: figureColour("5-soft"),
    }),
  ];
  for (const power of [0, 1, 2, 3, 4, 5]) {
    const at = y(2 ** -power);
    nodes.push(svgElement("line", { x1: LEFT, y1: at, x2: LEFT + WIDTH, y2: at, stroke: GRID }));
    nodes.push(text(LEFT - 8, at + 5, power ? `1/${2 ** power}` : "1", "end"));
  }
  for (const i of [0, 16, 32, 48]) {
    nodes.push(text(x(i), TOP + HEIGHT + 22, String(i)));
  }
  ratios.forEach((ratio, i) => {
    const isNew = beyond[i] > 1 + 1e-9;
    const mark = isNew
      ? svgElement("rect", { x: x(i) - 3.5, y: y(ratio) - 3.5, width: 7, height: 7, fill: "none", stroke: ORANGE, "stroke-width": 2 })
      : svgElement("circle", { cx: x(i), cy: y(ratio), r: 3, fill: BLUE });
    nodes.push(mark);
  });
  return svgElement(
    "svg",
    { viewBox: "0 0 460 420", class: "figure explorer__drawing", role: "img", "aria-label": words.title },
    ...nodes,
  );
}

function legend(words) {
  const sign = (shape) => svgElement("svg", { viewBox: "0 0 14 14", width: 14, height: 14, "aria-hidden": "true" }, shape);
  const entry = (shape, label) => element("li", {}, sign(shape), ` ${label}`);
  return element(
    "ul",
    { class: "explorer__legend" },
    entry(svgElement("circle", { cx: 7, cy: 7, r: 4, fill: BLUE }), words.seen),
    entry(svgElement("rect", { x: 3, y: 3, width: 8, height: 8, fill: "none", stroke: ORANGE, "stroke-width": 2 }), words.new),
  );
}

function build() {
  const words = WORDS[pageLanguage()];
  const state = { method: "none", factor: 8, trained: 4096, base: 10000 };
  const drawing = element("div", { class: "explorer__figure" });
  const summary = element("p", { class: "explorer__summary", role: "status", id: freshId("summary") });
  const show = () => {
    const found = compute(state);
    drawing.replaceChildren(draw(found, words));
    const out = found.beyond.filter((value) => value > 1 + 1e-9);
    summary.textContent = words.summary({
      slow: found.slow,
      wanted: grouped(state.factor * state.trained),
      out: out.length,
      worst: Math.max(...out).toFixed(2),
      pace: Number(found.pace.toPrecision(3)),
    });
  };
  const set = (key) => (value) => {
    state[key] = key === "method" ? value : Number(value);
    show();
  };
  const controls = element(
    "div",
    { class: "explorer__controls" },
    choice({
      legend: words.method,
      options: { none: words.none, pi: "PI", ntk: "NTK-aware", yarn: "YaRN" },
      value: "none",
      onInput: set("method"),
    }),
    slider({ label: words.factor, min: 1, max: 32, value: 8, onInput: set("factor") }).root,
    choice({ legend: words.trained, options: { 4096: "4,096", 32768: "32,768" }, value: "4096", onInput: set("trained") }),
    choice({ legend: words.base, options: { 10000: "10,000", 1000000: "1,000,000" }, value: "10000", onInput: set("base") }),
  );
  const stage = element("div", {}, controls, drawing, legend(words), summary);
  stage.hidden = true;
  show();
  const ask = prediction({
    question: words.ask,
    options: words.answers,
    answer: "slow",
    because: words.because,
    onShow: () => {
      stage.hidden = false;
    },
  });
  return [ask, stage];
}

mountExplorer("context-stretch", build);

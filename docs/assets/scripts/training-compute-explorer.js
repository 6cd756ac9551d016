// The days of a pre-training: model, length of sequences, tokens, cards, share of the peak that they reach.

import { power } from "./calculator-numbers.js";
import { gpuDays } from "./costs.js";
import { askedFirst, choice, element, freshId, hiddenPart, mountExplorer, numbered, pageLanguage, slider, svgElement } from "./dom.js";
import { figureColour } from "./figure-colours.js";
import { tokenParts } from "./training-compute-formulas.js";

/** Sizes of the data; a test holds them against it. */
export const MODELS = {
  "llama-3.1-8b": { name: "Llama 3.1 8B", multiplied: 7504658432, layers: 32, scoreWidth: 8192 },
  "llama-3.1-405b": { name: "Llama 3.1 405B", multiplied: 403747897344, layers: 126, scoreWidth: 32768 },
  "mixtral-8x7b-v0.1": { name: "Mixtral 8x7B", multiplied: 12748587008, layers: 32, scoreWidth: 8192 },
};
/** Peak of an H100 in dense BF16, as the table of cards has it. */
export const PEAK = 989e12;
const WIDTH = 320;

const WORDS = {
  zh: {
    model: "模型",
    length: "序列长度（词元）",
    tokens: "训练词元数",
    cards: "H100 数",
    busy: "硬件利用率 HFU（%）",
    recompute: "激活值",
    kept: "全部保留",
    again: "全部重算",
    amounts: { "1e12": "1 万亿", "15e12": "15 万亿" },
    names: { weights: "权重", scores: "注意力分数", again: "重算" },
    title: "每个词元的运算，按用途",
    question: "Llama 3.1 8B，词元总数不变，序列从 4,096 个词元改成 131,072 个。每个词元的运算大约变成原来的",
    options: { same: "1 倍", three: "3 倍", many: "32 倍" },
    because: "乘权重的运算与长度无关；分数的运算变成 32 倍，从约 7% 的零头变成大头，合起来约 3 倍。",
    summary: (s) =>
      `每个词元 ${s.each} 次运算：${s.parts}。共 ${s.total} 次，要 ${s.days} 天。MFU 是 ${s.mfu}%。`,
    join: "，",
  },
  en: {
    model: "Model",
    length: "Length of sequences (tokens)",
    tokens: "Training tokens",
    cards: "H100 cards",
    busy: "Hardware utilisation, HFU (%)",
    recompute: "Activations",
    kept: "all kept",
    again: "all recomputed",
    amounts: { "1e12": "1 trillion", "15e12": "15 trillion" },
    names: { weights: "weights", scores: "attention scores", again: "recomputation" },
    title: "Operations per token by purpose",
    question: "Llama 3.1 8B, the same number of tokens, but in sequences of 131,072 instead of 4,096. The operations per token become about",
    options: { same: "as many", three: "3 times as many", many: "32 times as many" },
    because:
      "Multiplying by weights does not depend on the length; computing scores grows 32-fold, from some 7% to the larger part. Together about 3 times.",
    summary: (s) =>
      `${s.each} operations per token: ${s.parts}. ${s.total} in all, ${s.days} days. MFU is ${s.mfu}%.`,
    join: ", ",
  },
};
const COLOURS = { weights: "1", scores: "2", again: "5" };

/** Parts of a token's operations, their sum, the days, and the share of the peak that the model itself needs. */
export function estimate(model, { length, tokens, cards, busy, recompute }) {
  const parts = tokenParts(model, Math.floor((length + 1) / 2), recompute);
  const each = parts.weights + parts.scores + parts.again;
  const days = gpuDays(each * tokens, PEAK * cards, busy);
  return { parts, each, days, mfu: (busy * (parts.weights + parts.scores)) / each };
}

function settled(state) {
  return estimate(MODELS[state.model], {
    length: Number(state.length),
    tokens: Number(state.tokens),
    cards: Number(state.cards),
    busy: state.busy / 100,
    recompute: state.recompute === "again",
  });
}

function draw(state, words) {
  const { parts, each } = settled(state);
  let x = 0;
  const bars = Object.entries(parts)
    .filter(([, flops]) => flops > 0)
    .map(([name, flops]) => {
      const width = (WIDTH * flops) / each;
      const bar = svgElement("rect", {
        x, y: 4, width, height: 34, fill: figureColour(`${COLOURS[name]}-soft`), stroke: figureColour(COLOURS[name]), "stroke-width": 1.5,
      });
      x += width;
      return bar;
    });
  return svgElement(
    "svg",
    { viewBox: `-14 0 ${WIDTH + 28} 42`, class: "figure explorer__drawing", role: "img", "aria-label": words.title },
    ...bars,
  );
}

function legend(words) {
  const items = Object.keys(COLOURS).map((name) => {
    const style = `display:inline-block;width:0.8em;height:0.8em;border:1.5px solid ${figureColour(COLOURS[name])};background:${figureColour(`${COLOURS[name]}-soft`)};margin-inline-end:0.4em`;
    return element("li", {}, element("span", { style, "aria-hidden": "true" }), words.names[name]);
  });
  return element("ul", { class: "explorer__legend" }, ...items);
}

function sentence(state, words) {
  const { parts, each, days, mfu } = settled(state);
  const shares = Object.entries(parts)
    .filter(([, flops]) => flops > 0)
    .map(([name, flops]) => `${words.names[name]} ${((100 * flops) / each).toFixed(0)}%`);
  return words.summary({
    each: power(each),
    parts: shares.join(words.join),
    total: power(each * Number(state.tokens)),
    days: days < 100 ? days.toFixed(1) : Math.round(days).toLocaleString("en-US"),
    mfu: (100 * mfu).toFixed(1),
  });
}

function build() {
  const words = WORDS[pageLanguage()];
  const state = { model: "llama-3.1-8b", length: "4096", tokens: "15e12", cards: "1024", busy: 40, recompute: "kept" };
  const drawing = element("div", { class: "explorer__figure" });
  const summary = element("p", { class: "explorer__summary", role: "status", id: freshId("summary") });
  const show = () => {
    drawing.replaceChildren(draw(state, words), legend(words));
    summary.textContent = sentence(state, words);
  };
  const set = (key) => (value) => {
    state[key] = value;
    show();
  };
  const one = (key, options) => choice({ legend: words[key], options, value: state[key], onInput: set(key) });
  const names = Object.fromEntries(Object.entries(MODELS).map(([id, model]) => [id, model.name]));
  const busy = slider({ label: words.busy, min: 10, max: 70, value: 40, onInput: set("busy") });
  const controls = [
    one("model", names),
    one("length", numbered(4096, 32768, 131072)),
    one("tokens", words.amounts),
    one("cards", numbered(8, 1024, 16384)),
    one("recompute", { kept: words.kept, again: words.again }),
    busy.root,
  ];
  const part = hiddenPart(controls, drawing, summary);
  show();
  return askedFirst(words, "three", part);
}

mountExplorer("training-compute", build);

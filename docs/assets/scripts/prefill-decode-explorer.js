// One decoding step on a roofline: model, card, sequences, context.

import { grouped } from "./calculator-numbers.js";
import { askedFirst, choice, element, freshId, hiddenPart, mountExplorer, pageLanguage, svgElement } from "./dom.js";
import { figureColour } from "./figure-colours.js";
import { CARDS, MODELS, decodeParts, prefillSeconds, ridge, sequencesOn } from "./prefill-decode-formulas.js";
import { stepped } from "./stepped.js";

const WORDS = {
  zh: {
    model: "模型（16 位）",
    card: "显卡",
    batch: "同时解码的序列",
    context: "每条的上下文（词元）",
    title: "解码一步在屋顶线上的位置",
    x: "次运算/字节",
    y: "TFLOP/s",
    matrices: "矩阵",
    cache: "注意力",
    question: "H100 上的 Llama 3.1 8B，每条序列 2,048 个词元。同时解码的序列从 1 条加到 16 条，每条的 TPOT 变成几倍？",
    options: { a: "约 1.3 倍", b: "约 4 倍", c: "16 倍" },
    because: "权重每步只读一遍，4.48 ms 不变；多出来的只是 15 条序列的缓存，每条 0.08 ms。4.56 ms 变成 5.76 ms，总吞吐升到约 12.7 倍。",
    summary: (s) => `一步至少 ${s.step} ms：矩阵 ${s.matrices}（${s.bound}），读缓存 ${s.cache}。每条每秒至多 ${s.each} 个词元，合计 ${s.all}。一个输出词元占卡的时间是一个输入词元的 ${s.ratio} 倍。${s.room}`,
    memory: "受限于带宽",
    compute: "受限于算力",
    fits: (most) => `显存放得下 ${most} 条。`,
    full: (most) => `但显存只放得下 ${most} 条。`,
  },
  en: {
    model: "Model (16 bits)",
    card: "Card",
    batch: "Sequences decoding",
    context: "Context of each (tokens)",
    title: "A decoding step on the roofline",
    x: "operations per byte",
    y: "TFLOP/s",
    matrices: "matrices",
    cache: "attention",
    question: "Llama 3.1 8B on an H100, 2,048 tokens per sequence. From 1 to 16 sequences at once: by what factor does the TPOT of each grow?",
    options: { a: "about 1.3", b: "about 4", c: "16" },
    because: "The weights are read once per step, 4.48 ms as before; what is added is the cache of 15 sequences, 0.08 ms each. 4.56 ms become 5.76 ms, and total throughput rises to about 12.7 times.",
    summary: (s) => `A step takes at least ${s.step} ms: matrices ${s.matrices} (bound by ${s.bound}), reading the cache ${s.cache}. At most ${s.each} tokens per second for each sequence, ${s.all} in all. An output token occupies the card ${s.ratio} times as long as an input token. ${s.room}`,
    memory: "bandwidth",
    compute: "arithmetic",
    fits: (most) => `${most} sequences fit into memory.`,
    full: (most) => `But only ${most} fit into memory.`,
  },
};
const LEFT = 44;
const TOP = 26;
const WIDTH = 266;
const HEIGHT = 170;
const X_RANGE = [0.6, 4000];
const Y_RANGE = [0.5, 2000];

const share = (value, [low, high]) => Math.log(value / low) / Math.log(high / low);
const placeX = (value) => LEFT + WIDTH * share(value, X_RANGE);
const placeY = (value) => TOP + HEIGHT * (1 - share(value, Y_RANGE));
const reached = (card, intensity) => Math.min(card.flops, intensity * card.bandwidth) / 1e12;
const settled = (state) => ({ model: MODELS[state.model], card: CARDS[state.card], batch: 2 ** state.batch, context: 2 ** state.context });

function text(x, y, content, anchor = "start") {
  return svgElement("text", { x, y, "font-size": 13, "text-anchor": anchor }, content);
}

function grid(words) {
  const nodes = [text(LEFT, 14, words.y), text(LEFT + WIDTH, TOP + HEIGHT + 36, words.x, "end")];
  for (const value of [1, 10, 100, 1000]) {
    nodes.push(
      svgElement("path", { d: `M${placeX(value)} ${TOP}V${TOP + HEIGHT}M${LEFT} ${placeY(value)}H${LEFT + WIDTH}`, stroke: figureColour("grid") }),
      text(placeX(value), TOP + HEIGHT + 17, grouped(value), "middle"),
      text(LEFT - 6, placeY(value) + 5, grouped(value), "end"),
    );
  }
  return nodes;
}

function draw(state, words) {
  const { model, card, batch } = settled(state);
  const corners = [X_RANGE[0], ridge(card), X_RANGE[1]].map((x) => `${placeX(x)} ${placeY(reached(card, x))}`);
  const roof = svgElement("path", { d: `M${corners.join("L")}`, fill: "none", stroke: figureColour("1"), "stroke-width": 2.5 });
  const attention = model.scores / model.cached;
  const [x, y] = [placeX(batch), placeY(reached(card, batch))];
  const [u, v] = [placeX(attention), placeY(reached(card, attention))];
  const diamond = (cx, cy) => svgElement("path", { d: `M${cx} ${cy - 8}l8 8l-8 8l-8 -8z`, fill: figureColour("4") });
  const dot = (cx, cy) => svgElement("circle", { cx, cy, r: 6, fill: figureColour("2") });
  const dots = [diamond(u, v), dot(x, y), dot(208, 146), text(222, 151, words.matrices), diamond(208, 172), text(222, 177, words.cache)];
  const label = svgElement("title", {}, words.title);
  return svgElement("svg", { viewBox: "0 0 320 240", class: "figure explorer__drawing", role: "img", "aria-label": words.title }, label, ...grid(words), roof, ...dots);
}

const digits = (value) => (value >= 100 ? Math.round(value).toLocaleString("en-US") : String(Number(value.toPrecision(3))));

function sentence(state, words) {
  const { model, card, batch, context } = settled(state);
  const { matrices, cache } = decodeParts(model, card, batch, context);
  const step = matrices + cache;
  const most = sequencesOn(model, card, context);
  return words.summary({
    step: digits(1000 * step),
    matrices: digits(1000 * matrices),
    cache: digits(1000 * cache),
    bound: batch >= ridge(card) ? words.compute : words.memory,
    each: digits(1 / step),
    all: digits(batch / step),
    ratio: digits(step / batch / (prefillSeconds(model, card, context) / context)),
    room: (batch <= most ? words.fits : words.full)(most.toLocaleString("en-US")),
  });
}

function build() {
  const words = WORDS[pageLanguage()];
  const state = { model: "llama-3.1-8b", card: "h100-80", batch: 4, context: 11 };
  const drawing = element("div", { class: "explorer__figure" });
  const summary = element("p", { class: "explorer__summary", role: "status", id: freshId("summary") });
  const show = () => {
    drawing.replaceChildren(draw(state, words));
    summary.textContent = sentence(state, words);
  };
  const set = (key) => (value) => {
    state[key] = value;
    show();
  };
  const named = (found) => Object.fromEntries(Object.entries(found).map(([id, { name }]) => [id, name]));
  const one = (key, found) => choice({ legend: words[key], options: named(found), value: state[key], onInput: set(key) });
  const doubled = (key, min, max) =>
    stepped({ label: words[key], min, max, step: 1, value: state[key], show: (n) => (2 ** n).toLocaleString("en-US"), onInput: set(key) }).root;
  const controls = [one("model", MODELS), one("card", CARDS), doubled("batch", 0, 10), doubled("context", 8, 15)];
  const part = hiddenPart(controls, drawing, summary);
  show();
  return askedFirst(words, "a", part);
}

mountExplorer("prefill-decode", build);

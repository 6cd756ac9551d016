// What one card holds in training: stage of ZeRO, number of cards, tokens on a card, recomputation.

import { TRAINING_BYTES, trainingBytes } from "./costs.js";
import { askedFirst, choice, element, freshId, hiddenPart, mountExplorer, numbered, pageLanguage, svgElement } from "./dom.js";
import { figureColour } from "./figure-colours.js";
import { activationBytes } from "./training-memory-formulas.js";

/** Sizes of the data; a test holds them against it. */
export const MODELS = {
  "llama-2-7b": {
    name: "Llama 2 7B", parameters: 6738415616, layers: 32, dModel: 4096, heads: 32, kvHeads: 32, headDim: 128, dFf: 11008, vocabulary: 32000,
  },
  "llama-3.1-8b": {
    name: "Llama 3.1 8B", parameters: 8030261248, layers: 32, dModel: 4096, heads: 32, kvHeads: 8, headDim: 128, dFf: 14336, vocabulary: 128256,
  },
  "llama-2-70b": {
    name: "Llama 2 70B", parameters: 68976648192, layers: 80, dModel: 8192, heads: 64, kvHeads: 8, headDim: 128, dFf: 28672, vocabulary: 32000,
  },
};
const CARD = 80e9;
const GIB = 2 ** 30;
const WIDTH = 320;

const WORDS = {
  zh: {
    model: "模型",
    stage: "ZeRO 阶段",
    cards: "显卡数",
    tokens: "每张卡的词元数",
    recompute: "激活值",
    kept: "全部保留",
    again: "逐块重算",
    names: { weights: "权重", gradients: "梯度", states: "优化器状态", activations: "激活值" },
    card: "80 GB",
    title: "一张卡上的显存",
    question: "Llama 2 7B，第 3 阶段，每张卡 4,096 个词元，不重算。卡从 8 张加到 64 张，每张卡的用量大约变成",
    options: { eighth: "八分之一", part: "六成", same: "不变" },
    because: "权重、梯度与状态降到八分之一，从 12.6 GiB 到 1.6 GiB；激活值由这张卡自己的词元决定，仍是 16.6 GiB。",
    summary: (s) => `每张卡 ${s.total} GiB：${s.parts}。${s.fits ? "80 GB 的卡放得下" : "80 GB 的卡放不下"}（未计缓冲与碎片）。`,
    join: "，",
  },
  en: {
    model: "Model",
    stage: "Stage of ZeRO",
    cards: "Cards",
    tokens: "Tokens on each card",
    recompute: "Activations",
    kept: "all kept",
    again: "recomputed by block",
    names: { weights: "weights", gradients: "gradients", states: "optimizer states", activations: "activations" },
    card: "80 GB",
    title: "Memory of one card",
    question: "Llama 2 7B, stage 3, 4,096 tokens on each card, nothing recomputed. From 8 cards to 64, the memory per card falls to about",
    options: { eighth: "an eighth", part: "60%", same: "it stays" },
    because:
      "Weights, gradients and states fall to an eighth, from 12.6 GiB to 1.6 GiB; activations depend on the card’s own tokens and stay at 16.6 GiB.",
    summary: (s) =>
      `${s.total} GiB on each card: ${s.parts}. ${s.fits ? "It fits" : "It does not fit"} on a card of 80 GB (buffers and fragmentation not counted).`,
    join: ", ",
  },
};
const COLOURS = { weights: "1", gradients: "3", states: "2", activations: "4" };
const FIRST_STAGE = { weights: 3, gradients: 2, states: 1 };

/** Bytes on one card by part; the first three add up to `trainingBytes` of the calculators. */
export function cardParts(model, { cards, stage, tokens, recompute }) {
  const share = (name) => (stage >= FIRST_STAGE[name] ? 1 / cards : 1);
  const state = (name) => model.parameters * TRAINING_BYTES[name] * share(name);
  return {
    weights: state("weights"),
    gradients: state("gradients"),
    states: state("states"),
    activations: activationBytes(model, tokens, recompute),
  };
}

function settled(state) {
  const model = MODELS[state.model];
  const chosen = {
    cards: Number(state.cards),
    stage: Number(state.stage),
    tokens: Number(state.tokens),
    recompute: state.recompute === "again",
  };
  const found = cardParts(model, chosen);
  const total = trainingBytes(model.parameters, chosen.cards, chosen.stage) + found.activations;
  return { found, total };
}

function draw(state, words) {
  const { found, total } = settled(state);
  const scale = WIDTH / Math.max(total, 1.25 * CARD);
  let x = 0;
  const bars = Object.entries(found).map(([name, bytes]) => {
    const fill = figureColour(`${COLOURS[name]}-soft`);
    const bar = svgElement("rect", {
      x, y: 30, width: scale * bytes, height: 34, fill, stroke: figureColour(COLOURS[name]), "stroke-width": 1.5,
    });
    x += scale * bytes;
    return bar;
  });
  const line = scale * CARD;
  const mark = svgElement("line", {
    x1: line, y1: 22, x2: line, y2: 74, stroke: figureColour("ink"), "stroke-width": 1.5, "stroke-dasharray": "5 4",
  });
  const label = svgElement("text", { x: Math.max(line, 24), y: 15, "text-anchor": "middle", "font-size": 15 }, words.card);
  return svgElement(
    "svg",
    { viewBox: `-14 0 ${WIDTH + 28} 80`, class: "figure explorer__drawing", role: "img", "aria-label": words.title },
    ...bars,
    mark,
    label,
  );
}

function legend(state, words) {
  const { found } = settled(state);
  const items = Object.keys(found).map((name) => {
    const style = `display:inline-block;width:0.8em;height:0.8em;border:1.5px solid ${figureColour(COLOURS[name])};background:${figureColour(`${COLOURS[name]}-soft`)};margin-inline-end:0.4em`;
    return element("li", {}, element("span", { style, "aria-hidden": "true" }), words.names[name]);
  });
  return element("ul", { class: "explorer__legend" }, ...items);
}

function sentence(state, words) {
  const { found, total } = settled(state);
  const gib = (bytes) => (bytes / GIB).toFixed(1);
  const parts = Object.entries(found).map(([name, bytes]) => `${words.names[name]} ${gib(bytes)}`);
  return words.summary({ total: gib(total), parts: parts.join(words.join), fits: total <= CARD });
}

function build() {
  const words = WORDS[pageLanguage()];
  const state = { model: "llama-2-7b", stage: "3", cards: "8", tokens: "4096", recompute: "kept" };
  const drawing = element("div", { class: "explorer__figure" });
  const summary = element("p", { class: "explorer__summary", role: "status", id: freshId("summary") });
  const show = () => {
    drawing.replaceChildren(draw(state, words), legend(state, words));
    summary.textContent = sentence(state, words);
  };
  const one = (key, options) =>
    choice({
      legend: words[key],
      options,
      value: state[key],
      onInput: (value) => {
        state[key] = value;
        show();
      },
    });
  const names = Object.fromEntries(Object.entries(MODELS).map(([id, model]) => [id, model.name]));
  const controls = [
    one("model", names),
    one("stage", numbered(0, 1, 2, 3)),
    one("cards", numbered(1, 8, 64, 512)),
    one("tokens", numbered(2048, 4096, 16384, 65536)),
    one("recompute", { kept: words.kept, again: words.again }),
  ];
  const part = hiddenPart(controls, drawing, summary);
  show();
  return askedFirst(words, "part", part);
}

mountExplorer("training-memory", build);

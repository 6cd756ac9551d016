// Whether a model fits on a card with its users: weights, cache, reserve, and what stays free.

import { binary, decimal, grouped } from "./calculator-numbers.js";
import { gpusToHold, kvBytes } from "./costs.js";
import { askedFirst, choice, element, freshId, hiddenPart, mountExplorer, pageLanguage } from "./dom.js";
import { BITS, sequencesThatFit, weightBytes } from "./memory-formulas.js";
import { bar, drawingOf, modelsOfPage, namesOf, note } from "./memory-models.js";
import { stepped } from "./stepped.js";

const GIGA = 1e9;
const SHARE = 0.9;

const WORDS = {
  zh: {
    model: "模型",
    bits: "每个权重的位数（8 与 4 另加缩放系数）",
    card: "显卡的标称显存",
    tokens: "每个用户的词元",
    title: "一张卡上的权重、缓存与预留",
    question: "一张 24 GB 的卡装着 16 位的 Llama 3.1 8B，留出一成。旁边还放得下几个各有 4,096 个词元的用户？",
    options: { a: "1 个", b: "10 个", c: "100 个" },
    because: "可用 21.6 GB，权重占 16.1 GB，余 5.5 GB；每个用户 4,096 × 128 KiB = 0.5 GiB，放得下 10 个。",
    weights: (size) => `权重 ${size}`,
    cache: (count, each) => `缓存 ${count} × ${each}`,
    reserve: "预留一成",
    card2: (size) => `${size} GB 的卡`,
    fits: (s) => `权重 ${s.weights}，旁边放得下 ${s.count} 个用户，每个 ${s.tokens} 个词元（${s.each}）。`,
    none: (s) => `权重 ${s.weights} 放得下，但剩下的不够一个 ${s.tokens} 个词元的用户（${s.each}）。`,
    never: (s) => `权重 ${s.weights} 放不下；单是权重，均匀分摊也要 ${s.cards} 张这样的卡。`,
  },
  en: {
    model: "Model",
    bits: "Bits per weight (8 and 4: plus scales)",
    card: "Nominal memory of the card",
    tokens: "Tokens per user",
    title: "Weights, cache and reserve on one card",
    question: "A 24 GB card holds Llama 3.1 8B in 16 bits and keeps a tenth in reserve. How many users with 4,096 tokens each fit beside it?",
    options: { a: "1", b: "10", c: "100" },
    because: "Of 21.6 GB the weights take 16.1, which leaves 5.5; a user takes 4,096 × 128 KiB = 0.5 GiB, so 10 fit.",
    weights: (size) => `weights ${size}`,
    cache: (count, each) => `cache ${count} × ${each}`,
    reserve: "a tenth in reserve",
    card2: (size) => `a card of ${size} GB`,
    fits: (s) => `The weights take ${s.weights}; ${s.count} ${s.count === "1" ? "user fits" : "users fit"} beside them, ${s.tokens} tokens (${s.each}) each.`,
    none: (s) => `The weights take ${s.weights} and fit, but what is left does not hold one user with ${s.tokens} tokens (${s.each}).`,
    never: (s) => `The weights take ${s.weights} and do not fit; split evenly, the weights alone need ${s.cards} such cards.`,
  },
};

function sizes(state, models) {
  const { arch, count } = models.get(state.model);
  const memory = Number(state.card) * GIGA;
  const weights = weightBytes(count, BITS[state.bits]);
  const each = kvBytes(arch, 2 ** state.exponent, 2);
  return { memory, usable: SHARE * memory, weights, each, users: sequencesThatFit(SHARE * memory, weights, each) };
}

function draw(state, models, words) {
  const { memory, usable, weights, each, users } = sizes(state, models);
  const fits = weights <= usable;
  const scale = 300 / Math.max(memory, weights);
  const frame = bar(10, 28, scale * memory, 34, "1");
  frame.setAttribute("fill", "none");
  const cached = fits ? users * each : 0;
  const nodes = [
    note(10, 18, words.card2(state.card)),
    bar(10, 28, scale * weights, 34, fits ? "1" : "2", true),
    bar(10 + scale * weights, 28, scale * cached, 34, "2"),
    ...(fits ? [bar(10 + scale * usable, 28, scale * (memory - usable), 34, "5")] : []),
    frame,
    note(10, 86, words.weights(decimal(weights))),
  ];
  if (fits) {
    nodes.push(note(10, 108, words.cache(grouped(users), binary(each))), note(10, 130, words.reserve));
  }
  return drawingOf(140, words.title, nodes);
}

function sentence(state, models, words) {
  const { usable, weights, each, users } = sizes(state, models);
  const facts = { weights: decimal(weights), count: grouped(users), tokens: grouped(2 ** state.exponent), each: binary(each), cards: gpusToHold(weights, usable) };
  if (weights > usable) {
    return words.never(facts);
  }
  return users === 0 ? words.none(facts) : words.fits(facts);
}

function build() {
  const words = WORDS[pageLanguage()];
  const models = modelsOfPage();
  const state = { model: "llama-3.1-8b", exponent: 12, bits: "16", card: "24" };
  const drawing = element("div", { class: "explorer__figure" });
  const summary = element("p", { class: "explorer__summary", role: "status", id: freshId("summary") });
  const show = () => {
    drawing.replaceChildren(draw(state, models, words));
    summary.textContent = sentence(state, models, words);
  };
  const set = (key) => (value) => {
    state[key] = value;
    show();
  };
  const one = (key, options) => choice({ legend: words[key], options, value: state[key], onInput: set(key) });
  const tokens = stepped({
    label: words.tokens, min: 8, max: 17, step: 1, value: state.exponent,
    show: (exponent) => grouped(2 ** exponent),
    onInput: set("exponent"),
  });
  const cards = Object.fromEntries([16, 24, 48, 80, 192].map((size) => [String(size), `${size} GB`]));
  const part = hiddenPart([one("model", namesOf(models)), one("bits", { 16: "16", 8: "8", 4: "4" }), one("card", cards), tokens.root], drawing, summary);
  show();
  return askedFirst(words, "b", part);
}

mountExplorer("inference-memory", build);

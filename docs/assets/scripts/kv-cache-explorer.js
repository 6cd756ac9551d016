// How large the KV cache of a model gets with tokens, sequences and bits, beside its weights.

import { binary, grouped, significant } from "./calculator-numbers.js";
import { kvBytes, kvBytesPerToken } from "./costs.js";
import { askedFirst, choice, element, freshId, hiddenPart, mountExplorer, pageLanguage } from "./dom.js";
import { BITS, weightBytes } from "./memory-formulas.js";
import { bar, drawingOf, modelsOfPage, namesOf, note } from "./memory-models.js";
import { stepped } from "./stepped.js";

const WORDS = {
  zh: {
    model: "模型",
    tokens: "每条序列的词元",
    sequences: "同时处理的序列",
    bits: "缓存中每个数的位数（8 与 4 另加缩放系数）",
    title: "KV 缓存与权重",
    question: "Llama 3.1 8B 的权重按 16 位占 15 GiB。缓存也按 16 位存，总共多少个词元的缓存与权重一样大？",
    options: { a: "约 1 千", b: "约 1.2 万", c: "约 12 万", d: "约 120 万" },
    because: "每词元 2 × 32 × 8 × 128 × 2 字节 = 128 KiB；15 GiB 除以 128 KiB，约 12 万个。一个人的长文档，或者 30 个人各 4,096 个词元，就到了。",
    weights: (size) => `权重（16 位）${size}`,
    cache: (size) => `缓存 ${size}`,
    each: (s) => `每词元${s.kept ? "起初" : ""} ${s.each}；${s.sequences} 条序列，各 ${s.tokens} 个词元，共 ${s.all}，是权重的 ${s.share} 倍。`,
    heads: (s) => `若误用 ${s.heads} 个查询头，会算成 ${s.wrong} 倍。`,
    window: (s) => `有窗口的层只留最近 ${s.window} 个词元，否则会是 ${s.whole}。`,
    latent: "MLA 每层只存一个潜在向量和一个带位置的键。",
    beyond: (context) => `比训练时的上下文（${context} 个词元）更长。`,
  },
  en: {
    model: "Model",
    tokens: "Tokens per sequence",
    sequences: "Sequences at once",
    bits: "Bits of a cached number (8 and 4: plus scales)",
    title: "KV cache and weights",
    question: "The weights of Llama 3.1 8B take 15 GiB in 16 bits. How many tokens in all does a 16-bit cache of the same size hold?",
    options: { a: "about 1,000", b: "about 12,000", c: "about 120,000", d: "about 1.2 million" },
    because:
      "A token takes 2 × 32 × 8 × 128 × 2 bytes = 128 KiB; 15 GiB over 128 KiB is about 120,000. One long document gets there, or 30 users with 4,096 tokens each.",
    weights: (size) => `weights (16 bits) ${size}`,
    cache: (size) => `cache ${size}`,
    each: (s) =>
      `${s.each} per token${s.kept ? " at first" : ""}; ${s.sequences === "1" ? "one sequence" : `${s.sequences} sequences`} of ${s.tokens} tokens ${s.sequences === "1" ? "takes" : "take"} ${s.all}, ${s.share} times the weights.`,
    heads: (s) => `Counting the ${s.heads} query heads by mistake would make it ${s.wrong} times as large.`,
    window: (s) => `Layers with a window keep only the last ${s.window} tokens; otherwise it would be ${s.whole}.`,
    latent: "MLA stores one latent and one key with position per layer.",
    beyond: (context) => `That is longer than the context it was trained on (${context} tokens).`,
  },
};

function sizes(state, models) {
  const { arch, count } = models.get(state.model);
  const element = BITS[state.bits] / 8;
  const tokens = 2 ** state.exponent;
  const sequences = Number(state.sequences);
  return {
    arch,
    tokens,
    sequences,
    each: kvBytesPerToken(arch, element),
    cache: sequences * kvBytes(arch, tokens, element),
    weights: weightBytes(count, 16),
  };
}

function draw(state, models, words) {
  const { cache, weights } = sizes(state, models);
  const scale = 300 / Math.max(cache, weights);
  return drawingOf(126, words.title, [
    note(10, 18, words.weights(binary(weights))),
    bar(10, 26, scale * weights, 24, "1", true),
    note(10, 80, words.cache(binary(cache))),
    bar(10, 88, scale * cache, 24, "2", true),
  ]);
}

function sentences(state, models, words) {
  const { arch, tokens, sequences, each, cache, weights } = sizes(state, models);
  const found = [
    words.each({
      kept: Boolean(arch.sliding_window), each: binary(each), tokens: grouped(tokens), sequences: String(sequences), all: binary(cache), share: significant(cache / weights),
    }),
  ];
  if (arch.mla) {
    found.push(words.latent);
  } else if (arch.n_heads > arch.n_kv_heads) {
    found.push(words.heads({ heads: arch.n_heads, wrong: arch.n_heads / arch.n_kv_heads }));
  }
  if (arch.sliding_window && tokens > arch.sliding_window) {
    found.push(words.window({ window: grouped(arch.sliding_window), whole: binary(each * tokens * sequences) }));
  }
  if (tokens > arch.context) {
    found.push(words.beyond(grouped(arch.context)));
  }
  return found.join(pageLanguage() === "en" ? " " : "");
}

function build() {
  const words = WORDS[pageLanguage()];
  const models = modelsOfPage();
  const state = { model: "llama-3.1-8b", exponent: 12, sequences: "16", bits: "16" };
  const drawing = element("div", { class: "explorer__figure" });
  const summary = element("p", { class: "explorer__summary", role: "status", id: freshId("summary") });
  const show = () => {
    drawing.replaceChildren(draw(state, models, words));
    summary.textContent = sentences(state, models, words);
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
  const part = hiddenPart(
    [one("model", namesOf(models)), tokens.root, one("sequences", { 1: "1", 16: "16", 64: "64" }), one("bits", { 16: "16", 8: "8", 4: "4" })],
    drawing,
    summary,
  );
  show();
  return askedFirst(words, "c", part);
}

mountExplorer("kv-cache", build);

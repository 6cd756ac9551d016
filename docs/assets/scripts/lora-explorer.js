// What fine-tuning with adapters takes: model, matrices, rank, and the format of the frozen weights.

import { TRAINING_BYTES } from "./costs.js";
import { askedFirst, choice, element, freshId, hiddenPart, mountExplorer, pageLanguage } from "./dom.js";
import { adapterParameters, frozenBytes } from "./lora-formulas.js";
import { bar, drawingOf, note } from "./memory-models.js";

/** Sizes of the data; a test holds them against it. */
export const MODELS = {
  "llama-2-7b": {
    name: "Llama 2 7B", parameters: 6738415616, layers: 32, dModel: 4096, heads: 32, kvHeads: 32, headDim: 128, dFf: 11008,
  },
  "qwen3-32b": {
    name: "Qwen3 32B", parameters: 32762123264, layers: 64, dModel: 5120, heads: 64, kvHeads: 8, headDim: 128, dFf: 25600,
  },
  "llama-2-70b": {
    name: "Llama 2 70B", parameters: 68976648192, layers: 80, dModel: 8192, heads: 64, kvHeads: 8, headDim: 128, dFf: 28672,
  },
};
const TRAINED = Object.values(TRAINING_BYTES).reduce((sum, bytes) => sum + bytes, 0);

const WORDS = {
  zh: {
    model: "模型",
    target: "加在哪些矩阵上",
    targets: { qv: "查询与值", attention: "注意力的四个", all: "全部线性层" },
    rank: "秩",
    base: "冻结的权重",
    bases: { 16: "16 位（LoRA）", 4: "NF4（QLoRA）" },
    title: "权重、梯度与优化器状态的显存",
    question: "Llama 2 7B，适配器加在全部线性层，权重 16 位。秩从 16 加到 256，权重与状态从 14.1 GB 变成大约",
    options: { a: "15 GB", b: "24 GB", c: "226 GB" },
    because: "适配器变成 16 倍，6.4 亿个参数，每个 16 字节，共 10.2 GB；冻结的 13.5 GB 不变。",
    bar: (s) => `冻结 ${s.frozen} GB，训练 ${s.trained} GB`,
    full: (s) => `全参数微调 ${s.full} GB`,
    summary: (s) => `适配器 ${s.count} 个参数，是模型的 ${s.share}%；一共 ${s.total} GB，全参数微调要 ${s.full} GB（都不含激活值）。`,
  },
  en: {
    model: "Model",
    target: "Matrices with an adapter",
    targets: { qv: "queries and values", attention: "the four of attention", all: "all linear layers" },
    rank: "Rank",
    base: "Frozen weights",
    bases: { 16: "16 bits (LoRA)", 4: "NF4 (QLoRA)" },
    title: "Memory of weights, gradients and optimizer states",
    question: "Llama 2 7B, adapters on all linear layers, weights in 16 bits. From rank 16 to 256, weights and states grow from 14.1 GB to about",
    options: { a: "15 GB", b: "24 GB", c: "226 GB" },
    because: "The adapters grow 16-fold to 640 million parameters of 16 bytes each, 10.2 GB; the frozen 13.5 GB stay.",
    bar: (s) => `frozen ${s.frozen} GB, trained ${s.trained} GB`,
    full: (s) => `full fine-tuning ${s.full} GB`,
    summary: (s) =>
      `The adapters have ${s.count} parameters, ${s.share}% of the model’s; together ${s.total} GB against ${s.full} GB for full fine-tuning (activations not counted).`,
  },
};

/** Parameters of the adapters and bytes: frozen, trained, and what full fine-tuning would take. */
export function sizesOf({ model, target, rank, base }) {
  const found = MODELS[model];
  const count = adapterParameters(found, target, Number(rank));
  return {
    count,
    share: count / found.parameters,
    frozen: frozenBytes(found, base === "4"),
    trained: TRAINED * count,
    full: TRAINED * found.parameters,
  };
}

function worded(state) {
  const sizes = sizesOf(state);
  const giga = (bytes) => (bytes / 1e9).toFixed(1);
  return {
    count: String(sizes.count).replace(/\B(?=(\d{3})+$)/g, ","),
    share: (100 * sizes.share).toFixed(2),
    frozen: giga(sizes.frozen),
    trained: giga(sizes.trained),
    total: giga(sizes.frozen + sizes.trained),
    full: giga(sizes.full),
  };
}

function draw(state, words) {
  const { frozen, trained, full } = sizesOf(state);
  const scale = 296 / full;
  const said = worded(state);
  return drawingOf(112, words.title, [
    note(12, 16, words.bar(said)),
    bar(12, 24, scale * frozen, 26, "1"),
    bar(12 + scale * frozen, 24, scale * trained, 26, "2"),
    note(12, 74, words.full(said)),
    bar(12, 82, scale * full, 26, "2"),
  ]);
}

function build() {
  const words = WORDS[pageLanguage()];
  const state = { model: "llama-2-7b", target: "all", rank: "16", base: "16" };
  const drawing = element("div", { class: "explorer__figure" });
  const summary = element("p", { class: "explorer__summary", role: "status", id: freshId("summary") });
  const show = () => {
    drawing.replaceChildren(draw(state, words));
    summary.textContent = words.summary(worded(state));
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
  const names = Object.fromEntries(Object.entries(MODELS).map(([id, { name }]) => [id, name]));
  const ranks = { 4: "4", 16: "16", 64: "64", 256: "256" };
  const controls = [one("model", names), one("target", words.targets), one("rank", ranks), one("base", words.bases)];
  const part = hiddenPart(controls, drawing, summary);
  show();
  return askedFirst(words, "b", part);
}

mountExplorer("lora-memory", build);

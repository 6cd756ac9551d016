// The explorer of parameters: change the sizes of a decoder and see every part and the total.

import { grouped } from "./calculator-numbers.js";
import { activeParameters, parts, totalParameters } from "./costs.js";
import { askedFirst, element, freshId, hiddenPart, mountExplorer, pageLanguage, slider } from "./dom.js";
import { stepped } from "./stepped.js";

const WORDS = {
  zh: {
    layers: "层数 L",
    width: "宽度 d",
    heads: "键值头数 g 的上限（g 要整除查询头数 d / 128）",
    vocabulary: "词表 V",
    experts: "专家数 E（1 即稠密，多于 1 时选 2 个）",
    part: "部分",
    count: "参数",
    share: "占比",
    names: {
      token_embedding: "词嵌入 V·d",
      attention: "注意力",
      feed_forward: "前馈层",
      experts: "专家",
      router: "路由器",
      norms: "各层归一化",
      final_norm: "末层归一化",
      lm_head: "输出层 V·d",
    },
    summary: (s) => `总计 ${s.total} 个参数，每个词元激活 ${s.active} 个（${s.percent}%）。前馈维度 f\u00a0=\u00a0${s.inner}，查询头 ${s.heads} 个，g\u00a0=\u00a0${s.kvHeads}。`,
    question: "LLaMA 7B 的宽度加倍、其余照旧（f 随宽度变），总参数大约变成几倍？",
    options: { two: "2 倍", four: "接近 4 倍", eight: "8 倍" },
    because: "注意力与前馈层都正比于 d 的平方，变成 4 倍左右；词嵌入与归一化只正比于 d，所以略低于 4 倍。",
  },
  en: {
    layers: "Layers L",
    width: "Width d",
    heads: "Key/value heads g, at most (g divides the query heads, d / 128)",
    vocabulary: "Vocabulary V",
    experts: "Experts E (1 is dense; with more, 2 are chosen)",
    part: "Part",
    count: "Parameters",
    share: "Share",
    names: {
      token_embedding: "token embedding V·d",
      attention: "attention",
      feed_forward: "feed-forward layers",
      experts: "experts",
      router: "router",
      norms: "norms of the blocks",
      final_norm: "final norm",
      lm_head: "output layer V·d",
    },
    summary: (s) =>
      `${s.total} parameters in all, ${s.active} active per token (${s.percent}%). Inner width f\u00a0=\u00a0${s.inner}, ${s.heads} query heads, g\u00a0=\u00a0${s.kvHeads}.`,
    question: "LLaMA 7B becomes twice as wide, all else equal (f follows the width). By what factor does the total grow?",
    options: { two: "2", four: "nearly 4", eight: "8" },
    because:
      "Attention and feed-forward layers grow with the square of d, about fourfold; embeddings and norms only with d, so the total stays below 4.",
  },
};

const HEAD_DIM = 128;

/** The architecture of a decoder without biases: LLaMA's rule for the inner width, two experts of many. */
export function decoder({ layers, width, kvHeads, vocabulary, experts }) {
  const heads = width / HEAD_DIM;
  let shared = Math.min(kvHeads, heads);
  while (heads % shared) shared -= 1; // query heads share keys and values in groups of one size
  const inner = 256 * Math.ceil(Math.floor((8 * width) / 3) / 256);
  return {
    n_layers: layers,
    d_model: width,
    n_heads: heads,
    n_kv_heads: shared,
    head_dim: HEAD_DIM,
    d_ff: inner,
    vocab_size: vocabulary,
    activation: "swiglu",
    tied_embeddings: false,
    biases: { qkv: false, attention_output: false, ffn: false, lm_head: false },
    norm: { kind: "rmsnorm", placement: "pre" },
    position: { kind: "rope" },
    experts: experts > 1 ? { total: experts, active: 2, d_ff: inner } : null,
  };
}

function table(arch, words) {
  const counted = parts(arch);
  const total = totalParameters(arch);
  const rows = Object.entries(words.names)
    .filter(([key]) => counted[key] > 0)
    .map(([key, name]) =>
      element(
        "tr",
        {},
        element("th", { scope: "row" }, name),
        element("td", {}, grouped(counted[key])),
        element("td", {}, `${((100 * counted[key]) / total).toFixed(2)}%`),
      ),
    );
  const head = [words.part, words.count, words.share].map((title) => element("th", { scope: "col" }, title));
  return element(
    "table",
    { class: "explorer__table" },
    element("thead", {}, element("tr", {}, ...head)),
    element("tbody", {}, ...rows),
  );
}

function build() {
  const words = WORDS[pageLanguage()];
  const state = { layers: 32, width: 4096, kvHeads: 32, vocabulary: 32000, experts: 1 };
  const shown = element("div", {});
  const summary = element("p", { class: "explorer__summary", role: "status", id: freshId("summary") });
  const show = () => {
    const arch = decoder(state);
    const total = totalParameters(arch);
    const active = activeParameters(arch);
    shown.replaceChildren(table(arch, words));
    summary.textContent = words.summary({
      total: grouped(total),
      active: grouped(active),
      percent: ((100 * active) / total).toFixed(1),
      inner: grouped(arch.d_ff),
      heads: arch.n_heads,
      kvHeads: arch.n_kv_heads,
    });
  };
  const set = (key) => (value) => {
    state[key] = value;
    show();
  };
  const layers = slider({ label: words.layers, min: 1, max: 96, value: 32, onInput: set("layers") });
  const width = stepped({ label: words.width, min: 512, max: 16384, step: 512, value: 4096, show: grouped, onInput: set("width") });
  const heads = slider({ label: words.heads, min: 1, max: 32, value: 32, onInput: set("kvHeads") });
  const vocabulary = stepped({
    label: words.vocabulary, min: 16000, max: 256000, step: 8000, value: 32000, show: grouped, onInput: set("vocabulary"),
  });
  const experts = slider({ label: words.experts, min: 1, max: 64, value: 1, onInput: set("experts") });
  const controls = [
    layers.root,
    width.root,
    heads.root,
    vocabulary.root,
    experts.root,
  ];
  const stage = hiddenPart(controls, shown, summary);
  show();
  return askedFirst(words, "four", stage);
}

mountExplorer("parameter-parts", build);

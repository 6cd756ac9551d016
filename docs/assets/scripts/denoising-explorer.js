// One sentence under six objectives: move the gap, and see what is read and what has to be written.

import { exampleOf } from "./denoising-formulas.js";
import { askedFirst, choice, element, freshId, hiddenPart, mountExplorer, pageLanguage, slider } from "./dom.js";

const WORDS = {
  zh: {
    question: "T5 训练用的文本每段 568 个词元，其中 85 个被遮，分成 28 个跨度。解码器要写多少个词元？",
    options: { masked: "85，遮了多少写多少", right: "114", all: "568，整段重写" },
    because: "85 个词元，加上每个跨度一个记号共 28 个，再加一个结束符：114。编码器读的是 568 − 85 + 28 + 1 = 512 个。",
    sentence: ["法国", "的", "首都", "位于", "塞纳河", "的", "两岸", "，", "河上", "有", "许多", "桥"],
    objective: "目标",
    objectives: {
      causal: "因果",
      mlm: "MLM",
      span: "跨度破坏",
      prefix: "前缀",
      psm: "FIM（PSM）",
      spm: "FIM（SPM）",
    },
    start: "从第几个词元起",
    length: "选中几个词元",
    reads: "读入",
    writes: "写出",
    one: "一串",
    summary: {
      causal: "没有选中什么：只看左边，损失要求文本 12 个词元中的 11 个。",
      mlm: (s) => `左右都看，一次同时猜 ${s.asked} 个，彼此看不到对方的答案。损失要求 12 个中的 ${s.asked} 个。`,
      span: (s) =>
        `编码器左右都看，读 ${s.reads} 个；解码器从左到右写 ${s.writes} 个，其中 ${s.asked} 个来自文本。整段换成一个记号，长度要模型自己定。`,
      prefix: (s) => `前 ${12 - s.asked} 个互相都看得到，其余从左到右写。损失要求 12 个中的 ${s.asked} 个。选中几个不起作用。`,
      psm: () => "掩码仍是因果的，只是词元换了次序：写到中间时，前文与后文都已在左边。损失要求全部 12 个。",
      spm: () => "后文排在最前。写前文时缓存不失效，前文与中间连成一片。损失要求全部 12 个。",
    },
  },
  en: {
    question: "T5 trained on texts of 568 tokens, of which 85 are masked in 28 spans. How many tokens does the decoder write?",
    options: { masked: "85, as many as were masked", right: "114", all: "568, the whole text" },
    because:
      "The 85 tokens, one mark for each of the 28 spans, and one stop token: 114. The encoder reads 568 − 85 + 28 + 1 = 512.",
    sentence: ["The", "capital", "of", "France", "lies", "on", "the", "Seine", "and", "has", "many", "bridges"],
    objective: "Objective",
    objectives: {
      causal: "causal",
      mlm: "MLM",
      span: "span corruption",
      prefix: "prefix",
      psm: "FIM (PSM)",
      spm: "FIM (SPM)",
    },
    start: "Chosen from token",
    length: "Tokens chosen",
    reads: "reads",
    writes: "writes",
    one: "one sequence",
    summary: {
      causal: "Nothing is chosen: it looks left only, and the loss asks for 11 of the 12 tokens.",
      mlm: (s) =>
        `It looks both ways and guesses ${s.asked} at once, none seeing the answer to another. The loss asks for ${s.asked} of 12.`,
      span: (s) =>
        `The encoder looks both ways and reads ${s.reads}; the decoder writes ${s.writes} from left to right, ${s.asked} of them text. One mark stands for the whole gap: its length is for the model to find.`,
      prefix: (s) =>
        `The first ${12 - s.asked} see each other both ways, the rest is written from left to right. The loss asks for ${s.asked} of 12. How many are chosen does not matter.`,
      psm: () =>
        "The mask is still causal, only the order has changed: when the middle is written, what comes before and after it stands to the left. The loss asks for all 12.",
      spm: () =>
        "What comes after stands first, so the cache stays valid while the text before grows, and that text runs on into the middle. The loss asks for all 12.",
    },
  },
};

function chips(sequence) {
  const list = element("span", { class: "denoising__chips" });
  for (const [token, isScored] of sequence) {
    const kind = isScored ? "denoising__chip denoising__chip--scored" : "denoising__chip";
    list.append(element("span", { class: kind }, token), " ");
  }
  return list;
}

function build() {
  const words = WORDS[pageLanguage()];
  const n = words.sentence.length;
  const state = { objective: "span", start: 2, length: 3 };
  const stage = element("div", { class: "denoising" });
  const summary = element("p", { class: "explorer__summary", role: "status", id: freshId("summary") });
  const show = () => {
    const end = Math.min(n, state.start + state.length);
    const { asked, sequences } = exampleOf(state.objective, words.sentence, state.start, end);
    const names = sequences.length === 1 ? [words.one] : [words.reads, words.writes];
    stage.replaceChildren(
      ...sequences.map((sequence, i) =>
        element("p", { class: "denoising__line" }, element("span", { class: "denoising__name" }, names[i]), " ", chips(sequence)),
      ),
    );
    const told = words.summary[state.objective];
    const facts = { asked, reads: sequences[0].length, writes: (sequences[1] ?? []).length };
    summary.textContent = typeof told === "string" ? told : told(facts);
  };
  const set = (key) => (value) => {
    state[key] = value;
    show();
  };
  const objective = choice({
    legend: words.objective,
    options: words.objectives,
    value: state.objective,
    onInput: (value) => {
      for (const control of [start, length]) {
        control.root.hidden = value === "causal" || (value === "prefix" && control === length);
      }
      set("objective")(value);
    },
  });
  const start = slider({ label: words.start, min: 2, max: n, value: state.start + 1, onInput: (value) => set("start")(value - 1) });
  const length = slider({ label: words.length, min: 1, max: 6, value: state.length, onInput: set("length") });
  const part = hiddenPart([objective, start.root, length.root], stage, summary);
  return askedFirst(words, "right", part, show);
}

mountExplorer("denoising", build);

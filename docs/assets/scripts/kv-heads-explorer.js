// Heads that share keys and values: who reads what, and what is cached for it.

import { grouped } from "./calculator-numbers.js";
import { askedFirst, choice, element, freshId, hiddenPart, mountExplorer, pageLanguage, slider, svgElement } from "./dom.js";
import { figureColour } from "./figure-colours.js";
import { cacheBytes, mhaNumbers, mlaNumbers, pairMultiplications } from "./kv-heads-formulas.js";

// DeepSeek-V2-Lite, and what it would cache with shared heads instead.
const HEADS = 16;
const HEAD_DIM = 128;
const KV_RANK = 512;
const ROPE_DIM = 64;
const LAYERS = 27;
const BYTES = 2;

const WORDS = {
  zh: {
    kind: "注意力",
    groups: "GQA 的键值头数",
    tokens: "上下文（千个词元）",
    title: "查询头与缓存",
    question: "要把缓存压到 MLA 那么小，GQA 得剩几个键值头？",
    options: { a: "8 个", b: "4 个", c: "2 个多一点", d: "不到 1 个" },
    because: "MLA 存 576 个数，一个键值头存 2 × 128 = 256 个，相当于 2.25 个键值头。",
    cached: (s) => `每层每词元缓存 ${grouped(s.numbers)} 个数，是 MHA 的 ${s.share}%。`,
    total: (s) => `27 层、16 位：每词元 ${s.each} KiB，${s.tokens} 千个词元 ${s.all} GiB，生成每一步都要读一遍。`,
    work: (s) => `每个头、每对查询与键：${s.work} 次乘法。`,
    absorbed: (s) => `直接读潜在向量时为 ${grouped(s.work)} 次，先展开再算是 ${grouped(s.expanded)} 次：缓存小了，乘法多了。`,
    queries: "16 个查询头",
    pairs: (count) => `${count} 个键值头，各存一键一值`,
    latent: "潜在向量 512 + 带位置的键 64",
  },
  en: {
    kind: "Attention",
    groups: "key/value heads of GQA",
    tokens: "Context (thousand tokens)",
    title: "Query heads and cache",
    question: "For a cache as small as MLA’s, how many key/value heads could GQA keep?",
    options: { a: "8", b: "4", c: "a little more than 2", d: "less than 1" },
    because: "MLA stores 576 numbers, one key/value head 2 × 128 = 256, so MLA costs as much as 2.25 key/value heads.",
    cached: (s) => `Each layer caches ${grouped(s.numbers)} numbers per token, ${s.share}% of MHA.`,
    total: (s) =>
      `In 27 layers and 16 bits: ${s.each} KiB per token, ${s.all} GiB for ${s.tokens} thousand tokens, read at every step of decoding.`,
    work: (s) => `Each head takes ${s.work} multiplications per pair of query and key.`,
    absorbed: (s) =>
      `Each head takes ${grouped(s.work)} multiplications per pair when it reads the latent, ${grouped(s.expanded)} when keys and values are expanded: less cache, more work.`,
    queries: "16 query heads",
    pairs: (count) => (count === 1 ? "1 key/value head: a key, a value" : `${count} key/value heads: a key, a value each`),
    latent: "latent 512 + key with position 64",
  },
};

/** The numbers cached and the key/value heads drawn (0 for MLA). */
function counted(state) {
  if (state.kind === "mla") {
    return { numbers: mlaNumbers(KV_RANK, ROPE_DIM), kvHeads: 0 };
  }
  const kvHeads = { mha: HEADS, gqa: Number(state.groups), mqa: 1 }[state.kind];
  return { numbers: mhaNumbers(kvHeads, HEAD_DIM), kvHeads };
}

const LEFT = 10;
const SPAN = 300;
const UNIT = SPAN / mhaNumbers(HEADS, HEAD_DIM);
const TOP = 32;
const CACHE = 96;

function bar(start, numbers, number) {
  return svgElement("rect", {
    x: LEFT + UNIT * start, y: CACHE, width: UNIT * numbers, height: 28,
    fill: figureColour(`${number}-soft`), stroke: figureColour(number), "stroke-width": 1.5,
  });
}

function draw(state, words) {
  const { numbers, kvHeads } = counted(state);
  const nodes = [svgElement("title", {}, words.title)];
  const parts = Math.max(1, kvHeads);
  for (let head = 0; head < HEADS; head += 1) {
    const x = LEFT + (SPAN * (head + 0.5)) / HEADS;
    const part = Math.floor((head * parts) / HEADS);
    const to = LEFT + (UNIT * numbers * (part + 0.5)) / parts;
    nodes.push(svgElement("line", { x1: x, y1: TOP, x2: to, y2: CACHE, stroke: figureColour("muted"), "stroke-width": 1 }));
  }
  for (let head = 0; head < HEADS; head += 1) {
    const cx = LEFT + (SPAN * (head + 0.5)) / HEADS;
    nodes.push(svgElement("circle", { cx, cy: TOP, r: 7, fill: figureColour("1-soft"), stroke: figureColour("1"), "stroke-width": 1.5 }));
  }
  const note = (y, text) => svgElement("text", { x: LEFT, y, "font-size": 15 }, text);
  nodes.push(note(16, words.queries));
  if (kvHeads === 0) {
    nodes.push(bar(0, KV_RANK, "3"), bar(KV_RANK, ROPE_DIM, "4"), note(CACHE + 50, words.latent));
  } else {
    nodes.push(note(CACHE + 50, words.pairs(kvHeads)));
  }
  for (let i = 0; i < kvHeads; i += 1) {
    const start = 2 * HEAD_DIM * i;
    nodes.push(bar(start, HEAD_DIM, "2"), bar(start + HEAD_DIM, HEAD_DIM, "5"));
  }
  return svgElement("svg", { viewBox: "0 0 320 158", class: "figure explorer__drawing", role: "img", "aria-label": words.title }, ...nodes);
}

function sentence(state, words) {
  const { numbers } = counted(state);
  const mla = state.kind === "mla";
  const facts = {
    numbers,
    share: ((100 * numbers) / mhaNumbers(HEADS, HEAD_DIM)).toFixed(1),
    each: (cacheBytes(numbers, LAYERS, 1, BYTES) / 2 ** 10).toFixed(1),
    all: (cacheBytes(numbers, LAYERS, 1000 * state.tokens, BYTES) / 2 ** 30).toFixed(2),
    tokens: state.tokens,
    work: mla ? pairMultiplications(KV_RANK, HEAD_DIM, ROPE_DIM, HEAD_DIM, true) : 2 * HEAD_DIM,
    expanded: pairMultiplications(KV_RANK, HEAD_DIM, ROPE_DIM, HEAD_DIM, false),
  };
  const joint = pageLanguage() === "en" ? " " : "";
  return [words.cached(facts), words.total(facts), mla ? words.absorbed(facts) : words.work(facts)].join(joint);
}

function build() {
  const words = WORDS[pageLanguage()];
  const state = { kind: "gqa", groups: "4", tokens: 32 };
  const drawing = element("div", { class: "explorer__figure" });
  const summary = element("p", { class: "explorer__summary", role: "status", id: freshId("summary") });
  const groups = choice({
    legend: words.groups,
    options: { 8: "8", 4: "4", 2: "2" },
    value: "4",
    onInput: (value) => set("groups", value),
  });
  const show = () => {
    groups.hidden = state.kind !== "gqa";
    drawing.replaceChildren(draw(state, words));
    summary.textContent = sentence(state, words);
  };
  function set(key, value) {
    state[key] = value;
    show();
  }
  const kind = choice({
    legend: words.kind,
    options: { mha: "MHA", gqa: "GQA", mqa: "MQA", mla: "MLA" },
    value: "gqa",
    onInput: (value) => set("kind", value),
  });
  const tokens = slider({ label: words.tokens, min: 1, max: 128, value: 32, onInput: (value) => set("tokens", value) });
  const part = hiddenPart([kind, groups, tokens.root], drawing, summary);
  show();
  return askedFirst(words, "c", part);
}

mountExplorer("kv-heads", build);

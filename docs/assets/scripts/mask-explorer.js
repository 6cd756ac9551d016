// The mask explorer: which token may attend to which, and which tokens the loss scores.
// The functions are twins of scripts/reference/masks.py and objectives.py; a browser test holds them together.

import { choice, element, freshId, mountExplorer, pageLanguage, slider, svgElement } from "./dom.js";

const WORDS = {
  zh: {
    kind: "掩码",
    prefix: "前缀掩码",
    causal: "因果掩码",
    length: "序列长度",
    prefixLength: "前缀长度",
    row: "查看第几个词元",
    keys: "被看到的词元（键）→",
    queries: "正在计算的词元（查询）",
    loss: "计入损失",
    title: "注意力掩码",
    both: "前缀内部，双向可见",
    past: "此前的词元，可见",
    hidden: "不可见",
    summary: (s) =>
      `第 ${s.row} 个词元能看到第 1 至第 ${s.last} 个词元，共 ${s.last} 个。` +
      `整张掩码有 ${s.visible} / ${s.total} 个位置可见（${s.percent}%）。` +
      `损失在第 ${s.firstScored} 至第 ${s.length} 个词元上计算，共 ${s.scored} 个。`,
    none: (s) => `第 ${s.row} 个词元能看到第 1 至第 ${s.last} 个词元；整个序列都是前缀，没有计入损失的词元。`,
  },
  en: {
    kind: "Mask",
    prefix: "Prefix",
    causal: "Causal",
    length: "Sequence length",
    prefixLength: "Prefix length",
    row: "Look from token",
    keys: "Tokens looked at (keys) →",
    queries: "Token being computed (query)",
    loss: "In the loss",
    title: "Attention mask",
    both: "Within the prefix, visible both ways",
    past: "Earlier token, visible",
    hidden: "Not visible",
    summary: (s) =>
      `Token ${s.row} sees tokens 1 to ${s.last}, ${s.last} in all. ` +
      `The whole mask lets ${s.visible} of ${s.total} positions through (${s.percent}%). ` +
      `The loss is taken on tokens ${s.firstScored} to ${s.length}, ${s.scored} in all.`,
    none: (s) =>
      `Token ${s.row} sees tokens 1 to ${s.last}; the whole sequence is prefix, so no token is in the loss.`,
  },
};

/** Whether query i may attend to key j (from 0) under a prefix of `prefixLength` tokens. */
export function mayAttend(i, j, prefixLength) {
  return j <= i || (i < prefixLength && j < prefixLength);
}

/** Whether token i (from 0) is scored: the first of all never is, nor is any of the prefix. */
export function isScored(i, prefixLength) {
  return i >= Math.max(1, prefixLength);
}

/** What the summary says of the state, in numbers that count from 1. */
export function summarise({ length, prefixLength, row }) {
  let visible = 0;
  for (let i = 0; i < length; i += 1) {
    for (let j = 0; j < length; j += 1) {
      visible += mayAttend(i, j, prefixLength) ? 1 : 0;
    }
  }
  const firstScored = Math.max(1, prefixLength) + 1;
  return {
    length,
    row,
    visible,
    total: length * length,
    percent: ((100 * visible) / (length * length)).toFixed(1),
    last: row <= prefixLength ? prefixLength : row,
    firstScored,
    scored: Math.max(0, length - firstScored + 1),
  };
}

const LEFT = 40;
const TOP = 44;
const SIDE = 400;

function cellClass(i, j, prefixLength) {
  if (!mayAttend(i, j, prefixLength)) {
    return "hidden";
  }
  return i < prefixLength && j < prefixLength ? "both" : "past";
}

function draw(state, words) {
  const size = SIDE / state.length;
  const text = (x, y, content, extra = {}) =>
    svgElement("text", { x, y, "text-anchor": "middle", "font-size": 15, ...extra }, content);
  const nodes = [
    svgElement("title", {}, words.title),
    text(LEFT + SIDE / 2, 14, words.keys),
    text(12, TOP + SIDE / 2, words.queries, { transform: `rotate(-90 12 ${TOP + SIDE / 2})` }),
    text(LEFT + SIDE / 2, TOP + SIDE + 46, words.loss),
  ];
  for (let i = 0; i < state.length; i += 1) {
    const middle = (i + 0.5) * size;
    nodes.push(text(LEFT + middle, TOP - 8, String(i + 1)));
    nodes.push(text(LEFT - 10, TOP + middle + 5, String(i + 1)));
    for (let j = 0; j < state.length; j += 1) {
      const kind = cellClass(i, j, state.prefixLength);
      const focus = i === state.row - 1 ? " mask-cell--row" : "";
      const x = LEFT + j * size;
      const y = TOP + i * size;
      nodes.push(
        svgElement("rect", {
          x: x + 1, y: y + 1, width: size - 2, height: size - 2, rx: 2, class: `mask-cell mask-cell--${kind}${focus}`,
        }),
      );
      if (kind === "both") {
        nodes.push(svgElement("circle", { cx: x + size / 2, cy: y + size / 2, r: size / 8, class: "mask-dot" }));
      }
    }
    const scored = isScored(i, state.prefixLength) ? "scored" : "unscored";
    nodes.push(
      svgElement("rect", {
        x: LEFT + i * size + 1, y: TOP + SIDE + 10, width: size - 2, height: 16, rx: 2, class: `mask-loss mask-loss--${scored}`,
      }),
    );
  }
  return svgElement("svg", { viewBox: "-8 0 460 500", class: "figure explorer__drawing", role: "img", "aria-label": words.title }, ...nodes);
}

function legend(words) {
  const entry = (kind, label) =>
    element("li", {}, element("span", { class: `mask-key mask-key--${kind}`, "aria-hidden": "true" }), label);
  return element(
    "ul",
    { class: "explorer__legend" },
    entry("both", words.both),
    entry("past", words.past),
    entry("hidden", words.hidden),
  );
}

function build() {
  const words = WORDS[pageLanguage()];
  const state = { kind: "prefix", length: 8, prefix: 3, row: 2 };
  const drawing = element("div", { class: "explorer__figure" });
  const summary = element("p", { class: "explorer__summary", role: "status", id: freshId("summary") });
  const show = () => {
    const now = { ...state, prefixLength: state.kind === "causal" ? 0 : state.prefix };
    drawing.replaceChildren(draw(now, words));
    const facts = summarise(now);
    summary.textContent = facts.scored > 0 ? words.summary(facts) : words.none(facts);
  };
  const set = (key) => (value) => {
    state[key] = value;
    show();
  };
  const prefix = slider({ label: words.prefixLength, min: 0, max: 8, value: 3, onInput: set("prefix") });
  const row = slider({ label: words.row, min: 1, max: 8, value: 2, onInput: set("row") });
  const length = slider({
    label: words.length,
    min: 2,
    max: 16,
    value: 8,
    onInput: (value) => {
      state.length = value;
      state.prefix = prefix.limit(value);
      state.row = row.limit(value);
      show();
    },
  });
  const kind = choice({
    legend: words.kind,
    options: { prefix: words.prefix, causal: words.causal },
    value: "prefix",
    onInput: (value) => {
      prefix.root.hidden = value === "causal";
      set("kind")(value);
    },
  });
  show();
  const controls = element("div", { class: "explorer__controls" }, kind, length.root, prefix.root, row.root);
  return [controls, drawing, legend(words), summary];
}

mountExplorer("masks", build);

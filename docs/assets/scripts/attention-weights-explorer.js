// The attention weights of a small sentence, with and without the division by the root of the head's width.

import { askedFirst, choice, element, freshId, hiddenPart, mountExplorer, pageLanguage, slider, svgElement } from "./dom.js";
import { rawScores, room, sentenceWeights } from "./attention-weights-formulas.js";

const WORDS = {
  zh: {
    sentence: ["那", "只", "猫", "睡", "沙发", "上"],
    question: "头宽 64，向量随机，分数不除。每一行最大的权重，平均大约是多少？",
    because: "平均 0.93：几乎每个词元都只看一个词元，而这个词元是随机选中的。改成除以 √d，再换头宽试试。",
    width: "头宽 d",
    divisor: "分数除以",
    one: "1（不除）",
    root: "√d",
    byWidth: "d",
    row: "查看第几行",
    keys: "被看的词元（键）→",
    title: "注意力权重",
    summary: (s) =>
      `除之前，分数的标准差是 ${s.spread}（√d = ${s.root}）。每行最大权重平均 ${s.largest}。` +
      `第 ${s.row} 行“${s.name}”：最大权重 ${s.most}，给了“${s.target}”；softmax 的余地 1 − Σp² = ${s.room}。`,
  },
  en: {
    sentence: ["the", "cat", "sleeps", "on", "the", "sofa"],
    question: "A head 64 wide, random vectors, scores not divided. On average, how large is the largest weight of a row?",
    because:
      "0.93 on average: nearly every token looks at one token only, picked at random. Divide by √d, then try other widths.",
    width: "Head width d",
    divisor: "Scores divided by",
    one: "1 (not divided)",
    root: "√d",
    byWidth: "d",
    row: "Look at row",
    keys: "Tokens looked at (keys) →",
    title: "Attention weights",
    summary: (s) =>
      `Before the division the scores have a standard deviation of ${s.spread} (√d = ${s.root}). ` +
      `The largest weight of a row is ${s.largest} on average. ` +
      `Row ${s.row}, “${s.name}”: its largest weight, ${s.most}, goes to “${s.target}”; ` +
      `room of the softmax 1 − Σp² = ${s.room}.`,
  },
};

const SEED = 1;
const LEFT = 92;
const TOP = 64;
const CELL = 54;

function deviation(scores) {
  const all = scores.flat();
  const mean = all.reduce((sum, score) => sum + score, 0) / all.length;
  return Math.sqrt(all.reduce((sum, score) => sum + (score - mean) ** 2, 0) / all.length);
}

/** What the summary says of the state, as text. */
function facts(state, words) {
  const n = words.sentence.length;
  const weights = sentenceWeights(n, state.width, state.divisor, SEED);
  const row = weights[state.row - 1];
  const most = Math.max(...row);
  return {
    weights,
    row: state.row,
    name: words.sentence[state.row - 1],
    spread: deviation(rawScores(n, state.width, SEED)).toFixed(1),
    root: Math.sqrt(state.width).toFixed(0),
    largest: (weights.reduce((sum, each) => sum + Math.max(...each), 0) / n).toFixed(2),
    most: most.toFixed(2),
    target: words.sentence[row.indexOf(most)],
    room: room(row).toFixed(2),
  };
}

function draw(shown, words) {
  const n = words.sentence.length;
  const text = (x, y, content, extra = {}) =>
    svgElement("text", { x, y, "text-anchor": "middle", "font-size": 15, ...extra }, content);
  const nodes = [svgElement("title", {}, words.title), text(LEFT + (n * CELL) / 2, 18, words.keys)];
  for (let i = 0; i < n; i += 1) {
    const name = words.sentence[i];
    nodes.push(text(LEFT + (i + 0.5) * CELL, TOP - 12, name));
    nodes.push(text(LEFT - 10, TOP + (i + 0.5) * CELL + 5, `${i + 1} ${name}`, { "text-anchor": "end" }));
    for (let j = 0; j < n; j += 1) {
      const side = (CELL - 4) * Math.sqrt(shown.weights[i][j]);
      const [x, y] = [LEFT + j * CELL, TOP + i * CELL];
      const chosen = i === shown.row - 1;
      nodes.push(svgElement("rect", { x, y, width: CELL, height: CELL, fill: "none", class: "explorer__grid" }));
      nodes.push(
        svgElement("rect", {
          x: x + (CELL - side) / 2, y: y + (CELL - side) / 2, width: side, height: side,
          fill: chosen ? "var(--fig-2, #b3541e)" : "var(--fig-1, #2b4bb3)",
        }),
      );
    }
  }
  const bottom = TOP + n * CELL;
  for (let j = 0; j < n; j += 1) {
    nodes.push(text(LEFT + (j + 0.5) * CELL, bottom + 24, shown.weights[shown.row - 1][j].toFixed(2)));
  }
  return svgElement(
    "svg",
    { viewBox: "0 0 424 424", class: "figure explorer__drawing", role: "img", "aria-label": words.title },
    ...nodes,
  );
}

function build() {
  const words = WORDS[pageLanguage()];
  const state = { width: 64, divisor: "one", row: 1 };
  const drawing = element("div", { class: "explorer__figure" });
  const summary = element("p", { class: "explorer__summary", role: "status", id: freshId("summary") });
  const show = () => {
    const shown = facts(state, words);
    drawing.replaceChildren(draw(shown, words));
    summary.textContent = words.summary(shown);
  };
  const width = choice({
    legend: words.width,
    options: { 4: "4", 16: "16", 64: "64", 256: "256" },
    value: "64",
    onInput: (value) => {
      state.width = Number(value);
      show();
    },
  });
  const divisor = choice({
    legend: words.divisor,
    options: { one: words.one, root: words.root, width: words.byWidth },
    value: "one",
    onInput: (value) => {
      state.divisor = value;
      show();
    },
  });
  const row = slider({
    label: words.row,
    min: 1,
    max: words.sentence.length,
    value: 1,
    onInput: (value) => {
      state.row = value;
      show();
    },
  });
  const controls = [width, divisor, row.root];
  const rest = hiddenPart(controls, drawing, summary);
  return askedFirst({ ...words, options: { low: "0.2", middle: "0.5", high: "0.9" } }, "high", rest, show);
}

mountExplorer("attention-weights", build);

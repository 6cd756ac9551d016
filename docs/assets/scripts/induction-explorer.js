// The induction circuit on small texts: where its second head looks and what it predicts, with and without the first.

import { askedFirst, choice, element, freshId, hiddenPart, mountExplorer, pageLanguage, slider, svgElement } from "./dom.js";
import { inductionRun } from "./induction-formulas.js";

const WORDS = {
  zh: {
    names: "^甲乙丙丁",
    question: "回路读到“甲 乙 甲 丙 甲”。下一个词元，它怎么预测？",
    options: { first: "只有乙", both: "乙、丙各一半", last: "只有丙" },
    because: "两张纸条都写着“前面是甲”，注意力平分，乙与丙各 0.50。换一段文本，再去掉第一层的头试试。",
    text: "文本",
    head: "第一层的头",
    on: "在",
    off: "去掉",
    row: "看第几个词元",
    title: "第二层的注意力",
    summary: (s) => `第 ${s.row} 个词元“${s.name}”看得最多的是“${s.target}”（权重 ${s.weight}）。下一个词元：${s.next}。`,
    pair: (name, share) => `${name} ${share}`,
    join: "，",
  },
  en: {
    names: "^ABCD",
    question: "The circuit reads “A B A C A”. What does it predict next?",
    options: { first: "B only", both: "B and C, half each", last: "C only" },
    because:
      "Two notes say “A stood before me”, so the attention is shared and B and C get 0.50 each. Try other texts, then remove the first layer’s head.",
    text: "Text",
    head: "Head of the first layer",
    on: "present",
    off: "removed",
    row: "Look at token",
    title: "Attention of the second layer",
    summary: (s) => `Token ${s.row}, “${s.name}”, looks most at “${s.target}” (weight ${s.weight}). Next token: ${s.next}.`,
    pair: (name, share) => `${name} ${share}`,
    join: ", ",
  },
};

const TEXTS = { twice: [0, 1, 2, 1, 3, 1], repeat: [0, 1, 2, 3, 4, 1, 2], fresh: [0, 1, 2, 3, 4] };
const N_VOCAB = 5;
const LEFT = 60;
const TOP = 40;
const CELL = 44;

function draw(tokens, weights, state, words) {
  const text = (x, y, content) =>
    svgElement("text", { x, y, "text-anchor": "middle", "font-size": 16 }, content);
  const nodes = [svgElement("title", {}, words.title)];
  tokens.forEach((token, i) => {
    nodes.push(text(LEFT + (i + 0.5) * CELL, TOP - 12, words.names[token]));
    nodes.push(text(LEFT - 26, TOP + (i + 0.5) * CELL + 5, `${i} ${words.names[token]}`));
    for (let j = 0; j <= i; j += 1) {
      const side = (CELL - 4) * Math.sqrt(weights[i][j]);
      const [x, y] = [LEFT + j * CELL, TOP + i * CELL];
      nodes.push(svgElement("rect", { x, y, width: CELL, height: CELL, fill: "none", class: "explorer__grid" }));
      nodes.push(
        svgElement("rect", {
          x: x + (CELL - side) / 2, y: y + (CELL - side) / 2, width: side, height: side,
          fill: i === state.row ? "var(--fig-2, #b3541e)" : "var(--fig-1, #2b4bb3)",
        }),
      );
    }
  });
  return svgElement(
    "svg",
    { viewBox: "0 0 390 360", class: "figure explorer__drawing", role: "img", "aria-label": words.title },
    ...nodes,
  );
}

function build() {
  const words = WORDS[pageLanguage()];
  const state = { text: "twice", head: "on", row: 5 };
  const drawing = element("div", { class: "explorer__figure" });
  const summary = element("p", { class: "explorer__summary", role: "status", id: freshId("summary") });
  const show = () => {
    const tokens = TEXTS[state.text];
    const run = inductionRun(tokens, N_VOCAB, state.head === "on");
    const weights = run.induction[state.row];
    const most = Math.max(...weights);
    const next = run.probabilities[state.row]
      .map((share, token) => words.pair(words.names[token], share.toFixed(2)))
      .slice(1)
      .join(words.join);
    drawing.replaceChildren(draw(tokens, run.induction, state, words));
    const name = words.names[tokens[state.row]];
    const target = words.names[tokens[weights.indexOf(most)]];
    summary.textContent = words.summary({ row: state.row, name, target, weight: most.toFixed(2), next });
  };
  const label = (name) => TEXTS[name].map((token) => words.names[token]).join(" ");
  const text = choice({
    legend: words.text,
    options: { twice: label("twice"), repeat: label("repeat"), fresh: label("fresh") },
    value: "twice",
    onInput: (value) => {
      state.text = value;
      state.row = row.limit(TEXTS[value].length - 1);
      show();
    },
  });
  const head = choice({
    legend: words.head,
    options: { on: words.on, off: words.off },
    value: "on",
    onInput: (value) => {
      state.head = value;
      show();
    },
  });
  const row = slider({
    label: words.row,
    min: 0,
    max: TEXTS.twice.length - 1,
    value: 5,
    onInput: (value) => {
      state.row = value;
      show();
    },
  });
  const controls = [text, head, row.root];
  const rest = hiddenPart(controls, drawing, summary);
  return askedFirst(words, "both", rest, show);
}

mountExplorer("induction", build);

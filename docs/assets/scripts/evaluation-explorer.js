// Two models on n questions: choose what only one of them solves; see the intervals and the paired test.

import { askedFirst, element, freshId, hiddenPart, mountExplorer, pageLanguage, slider, svgElement } from "./dom.js";
import { pairedP, questionsPaired, wilson } from "./evaluation-formulas.js";
import { figureColour } from "./figure-colours.js";
import { numberChoice } from "./number-choice.js";

const grouped = (count) => count.toLocaleString("en");

const WORDS = {
  zh: {
    n: "题数",
    accuracy: "A 答对（%）",
    onlyA: "只有 A 答对（%）",
    onlyB: "只有 B 答对（%）",
    title: "两个模型的得分与 95% 区间",
    question: "A 答对 80%，B 答对 82%，只有一方答对的题占 10%。要有八成把握看出差别，约需多少题？",
    options: { a: "约 200 题", b: "约 2,000 题", c: "约 20,000 题" },
    because: "配对检验约需 1,960 题；各做各的题则要 6,036 题。",
    counts: (a, b) => `只有 A 答对的有 ${a} 题，只有 B 答对的有 ${b} 题；`,
    p: (p) => `配对检验 p = ${p}，`,
    clear: "看得出差别。",
    unclear: "看不出差别。",
    need: (n) => `要有八成把握，需 ${n} 题。`,
    never: "两者一样好，再多题也分不出。",
  },
  en: {
    n: "Questions",
    accuracy: "A is right (%)",
    onlyA: "Only A is right (%)",
    onlyB: "Only B is right (%)",
    title: "Scores of two models with 95% intervals",
    question: "A solves 80%, B 82%, and on 10% of the questions only one of them is right. About how many questions does it take to see the difference in four out of five tries?",
    options: { a: "about 200", b: "about 2,000", c: "about 20,000" },
    because: "The paired test needs about 1,960; on different questions it takes 6,036 each.",
    counts: (a, b) => `Only A is right on ${a}, only B on ${b} questions; `,
    p: (p) => `paired test p = ${p}: `,
    clear: "the models can be told apart. ",
    unclear: "the models cannot be told apart. ",
    need: (n) => `For four out of five tries it takes ${n} questions.`,
    never: "They are equally good: no number of questions tells them apart.",
  },
};

function draw(rights, n, words) {
  const left = 36;
  const width = 200;
  const at = (share) => left + width * share;
  const row = (right, i) => {
    const y = 24 + 44 * i;
    const [low, high] = wilson(right, n);
    const colour = figureColour(String(i + 1));
    const text = `${((100 * right) / n).toFixed(1)}%`;
    return [
      svgElement("text", { x: left - 10, y: y + 5, "font-size": 14, "text-anchor": "end" }, "AB"[i]),
      svgElement("rect", { x: left, y: y - 9, width, height: 18, rx: 3, fill: figureColour(`${i + 1}-soft`) }),
      svgElement("rect", { x: at(low), y: y - 5, width: at(high) - at(low), height: 10, rx: 3, fill: colour }),
      svgElement("circle", { cx: at(right / n), cy: y, r: 5, fill: figureColour("ink") }),
      svgElement("text", { x: left + width + 10, y: y + 2, "font-size": 14 }, text),
      svgElement("text", { x: left + width + 10, y: y + 18, "font-size": 12 }, `${grouped(right)}/${grouped(n)}`),
    ];
  };
  return svgElement(
    "svg",
    { viewBox: "0 0 320 120", class: "figure explorer__drawing", role: "img", "aria-label": words.title },
    svgElement("title", {}, words.title),
    ...rights.flatMap(row),
    svgElement("text", { x: left, y: 112, "font-size": 14 }, "0%"),
    svgElement("text", { x: left + width, y: 112, "font-size": 14, "text-anchor": "end" }, "100%"),
  );
}

function sentence({ n, onlyA, onlyB }, counts, words) {
  const p = pairedP(...counts);
  const shown = p < 0.001 ? "< 0.001" : p.toFixed(3);
  const verdict = p < 0.05 ? words.clear : words.unclear;
  const more = onlyA === onlyB ? words.never : words.need(grouped(questionsPaired(onlyA / 100, onlyB / 100)));
  return words.counts(...counts) + words.p(shown).replace("= <", "<") + verdict + more;
}

function build() {
  const words = WORDS[pageLanguage()];
  const state = { n: 200, accuracy: 80, onlyA: 4, onlyB: 6 };
  const drawing = element("div", { class: "explorer__figure" });
  const summary = element("p", { class: "explorer__summary", role: "status", id: freshId("summary") });
  const show = () => {
    const counts = [state.onlyA, state.onlyB].map((share) => Math.round((state.n * share) / 100));
    const right = Math.round((state.n * state.accuracy) / 100);
    drawing.replaceChildren(draw([right, right - counts[0] + counts[1]], state.n, words));
    summary.textContent = sentence(state, counts, words);
  };
  const set = (key) => (value) => {
    state[key] = value;
    show();
  };
  const questions = numberChoice({
    legend: words.n,
    numbers: [50, 100, 200, 500, 1000, 2000, 5000],
    value: 200,
    show: grouped,
    onInput: (n) => {
      state.n = n;
      settle();
    },
  });
  /** Shares of 50 questions are multiples of 2%: others would say what no count is. */
  function settle() {
    const step = Math.max(1, 100 / state.n);
    for (const control of [accuracy, onlyA, onlyB]) {
      control.root.querySelector("input").step = step;
    }
    state.accuracy = accuracy.limit(98);
    state.onlyA = onlyA.limit(20);
    state.onlyB = onlyB.limit(Math.min(20, 100 - state.accuracy));
    show();
  }
  const onlyA = slider({ label: words.onlyA, min: 0, max: 20, value: 4, onInput: set("onlyA") });
  const onlyB = slider({ label: words.onlyB, min: 0, max: 20, value: 6, onInput: set("onlyB") });
  const accuracy = slider({
    label: words.accuracy,
    min: 20,
    max: 98,
    value: 80,
    onInput: settle,
  });
  const part = hiddenPart([questions, accuracy.root, onlyA.root, onlyB.root], drawing, summary);
  show();
  return askedFirst(words, "b", part);
}

mountExplorer("evaluation", build);

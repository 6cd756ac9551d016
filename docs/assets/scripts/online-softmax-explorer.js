// The softmax of one query, tile by tile: what is kept, and what happens to it when a larger score comes.

import { askedFirst, element, freshId, hiddenPart, mountExplorer, pageLanguage, svgElement } from "./dom.js";
import { figureColour } from "./figure-colours.js";
import { numberChoice } from "./number-choice.js";
import { POWERS, running, VALUES } from "./online-softmax-formulas.js";
import { stepper } from "./stepper.js";

const SCORES = POWERS.map(Math.log);
const COLUMNS = [1, 2, 3, 6];

const WORDS = {
  zh: {
    question: "第二块里出现了比先前都大的分数。已经累计的总和与输出怎么办？",
    options: { again: "用旧的分数重算一遍", shrink: "各乘一个小于 1 的数", stay: "不动，最后再改" },
    because: "旧的分数已经丢掉；e 的“旧最大值减新最大值”次方就是要乘的数，对每一项都一样。",
    columns: "每块几个键",
    title: "六个键的分数：已处理的画成相对于当前最大值的权重",
    key: "键",
    weight: "权重",
    start: "还没有开始：最大值是 −∞，总和与输出都是 0。",
    first: (s) => `第 1 块，键 ${s.keys}：最大值 m = ${s.largest}，总和 ℓ = ${s.total}，未归一的输出 õ = ${s.mixed}。`,
    tile: (s) =>
      `第 ${s.tile} 块，键 ${s.keys}：` +
      (s.rose ? `最大值升到 m = ${s.largest}，先前的 ℓ 与 õ 乘 ${s.shrink}；` : `最大值仍是 m = ${s.largest}，先前的不用改；`) +
      `再加上这一块，ℓ = ${s.total}，õ = ${s.mixed}。`,
    end: (s) => `收尾：õ / ℓ = ${s.mixed} / ${s.total} = ${s.output}。一次算完也是 ${s.plain}，与每块几个键无关。`,
    range: (from, to) => (from === to ? `${from}` : `${from} 至 ${to}`),
  },
  en: {
    question: "The second tile brings a score larger than all before. What becomes of the sum and the output so far?",
    options: { again: "they are made again from the old scores", shrink: "both are multiplied by a number below 1", stay: "they stay, and are mended at the end" },
    because: "The old scores are gone. The factor is e to the old maximum minus the new one, the same for every term.",
    columns: "Keys per tile",
    title: "The scores of six keys; those processed are drawn as weights relative to the largest so far",
    key: "key",
    weight: "weight",
    start: "Nothing is seen yet: the maximum is −∞, sum and output are 0.",
    first: (s) => `Tile 1, ${s.keys}: maximum m = ${s.largest}, sum ℓ = ${s.total}, unnormalised output õ = ${s.mixed}.`,
    tile: (s) =>
      `Tile ${s.tile}, ${s.keys}: ` +
      (s.rose
        ? `the maximum rises to m = ${s.largest}, so ℓ and õ are multiplied by ${s.shrink}; `
        : `the maximum stays m = ${s.largest}, so nothing before it changes; `) +
      `with this tile, ℓ = ${s.total} and õ = ${s.mixed}.`,
    end: (s) => `The end: õ / ℓ = ${s.mixed} / ${s.total} = ${s.output}. All at once it is ${s.plain} as well, whatever the tiles.`,
    range: (from, to) => (from === to ? `key ${from}` : `keys ${from} to ${to}`),
  },
};

const LEFT = 30;
const TOP = 30;
const HEIGHT = 130;
const WIDTH = 270;

const rounded = (value) => String(Number(value.toFixed(4)));
/** A weight; all are one over a power of two, because the exponentials of the scores are such powers. */
const fraction = (weight) => (Math.round(1 / weight) === 1 ? "1" : `1/${Math.round(1 / weight)}`);

function settled(state) {
  const states = running(SCORES, VALUES, state.columns);
  const done = Math.min(state.step, states.length);
  return { states, done, now: states[done - 1], isEnd: state.step > states.length };
}

function draw(state, words) {
  const { done, now } = settled(state);
  const gap = WIDTH / SCORES.length;
  const nodes = [svgElement("title", {}, words.title)];
  const text = (x, y, content, extra = {}) => svgElement("text", { x, y, "font-size": 15, ...extra }, content);
  SCORES.forEach((score, i) => {
    const seen = i < done * state.columns;
    const isNew = seen && i >= (done - 1) * state.columns;
    const weight = seen ? Math.exp(score - now.largest) : 0;
    const x = LEFT + i * gap + 6;
    const box = { x, width: gap - 12, stroke: figureColour(isNew ? "2" : seen ? "1" : "muted"), "stroke-width": 1.5 };
    const height = Math.max(weight * HEIGHT, 1);
    const fill = figureColour(isNew ? "2" : "1-soft");
    nodes.push(
      seen
        ? svgElement("rect", { ...box, y: TOP + HEIGHT - height, height, fill })
        : svgElement("rect", { ...box, y: TOP, height: HEIGHT, fill: "none", "stroke-dasharray": "4 4" }),
      text(x + gap / 2 - 6, TOP + HEIGHT + 18, String(i + 1), { "text-anchor": "middle" }),
    );
    if (seen) {
      nodes.push(text(x + gap / 2 - 6, TOP + HEIGHT - height - 5, fraction(weight), { "text-anchor": "middle" }));
    }
  });
  nodes.push(text(LEFT + WIDTH / 2, TOP + HEIGHT + 38, words.key, { "text-anchor": "middle" }));
  const view = { viewBox: `0 0 320 ${TOP + HEIGHT + 46}`, class: "figure explorer__drawing", role: "img", "aria-label": words.title };
  return svgElement("svg", view, ...nodes);
}

function sentence(state, words) {
  const { states, done, now, isEnd } = settled(state);
  if (done === 0) {
    return words.start;
  }
  const sum = POWERS.reduce((one, other) => one + other, 0);
  const facts = {
    tile: done,
    keys: words.range((done - 1) * state.columns + 1, Math.min(done * state.columns, SCORES.length)),
    largest: rounded(now.largest),
    shrink: rounded(now.shrink),
    total: rounded(now.total),
    mixed: rounded(now.mixed),
    rose: now.shrink < 1,
    output: rounded(now.mixed / now.total),
    plain: rounded(POWERS.reduce((all, power, i) => all + power * VALUES[i], 0) / sum),
  };
  if (isEnd) {
    return words.end(facts);
  }
  return done === 1 ? words.first(facts) : words.tile(facts);
}

function build() {
  const words = WORDS[pageLanguage()];
  const state = { columns: 2, step: 0 };
  const drawing = element("div", { class: "explorer__figure" });
  const summary = element("p", { class: "explorer__summary", role: "status", id: freshId("summary") });
  const show = () => {
    drawing.replaceChildren(draw(state, words));
    summary.textContent = sentence(state, words);
  };
  const lastStep = () => SCORES.length / state.columns + 1;
  const steps = stepper({
    last: lastStep(),
    onStep: (step) => {
      state.step = step;
      show();
    },
  });
  const columns = numberChoice({
    legend: words.columns,
    numbers: COLUMNS,
    value: state.columns,
    onInput: (chosen) => {
      state.columns = chosen;
      state.step = steps.limit(lastStep());
      show();
    },
  });
  const part = hiddenPart([columns, steps.root], drawing, summary);
  show();
  return askedFirst(words, "shrink", part);
}

mountExplorer("online-softmax", build);

// Ten next tokens under temperature and a filter, in either order: what can still be drawn, and how often.

import { entropyBits, filteredShares, minP, topK, topP } from "./decoding-formulas.js";
import { askedFirst, choice, element, freshId, hiddenPart, mountExplorer, pageLanguage, svgElement } from "./dom.js";
import { figureColour } from "./figure-colours.js";
import { stepped } from "./stepped.js";

const PEAKED = [0.8, 0.07, 0.05, 0.03, 0.02, 0.01, 0.01, 0.005, 0.003, 0.002];
const FLAT = [0.16, 0.15, 0.14, 0.13, 0.12, 0.1, 0.08, 0.06, 0.04, 0.02];
const FILTERS = {
  none: (scores) => scores.map(() => true),
  k: (scores) => topK(scores, 5),
  p: (scores) => topP(scores, 0.9),
  m: (scores) => minP(scores, 0.1),
};

const WORDS = {
  zh: {
    question: "有把握的分布，top-p 0.9 留下 3 个词元。先把温度提到 2，再用 top-p，留下几个？",
    options: { three: "还是 3 个", seven: "7 个", ten: "全部 10 个" },
    because: "温度 2 把分布压平，前三个词元合起来不到 0.9，要七个才够。若先用 top-p、后除以温度，仍是 3 个。",
    model: "分布",
    models: { peaked: "有把握", flat: "没把握" },
    temperature: "温度",
    filter: "过滤器",
    filters: { none: "无", k: "top-k 5", p: "top-p 0.9", m: "min-p 0.1" },
    order: "次序",
    orders: { first: "先除以温度", last: "后除以温度" },
    title: "十个词元的概率：空框是温度 1、未过滤，实心是现在。",
    summary: (s) => `温度 ${s.temperature}：还能抽到 ${s.kept} 个词元，第一个的概率 ${s.best}，熵 ${s.entropy} 比特（原来 ${s.before}）。`,
  },
  en: {
    question: "Top-p 0.9 keeps 3 tokens of the sure distribution. With temperature 2 applied first, how many does it keep?",
    options: { three: "still 3", seven: "7", ten: "all 10" },
    because: "Temperature 2 flattens the distribution; the first three no longer reach 0.9, seven do. With top-p first and the temperature last it stays at 3.",
    model: "Distribution",
    models: { peaked: "sure", flat: "unsure" },
    temperature: "Temperature",
    filter: "Filter",
    filters: { none: "none", k: "top-k 5", p: "top-p 0.9", m: "min-p 0.1" },
    order: "Order",
    orders: { first: "temperature first", last: "temperature last" },
    title: "Probabilities of ten tokens: outlined at temperature 1 and unfiltered, filled now.",
    summary: (s) => `Temperature ${s.temperature}: ${s.kept} tokens can be drawn, the first with probability ${s.best}; entropy ${s.entropy} bits (before: ${s.before}).`,
  },
};

const inTenths = (value) => (value / 10).toFixed(1);

function sharesOf(state) {
  const plain = state.model === "peaked" ? PEAKED : FLAT;
  const now = filteredShares(plain, state.temperature / 10, FILTERS[state.filter], state.order === "first");
  return { plain, now };
}

const ROW = 24;
const LEFT = 60;
const SPAN = 220;

function draw(state, words) {
  const { plain, now } = sharesOf(state);
  const nodes = [svgElement("title", {}, words.title)];
  const text = (x, y, content, extra) => svgElement("text", { x, y, "font-size": 15, ...extra }, content);
  now.forEach((share, i) => {
    const y = 4 + ROW * i;
    nodes.push(
      text(LEFT - 8, y + 15, share === 0 ? "0" : share.toFixed(3), { "text-anchor": "end" }),
      svgElement("rect", { x: LEFT, y: y + 2, width: SPAN * share, height: ROW - 7, fill: figureColour("1") }),
      svgElement("rect", { x: LEFT, y: y + 2, width: SPAN * plain[i], height: ROW - 7, fill: "none", stroke: figureColour("2"), "stroke-width": 1.75 }),
    );
  });
  const view = { viewBox: `0 0 ${LEFT + SPAN + 8} ${ROW * 10 + 8}`, class: "figure explorer__drawing", role: "img", "aria-label": words.title };
  return svgElement("svg", view, ...nodes);
}

function sentence(state, words) {
  const { plain, now } = sharesOf(state);
  return words.summary({
    temperature: inTenths(state.temperature),
    kept: now.filter((share) => share > 0).length,
    best: now[0].toFixed(3),
    entropy: entropyBits(now).toFixed(2),
    before: entropyBits(plain).toFixed(2),
  });
}

function build() {
  const words = WORDS[pageLanguage()];
  const state = { model: "peaked", temperature: 20, filter: "p", order: "first" };
  const drawing = element("div", { class: "explorer__figure" });
  const summary = element("p", { class: "explorer__summary", role: "status", id: freshId("summary") });
  const show = () => {
    drawing.replaceChildren(draw(state, words));
    summary.textContent = sentence(state, words);
  };
  const set = (key) => (value) => {
    state[key] = value;
    show();
  };
  const pick = (key, legend, options) => choice({ legend, options, value: state[key], onInput: set(key) });
  const temperature = stepped({
    label: words.temperature, min: 1, max: 30, step: 1, value: 20, show: inTenths, onInput: set("temperature"),
  });
  const controls = [
    pick("model", words.model, words.models),
    pick("filter", words.filter, words.filters),
    temperature.root,
    pick("order", words.order, words.orders),
  ];
  const part = hiddenPart(controls, drawing, element("p", { class: "explorer__summary" }, words.title), summary);
  show();
  return askedFirst(words, "seven", part);
}

mountExplorer("decoding", build);

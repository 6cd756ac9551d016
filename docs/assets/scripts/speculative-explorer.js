// The speed-up of speculative decoding against the number of guesses: acceptance, draft cost, load.

import { askedFirst, element, freshId, hiddenPart, mountExplorer, pageLanguage, slider, svgElement } from "./dom.js";
import { figureColour } from "./figure-colours.js";
import { bestGamma, checkCost, expectedTokens, speedUp } from "./speculative-formulas.js";

const MOST = 16;

const WORDS = {
  zh: {
    question: "接受率 80%，草稿一步只要目标一步的 5%，负载很轻。一轮猜几个最快？",
    options: { two: "2 个", eight: "8 个", all: "越多越好" },
    because: "第 8 个用 0.05 的时间换来 0.168 个词元，比率 3.36，高于此前的 3.08，所以还值得；第 9 个只有 2.68，就不值了。提速 3.09 倍。",
    alpha: "接受率，%",
    cost: "草稿一步的时间，目标一步的 %",
    load: "负载（批量），拐点的 %",
    gamma: "每轮猜的词元数",
    title: "提速（纵轴，0 到 5）与每轮猜的词元数（横轴，0 到 16）",
    axis: "每轮猜的词元数",
    summary: (s) => `每轮平均得 ${s.tokens} 个词元，用时是普通一步的 ${s.time} 倍，提速 ${s.gain}；`,
    best: (s) => `最好猜 ${s.best} 个，提速 ${s.top}。`,
    none: "这时不用投机解码最快。",
  },
  en: {
    question: "80% of guesses are kept, a draft step takes 5% of a target step, the load is light. How many guesses per round are fastest?",
    options: { two: "2", eight: "8", all: "the more the better" },
    because: "The eighth guess adds 0.168 tokens for 0.05 of time, a rate of 3.36, above the 3.08 reached with seven. The ninth has only 2.68. The speed-up is 3.09.",
    alpha: "Acceptance rate, %",
    cost: "Draft step, % of a target step",
    load: "Load (batch), % of the ridge",
    gamma: "Guesses per round",
    title: "Speed-up (upward, 0 to 5) and guesses per round (across, 0 to 16)",
    axis: "guesses per round",
    summary: (s) => `A round yields ${s.tokens} tokens on average in ${s.time} times a plain step: speed-up ${s.gain}. `,
    best: (s) => `Best: ${s.best} guesses, speed-up ${s.top}.`,
    none: "Plain decoding is fastest here.",
  },
};

const LEFT = 28;
const SPAN = 280;
const TOP = 12;
const HEIGHT = 180;

const gainOf = (state, gamma) => speedUp(state.alpha / 100, gamma, state.cost / 100, state.load / 100);
const bestOf = (state) => bestGamma(state.alpha / 100, state.cost / 100, state.load / 100, MOST);

function draw(state, words) {
  const x = (gamma) => LEFT + (SPAN * gamma) / MOST;
  const y = (gain) => TOP + HEIGHT * (1 - Math.min(gain, 5) / 5);
  const nodes = [svgElement("title", {}, words.title)];
  const text = (at, base, content, extra) => svgElement("text", { x: at, y: base, "font-size": 15, ...extra }, content);
  for (let gain = 0; gain <= 5; gain += 1) {
    const stroke = figureColour(gain === 1 ? "muted" : "grid");
    nodes.push(
      svgElement("line", { x1: LEFT, x2: LEFT + SPAN, y1: y(gain), y2: y(gain), stroke, "stroke-width": 1 }),
      text(LEFT - 8, y(gain) + 5, String(gain), { "text-anchor": "end" }),
    );
  }
  for (let gamma = 0; gamma <= MOST; gamma += 4) {
    nodes.push(text(x(gamma), TOP + HEIGHT + 20, String(gamma), { "text-anchor": "middle" }));
  }
  const best = bestOf(state);
  for (let gamma = 0; gamma <= MOST; gamma += 1) {
    const chosen = gamma === state.gamma;
    const dot = { cx: x(gamma), cy: y(gainOf(state, gamma)), r: chosen ? 7 : 4, fill: figureColour(chosen ? "2" : "1") };
    nodes.push(svgElement("circle", gamma === best ? { ...dot, stroke: figureColour("3"), "stroke-width": 3 } : dot));
  }
  nodes.push(text(LEFT + SPAN / 2, TOP + HEIGHT + 40, words.axis, { "text-anchor": "middle" }));
  const view = { viewBox: `0 0 320 ${TOP + HEIGHT + 48}`, class: "figure explorer__drawing", role: "img", "aria-label": words.title };
  return svgElement("svg", view, ...nodes);
}

function sentence(state, words) {
  const best = bestOf(state);
  const facts = {
    tokens: expectedTokens(state.alpha / 100, state.gamma).toFixed(2),
    time: ((state.gamma * state.cost) / 100 + checkCost(state.gamma, state.load / 100)).toFixed(2),
    gain: gainOf(state, state.gamma).toFixed(2),
    best,
    top: gainOf(state, best).toFixed(2),
  };
  return words.summary(facts) + (best === 0 ? words.none : words.best(facts));
}

function build() {
  const words = WORDS[pageLanguage()];
  const state = { alpha: 80, cost: 5, load: 2, gamma: 4 };
  const drawing = element("div", { class: "explorer__figure" });
  const summary = element("p", { class: "explorer__summary", role: "status", id: freshId("summary") });
  const show = () => {
    drawing.replaceChildren(draw(state, words));
    summary.textContent = sentence(state, words);
  };
  const control = (key, min, max) =>
    slider({
      label: words[key],
      min,
      max,
      value: state[key],
      onInput: (value) => {
        state[key] = value;
        show();
      },
    }).root;
  const controls = [
    control("gamma", 0, MOST),
    control("alpha", 0, 100),
    control("cost", 0, 50),
    control("load", 1, 150),
  ];
  const part = hiddenPart(controls, drawing, summary);
  show();
  return askedFirst(words, "eight", part);
}

mountExplorer("speculative", build);

// The smallest language model to play with: type a beginning, see the next token's probabilities, draw, append.

import { askedFirst, button, choice, element, freshId, hiddenPart, mountExplorer, pageLanguage, svgElement } from "./dom.js";
import { figureColour } from "./figure-colours.js";
import { countedShares, drawnToken, layerShares, nextTokenText, tokensOf, trainedLayer } from "./next-token-formulas.js";
import { stepped } from "./stepped.js";

const WORDS = {
  zh: {
    names: ["。", "猫", "狗", "鼠", "喝", "追", "吃", "爱", "奶", "水", "奶酪", "肉"],
    joint: "",
    question: "训练文本里从来没有“鼠喝”。看两个词元的一层网络，会怎样接下去？",
    options: { nothing: "没见过，所以没有答案", mix: "水最可能，其次是奶酪", even: "十二个词元一样可能" },
    because: "“喝”投票给水和奶，“鼠”投票给吃过的奶酪，相加就成了 0.48 与 0.39。计数则答不上来。改改开头，再抽几个词元试试。",
    model: "模型",
    models: { one: "计数，看 1 个", two: "计数，看 2 个", layer: "一层网络，看 2 个" },
    steps: "训练步数",
    prompt: "开头（自己输入）",
    draw: "抽一个",
    append: "接上去",
    undo: "退一个",
    title: "下一个词元的概率",
    strip: "首尾相接，骰子落在哪段就是哪个",
    sees: (context) => `模型看到：${context.map((name) => `“${name}”`).join("")}。`,
    never: "训练文本里没有出现过，计数无从回答。",
    unknown: (names) => `词表里只有这些词元：${names.join(" ")}`,
    die: (u, name) => `骰子 ${u}，落在“${name}”上。`,
  },
  en: {
    names: [".", "cats", "dogs", "mice", "drink", "chase", "eat", "like", "milk", "water", "cheese", "meat"],
    joint: " ",
    question: "“mice drink” never occurs in the training text. How does the layer that sees two tokens go on?",
    options: { nothing: "no answer, it never saw this", mix: "water most likely, then cheese", even: "all twelve tokens equally likely" },
    because:
      "“drink” votes for water and milk, “mice” for the cheese that mice ate; the sum gives 0.48 and 0.39. Counts have no answer. Change the beginning, then draw some tokens.",
    model: "Model",
    models: { one: "counts, sees 1", two: "counts, sees 2", layer: "one layer, sees 2" },
    steps: "Steps of training",
    prompt: "Beginning (type your own)",
    draw: "Draw one",
    append: "Append it",
    undo: "One back",
    title: "Probability of each next token",
    strip: "laid end to end: where the die falls decides",
    sees: (context) => `The model sees ${context.map((name) => `“${name}”`).join(" ")}.`,
    never: "This never occurred in the training text, so counts have no answer.",
    unknown: (names) => `The vocabulary has only these tokens: ${names.join(" ")}`,
    die: (u, name) => `The die shows ${u} and falls on “${name}”.`,
  },
};

const TEXT = nextTokenText();
const STEPS = [0, 1, 3, 10, 30, 100, 300];
const WIDTHS = { one: 1, two: 2, layer: 2 };

/** What the model sees: the last tokens; an empty beginning goes on from the end of the training text. */
function contextOf(state) {
  const width = WIDTHS[state.model];
  return [...TEXT.slice(-2), ...state.tokens].slice(-width);
}

function sharesOf(state, layers) {
  const context = contextOf(state);
  if (state.model !== "layer") {
    return countedShares(TEXT, 12, context);
  }
  const steps = STEPS[state.steps];
  layers[steps] ??= trainedLayer(TEXT, 12, 2, steps);
  return layerShares(layers[steps], context);
}

const ROW = 24;
const LEFT = 78;
const SPAN = 220;
const STRIP = 12 * ROW + 26;

function draw(shares, drawn, words) {
  const text = (x, y, content, extra = {}) => svgElement("text", { x, y, "font-size": 15, ...extra }, content);
  const nodes = [svgElement("title", {}, words.title)];
  const width = SPAN + LEFT - 8;
  let start = 8;
  shares.forEach((share, token) => {
    const chosen = drawn?.token === token;
    const fill = figureColour(chosen ? "2" : "1");
    const y = token * ROW + 4;
    nodes.push(text(LEFT - 8, y + 15, words.names[token], { "text-anchor": "end" }));
    nodes.push(svgElement("rect", { x: LEFT, y: y + 2, width: Math.max(SPAN * share, 1), height: ROW - 6, fill }));
    nodes.push(text(LEFT + SPAN * share + 6, y + 15, share.toFixed(2)));
    const stretch = { x: start, y: STRIP + 8, width: width * share, height: 22, stroke: figureColour("ink"), "stroke-width": 1 };
    nodes.push(svgElement("rect", { ...stretch, fill: figureColour(chosen ? "2" : "1-soft") }));
    start += width * share;
  });
  nodes.push(text(8, STRIP, words.strip));
  if (drawn) {
    const x = 8 + width * drawn.u;
    const corners = `M${x} ${STRIP + 30}l-6 11h12z`;
    nodes.push(svgElement("path", { d: corners, fill: figureColour("2") }));
  }
  const view = { viewBox: `0 0 350 ${STRIP + 46}`, class: "figure explorer__drawing", role: "img", "aria-label": words.title };
  return svgElement("svg", view, ...nodes);
}

function build() {
  const words = WORDS[pageLanguage()];
  const state = { model: "layer", steps: STEPS.length - 1, tokens: [3, 4], drawn: null };
  const layers = {};
  const drawing = element("div", { class: "explorer__figure" });
  const summary = element("p", { class: "explorer__summary", role: "status", id: freshId("summary") });
  const id = freshId("prompt");
  const input = element("input", { type: "text", id, class: "next-token__input", autocomplete: "off", spellcheck: "false" });
  const named = (token) => words.names[token];
  const write = () => {
    input.value = state.tokens.map(named).join(words.joint);
  };
  const next = button(words.draw, () => {
    if (state.drawn) {
      state.tokens.push(state.drawn.token);
      state.drawn = null;
      write();
    } else {
      const u = Math.random();
      state.drawn = { u, token: drawnToken(sharesOf(state, layers), u) };
    }
    show();
  });
  const back = button(words.undo, () => {
    if (state.drawn === null) {
      state.tokens.pop();
      write();
    }
    fresh();
  });
  const steps = stepped({
    label: words.steps,
    min: 0,
    max: STEPS.length - 1,
    step: 1,
    value: state.steps,
    show: (index) => String(STEPS[index]),
    onInput: (value) => {
      state.steps = value;
      fresh();
    },
  });
  const show = () => {
    const shares = sharesOf(state, layers);
    steps.root.hidden = state.model !== "layer";
    next.disabled = shares === null;
    next.textContent = state.drawn ? words.append : words.draw;
    drawing.replaceChildren(...(shares ? [draw(shares, state.drawn, words)] : []));
    const die = state.drawn ? words.die(state.drawn.u.toFixed(2), named(state.drawn.token)) : "";
    const sees = words.sees(contextOf(state).map(named));
    summary.textContent = [sees, shares ? die : words.never].filter(Boolean).join(words.joint);
  };
  const fresh = () => {
    state.drawn = null;
    show();
  };
  input.addEventListener("input", () => {
    const tokens = tokensOf(input.value, words.names);
    if (tokens === null) {
      summary.textContent = words.unknown(words.names);
    } else {
      state.tokens = tokens;
      fresh();
    }
  });
  const model = choice({
    legend: words.model,
    options: words.models,
    value: state.model,
    onInput: (value) => {
      state.model = value;
      fresh();
    },
  });
  const prompt = element("div", { class: "next-token__prompt" }, element("label", { for: id }, words.prompt), input, next, back);
  const rest = hiddenPart([model, steps.root], prompt, summary, drawing);
  write();
  return askedFirst(words, "mix", rest, show);
}

mountExplorer("next-token", build);

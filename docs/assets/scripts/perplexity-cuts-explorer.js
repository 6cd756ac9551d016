// One text, one model, three ways to cut: what the tokens cost, and which figures change.

import { askedFirst, choice, element, freshId, hiddenPart, mountExplorer, pageLanguage, svgElement } from "./dom.js";
import { figureColour } from "./figure-colours.js";
import { characterBits, joinedBits, perplexityOf } from "./perplexity-formulas.js";
import { stepped } from "./stepped.js";

const TEXT = "mice drink water.";
const CUTS = {
  bytes: [...TEXT],
  pieces: ["mi", "ce", " dr", "in", "k ", "wat", "er", "."],
  words: ["mice", " drink", " water", "."],
};
const NUMBERS = { bytes: 1, pieces: 2, words: 3 };

const WORDS = {
  zh: {
    question: "同一个模型、同一篇文本，不按字节而按词来切。困惑度从 3.39 变成多少？",
    options: { same: "仍是 3.39", four: "约 14，每个词有四个多字节", power: "约 178" },
    because: "总比特数不变，却只有 4 个词元来分：每个词元的比特数乘以 17/4，困惑度变成它的 17/4 次方，3.39 的 4.25 次方约为 178。",
    cut: "怎样切",
    cuts: { bytes: "字节", pieces: "小块", words: "词" },
    guessing: "模型里瞎猜的成分",
    title: "各词元的比特数",
    head: { name: "量", value: "数值" },
    rows: { tokens: "词元数", total: "总比特数", loss: "每词元损失（奈特）", perplexity: "困惑度", byte: "每字节比特数" },
    billed: (total) => `总比特数：${total}`,
    caption: "这种切法的各项数值",
  },
  en: {
    question: "Same model, same text, cut into words instead of bytes. What becomes of the perplexity of 3.39?",
    options: { same: "it stays 3.39", four: "about 14, since a word has some four bytes", power: "about 178" },
    because:
      "The total number of bits stays, but only 4 tokens share it: bits per token are multiplied by 17/4, so the perplexity is raised to that power, and 3.39 to the power of 4.25 is about 178.",
    cut: "Cut into",
    cuts: { bytes: "bytes", pieces: "pieces", words: "words" },
    guessing: "Share of mere guessing",
    title: "Bits of each token",
    head: { name: "Measure", value: "Value" },
    rows: { tokens: "tokens", total: "bits in total", loss: "loss per token (nats)", perplexity: "perplexity", byte: "bits per byte" },
    billed: (total) => `bits in total: ${total}`,
    caption: "The figures for this cut",
  },
};

function draw(cut, bits, words) {
  const total = bits.reduce((sum, each) => sum + each, 0);
  const scale = 314 / 43;
  const number = NUMBERS[cut];
  const nodes = [svgElement("title", {}, words.title)];
  let x = 8;
  bits.forEach((each, i) => {
    const width = each * scale;
    const token = CUTS[cut][i].trim();
    nodes.push(
      svgElement("rect", {
        x, y: 8, width, height: 34, fill: figureColour(`${number}-soft`), stroke: figureColour(number), "stroke-width": 1.5,
      }),
    );
    if (token.length * 8.5 < width - 1) {
      nodes.push(svgElement("text", { x: x + width / 2, y: 30, "font-size": 14, "text-anchor": "middle" }, token));
    }
    x += width;
  });
  nodes.push(svgElement("text", { x: 8, y: 62, "font-size": 14 }, words.billed(total.toFixed(1))));
  const view = { viewBox: "0 0 330 70", class: "figure explorer__drawing", role: "img", "aria-label": words.title };
  return svgElement("svg", view, ...nodes);
}

function table(bits, words) {
  const total = bits.reduce((sum, each) => sum + each, 0);
  const perplexity = perplexityOf(bits);
  const values = {
    tokens: bits.length,
    total: total.toFixed(1),
    loss: ((total / bits.length) * Math.LN2).toFixed(2),
    perplexity: perplexity >= 1000 ? Math.round(perplexity).toLocaleString("en") : perplexity.toFixed(2),
    byte: (total / TEXT.length).toFixed(2),
  };
  const rows = Object.entries(values).map(([name, value]) =>
    element("tr", {}, element("th", { scope: "row" }, words.rows[name]), element("td", {}, String(value))),
  );
  const head = element(
    "tr",
    {},
    element("th", { scope: "col" }, words.head.name),
    element("th", { scope: "col" }, words.head.value),
  );
  return element(
    "table",
    { class: "explorer__table", "aria-label": words.caption },
    element("thead", {}, head),
    element("tbody", {}, ...rows),
  );
}

function build() {
  const words = WORDS[pageLanguage()];
  const state = { cut: "words", guessing: 0 };
  const drawing = element("div", { class: "explorer__figure" });
  const figures = element("div", { role: "status", id: freshId("figures") });
  const show = () => {
    const bits = joinedBits(characterBits(TEXT, state.guessing / 100), CUTS[state.cut]);
    drawing.replaceChildren(draw(state.cut, bits, words));
    figures.replaceChildren(table(bits, words));
  };
  const cut = choice({
    legend: words.cut,
    options: words.cuts,
    value: state.cut,
    onInput: (value) => {
      state.cut = value;
      show();
    },
  });
  const guessing = stepped({
    label: words.guessing,
    min: 0,
    max: 50,
    step: 5,
    value: 0,
    show: (value) => `${value}%`,
    onInput: (value) => {
      state.guessing = value;
      show();
    },
  });
  const controls = [cut, guessing.root];
  const rest = hiddenPart(controls, drawing, figures);
  return askedFirst(words, "power", rest, show);
}

mountExplorer("perplexity-cuts", build);

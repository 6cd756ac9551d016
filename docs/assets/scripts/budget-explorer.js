// A training budget: choose its size, a fit and a model, and see what is lost.

import { significant } from "./calculator-numbers.js";
import { askedFirst, choice, element, freshId, hiddenPart, mountExplorer, pageLanguage, slider, svgElement } from "./dom.js";
import { figureColour } from "./figure-colours.js";
import { LAWS, budgetForLoss, kaplanSize, lossOf, optimalSize, tokensFor } from "./budget-formulas.js";

const WORDS = {
  zh: {
    compute: "算力：10 的多少次方次浮点运算",
    fit: "用哪组系数",
    fits: { refit: "重新拟合", hoffmann: "Hoffmann" },
    size: "模型大小",
    sizes: { eighth: "最优的 1/8", half: "1/2", best: "最优", double: "2 倍", kaplan: "Kaplan" },
    title: "同一份预算下，损失随模型大小的变化",
    question: "按 Chinchilla，预算增加 100 倍，最优模型约大多少倍？",
    options: { a: "100 倍", b: "29 倍", c: "10 倍", d: "2 倍" },
    because: "参数与词元几乎各按算力的平方根增长，都约 10 倍。29 倍是 Kaplan 的指数 0.73 给出的。",
    model: (s) => `${s.n}个参数，${s.d}个词元，每参数 ${s.ratio} 个。`,
    loss: (s) => `公式给出的损失是 ${s.loss}，预算内最低是 ${s.least}。`,
    waste: (s) => `最优的分法用 ${s.share}% 的算力就能达到同样的损失。`,
    caution: "这只是公式的值：系数来自 2022 年的一批模型，离它们的范围越远越不可靠。",
  },
  en: {
    compute: "Compute: 10 to which power of operations",
    fit: "Coefficients",
    fits: { refit: "refit", hoffmann: "Hoffmann" },
    size: "Size of the model",
    sizes: { eighth: "1/8 of the best", half: "1/2", best: "best", double: "double", kaplan: "Kaplan" },
    title: "Loss against size for one budget",
    question: "By Chinchilla, about how many times larger is the best model for a hundredfold budget?",
    options: { a: "100 times", b: "29 times", c: "10 times", d: "twice" },
    because: "Parameters and tokens each grow nearly as the square root of compute, about 10 times. Kaplan’s exponent of 0.73 would give 29.",
    model: (s) => `${s.n} parameters, ${s.d} tokens: ${s.ratio} per parameter.`,
    loss: (s) => `The formula gives a loss of ${s.loss}; the least for this budget is ${s.least}.`,
    waste: (s) => `Divided optimally, ${s.share}% of the compute reaches the same loss.`,
    caution: "These are values of a formula: its coefficients come from runs of 2022, and it is less reliable the further it is taken from them.",
  },
};

const UNITS = {
  zh: [[1e12, " 万亿"], [1e8, " 亿"], [1e4, " 万"]],
  en: [[1e12, " trillion"], [1e9, " billion"], [1e6, " million"]],
};

/** A count to three figures in the units of the language. */
function counted(value) {
  const units = UNITS[pageLanguage()];
  const [unit, name] = units.find(([size]) => value >= size) ?? units.at(-1);
  return `${Number((value / unit).toPrecision(3))}${name}`;
}

const AREA = { left: 46, top: 12, width: 264, height: 150 };
const SPREAD = 32;

function sizeOf(state, best, compute) {
  return { eighth: best / 8, half: best / 2, best, double: 2 * best, kaplan: kaplanSize(compute) }[state.size];
}

function draw(law, compute, best, chosen, words) {
  const at = (n) => lossOf(law, n, tokensFor(compute, n));
  const floor = at(best);
  const reach = Math.max(SPREAD, chosen / best, best / chosen);
  const ceiling = Math.max(at(best / reach), at(best * reach));
  const x = (n) => AREA.left + AREA.width * (0.5 + Math.log(n / best) / (2 * Math.log(reach)));
  const y = (n) => AREA.top + AREA.height * (1 - (at(n) - floor) / (ceiling - floor));
  const points = Array.from({ length: 81 }, (_, i) => best * reach ** (i / 40 - 1));
  const line = points.map((n) => `${x(n).toFixed(1)},${y(n).toFixed(1)}`).join(" ");
  const mark = (n, colour) => svgElement("circle", { cx: x(n), cy: y(n), r: 6, fill: figureColour(colour) });
  const text = (place, content) => svgElement("text", { "font-size": 14, "text-anchor": "middle", ...place }, content);
  return svgElement(
    "svg",
    { viewBox: "0 0 320 206", class: "figure explorer__drawing", role: "img", "aria-label": words.title },
    svgElement("title", {}, words.title),
    svgElement("line", { x1: AREA.left, x2: AREA.left + AREA.width, y1: 168, y2: 168, stroke: figureColour("grid") }),
    svgElement("polyline", { points: line, fill: "none", stroke: figureColour("1"), "stroke-width": 2.5 }),
    mark(best, "ink"),
    ...(chosen === best ? [] : [mark(chosen, "2")]),
    text({ x: AREA.left + AREA.width / 2, y: 188 }, counted(best)),
    text({ x: 4, y: 20, "text-anchor": "start" }, ceiling.toFixed(2)),
    text({ x: 4, y: 166, "text-anchor": "start" }, floor.toFixed(2)),
  );
}

function sentence(law, compute, best, n, words) {
  const d = tokensFor(compute, n);
  const loss = lossOf(law, n, d);
  const share = (100 * budgetForLoss(law, loss)) / compute;
  const facts = {
    n: counted(n),
    d: counted(d),
    ratio: significant(d / n),
    loss: loss.toFixed(3),
    least: lossOf(law, best, tokensFor(compute, best)).toFixed(3),
    share: share > 99.5 ? "100" : share.toFixed(0),
  };
  const joint = pageLanguage() === "en" ? " " : "";
  return [words.model(facts), words.loss(facts), words.waste(facts), words.caution].join(joint);
}

function build() {
  const words = WORDS[pageLanguage()];
  const state = { exponent: 24, fit: "refit", size: "eighth" };
  const drawing = element("div", { class: "explorer__figure" });
  const summary = element("p", { class: "explorer__summary", role: "status", id: freshId("summary") });
  const show = () => {
    const law = LAWS[state.fit];
    const compute = 10 ** state.exponent;
    const best = optimalSize(law, compute);
    const chosen = sizeOf(state, best, compute);
    drawing.replaceChildren(draw(law, compute, best, chosen, words));
    summary.textContent = sentence(law, compute, best, chosen, words);
  };
  const set = (key) => (value) => {
    state[key] = value;
    show();
  };
  const compute = slider({ label: words.compute, min: 18, max: 26, value: 24, onInput: set("exponent") });
  const size = choice({ legend: words.size, options: words.sizes, value: "eighth", onInput: set("size") });
  const fit = choice({ legend: words.fit, options: words.fits, value: "refit", onInput: set("fit") });
  const part = hiddenPart([compute.root, size, fit], drawing, summary);
  show();
  return askedFirst(words, "c", part);
}

mountExplorer("budget", build);

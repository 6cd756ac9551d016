// The explorer of ALiBi: the slopes of any number of heads, and how far one of them looks.

import { grouped } from "./calculator-numbers.js";
import { choice, element, freshId, mountExplorer, pageLanguage, prediction, slider, svgElement } from "./dom.js";
import { figureColour } from "./figure-colours.js";
import { alibiSlopes, plainSlopes, reach, shareWithin } from "./alibi-slopes-formulas.js";

const WORDS = {
  zh: {
    ask: "8 个头换成 32 个头，看得最远的那个头会看得更远吗？",
    answers: { yes: "会，头越多看得越远", no: "不会，一样远" },
    because: "头数是 2 的幂时，最缓的斜率总是 2⁻⁸ = 1/256，与头数和训练长度都无关。多出来的头插在中间。",
    heads: "头数",
    head: "看第几个头",
    horizon: "画到多远",
    slopes: "各头的斜率（对数轴）",
    share: "距离之内的注意力份额",
    far: (n) => `${n} 个词元`,
    title: "ALiBi 的斜率与一个头看多远",
    rule: "作者的规则",
    plain: "硬套公式",
    summary: (s) =>
      `第 ${s.head} 个头的斜率是 ${s.slope}：内容相同时，一半注意力落在最近 ${s.half} 个词元内，99% 落在 ${s.most} 个词元内。` +
      (s.differs ? `头数不是 2 的幂，硬套公式（空心）会得到不同的斜率。` : `头数是 2 的幂，两种算法相同。`),
  },
  en: {
    ask: "From 8 heads to 32: does the head that looks furthest look further?",
    answers: { yes: "Yes, more heads look further", no: "No, as far as before" },
    because:
      "If the number of heads is a power of two, the gentlest slope is always 2⁻⁸ = 1/256, whatever that number and the trained length. " +
      "The additional heads lie in between.",
    heads: "Number of heads",
    head: "Look at head",
    horizon: "Show distances up to",
    slopes: "slope of each head (log axis)",
    share: "share of attention within a distance",
    far: (n) => `${n} tokens`,
    title: "Slopes of ALiBi and how far one head looks",
    rule: "the authors’ rule",
    plain: "the formula applied as it is",
    summary: (s) =>
      `Head ${s.head} has the slope ${s.slope}: with equal content, half of its attention falls within the nearest ${s.half} tokens, 99% within ${s.most}. ` +
      (s.differs
        ? "The number of heads is not a power of two: the formula applied as it is (hollow) gives different slopes."
        : "The number of heads is a power of two: both ways agree."),
  },
};

const BLUE = figureColour("1");
const ORANGE = figureColour("2");
const GRID = figureColour("grid");
const [LEFT, WIDTH] = [56, 390];

function label(x, y, content, anchor = "middle") {
  return svgElement("text", { x, y, "text-anchor": anchor, "font-size": 15 }, content);
}

function rule(x1, y1, x2, y2, stroke = GRID) {
  return svgElement("line", { x1, y1, x2, y2, stroke });
}

function slopesPanel(state, words) {
  const y = (slope) => 34 - (Math.log2(slope) / 9) * 180;
  const x = (i) => LEFT + ((i + 0.5) / state.heads) * WIDTH;
  const nodes = [label(LEFT, 16, words.slopes, "start")];
  for (const power of [0, 2, 4, 6, 8]) {
    nodes.push(rule(LEFT, y(2 ** -power), LEFT + WIDTH, y(2 ** -power)));
    nodes.push(label(LEFT - 8, y(2 ** -power) + 5, power ? `1/${2 ** power}` : "1", "end"));
  }
  plainSlopes(state.heads).forEach((slope, i) => {
    nodes.push(svgElement("circle", { cx: x(i), cy: y(slope), r: 6.5, fill: "none", stroke: ORANGE, "stroke-width": 2 }));
  });
  alibiSlopes(state.heads).forEach((slope, i) => {
    const chosen = i === state.head - 1;
    if (chosen) {
      nodes.push(rule(x(i), 34, x(i), 214, BLUE));
    }
    nodes.push(svgElement("circle", { cx: x(i), cy: y(slope), r: chosen ? 5.5 : 3.5, fill: BLUE }));
  });
  return nodes;
}

function reachPanel(state, words) {
  const slope = alibiSlopes(state.heads)[state.head - 1];
  const y = (share) => 450 - 180 * share;
  const x = (distance) => LEFT + (distance / state.horizon) * WIDTH;
  const nodes = [label(LEFT, 252, words.share, "start")];
  for (const share of [0, 0.5, 1]) {
    nodes.push(rule(LEFT, y(share), LEFT + WIDTH, y(share)), label(LEFT - 8, y(share) + 5, share.toFixed(1), "end"));
  }
  for (const part of [0, 0.5, 1]) {
    nodes.push(label(x(part * state.horizon), 472, grouped(part * state.horizon), part === 1 ? "end" : "middle"));
  }
  const points = Array.from({ length: 121 }, (_, i) => {
    const distance = (state.horizon * i) / 120;
    return `${x(distance).toFixed(1)} ${y(shareWithin(slope, distance)).toFixed(1)}`;
  });
  nodes.push(svgElement("path", { d: `M${points.join("L")}`, class: "curve curve--chosen" }));
  return nodes;
}

function draw(state, words) {
  return svgElement(
    "svg",
    { viewBox: "0 0 460 482", class: "figure explorer__drawing", role: "img", "aria-label": words.title },
    svgElement("title", {}, words.title),
    ...slopesPanel(state, words),
    ...reachPanel(state, words),
  );
}

function summarise(state) {
  const slope = alibiSlopes(state.heads)[state.head - 1];
  const whole = Math.round(1 / slope);
  const isFraction = Math.abs(whole * slope - 1) < 1e-9;
  return {
    head: state.head,
    slope: isFraction ? `1/${whole}` : slope.toPrecision(3),
    half: grouped(reach(slope, 0.5)),
    most: grouped(reach(slope, 0.99)),
    differs: !Number.isInteger(Math.log2(state.heads)),
  };
}

function legend(words) {
  const mark = (fill, stroke) =>
    svgElement("svg", { viewBox: "0 0 14 14", width: 14, height: 14, "aria-hidden": "true" }, svgElement("circle", { cx: 7, cy: 7, r: 5, fill, stroke, "stroke-width": 2 }));
  const entry = (sign, text) => element("li", {}, sign, ` ${text}`);
  return element("ul", { class: "explorer__legend" }, entry(mark(BLUE, BLUE), words.rule), entry(mark("none", ORANGE), words.plain));
}

function build() {
  const words = WORDS[pageLanguage()];
  const state = { heads: 12, head: 8, horizon: 2048 };
  const drawing = element("div", { class: "explorer__figure" });
  const summary = element("p", { class: "explorer__summary", role: "status", id: freshId("summary") });
  const show = () => {
    drawing.replaceChildren(draw(state, words));
    summary.textContent = words.summary(summarise(state));
  };
  const set = (key) => (value) => {
    state[key] = Number(value);
    show();
  };
  const head = slider({ label: words.head, min: 1, max: 12, value: 8, onInput: set("head") });
  const heads = slider({
    label: words.heads,
    min: 1,
    max: 40,
    value: 12,
    onInput: (value) => {
      state.heads = value;
      state.head = head.limit(value);
      show();
    },
  });
  const horizon = choice({
    legend: words.horizon,
    options: { 64: words.far("64"), 2048: words.far("2,048") },
    value: "2048",
    onInput: set("horizon"),
  });
  const controls = element("div", { class: "explorer__controls" }, heads.root, head.root, horizon);
  show();
  const ask = prediction({ question: words.ask, options: words.answers, answer: "no", because: words.because, onShow: () => { controls.hidden = false; } });
  controls.hidden = true;
  return [ask, controls, drawing, legend(words), summary];
}

mountExplorer("alibi-slopes", build);

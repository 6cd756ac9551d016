// Many samples of one question: choose their number, how they err and the verifier; see what is won.

import { askedFirst, element, freshId, hiddenPart, mountExplorer, pageLanguage, slider, svgElement } from "./dom.js";
import { figureColour } from "./figure-colours.js";
import { numberChoice } from "./number-choice.js";
import { ceiling, coverage, majority, withVerifier } from "./repeated-sampling-formulas.js";

const HIT = 0.9;

const WORDS = {
  zh: {
    samples: "样本数",
    p: "一个样本答对（%）",
    rival: "最常见的错误答案（%）",
    slip: "验证器放行的错误答案（%）",
    title: "四种做法在一道题上的正确率",
    bars: ["一个样本", "多数投票", "验证器", "覆盖率"],
    question: "一个样本有 30% 答对，40% 给出同一个错误答案。64 个样本投票，正确率约是多少？",
    options: { a: "接近 100%", b: "约 30%", c: "不到 20%" },
    because: "票数多了，赢的是最常见的答案，而它是错的：正确率降到 17%，样本再多就趋于 0。",
    rising: "正确答案最常见，票越多越准。",
    falling: "错误答案更常见，投票越多越错。",
    even: "两者一样常见，投票只能碰运气。",
    limit: (s) => `这个验证器放行 90% 的正确答案，样本再多，正确率也只趋近 ${s}%。`,
    gap: (s) => `覆盖率与验证器相差 ${s} 个百分点：答案在里面，却挑不出来。`,
  },
  en: {
    samples: "Samples",
    p: "One sample is right (%)",
    rival: "The most frequent wrong answer (%)",
    slip: "Wrong answers the verifier passes (%)",
    title: "Accuracy of four methods on one problem",
    bars: ["one sample", "majority", "verifier", "coverage"],
    question: "A sample is right in 30% of cases and gives the same wrong answer in 40%. How often is a vote of 64 right?",
    options: { a: "nearly 100%", b: "about 30%", c: "less than 20%" },
    because: "With many votes the most frequent answer wins, and it is wrong: accuracy falls to 17%, and towards 0 with more samples.",
    rising: "The right answer is the most frequent one: more votes help.",
    falling: "The wrong answer is more frequent: more votes harm.",
    even: "Both are equally frequent: the vote is a toss-up.",
    limit: (s) => `This verifier passes 90% of the right answers; however many samples there are, its accuracy only approaches ${s}%.`,
    gap: (s) => `Coverage and verifier are ${s} points apart: the answer is there and is not picked.`,
  },
};

/** A share in whole per cent; nearly all is never all here, though its floating-point number may be 1. */
function percent(share) {
  const whole = Math.round(100 * share);
  if (whole === 100) {
    return ">99%";
  }
  return whole === 0 && share > 0 ? "<1%" : `${whole}%`;
}

function draw(shares, words) {
  const left = 96;
  const width = 172;
  const row = (share, i) => {
    const y = 10 + 40 * i;
    return [
      svgElement("text", { x: left - 8, y: y + 20, "font-size": 14, "text-anchor": "end" }, words.bars[i]),
      svgElement("rect", { x: left, y, width, height: 28, rx: 3, fill: figureColour(`${i + 1}-soft`) }),
      svgElement("rect", { x: left, y, width: width * share, height: 28, rx: 3, fill: figureColour(String(i + 1)) }),
      svgElement("text", { x: left + width + 8, y: y + 20, "font-size": 14 }, percent(share)),
    ];
  };
  return svgElement(
    "svg",
    { viewBox: "0 0 320 170", class: "figure explorer__drawing", role: "img", "aria-label": words.title },
    svgElement("title", {}, words.title),
    ...shares.flatMap(row),
  );
}

function sentence({ p, rival }, shares, best, words) {
  const vote = p === rival ? words.even : p > rival ? words.rising : words.falling;
  const gap = Math.round(100 * shares[3]) - Math.round(100 * shares[2]);
  const parts = [vote, words.limit((100 * best).toFixed(0)), ...(gap > 0 ? [words.gap(gap)] : [])];
  return parts.join(pageLanguage() === "en" ? " " : "");
}

function build() {
  const words = WORDS[pageLanguage()];
  const state = { n: 64, p: 30, rival: 40, slip: 10 };
  const drawing = element("div", { class: "explorer__figure" });
  const summary = element("p", { class: "explorer__summary", role: "status", id: freshId("summary") });
  const show = () => {
    const [p, rival, slip] = [state.p / 100, state.rival / 100, state.slip / 100];
    const shares = [p, majority(p, rival, state.n), withVerifier(p, state.n, HIT, slip), coverage(p, state.n)];
    drawing.replaceChildren(draw(shares, words));
    summary.textContent = sentence(state, shares, ceiling(p, HIT, slip), words);
  };
  const set = (key) => (value) => {
    state[key] = value;
    show();
  };
  const samples = numberChoice({ legend: words.samples, numbers: [1, 4, 16, 64, 256], value: 64, onInput: set("n") });
  const rival = slider({ label: words.rival, min: 0, max: 70, value: 40, onInput: set("rival") });
  const right = slider({
    label: words.p,
    min: 1,
    max: 95,
    value: 30,
    onInput: (value) => {
      state.p = value;
      state.rival = rival.limit(100 - value);
      show();
    },
  });
  const slip = slider({ label: words.slip, min: 0, max: 60, value: 10, onInput: set("slip") });
  const part = hiddenPart([samples, right.root, rival.root, slip.root], drawing, summary);
  show();
  return askedFirst(words, "c", part);
}

mountExplorer("repeated-sampling", build);

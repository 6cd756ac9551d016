// Grokking: five stored runs, accuracy or loss up to a step that the reader drags.

import { grouped } from "./calculator-numbers.js";
import { askedFirst, choice, element, freshId, hiddenPart, mountExplorer, pageLanguage, slider, svgElement } from "./dom.js";
import { figureColour } from "./figure-colours.js";
import { firstStep, logShare, lossShare } from "./grokking-formulas.js";

const WORDS = {
  zh: {
    question: "用加法表的 30% 训练，权重衰减为 1，第 112 步训练正确率到 99%。测试正确率大约何时到 90%？",
    options: { same: "差不多同时", later: "大约第 2,000 步", never: "一万步内不会" },
    because: "差了十几倍。向右拖动步数，看哪些量在正确率不动时已经在变；再换成没有权重衰减，或换一个训练集占比。",
    run: "训练",
    runs: {
      "decay-1": "30%，衰减 1",
      "decay-0.3": "30%，衰减 0.3",
      "decay-0": "30%，无衰减",
      half: "50%，衰减 1",
      tenth: "10%，衰减 1",
    },
    what: "纵轴",
    whats: { accuracy: "正确率", loss: "损失（对数）" },
    point: "记录点",
    title: "到所选步数为止的训练（实线）与测试（虚线）曲线",
    train: "训练",
    test: "测试",
    axis: "训练步数（对数轴）",
    summary: (s) =>
      `第 ${s.step} 步：训练正确率 ${s.trainAccuracy}，测试正确率 ${s.testAccuracy}；测试损失 ${s.testLoss}；权重长度 ${s.norm}；纯度 ${s.purity}。${s.end}`,
    end: (step) => (step === null ? "这次训练一万步内测试正确率没有到 90%。" : `这次训练在第 ${grouped(step)} 步测试正确率到 90%。`),
  },
  en: {
    question:
      "With 30% of the addition table to train on and weight decay 1, training accuracy reaches 99% at step 112. When does test accuracy reach 90%?",
    options: { same: "at about the same time", later: "near step 2,000", never: "not within 10,000 steps" },
    because:
      "More than ten times later. Drag the step to the right and see what already changes while accuracy stands still; then take weight decay away, or choose another share of the table.",
    run: "Run",
    runs: {
      "decay-1": "30%, decay 1",
      "decay-0.3": "30%, decay 0.3",
      "decay-0": "30%, no decay",
      half: "50%, decay 1",
      tenth: "10%, decay 1",
    },
    what: "Vertical axis",
    whats: { accuracy: "accuracy", loss: "loss (log)" },
    point: "Recorded point",
    title: "Curves of training (solid) and test (dashed) up to the chosen step",
    train: "training",
    test: "test",
    axis: "training steps (log axis)",
    summary: (s) =>
      `Step ${s.step}: training accuracy ${s.trainAccuracy}, test accuracy ${s.testAccuracy}; test loss ${s.testLoss}; length of the weights ${s.norm}; purity ${s.purity}. ${s.end}`,
    end: (step) =>
      step === null
        ? "In this run test accuracy does not reach 90% within 10,000 steps."
        : `In this run test accuracy reaches 90% at step ${grouped(step)}.`,
  },
};

const [LEFT, TOP, WIDTH, HEIGHT] = [50, 34, 300, 180];
const TICKS = { accuracy: [[0, "0"], [0.5, "0.5"], [1, "1"]], loss: [[0, "1e-8"], [0.4, "1e-4"], [0.8, "1"], [1, "100"]] };

function runsOfPage() {
  const holder = document.querySelector("script[data-grokking]");
  return holder ? JSON.parse(holder.textContent) : {};
}

function text(x, y, content, anchor = "start") {
  return svgElement("text", { x, y, "font-size": 15, "text-anchor": anchor }, content);
}

function line(x1, y1, x2, y2, stroke) {
  return svgElement("line", { x1, y1, x2, y2, stroke, "stroke-width": 1 });
}

function frame(kind, last, words) {
  const bottom = TOP + HEIGHT;
  const nodes = [svgElement("title", {}, words.title), text(LEFT + WIDTH / 2, bottom + 44, words.axis, "middle")];
  for (const step of [1, 10, 100, 1000, last]) {
    const x = LEFT + WIDTH * logShare(step, last);
    nodes.push(line(x, TOP, x, bottom, figureColour("grid")), text(x, bottom + 20, grouped(step), "middle"));
  }
  for (const [share, label] of TICKS[kind]) {
    const y = bottom - HEIGHT * share;
    nodes.push(line(LEFT, y, LEFT + WIDTH, y, figureColour("grid")), text(LEFT - 6, y + 5, label, "end"));
  }
  const key = [["train", "1", 0], ["test", "2", 120]];
  for (const [name, colour, x] of key) {
    nodes.push(
      svgElement("line", {
        x1: LEFT + x, y1: 14, x2: LEFT + x + 26, y2: 14, stroke: figureColour(colour), "stroke-width": 3,
        "stroke-dasharray": name === "test" ? "9 5" : null,
      }),
      text(LEFT + x + 32, 19, words[name]),
    );
  }
  return nodes;
}

function curve(run, column, share, until, colour, dash) {
  const last = run.step[run.step.length - 1];
  const places = run.step.slice(1, until + 1).map((step, i) => {
    const [x, y] = [LEFT + WIDTH * logShare(step, last), TOP + HEIGHT * (1 - share(run[column][i + 1]))];
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  return svgElement("polyline", {
    points: places.join(" "), fill: "none", stroke: figureColour(colour), "stroke-width": 3, "stroke-dasharray": dash,
  });
}

function draw(run, state, words) {
  const share = state.what === "accuracy" ? (value) => value : lossShare;
  const last = run.step[run.step.length - 1];
  const x = LEFT + WIDTH * logShare(run.step[state.point], last);
  return svgElement(
    "svg",
    { viewBox: "0 0 390 270", class: "figure explorer__drawing", role: "img", "aria-label": words.title },
    ...frame(state.what, last, words),
    line(x, TOP, x, TOP + HEIGHT, figureColour("ink")),
    curve(run, `train_${state.what}`, share, state.point, "1", null),
    curve(run, `test_${state.what}`, share, state.point, "2", "9 5"),
  );
}

function told(run, point, words) {
  const percent = (value) => `${(100 * value).toFixed(1)}%`;
  return words.summary({
    step: grouped(run.step[point]),
    trainAccuracy: percent(run.train_accuracy[point]),
    testAccuracy: percent(run.test_accuracy[point]),
    testLoss: Number(run.test_loss[point].toPrecision(2)),
    norm: run.norm[point].toFixed(1),
    purity: run.purity[point].toFixed(2),
    end: words.end(firstStep(run.step, run.test_accuracy, 0.9)),
  });
}

function build() {
  const words = WORDS[pageLanguage()];
  const runs = runsOfPage();
  const most = runs["decay-1"].step.length - 1;
  const half = runs["decay-1"].step.findIndex((step) => step >= 300);
  const state = { run: "decay-1", what: "accuracy", point: half };
  const drawing = element("div", { class: "explorer__figure" });
  const summary = element("p", { class: "explorer__summary", role: "status", id: freshId("summary") });
  const show = () => {
    drawing.replaceChildren(draw(runs[state.run], state, words));
    summary.textContent = told(runs[state.run], state.point, words);
  };
  const picked = (name) => (value) => {
    state[name] = value;
    show();
  };
  const run = choice({ legend: words.run, options: words.runs, value: state.run, onInput: picked("run") });
  const what = choice({ legend: words.what, options: words.whats, value: state.what, onInput: picked("what") });
  const point = slider({ label: words.point, min: 1, max: most, value: half, onInput: picked("point") });
  return askedFirst(words, "later", hiddenPart([run, what, point.root], drawing, summary), show);
}

mountExplorer("grokking", build);

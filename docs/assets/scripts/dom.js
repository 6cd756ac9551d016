// Small helpers for the interactive parts. Texts go in as text, never as markup.

import { grouped } from "./calculator-numbers.js";
import { isAskedFor, keepState } from "./explorer-state.js";

const SVG = "http://www.w3.org/2000/svg";

/** The language of the page: "zh" or "en". */
export function pageLanguage() {
  return document.documentElement.lang.startsWith("en") ? "en" : "zh";
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(name, value === true ? "" : String(value));
    }
  }
  node.append(...children);
  return node;
}

/** An HTML element with attributes and children (nodes or strings). */
export function element(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** An SVG element with attributes and children (nodes or strings). */
export function svgElement(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** A button of an interactive part. */
export function button(label, onClick) {
  const node = element("button", { type: "button", class: "md-button explorer__button" }, label);
  node.addEventListener("click", onClick);
  return node;
}

let lastId = 0;

/** An id that no other element of the page has. */
export function freshId(stem) {
  lastId += 1;
  return `${stem}-${lastId}`;
}

/**
 * A labelled slider that shows its value.
 * `onInput` receives the number; the returned object can set limits and value.
 */
export function slider({ label, min, max, value, onInput }) {
  const id = freshId("slider");
  const input = element("input", { type: "range", id, min, max, step: 1, value });
  const output = element("output", { for: id }, grouped(value));
  const root = element(
    "div",
    { class: "explorer__slider" },
    element("label", { for: id }, label),
    input,
    output,
  );
  const show = () => {
    output.textContent = grouped(Number(input.value));
  };
  input.addEventListener("input", () => {
    show();
    onInput(Number(input.value));
  });
  return {
    root,
    limit(most) {
      input.max = String(most);
      show();
      return Number(input.value);
    },
  };
}

/** Options of `choice` for a few numbers. */
export function numbered(...values) {
  return Object.fromEntries(values.map((value) => [String(value), grouped(value)]));
}

/** A group of radio buttons; `options` maps values to labels. */
export function choice({ legend, options, value, onInput }) {
  const name = freshId("choice");
  const buttons = Object.entries(options).map(([key, label]) => {
    const input = element("input", { type: "radio", name, value: key, checked: key === value });
    input.addEventListener("change", () => onInput(key));
    return element("label", {}, input, element("span", {}, label));
  });
  return element(
    "fieldset",
    { class: "explorer__choice" },
    element("legend", {}, legend),
    ...buttons,
  );
}

const START = { zh: "换成交互版", en: "Make it interactive" };

/** Whether any of an element is in the window now. */
function isInView(node) {
  const { top, bottom } = node.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
}

/** Call `start` once `root` has left the window, or when a reader asks for it. */
function startLater(root, start) {
  const starter = element("button", { type: "button", class: "explorer__start no-print" }, START[pageLanguage()]);
  const watcher = new IntersectionObserver(([{ isIntersecting }]) => isIntersecting || begin(), { rootMargin: "100px 0px" });
  const begin = () => {
    watcher.disconnect();
    starter.remove();
    start();
  };
  starter.addEventListener("click", () => {
    begin();
    root.querySelector("input, select, button")?.focus();
  });
  root.prepend(starter);
  watcher.observe(root);
}

function mount(root, build) {
  const stage = element("div", { class: "explorer__stage" });
  stage.append(...build());
  for (const child of root.children) {
    child.classList.toggle("explorer__static", !child.matches(".embed"));
  }
  const isAbove = root.getBoundingClientRect().bottom <= 0;
  const before = document.documentElement.scrollHeight;
  root.prepend(stage);
  root.classList.add("explorer--ready");
  keepState(root.dataset.explorer, stage);
  if (isAbove && !CSS.supports("overflow-anchor", "auto")) {
    window.scrollBy({ top: document.documentElement.scrollHeight - before, behavior: "instant" });
  }
}

/**
 * Replace the static content of every explorer called `name` by an interactive one.
 * `build` returns the nodes to show; without script the static figure stays. What a reader looks at is not
 * replaced under their eyes, because all that follows would move: it waits until it is out of the window,
 * or until it is asked for. One for which the style sheet reserves a height starts at once.
 */
export function mountExplorer(name, build) {
  for (const root of document.querySelectorAll(`[data-explorer="${name}"]`)) {
    const isAsked = isAskedFor(name) || document.documentElement.classList.contains("embedded");
    if (isAsked) {
      mount(root, build);
    } else if (parseFloat(getComputedStyle(root).minHeight) > 0 || !isInView(root)) {
      setTimeout(() => mount(root, build)); // by itself, so that no part keeps a reader's tap waiting for all
    } else {
      startLater(root, () => mount(root, build));
    }
  }
}

const PREDICTION = {
  zh: { ask: "先猜一猜：", show: "揭晓", right: "猜对了。", wrong: "猜错了。" },
  en: { ask: "Predict first: ", show: "Show", right: "Right. ", wrong: "Not so. " },
};

/**
 * A question to answer before the interactive part shows: what readers predict, they remember.
 * `options` maps values to labels, `answer` is the right value, `because` says why; `onShow` is
 * called once, with or without a guess.
 */
export function prediction({ question, options, answer, because, onShow }) {
  const words = PREDICTION[pageLanguage()];
  let guess = null;
  const verdict = element("p", { class: "explorer__summary", role: "status", tabindex: -1 });
  const asked = choice({
    legend: words.ask + question,
    options,
    value: null,
    onInput: (value) => {
      guess = value;
    },
  });
  const reveal = button(words.show, () => {
    const judged = guess === answer ? words.right : words.wrong;
    verdict.textContent = (guess === null ? "" : judged) + because;
    onShow();
    verdict.focus({ preventScroll: true }); // the button goes, and the focus would go with it
    reveal.remove();
  });
  return element("div", { class: "explorer__prediction" }, asked, reveal, verdict);
}

/** An interactive part that waits for `askedFirst`: its controls, then what they act upon. */
export function hiddenPart(controls, ...rest) {
  return element("div", { hidden: true }, element("div", { class: "explorer__controls" }, ...controls), ...rest);
}

/**
 * What `build` returns of a part that asks for a prediction first: the question (`question`, `options` and
 * `because` of the words), and the hidden part, which it shows; then `onShow` is called.
 */
export function askedFirst({ question, options, because }, answer, part, onShow = () => {}) {
  const show = () => {
    part.hidden = false;
    onShow();
  };
  return [prediction({ question, options, answer, because, onShow: show }), part];
}

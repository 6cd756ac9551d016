// Type a number and see what each format makes of it, bit by bit.

import { askedFirst, choice, element, freshId, hiddenPart, mountExplorer, pageLanguage } from "./dom.js";
import { grouped } from "./calculator-numbers.js";
import { FORMATS, fields, mxfp4, nvfp4, rounded } from "./number-formats-formulas.js";

const WORDS = {
  zh: {
    number: "一个数（可写 3e-8）",
    examples: "例子",
    options: { "70000": "70,000", "0.1": "0.1", "2e-8": "0.00000002", "1.001": "1.001", "300": "300" },
    block: "同一块里最大的数是它的",
    blocks: { 1: "1 倍", 4: "4 倍", 16: "16 倍" },
    question: "70,000 存成 FP16 和 BF16，分别得到什么？",
    guesses: { a: "都约 70,000", b: "FP16 无穷大，BF16 约 70,000", c: "FP16 约 70,000，BF16 无穷大", d: "都是无穷大" },
    because: "FP16 最大 65,504，70,000 溢出成无穷大；BF16 到 3.39 × 10³⁸，但间隔有 512，只能存 70,144。",
    bad: "请输入一个数，例如 0.1 或 3e-8。",
    exact: "无误差",
    error: (percent) => `误差 ${percent}%`,
    infinite: "溢出：无穷大",
    nan: "溢出：NaN",
    clipped: "截到最大",
    zero: "变成 0",
    ok: (s) => `${s.value} 在 ${s.kinds} 种格式里变成了 0 或溢出。`,
    parts: "位从左到右：符号 | 指数 | 尾数",
  },
  en: {
    number: "A number (3e-8 is fine)",
    examples: "Examples",
    options: { "70000": "70,000", "0.1": "0.1", "2e-8": "0.00000002", "1.001": "1.001", "300": "300" },
    block: "Largest of its block, compared with it",
    blocks: { 1: "equal", 4: "4 times", 16: "16 times" },
    question: "What does 70,000 become in FP16 and in BF16?",
    guesses: { a: "about 70,000 in both", b: "infinity in FP16, about 70,000 in BF16", c: "about 70,000 in FP16, infinity in BF16", d: "infinity in both" },
    because: "FP16 ends at 65,504, so 70,000 overflows to infinity. BF16 reaches 3.39 × 10³⁸, but its numbers are 512 apart there: it stores 70,144.",
    bad: "Please type a number such as 0.1 or 3e-8.",
    exact: "exact",
    error: (percent) => `off by ${percent}%`,
    infinite: "overflow: infinity",
    nan: "overflow: NaN",
    clipped: "clipped to the largest",
    zero: "becomes 0",
    ok: (s) => `${s.value} becomes 0 or overflows in ${s.kinds} of the formats.`,
    parts: "Bits from the left: sign | exponent | fraction",
  },
};

/** What was lost, in words; `lost` tells whether it was all. */
function verdict(x, stored, clipped, words) {
  if (Number.isNaN(stored)) {
    return { text: words.nan, lost: true };
  }
  if (!Number.isFinite(stored)) {
    return { text: words.infinite, lost: true };
  }
  if (clipped) {
    return { text: words.clipped, lost: true };
  }
  if (stored === x) {
    return { text: words.exact, lost: false };
  }
  if (stored === 0) {
    return { text: words.zero, lost: true };
  }
  return { text: words.error(Number((100 * Math.abs(stored / x - 1)).toPrecision(2))), lost: false };
}

function shown(stored) {
  if (Number.isNaN(stored)) {
    return "NaN";
  }
  return Number.isFinite(stored) ? Number(stored.toPrecision(6)).toLocaleString("en-US", { maximumSignificantDigits: 6 }) : stored > 0 ? "∞" : "−∞";
}

function row(name, x, stored, bits, judged) {
  const cells = bits
    ? bits.flatMap((part, i) => [
        ...(i ? [element("span", { class: "formats__bar" }, "|")] : []),
        element("span", { class: `formats__bits formats__bits--${i}` }, part),
      ])
    : [];
  return element(
    "div",
    { role: "listitem", class: judged.lost ? "formats__row formats__row--lost" : "formats__row" },
    element("span", { class: "formats__name" }, name),
    element("span", { class: "formats__value" }, shown(stored)),
    element("span", { class: "formats__verdict" }, judged.text),
    element("span", { class: "formats__code" }, ...cells),
  );
}

function rows(x, times, words) {
  const found = Object.entries(FORMATS).map(([name, form]) => {
    const stored = rounded(x, form);
    const judged = verdict(x, stored, form.top === "numbers" && Math.abs(x) > 7, words);
    return { judged, node: row(name, x, stored, fields(stored, form), judged) };
  });
  const block = Math.abs(x) * times;
  for (const [name, stored] of [["MXFP4", mxfp4(x, block)], ["NVFP4", block ? nvfp4(x, block, block) : 0]]) {
    const judged = verdict(x, stored, false, words);
    found.push({ judged, node: row(name, x, stored, null, judged) });
  }
  return found;
}

function build() {
  const words = WORDS[pageLanguage()];
  const state = { text: "70000", times: 1 };
  const id = freshId("number");
  const input = element("input", { id, type: "text", inputmode: "text", value: state.text, class: "formats__input", autocomplete: "off" });
  const list = element("div", { class: "formats", role: "list" });
  const summary = element("p", { class: "explorer__summary", role: "status", id: freshId("summary") });
  const show = () => {
    const x = Number(state.text.trim().replace("−", "-"));
    if (state.text.trim() === "" || !Number.isFinite(x)) {
      summary.textContent = words.bad;
      return;
    }
    const found = rows(x, state.times, words);
    list.replaceChildren(...found.map(({ node }) => node));
    const value = Number.isInteger(x) && Math.abs(x) < 1e15 ? grouped(x) : state.text.trim();
    summary.textContent = words.ok({ value, kinds: found.filter(({ judged }) => judged.lost).length });
  };
  input.addEventListener("input", () => {
    state.text = input.value;
    for (const example of examples.querySelectorAll("input")) {
      example.checked = example.value === input.value; // else an example left cannot be chosen again
    }
    show();
  });
  const examples = choice({
    legend: words.examples,
    options: words.options,
    value: "70000",
    onInput: (value) => {
      input.value = value;
      state.text = value;
      show();
    },
  });
  const block = choice({
    legend: words.block,
    options: words.blocks,
    value: "1",
    onInput: (value) => {
      state.times = Number(value);
      show();
    },
  });
  const field = element("div", { class: "formats__field" }, element("label", { for: id }, words.number), input);
  const part = hiddenPart([field, examples, block], element("p", { class: "formats__parts" }, words.parts), list, summary);
  show();
  return askedFirst({ ...words, options: words.guesses }, "b", part);
}

mountExplorer("number-formats", build);

// A choice among a few numbers.

import { grouped } from "./calculator-numbers.js";
import { choice } from "./dom.js";

/** A group of radio buttons for `numbers`; `show` words one, `onInput` receives it. */
export function numberChoice({ legend, numbers, value, show = grouped, onInput }) {
  const options = Object.fromEntries(numbers.map((n) => [`n${n}`, show(n)]));
  return choice({ legend, options, value: `n${value}`, onInput: (key) => onInput(Number(key.slice(1))) });
}

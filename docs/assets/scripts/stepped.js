// A slider whose steps are not whole numbers, or larger than one.

import { slider } from "./dom.js";

/** A labelled slider as `slider` of dom.js makes it, in steps of `step`; `show` words its value. */
export function stepped({ label, min, max, step, value, show = String, onInput }) {
  const word = (value) => {
    control.root.querySelector("output").textContent = show(value);
    input.setAttribute("aria-valuetext", show(value));
  };
  const control = slider({
    label,
    min,
    max,
    value,
    onInput: (found) => {
      word(found);
      onInput(found);
    },
  });
  const input = control.root.querySelector("input");
  input.step = String(step);
  input.value = String(value);
  word(value);
  return control;
}

// A slider whose steps are not whole numbers, or larger than one.

import { slider } from "./dom.js";

/** A labelled slider as `slider` of dom.js makes it, in steps of `step`; `show` words its value. */
export function stepped({ label, min, max, step, value, show = String, onInput }) {
  const output = () => control.root.querySelector("output");
  const control = slider({
    label,
    min,
    max,
    value,
    onInput: (found) => {
      output().textContent = show(found);
      onInput(found);
    },
  });
  const input = control.root.querySelector("input");
  input.step = String(step);
  input.value = String(value);
  output().textContent = show(value);
  return control;
}

// Steps that a reader goes through one by one: with two buttons, a slider between them, or the arrow keys.

import { button, element, pageLanguage } from "./dom.js";
import { stepped } from "./stepped.js";

const WORDS = {
  zh: { back: "上一步", on: "下一步", step: "步骤" },
  en: { back: "Previous step", on: "Next step", step: "Step" },
};
const WAYS = { ArrowLeft: -1, ArrowRight: 1 };

/**
 * Controls for the steps 0 to `last`; `onStep` hears the number of each new one. `limit` sets another last step
 * and returns the step that is then shown.
 */
export function stepper({ last, onStep }) {
  const words = WORDS[pageLanguage()];
  const show = (now) => `${now} / ${last}`;
  const control = stepped({ label: words.step, min: 0, max: last, step: 1, value: 0, show, onInput: onStep });
  const input = control.root.querySelector("input");
  const go = (by) => {
    input.value = String(Number(input.value) + by);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const back = button(words.back, () => go(-1));
  const on = button(words.on, () => go(1));
  const root = element("div", { class: "explorer__steps" }, back, control.root, on);
  root.addEventListener("keydown", (event) => {
    // The slider goes by its own keys.
    if (event.target !== input && event.key in WAYS) {
      event.preventDefault();
      go(WAYS[event.key]);
    }
  });
  return {
    root,
    limit(most) {
      last = most;
      const now = control.limit(most);
      control.root.querySelector("output").textContent = show(now);
      return now;
    },
  };
}

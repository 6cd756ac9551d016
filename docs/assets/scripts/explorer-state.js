// What readers set in the interactive parts of a page, in the address: `#masks=prefix,8,3,2` names the part and
// the values of its controls in their order, so that a link opens what its sender sees.

import { addressWriter } from "./address-writer.js";

const LONGEST_TEXT = 200;
/** Parts that keep addresses of their own. */
const OWN = new Set(["calculator"]);
const parts = new Map();
let address = null;

/** The controls of a part: lists, fields, and groups of buttons as one; a guess is no setting. */
function controlsOf(stage) {
  const found = [];
  const groups = new Map();
  for (const node of stage.querySelectorAll("input, select, textarea")) {
    if (node.closest(".explorer__prediction")) {
      continue;
    }
    if (node.type !== "radio") {
      found.push([node]);
    } else if (groups.has(node.name)) {
      groups.get(node.name).push(node);
    } else {
      groups.set(node.name, [node]);
      found.push(groups.get(node.name));
    }
  }
  return found;
}

function valueOf([first, ...others]) {
  if (first.type === "radio") {
    return [first, ...others].find(({ checked }) => checked)?.value ?? "";
  }
  return first.type === "checkbox" ? String(Number(first.checked)) : first.value;
}

function setValue(control, value) {
  const [first] = control;
  if (valueOf(control) === value) {
    return;
  }
  if (first.type === "radio") {
    const chosen = control.find((button) => button.value === value);
    if (!chosen) {
      return;
    }
    chosen.checked = true;
    chosen.dispatchEvent(new Event("change", { bubbles: true }));
    return;
  }
  if (first.type === "checkbox") {
    first.checked = value === "1";
  } else if (first.tagName !== "SELECT" || [...first.options].some((option) => option.value === value)) {
    first.value = value.slice(0, LONGEST_TEXT);
  }
  ["input", "change"].forEach((kind) => first.dispatchEvent(new Event(kind, { bubbles: true })));
}

/** The values as a part of an address. Commas part them, so those of a text are written otherwise. */
export function written(values) {
  return values.map((value) => encodeURIComponent(value.slice(0, LONGEST_TEXT))).join(",");
}

/** The values of the part `name` in a hash, or null where it has none that make sense. */
export function valuesIn(hash, name) {
  const found = hash.slice(1).split("&").find((part) => part.startsWith(`${name}=`));
  try {
    return found ? found.slice(name.length + 1).split(",").map(decodeURIComponent) : null;
  } catch {
    return null;
  }
}

function hashOf() {
  return [...parts]
    .map(([name, { stage, first }]) => [name, written(controlsOf(stage).map(valueOf)), first])
    .filter(([, now, first]) => now !== first)
    .map(([name, now]) => `${name}=${now}`)
    .join("&");
}

/**
 * Set what the address says of a part; return whether it says anything. Limits of one control may follow from another,
 * so all are set twice.
 */
function restore(name, stage) {
  const values = valuesIn(window.location.hash, name);
  if (values === null) {
    return false;
  }
  stage.querySelector(".explorer__prediction button")?.click();
  for (let round = 0; round < 2; round += 1) {
    controlsOf(stage).forEach((control, index) => index < values.length && setValue(control, values[index]));
  }
  return true;
}

/** Whether the address sets something of the part `name`, which then shows itself at once. */
export function isAskedFor(name) {
  return !OWN.has(name) && valuesIn(window.location.hash, name) !== null;
}

/** Keep what is set in a part in the address, and set what the address says. */
export function keepState(name, stage) {
  if (OWN.has(name) || parts.has(name)) {
    return;
  }
  address ??= addressWriter(hashOf);
  parts.set(name, { stage, first: written(controlsOf(stage).map(valueOf)) });
  const asked = restore(name, stage);
  const changed = (event) => event.target.closest(".explorer__prediction") || address.later();
  stage.addEventListener("input", changed);
  stage.addEventListener("change", changed);
  if (asked) {
    requestAnimationFrame(() => stage.scrollIntoView({ block: "nearest" }));
  }
}

addEventListener("hashchange", () => {
  for (const [name, { stage }] of parts) {
    if (restore(name, stage)) {
      stage.scrollIntoView({ block: "nearest" });
    }
  }
});

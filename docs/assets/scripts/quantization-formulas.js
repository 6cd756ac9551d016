// Rounding weights in groups; twins of scripts/reference/quantization.py, held together by a test.

import { roundHalfEven } from "./number-formats-formulas.js";

/** The step of each weight: the largest of its group over the largest code. */
export function stepsOf(weights, bits, group) {
  return weights.map((_, i) => {
    const start = i - (i % group);
    const largest = Math.max(...weights.slice(start, start + group).map(Math.abs));
    return largest === 0 ? 1 : largest / (2 ** (bits - 1) - 1);
  });
}

/** The weights that codes of so many bits and a step per group give back. */
export function roundToNearest(weights, bits, group) {
  const steps = stepsOf(weights, bits, group);
  return weights.map((weight, i) => roundHalfEven(weight / steps[i]) * steps[i]);
}

/** The root mean square of the differences of two lists. */
export function rootMeanSquare(ours, theirs) {
  return Math.sqrt(ours.reduce((sum, value, i) => sum + (value - theirs[i]) ** 2, 0) / ours.length);
}

/** Bits per weight where each group has a scale. */
export function bitsPerWeight(bits, group, scaleBits) {
  return bits + scaleBits / group;
}

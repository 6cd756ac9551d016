// Stretched contexts: twins of scripts/reference/context_extension.py; a test holds them together.

/** The angle by which each pair turns from one position to the next. */
export function ropeFrequencies(headDim, base) {
  return Array.from({ length: headDim / 2 }, (_, i) => base ** ((-2 * i) / headDim));
}

/** How often a pair of this frequency turns full circle within `trained` tokens. */
export function rotations(frequency, trained) {
  return (trained * frequency) / (2 * Math.PI);
}

function yarn(frequency, factor, trained) {
  const kept = Math.min(1, Math.max(0, (rotations(frequency, trained) - 1) / 31));
  return kept * frequency + ((1 - kept) * frequency) / factor;
}

/** The frequencies under "none", "pi", "ntk" or "yarn" (the ramp as the paper defines it). */
export function stretched(method, headDim, factor, trained, base) {
  const original = ropeFrequencies(headDim, base);
  if (method === "pi") {
    return original.map((frequency) => frequency / factor);
  }
  if (method === "ntk") {
    return ropeFrequencies(headDim, base * factor ** (headDim / (headDim - 2)));
  }
  return method === "yarn" ? original.map((frequency) => yarn(frequency, factor, trained)) : original;
}

/** The largest angle at the wanted length over the largest one trained; 1 for pairs that met all angles. */
export function overshoot(frequencies, original, factor, trained) {
  return frequencies.map((frequency, i) => (rotations(original[i], trained) >= 1 ? 1 : (factor * frequency) / original[i]));
}

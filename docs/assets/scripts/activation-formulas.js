// The twins of scripts/reference/activations.py, of one number each; a test holds them together.

/** The error function by a series whose terms are all positive; beyond 6 it is 1 to rounding. */
export function erf(x) {
  if (Math.abs(x) > 6) {
    return Math.sign(x);
  }
  let term = x;
  let sum = x;
  for (let n = 1; n < 200; n += 1) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

function normalCdf(x) {
  return 0.5 * (1 + erf(x / Math.SQRT2));
}

function sigmoid(x) {
  return 0.5 * (1 + Math.tanh(0.5 * x));
}

/** The value of an activation: "relu", "gelu", "gelu_tanh" or "swish" (which alone uses beta). */
export function activation(name, x, beta) {
  if (name === "relu") {
    return Math.max(0, x);
  }
  if (name === "gelu") {
    return x * normalCdf(x);
  }
  if (name === "gelu_tanh") {
    return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));
  }
  return x * sigmoid(beta * x);
}

/** Its derivative; ReLU's at 0 is taken as 0. */
export function slope(name, x, beta) {
  if (name === "relu") {
    return x > 0 ? 1 : 0;
  }
  if (name === "gelu") {
    return normalCdf(x) + (x * Math.exp(-0.5 * x * x)) / Math.sqrt(2 * Math.PI);
  }
  if (name === "gelu_tanh") {
    const scale = Math.sqrt(2 / Math.PI);
    const t = Math.tanh(scale * (x + 0.044715 * x ** 3));
    return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * scale * (1 + 3 * 0.044715 * x * x);
  }
  const s = sigmoid(beta * x);
  return s + beta * x * s * (1 - s);
}

/** A gated unit: its output, and the slopes with respect to content and gate. */
export function gated(name, gate, up, beta) {
  const open = activation(name, gate, beta);
  return { output: open * up, bySlopeOfUp: open, bySlopeOfGate: slope(name, gate, beta) * up };
}

// Attention weights among tokens of random vectors: twins of scripts/reference/saturation.py, which a test holds to them.

/** Numbers of mean 0 and variance 1, evenly spread from -sqrt(3) to sqrt(3); all steps are exact below 2^53. */
export function uniforms(seed, count) {
  const numbers = [];
  let state = seed;
  for (let i = 0; i < count; i += 1) {
    state = (1664525 * state + 1013904223) % 4294967296;
    numbers.push(((2 * state) / 4294967296 - 1) * Math.sqrt(3));
  }
  return numbers;
}

/** What scores are divided by: "one" is 1, "root" the square root of the width, "width" the width itself. */
export function scoreDivisor(headDim, divisor) {
  return { one: 1, root: Math.sqrt(headDim), width: headDim }[divisor];
}

export function softmax(scores) {
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

/** The scores before the division, a row for each of n queries; queries take the first numbers. */
export function rawScores(n, headDim, seed) {
  const numbers = uniforms(seed, 2 * n * headDim);
  const part = (row, i) => numbers[row * headDim + i];
  const rows = Array.from({ length: n }, (_, index) => index);
  return rows.map((i) =>
    rows.map((j) => {
      let sum = 0;
      for (let c = 0; c < headDim; c += 1) {
        sum += part(i, c) * part(n + j, c);
      }
      return sum;
    }),
  );
}

/** The weights of n queries over n keys. */
export function sentenceWeights(n, headDim, divisor, seed) {
  const by = scoreDivisor(headDim, divisor);
  return rawScores(n, headDim, seed).map((row) => softmax(row.map((score) => score / by)));
}

/** 1 minus the sum of squared weights: the trace of the softmax's derivative, 0 where one weight is 1. */
export function room(weights) {
  return 1 - weights.reduce((sum, weight) => sum + weight * weight, 0);
}

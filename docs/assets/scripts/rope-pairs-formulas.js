// RoPE by pairs: twins of rope_angles and rope in scripts/reference/positions.py; a test holds them together.

/** The angles, in radians, by which the pairs of a head of `headDim` entries turn at a position. */
export function ropeAngles(position, headDim, base) {
  return Array.from({ length: headDim / 2 }, (_, i) => position * base ** ((-2 * i) / headDim));
}

/** The two entries that make pair `i`: neighbours ("interleaved"), or one of each half ("half"). */
export function entriesOfPair(i, headDim, layout) {
  return layout === "half" ? [i, i + headDim / 2] : [2 * i, 2 * i + 1];
}

/** The vector with each of its pairs turned by the angle of the position. */
export function turned(vector, position, base, layout) {
  const result = vector.slice();
  ropeAngles(position, vector.length, base).forEach((angle, i) => {
    const [a, b] = entriesOfPair(i, vector.length, layout);
    result[a] = vector[a] * Math.cos(angle) - vector[b] * Math.sin(angle);
    result[b] = vector[a] * Math.sin(angle) + vector[b] * Math.cos(angle);
  });
  return result;
}

/** The product of two vectors. */
export function dot(one, other) {
  return one.reduce((sum, value, i) => sum + value * other[i], 0);
}

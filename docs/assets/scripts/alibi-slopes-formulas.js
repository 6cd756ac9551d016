// ALiBi: twin of alibi_slopes in scripts/reference/positions.py; a test holds them together.

/** The slopes of all heads by the authors' rule, also for a number that is no power of two. */
export function alibiSlopes(heads) {
  const power = 2 ** Math.floor(Math.log2(heads));
  const slopes = Array.from({ length: power }, (_, i) => 2 ** ((-8 * (i + 1)) / power));
  const between = Array.from({ length: power }, (_, i) => 2 ** ((-8 * (2 * i + 1)) / (2 * power)));
  return [...slopes, ...between].slice(0, heads);
}

/** The slopes that the formula for powers of two gives when it is applied to any number. */
export function plainSlopes(heads) {
  return Array.from({ length: heads }, (_, i) => 2 ** ((-8 * (i + 1)) / heads));
}

/** The distance within which a share of the attention falls when contents do not matter. */
export function reach(slope, share) {
  return -Math.log(1 - share) / slope;
}

/** The share of the attention that falls within a distance when contents do not matter. */
export function shareWithin(slope, distance) {
  return 1 - Math.exp(-slope * distance);
}

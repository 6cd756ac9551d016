// Reading the stored runs of grokking: twin of `first_step` in scripts/reference/grokking.py, which a test holds to it.

/** The first of the noted steps at which a value is at least `least`; null if there is none. */
export function firstStep(steps, values, least) {
  const place = values.findIndex((value) => value >= least);
  return place < 0 ? null : steps[place];
}

/** Where a step lies on a log axis from 1 to `last`, as a share of its width; step 0 lies at its beginning. */
export function logShare(step, last) {
  return step < 1 ? 0 : Math.log(step) / Math.log(last);
}

/** Where a value from 1e-8 to 100 lies on a log axis, as a share of its height. */
export function lossShare(loss) {
  return Math.min(1, Math.max(0, (Math.log10(loss) + 8) / 10));
}

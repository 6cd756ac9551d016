// Operations of training one token; twin of scripts/reference/training_compute.py, held together by a test.

/** What training does for one token: by its weights, by attention scores, and a second time. */
export function tokenParts({ multiplied, layers, scoreWidth }, attended, recompute) {
  const weights = 2 * multiplied;
  const scores = 2 * layers * scoreWidth * attended;
  return { weights: 3 * weights, scores: 3 * scores, again: recompute ? weights + scores : 0 };
}

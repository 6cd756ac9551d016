// What a row of tiled attention keeps after each tile; a twin of scripts/reference/flash.py, held together by a test.

/** Scores of one query with six keys, as e to the score, and their values. */
export const POWERS = [1, 2, 8, 1, 4, 16];
export const VALUES = [11, 22, 33, 11, 22, 33];

/** After each tile of `columns` keys: the largest score, what the sums shrank by, the sums. */
export function running(scores, values, columns) {
  const states = [];
  let now = { largest: -Infinity, total: 0, mixed: 0 };
  for (let j = 0; j < scores.length; j += columns) {
    const tile = scores.slice(j, j + columns);
    const largest = Math.max(now.largest, ...tile);
    const shrink = Math.exp(now.largest - largest);
    const weights = tile.map((score) => Math.exp(score - largest));
    const sum = (terms) => terms.reduce((one, other) => one + other, 0);
    const total = now.total * shrink + sum(weights);
    const mixed = now.mixed * shrink + sum(weights.map((weight, i) => weight * values[j + i]));
    now = { largest, shrink, total, mixed };
    states.push(now);
  }
  return states;
}

// How sure a score is, and what tells two models apart; twins of scripts/reference/evaluation.py, held together by a test.

/** The 0.975 and 0.8 quantiles of the standard normal. */
const Z_SURE = 1.959963984540054;
const Z_POWER = 0.8416212335729143;

/** The 95% interval of accuracies that fit `right` answers of n: [low, high]. */
export function wilson(right, n) {
  const square = Z_SURE ** 2;
  const middle = right + square / 2;
  const half = Z_SURE * Math.sqrt((right * (n - right)) / n + square / 4);
  return [(middle - half) / (n + square), (middle + half) / (n + square)];
}

/** The two-sided p-value of the exact paired test, from what only one of the models solves. */
export function pairedP(onlyA, onlyB) {
  const m = onlyA + onlyB;
  let ways = -m * Math.log(2);
  let tail = 0;
  for (let k = 0; k <= Math.min(onlyA, onlyB); k += 1) {
    tail += Math.exp(ways);
    ways += Math.log((m - k) / (k + 1));
  }
  return Math.min(1, 2 * tail);
}

/** How many questions show a difference in 4 of 5 tries, from shares that only one model solves. */
export function questionsPaired(onlyA, onlyB) {
  const gap = Math.abs(onlyB - onlyA);
  const apart = onlyA + onlyB;
  const root = Z_SURE * Math.sqrt(apart) + Z_POWER * Math.sqrt(apart - gap ** 2);
  return Math.ceil((root / gap) ** 2);
}

// What speculative decoding gains; twins of scripts/reference/speculative.py, held together by a test.

/** The mean number of tokens of a round, if each guess is kept with probability alpha. */
export function expectedTokens(alpha, gamma) {
  let sum = 0;
  for (let i = 0; i <= gamma; i += 1) {
    sum += alpha ** i;
  }
  return sum;
}

/** The time of a check of gamma + 1 positions over that of a plain step. */
export function checkCost(gamma, load) {
  return Math.max(1, load * (gamma + 1)) / Math.max(1, load);
}

/** Tokens per time over those of plain decoding; cost is a draft step over a plain step. */
export function speedUp(alpha, gamma, cost, load) {
  return expectedTokens(alpha, gamma) / (gamma * cost + checkCost(gamma, load));
}

/** The number of guesses, 0 to most, that gains most. */
export function bestGamma(alpha, cost, load, most) {
  let best = 0;
  for (let gamma = 1; gamma <= most; gamma += 1) {
    if (speedUp(alpha, gamma, cost, load) > speedUp(alpha, best, cost, load)) {
      best = gamma;
    }
  }
  return best;
}

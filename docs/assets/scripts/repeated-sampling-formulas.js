// Many samples of one answer; twins of scripts/reference/repeated_sampling.py, held together by a test.

/** The probability that at least one of n samples is right. */
export function coverage(p, n) {
  return 1 - (1 - p) ** n;
}

/** The accuracy of the first sample that a verifier accepts, or of any where it accepts none. */
export function withVerifier(p, n, hit, slip) {
  const accepted = p * hit + (1 - p) * slip;
  if (accepted === 0 || accepted === 1) {
    return p;
  }
  const found = 1 - (1 - accepted) ** n;
  const left = (p * (1 - hit)) / (1 - accepted);
  return (found * p * hit) / accepted + (1 - found) * left;
}

/** The accuracy of a verifier's choice from endlessly many samples. */
export function ceiling(p, hit, slip) {
  const accepted = p * hit + (1 - p) * slip;
  return accepted === 0 ? p : (p * hit) / accepted;
}

/** The probabilities of 0 ... n successes. */
export function binomial(n, p) {
  if (p === 0 || p === 1) {
    return Array.from({ length: n + 1 }, (_, i) => Number(i === (p ? n : 0)));
  }
  let ways = 0;
  return Array.from({ length: n + 1 }, (_, i) => {
    ways += i ? Math.log((n - i + 1) / i) : 0;
    return Math.exp(ways + i * Math.log(p) + (n - i) * Math.log1p(-p));
  });
}

/** How often a vote of n samples is right; a tie is drawn, other wrong answers never win. */
export function majority(p, rival, n) {
  if (p + rival === 0) {
    return 0;
  }
  const right = p / (p + rival);
  return binomial(n, p + rival).reduce((total, weight, m) => {
    if (m === 0) {
      return total;
    }
    const votes = binomial(m, right);
    const won = votes.slice(Math.floor(m / 2) + 1).reduce((sum, value) => sum + value, 0);
    return total + weight * (won + (m % 2 ? 0 : votes[m / 2] / 2));
  }, 0);
}

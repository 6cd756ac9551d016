// Temperature and filters of next-token probabilities; twins of scripts/reference/decoding.py.

/** Probabilities of scores; minus infinity gives 0. */
export function softmaxOf(scores) {
  const top = Math.max(...scores);
  const grown = scores.map((score) => Math.exp(score - top));
  const sum = grown.reduce((total, value) => total + value, 0);
  return grown.map((value) => value / sum);
}

/** Whether each token is among the k with the highest scores. */
export function topK(scores, k) {
  const least = [...scores].sort((a, b) => b - a)[Math.min(k, scores.length) - 1];
  return scores.map((score) => score >= least);
}

/** Whether each token belongs to the smallest set of likeliest tokens with probability p together. */
export function topP(scores, p) {
  const shares = softmaxOf(scores);
  const order = shares.map((_, i) => i).sort((a, b) => shares[b] - shares[a]);
  const kept = shares.map(() => false);
  let before = 0;
  for (const i of order) {
    kept[i] = before < p;
    before += shares[i];
  }
  return kept;
}

/** Whether each token has at least this share of the likeliest token's probability. */
export function minP(scores, share) {
  const shares = softmaxOf(scores);
  const least = share * Math.max(...shares);
  return shares.map((value) => value >= least);
}

/** Probabilities after the filter `keep` and the temperature, in either order. */
export function filteredShares(probabilities, temperature, keep, temperatureFirst) {
  const scores = probabilities.map(Math.log);
  const scaled = scores.map((score) => score / temperature);
  const kept = keep(temperatureFirst ? scaled : scores);
  return softmaxOf(scaled.map((score, i) => (kept[i] ? score : -Infinity)));
}

/** The entropy in bits. */
export function entropyBits(shares) {
  return shares.reduce((sum, p) => (p > 0 ? sum - p * Math.log2(p) : sum), 0);
}

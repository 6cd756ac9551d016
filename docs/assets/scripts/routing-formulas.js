// The twins of scripts/reference/routing.py; a test holds them together. Scores are arrays of
// tokens, each an array of experts.

/** The scores that the page routes. */
export function exampleLogits(tokens, experts) {
  return Array.from({ length: tokens }, (_, t) =>
    Array.from({ length: experts }, (_, e) => {
      const pattern = (389 * t + 617 * e + 173 * t * e + 53 * t * t + 7 * e * e * t) % 997;
      return (pattern * 3) / 997 + 0.3 * (experts - 1 - e) - 1.5;
    }),
  );
}

/** The k experts of highest score, the best first; of equal scores the smaller index wins. */
export function topK(scores, k) {
  return scores
    .map((score, expert) => [score, expert])
    .sort((a, b) => b[0] - a[0] || a[1] - b[1])
    .slice(0, k)
    .map(([, expert]) => expert);
}

/** The choices of all tokens: by the sigmoid of the scores plus a bias. */
export function route(logits, bias, k) {
  return logits.map((row) => topK(row.map((x, e) => 0.5 * (1 + Math.tanh(0.5 * x)) + bias[e]), k));
}

/** How often each expert is chosen. */
export function counts(chosen, experts) {
  const found = new Array(experts).fill(0);
  for (const row of chosen) {
    for (const expert of row) {
      found[expert] += 1;
    }
  }
  return found;
}

/** The bias after `rounds` updates on one batch: a step up where too few choices fell, down where too many. */
export function balancedBias(logits, k, step, rounds) {
  const experts = logits[0].length;
  let bias = new Array(experts).fill(0);
  for (let round = 0; round < rounds; round += 1) {
    const load = counts(route(logits, bias, k), experts);
    const mean = (k * logits.length) / experts;
    bias = bias.map((b, e) => b + step * Math.sign(mean - load[e]));
  }
  return bias;
}

/** How many choices one expert accepts. */
export function capacityOf(tokens, experts, k, factor) {
  return Math.ceil(Number(((factor * k * tokens) / experts).toFixed(9)));
}

/** How many choices each expert accepts: all first choices are served before all second ones. */
export function acceptedCounts(chosen, experts, limit) {
  const taken = new Array(experts).fill(0);
  for (let rank = 0; rank < chosen[0].length; rank += 1) {
    for (const row of chosen) {
      if (taken[row[rank]] < limit) {
        taken[row[rank]] += 1;
      }
    }
  }
  return taken;
}

/** The largest load over the mean, less one. */
export function imbalanceOf(load) {
  const mean = load.reduce((sum, n) => sum + n, 0) / load.length;
  return Math.max(...load) / mean - 1;
}

/** E times the sum of f and P, of the choices and of the softmax of the scores. */
export function switchLoss(logits, chosen) {
  const experts = logits[0].length;
  const load = counts(chosen, experts);
  const total = load.reduce((sum, n) => sum + n, 0);
  const mean = new Array(experts).fill(0);
  for (const row of logits) {
    const top = Math.max(...row);
    const weights = row.map((x) => Math.exp(x - top));
    const all = weights.reduce((sum, w) => sum + w, 0);
    weights.forEach((w, e) => {
      mean[e] += w / all / logits.length;
    });
  }
  return experts * mean.reduce((sum, p, e) => sum + (p * load[e]) / total, 0);
}

// Dividing a training budget; twins of scripts/reference/scaling.py, held together by a test.

/** The fits of L(N, D) = e + a / N^alpha + b / D^beta. */
export const LAWS = {
  refit: { e: 1.8172, a: 482.01, alpha: 0.3478, b: 2085.43, beta: 0.3658 },
  hoffmann: { e: 1.6934, a: 406.4, alpha: 0.3392, b: 410.7, beta: 0.2849 },
};

/** The loss of n parameters on d tokens, in nats. */
export function lossOf(law, n, d) {
  return law.e + law.a / n ** law.alpha + law.b / d ** law.beta;
}

/** The parameters of least loss for a budget of `compute` operations. */
export function optimalSize(law, compute) {
  const total = law.alpha + law.beta;
  const g = ((law.alpha * law.a) / (law.beta * law.b)) ** (1 / total);
  return g * (compute / 6) ** (law.beta / total);
}

/** The parameters by the formula of Kaplan and colleagues. */
export function kaplanSize(compute) {
  return 1.3e9 * (compute / 8.64e19) ** 0.73;
}

/** The tokens that a budget buys for n parameters. */
export function tokensFor(compute, n) {
  return compute / (6 * n);
}

/** The smallest budget with which the best model reaches a loss, by bisection. */
export function budgetForLoss(law, target) {
  let [low, high] = [1e10, 1e40];
  for (let i = 0; i < 200; i += 1) {
    const middle = Math.sqrt(low * high);
    const n = optimalSize(law, middle);
    if (lossOf(law, n, tokensFor(middle, n)) > target) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return Math.sqrt(low * high);
}

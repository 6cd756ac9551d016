"""Scaling laws: loss from parameters and tokens, and how to divide a budget between the two."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from scripts.reference.arrays import Array, require

#: One petaflop per second for a day, in floating-point operations.
PF_DAY = 8.64e19


# --8<-- [start:law]
@dataclass(frozen=True)
class Law:
    """Constants of L(N, D) = E + A / N^alpha + B / D^beta, in nats.

    Source: Hoffmann et al. 2022, equation 2.
    """

    e: float
    a: float
    alpha: float
    b: float
    beta: float

    def loss(self, n: float, d: float) -> float:
        """Return the loss of n parameters trained on d tokens."""
        size, text = self.a / n**self.alpha, self.b / d**self.beta
        return float(self.e + size + text)

    def optimum(self, compute: float) -> tuple[float, float]:
        """Return the n and d of least loss with 6 n d = compute (equation 4)."""
        total = self.alpha + self.beta
        g = (self.alpha * self.a / (self.beta * self.b)) ** (1 / total)
        n = g * (compute / 6) ** (self.beta / total)
        return n, compute / (6 * n)


# --8<-- [end:law]

#: As fitted in the paper; the printed 0.34 and 0.28 are these exponents rounded.
HOFFMANN = Law(e=1.6934, a=406.4, alpha=0.3392, b=410.7, beta=0.2849)
#: The same form fitted again to the runs read off the paper's figure 4 (Besiroglu et al. 2024).
BESIROGLU = Law(e=1.8172, a=482.01, alpha=0.3478, b=2085.43, beta=0.3658)


def kaplan_optimum(compute: float) -> tuple[float, float]:
    """Return n (without embeddings) and d for a budget: n = 1.3e9 (C / PF-day)^0.73.

    Source: Kaplan et al. 2020, section 1.2; the constant as in the code of Porian et al. 2024.
    """
    n = 1.3e9 * (compute / PF_DAY) ** 0.73
    return n, compute / (6 * n)


def tokens_to_reach(law: Law, target: float, n: float) -> float:
    """Return the tokens that n parameters need for a loss; infinite where no number suffices."""
    left = target - law.e - law.a / n**law.alpha
    return (law.b / left) ** (1 / law.beta) if left > 0 else math.inf


# --8<-- [start:lifetime_optimum]
def lifetime_optimum(
    law: Law, target: float, served: float
) -> tuple[float, float]:
    """Return n and d that reach a loss with the least 6 n d + 2 n served.

    served: tokens read and written by users, at 2 n operations each.
    Source: Sardana et al. 2024; their condition, solved by bisection.
    """
    left = target - law.e
    require(left > 0, "no model reaches a loss of e or less")
    # Below `small` no number of tokens would do; above `large`
    # more than half of the reducible loss is left to the tokens.
    small = (law.a / left) ** (1 / law.alpha)
    large = small * 1e6
    for _ in range(200):
        n = math.sqrt(small * large)
        d = tokens_to_reach(law, target, n)
        gain_n = law.alpha * law.a / n**law.alpha
        gain_d = law.beta * law.b / d**law.beta
        if gain_n > gain_d * (1 + served / (3 * d)):
            small = n
        else:
            large = n
    return n, tokens_to_reach(law, target, n)


# --8<-- [end:lifetime_optimum]


# --8<-- [start:worth_of_epochs]
def worth_of_epochs(epochs: float, constant: float = 15.39) -> float:
    """Return how many fresh corpora `epochs` passes over one are worth.

    Source: Muennighoff et al. 2023, with their fitted constant.
    """
    return 1 + constant * (1 - math.exp(-(epochs - 1) / constant))


# --8<-- [end:worth_of_epochs]


# --8<-- [start:counted_without_embeddings]
def counted_without_embeddings(
    law: Law, n: Array, gamma: float = 47_491
) -> tuple[Array, Array]:
    """Return compute 6 n d and total parameters at each optimum.

    n: parameters without embeddings, by which the compute is counted;
    the law itself depends on all of them, n + gamma n^(1/3).
    Source: Pearce and Song 2024, with gamma fitted to Chinchilla's models.
    """
    total = n + gamma * np.cbrt(n)
    slope = 1 + gamma / 3 * n ** (-2 / 3)  # of total by n
    gain_n = law.alpha * law.a * total ** (-law.alpha - 1) * slope * n
    d = (law.beta * law.b / gain_n) ** (1 / law.beta)
    return 6 * n * d, total


# --8<-- [end:counted_without_embeddings]


def local_exponent(law: Law, n: Array) -> Array:
    """Return d log n / d log C at each n, both counted without embeddings."""
    compute, _ = counted_without_embeddings(law, n)
    slope: Array = np.gradient(np.log(n), np.log(compute))
    return slope


def fitted_exponent(law: Law, low: float, high: float) -> float:
    """Return the exponent of one power law fitted to optima from low to high parameters.

    The budgets lie evenly on a logarithmic axis, as in a scaling study.
    """
    n = np.geomspace(low, high, 2000)
    compute = np.log(counted_without_embeddings(law, n)[0])
    budgets = np.linspace(compute[0], compute[-1], 200)
    sizes = np.interp(budgets, compute, np.log(n))
    return float(np.polyfit(budgets, sizes, 1)[0])

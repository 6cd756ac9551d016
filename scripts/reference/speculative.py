"""Speculative decoding: the acceptance rule, its exact output, and the speed-up it brings."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from scripts.reference.arrays import Array, require

#: Target and draft of the worked example, over three tokens.
TARGET = (0.5, 0.3, 0.2)
DRAFT = (0.7, 0.1, 0.2)

Model = Callable[[tuple[int, ...]], Array]


# --8<-- [start:rule]
def acceptance(p: Array, q: Array) -> float:
    """Return the probability that a token drawn from q is kept: sum of min(p, q).

    p, q: (n_vocab,), target and draft after the same tokens.
    """
    return float(np.minimum(p, q).sum())


def residual(p: Array, q: Array) -> Array:
    """Return the distribution for the token that replaces a rejected one.

    Where p = q nothing is ever rejected; then p is returned.
    Source: Leviathan et al. 2023, algorithm 1, as in transformers.
    """
    missing = np.maximum(p - q, 0)
    total = missing.sum()
    return missing / total if total > 0 else p


def speculative_round(
    prefix: tuple[int, ...],
    target: Model,
    draft: Model,
    gamma: int,
    rng: np.random.Generator,
) -> tuple[int, ...]:
    """Return the 1 to gamma + 1 tokens of one round.

    target, draft: give (n_vocab,) probabilities after a tuple of tokens. A real target
    computes all gamma + 1 distributions in one pass.
    """
    guesses: tuple[int, ...] = ()
    for _ in range(gamma):
        q = draft(prefix + guesses)
        guesses = (*guesses, int(rng.choice(len(q), p=q)))
    for i, x in enumerate(guesses):
        before = prefix + guesses[:i]
        p, q = target(before), draft(before)
        if rng.random() * q[x] >= p[x]:
            fixed = int(rng.choice(len(p), p=residual(p, q)))
            return (*guesses[:i], fixed)
    p = target(prefix + guesses)
    return (*guesses, int(rng.choice(len(p), p=p)))


# --8<-- [end:rule]


def one_token(
    p: Array, q: Array, replacement: Array | None = None
) -> Array:
    """Return the exact distribution of the first token of a round.

    replacement: what is drawn from after a rejection; the residual unless given.
    """
    kept = np.minimum(p, q)
    new = residual(p, q) if replacement is None else replacement
    return np.asarray(kept + (1 - kept.sum()) * new)


def round_distribution(
    prefix: tuple[int, ...], target: Model, draft: Model, gamma: int
) -> dict[tuple[int, ...], float]:
    """Return the exact probability of every outcome of a round, by enumeration."""
    outcomes: dict[tuple[int, ...], float] = {}
    n_vocab = len(target(prefix))
    for n in range(gamma + 1):
        for guesses in itertools.product(range(n_vocab), repeat=n):
            reached = 1.0
            for i, x in enumerate(guesses):
                before = prefix + guesses[:i]
                reached *= float(min(target(before)[x], draft(before)[x]))
            p = target(prefix + guesses)
            if n < gamma:
                q = draft(prefix + guesses)
                last = (1 - acceptance(p, q)) * residual(p, q)
            else:
                last = p
            for token, share in enumerate(last):
                outcome = (*guesses, token)
                outcomes[outcome] = outcomes.get(
                    outcome, 0.0
                ) + reached * float(share)
    return outcomes


def text_distribution(
    target: Model,
    draft: Model,
    gamma: int,
    length: int,
    prefix: tuple[int, ...] = (),
) -> dict[tuple[int, ...], float]:
    """Return the exact distribution of the first `length` tokens that rounds in a row emit."""
    texts: dict[tuple[int, ...], float] = {}
    for emitted, share in round_distribution(
        prefix, target, draft, gamma
    ).items():
        text = prefix + emitted
        if len(text) >= length:
            ends = {text[:length]: 1.0}
        else:
            ends = text_distribution(target, draft, gamma, length, text)
        for end, part in ends.items():
            texts[end] = texts.get(end, 0.0) + share * part
    return texts


# --8<-- [start:speed]
def expected_tokens(alpha: float, gamma: int) -> float:
    """Return the mean number of tokens per round, if each guess is kept with alpha.

    alpha: 0 to 1, the same for all guesses and independent of the others.
    Source: Leviathan et al. 2023, equation 1.
    """
    require(0 <= alpha <= 1 and gamma >= 0, "alpha in [0, 1], gamma >= 0")
    return sum(alpha**i for i in range(gamma + 1))


def check_cost(gamma: int, load: float) -> float:
    """Return the time of a check of gamma + 1 positions over that of a plain step.

    load: batch size over the batch at which arithmetic takes as long as reading the
    weights. A model of weights alone: max of reading (1) and arithmetic.
    """
    require(load > 0, "the load must be positive")
    return max(1, load * (gamma + 1)) / max(1, load)


def speed_up(
    alpha: float, gamma: int, cost: float, load: float = 0.01
) -> float:
    """Return the tokens per time over those of plain decoding.

    cost: time of a draft step over a plain step of the target.
    """
    time = gamma * cost + check_cost(gamma, load)
    return expected_tokens(alpha, gamma) / time


# --8<-- [end:speed]


@dataclass(frozen=True)
class Best:
    """The number of guesses that pays most, and what it brings."""

    gamma: int
    speed_up: float


def best_gamma(
    alpha: float, cost: float, load: float = 0.01, most: int = 64
) -> Best:
    """Return the best number of guesses from 0 to `most`; 0 means plain decoding."""
    gains = [
        speed_up(alpha, gamma, cost, load) for gamma in range(most + 1)
    ]
    best = int(np.argmax(gains))
    return Best(best, gains[best])


def work(alpha: float, gamma: int) -> float:
    """Return the positions that the target computes per token that is kept."""
    return (gamma + 1) / expected_tokens(alpha, gamma)


def experts_read(experts: int, chosen: int, positions: int) -> float:
    """Return the mean number of a layer's experts that a pass reads.

    Each position picks `chosen` of `experts` evenly and independently of the others.
    """
    require(0 <= chosen <= experts and positions >= 0, "chosen <= experts")
    return experts * (1 - (1 - chosen / experts) ** positions)

"""Grokking on a small scale: a network learns to add modulo p from part of the table.

The model is the two-layer network with squares of Gromov 2023 ("Grokking modular arithmetic"),
trained with cross-entropy and AdamW on the whole training set at each step. Gradients are written
out, so NumPy is all it needs. `python -m scripts.train_grokking` makes the runs of the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from scripts.reference.arrays import Array, Integers, require
from scripts.reference.attention import log_softmax


class Setting(NamedTuple):
    """What a run depends on; `fraction` is the share of all p * p sums that is trained on."""

    fraction: float
    weight_decay: float
    p: int = 59
    width: int = 128
    learning_rate: float = 0.003
    seed: int = 0


# --8<-- [start:network]
class Weights(NamedTuple):
    """Rows for first and second summand, (p, width), and (width, p)."""

    first: Array
    second: Array
    out: Array


def logits(weights: Weights, pairs: Integers) -> Array:
    """Return scores for each answer. pairs: (n, 2); result: (n, p)."""
    hidden = weights.first[pairs[:, 0]] + weights.second[pairs[:, 1]]
    return np.asarray(hidden**2 @ weights.out)


def loss_and_gradients(
    weights: Weights, pairs: Integers
) -> tuple[float, Weights]:
    """Return the mean cross-entropy in nats and its gradients."""
    p, n = len(weights.first), len(pairs)
    hidden = weights.first[pairs[:, 0]] + weights.second[pairs[:, 1]]
    rows, answers = np.arange(n), pairs.sum(axis=1) % p
    logs = log_softmax(hidden**2 @ weights.out)
    wrong = np.exp(logs)
    wrong[rows, answers] -= 1
    wrong /= n
    back = (wrong @ weights.out.T) * 2 * hidden
    one_hot = np.eye(p)[pairs]
    gradients = Weights(
        one_hot[:, 0].T @ back, one_hot[:, 1].T @ back, hidden.T**2 @ wrong
    )
    return -float(logs[rows, answers].mean()), gradients


# --8<-- [end:network]


def split(setting: Setting) -> tuple[Integers, Integers]:
    """Return the pairs to train on and the pairs to test on, (n, 2) each, drawn with the seed."""
    p = setting.p
    require(0 < setting.fraction < 1, "a fraction lies between 0 and 1")
    order = np.random.default_rng(setting.seed).permutation(p * p)
    pairs = np.stack([order // p, order % p], axis=1)
    n = round(setting.fraction * p * p)
    return pairs[:n], pairs[n:]


def beginning(setting: Setting) -> Weights:
    """Return random weights: variance 1/2 for the inputs, 1/width for the outputs."""
    random = np.random.default_rng(setting.seed + 1000)
    p, width = setting.p, setting.width
    return Weights(
        random.standard_normal((p, width)) / np.sqrt(2),
        random.standard_normal((p, width)) / np.sqrt(2),
        random.standard_normal((width, p)) / np.sqrt(width),
    )


# --8<-- [start:training]
def training(setting: Setting, steps: int) -> Iterator[tuple[int, Weights]]:
    """Yield (step, weights) from step 0 on: AdamW, whole training set.

    Source: Loshchilov and Hutter 2019, algorithm 2, without a schedule.
    """
    pairs, _ = split(setting)
    weights = beginning(setting)
    mean = [np.zeros_like(w) for w in weights]
    square = [np.zeros_like(w) for w in weights]
    rate, fast, slow = setting.learning_rate, 0.9, 0.98
    for step in range(steps):
        yield step, weights
        _, gradients = loss_and_gradients(weights, pairs)
        moved = []
        for i, (w, g) in enumerate(zip(weights, gradients, strict=True)):
            mean[i] = fast * mean[i] + (1 - fast) * g
            square[i] = slow * square[i] + (1 - slow) * g**2
            up = mean[i] / (1 - fast ** (step + 1))
            down = np.sqrt(square[i] / (1 - slow ** (step + 1))) + 1e-8
            moved.append(
                w - rate * up / down - rate * setting.weight_decay * w
            )
        weights = Weights(*moved)
    yield steps, weights


# --8<-- [end:training]


class Measures(NamedTuple):
    """What is noted of a network; losses in nats, `norm` the length of all weights together."""

    train_loss: float
    test_loss: float
    train_accuracy: float
    test_accuracy: float
    norm: float
    purity: float


def scores(weights: Weights, pairs: Integers) -> tuple[float, float]:
    """Return mean cross-entropy in nats and the share of right answers. pairs: (n, 2)."""
    logs, answers = (
        log_softmax(logits(weights, pairs)),
        pairs.sum(axis=1) % len(weights.first),
    )
    right = logs[np.arange(len(pairs)), answers]
    return -float(right.mean()), float(
        (logs.argmax(axis=1) == answers).mean()
    )


# --8<-- [start:purity]
def powers(rows: Array) -> Array:
    """Return each neuron's power at frequencies 1 .. (p - 1) / 2.

    rows: (p, width), input weights by number; result: (frequencies, width).
    """
    return np.asarray(np.abs(np.fft.rfft(rows, axis=0)[1:]) ** 2)


def purity(weights: Weights) -> float:
    """Return the share of power that lies at each neuron's own frequency.

    Both inputs count; neurons weigh by their power. 1: a pure wave each.
    """
    power = powers(weights.first) + powers(weights.second)
    return float(power.max(axis=0).sum() / power.sum())


# --8<-- [end:purity]


def purified(weights: Weights, keep: bool = True) -> Weights:
    """Return the network with only each neuron's own frequency at its inputs, or without it."""
    own = (powers(weights.first) + powers(weights.second)).argmax(
        axis=0
    ) + 1
    cut = []
    for rows in (weights.first, weights.second):
        waves = np.fft.rfft(rows, axis=0)
        mine = np.arange(len(waves))[:, None] == own
        cut.append(
            np.fft.irfft(
                np.where(mine == keep, waves, 0), n=len(rows), axis=0
            )
        )
    return Weights(cut[0], cut[1], weights.out)


def measures(weights: Weights, train: Integers, test: Integers) -> Measures:
    """Return what is noted of a network at one step."""
    (train_loss, train_accuracy), (test_loss, test_accuracy) = (
        scores(weights, train),
        scores(weights, test),
    )
    norm = float(np.sqrt(sum((w**2).sum() for w in weights)))
    return Measures(
        train_loss,
        test_loss,
        train_accuracy,
        test_accuracy,
        norm,
        purity(weights),
    )


def noted_steps(last: int, per_tenfold: int = 20) -> list[int]:
    """Return 0 and then steps evenly spaced on a log axis up to `last`, without repeats."""
    count = round(per_tenfold * np.log10(last)) + 1
    return [
        0,
        *sorted({round(float(s)) for s in np.geomspace(1, last, count)}),
    ]


def first_step(
    steps: Sequence[float], values: Sequence[float], least: float
) -> float | None:
    """Return the first of the noted steps at which a value is at least `least`, if there is one."""
    return next(
        (
            s
            for s, value in zip(steps, values, strict=True)
            if value >= least
        ),
        None,
    )

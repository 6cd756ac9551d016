"""A language model small enough to see whole: next tokens from counts, then by one layer."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from scripts.reference.arrays import Array, Integers, require
from scripts.reference.attention import softmax

#: Nine sentences of three words and a full stop; token 0 is the full stop, which also stands first.
STOP = 0
SENTENCES = (
    (1, 4, 8),  # cats drink milk
    (1, 4, 9),  # cats drink water
    (2, 4, 9),  # dogs drink water
    (2, 5, 1),  # dogs chase cats
    (1, 5, 3),  # cats chase mice
    (3, 6, 10),  # mice eat cheese
    (2, 6, 11),  # dogs eat meat
    (3, 7, 10),  # mice like cheese
    (1, 7, 8),  # cats like milk
)
NAMES = {
    "zh": ("。", "猫", "狗", "鼠", "喝", "追", "吃", "爱", "奶", "水", "奶酪", "肉"),
    "en": (
        ".", "cats", "dogs", "mice", "drink", "chase", "eat", "like", "milk", "water", "cheese",
        "meat",
    ),
}  # fmt: skip
N_VOCAB = 12
#: The step of training and how many make a finished model.
RATE, STEPS = 4.0, 300


def training_text() -> Integers:
    """Return the 37 tokens of the text: a full stop, then each sentence with its own."""
    tokens = [STOP]
    for sentence in SENTENCES:
        tokens += [*sentence, STOP]
    return np.array(tokens)


# --8<-- [start:count_table]
def count_table(text: Integers, n_vocab: int, width: int) -> Integers:
    """Return how often each token followed each context of `width` tokens.

    text: (n,) token ids below n_vocab. Result: width + 1 axes of n_vocab entries, the last
    one for the token that followed. An n-gram model has width n - 1. Source: Shannon 1948.
    """
    require(
        len(text) > width >= 1, "the text must be longer than the context"
    )
    counts = np.zeros((n_vocab,) * (width + 1), dtype=np.int64)
    for i in range(width, len(text)):
        counts[tuple(text[i - width : i + 1])] += 1
    return counts


def counted(counts: Integers, context: Integers) -> Array | None:
    """Return the shares of what followed the context, or None if it never occurred."""
    row = counts[tuple(context)]
    return row / row.sum() if row.sum() else None


# --8<-- [end:count_table]


class Layer(NamedTuple):
    """One layer: a table of scores for each place of the context. weights: (width, V, V)."""

    weights: Array


# --8<-- [start:train]
def scores(layer: Layer, contexts: Integers) -> Array:
    """Return one score per token of the vocabulary: each context token votes with its row.

    contexts: (n, width). Result: (n, n_vocab).
    """
    places = np.arange(contexts.shape[1])
    return np.asarray(layer.weights[places, contexts].sum(axis=1))


def train(
    text: Integers, n_vocab: int, width: int, steps: int, rate: float = RATE
) -> Layer:
    """Return the layer after `steps` steps of gradient descent on the whole text, from zeros.

    The loss is the mean of -ln p(next token); its gradient at the scores is p minus the one-hot
    vector of the token that came.
    """
    places = np.arange(width)
    contexts = np.array(
        [text[i - width : i] for i in range(width, len(text))]
    )
    came = np.eye(n_vocab)[text[width:]]
    layer = Layer(np.zeros((width, n_vocab, n_vocab)))
    for _ in range(steps):
        error = softmax(scores(layer, contexts)) - came
        for place in places:
            np.add.at(
                layer.weights[place],
                contexts[:, place],
                -rate * error / len(came),
            )
    return layer


# --8<-- [end:train]


def predict(layer: Layer, context: Integers) -> Array:
    """Return the probabilities of the next token after one context. Shape: (n_vocab,)."""
    return np.asarray(softmax(scores(layer, np.asarray(context)[None]))[0])


def layer_loss(layer: Layer, text: Integers) -> float:
    """Return the mean of -ln p over the tokens of the text that have a whole context."""
    width = layer.weights.shape[0]
    losses = [
        -np.log(predict(layer, text[i - width : i])[text[i]])
        for i in range(width, len(text))
    ]
    return float(np.mean(losses))


def count_loss(counts: Integers, text: Integers) -> float:
    """Return the same mean for the shares of the counts taken from this text."""
    width = counts.ndim - 1
    total = 0.0
    for i in range(width, len(text)):
        shares = counted(counts, text[i - width : i])
        assert shares is not None, "every context of the text was counted"
        total -= float(np.log(shares[text[i]]))
    return total / (len(text) - width)


# --8<-- [start:drawn]
def drawn(probabilities: Array, u: float) -> int:
    """Return the token on whose stretch u falls, when the probabilities are laid end to end.

    u: a random number from 0 (included) to 1 (excluded).
    """
    require(0 <= u < 1, f"u must lie in [0, 1), got {u}")
    ends = np.cumsum(probabilities)
    return int(np.searchsorted(ends, u * ends[-1], side="right"))


# --8<-- [end:drawn]

"""What a causal decoder saves in a chat and in training, and the rank of its attention."""

from __future__ import annotations

import numpy as np

from scripts.reference.arrays import Array, require
from scripts.reference.masks import causal_mask


# --8<-- [start:tokens_computed]
def tokens_computed(
    turns: int, asked: int, answered: int, *, reread: bool
) -> list[int]:
    """Return the tokens computed up to the end of each turn of a chat.

    reread: whether the whole conversation is read again, in both
    directions, at each turn; otherwise its keys and values are kept.
    """
    require(min(turns, asked, answered) > 0, "counts must be positive")
    done, history, totals = 0, 0, []
    for _ in range(turns):
        read = history + asked if reread else asked
        done += read + answered
        history += asked + answered
        totals.append(done)
    return totals


# --8<-- [end:tokens_computed]


def training_flops(
    n: float, source: int, target: int, *, halves: bool
) -> float:
    """Return 6 operations per token and parameter it passes through.

    halves: an encoder and a decoder of n / 2 parameters each; otherwise one stack of n.
    Cross-attention's own reading of the source and all scores are left out.
    """
    passed = n / 2 if halves else n
    return 6 * passed * (source + target)


# --8<-- [start:attention_pair]
def attention_pair(n: int, head_dim: int, seed: int) -> tuple[Array, Array]:
    """Return attention weights of the same scores, all and causal.

    Shapes (n, n); queries and keys are drawn at random, (n, head_dim).
    """
    rng = np.random.default_rng(seed)
    q, k = rng.normal(size=(2, n, head_dim))
    raw = np.exp(q @ k.T / np.sqrt(head_dim))
    causal = raw * causal_mask(n)
    return (
        raw / raw.sum(axis=1, keepdims=True),
        causal / causal.sum(axis=1, keepdims=True),
    )


# --8<-- [end:attention_pair]

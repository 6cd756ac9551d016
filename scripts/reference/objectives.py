"""Training objectives: on which tokens the loss is taken, and the loss itself."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np

from scripts.reference.arrays import Array, Integers, Mask, require
from scripts.reference.attention import log_softmax

Objective = Literal["causal", "prefix", "encoder-decoder", "answer-only"]


# --8<-- [start:loss_positions]
def loss_positions(n: int, prefix_len: int, objective: Objective) -> Mask:
    """Return which of n tokens are scored; the first prefix_len are the prompt. Shape: (n,).

    "causal" scores every token that has one before it, so all but the first. "prefix",
    "encoder-decoder" (the prompt is the source) and "answer-only" (a causal mask, as in
    instruction tuning) score the tokens after the prompt: with equal loss positions they
    differ in their masks alone.
    """
    require(
        objective in get_args(Objective), f"unknown objective {objective!r}"
    )
    require(
        0 <= prefix_len <= n,
        f"prefix_len must lie in 0..{n}, got {prefix_len}",
    )
    n_given = 1 if objective == "causal" else max(prefix_len, 1)
    return np.arange(n) >= n_given


# --8<-- [end:loss_positions]


# --8<-- [start:next_token_loss]
def next_token_loss(logits: Array, tokens: Integers, scored: Mask) -> float:
    """Return the mean cross-entropy, in nats, over the scored tokens.

    logits: (n, vocab_size), row i predicts token i + 1; tokens: (n,) ids; scored: (n,), True
    where a token counts. Loss: -(1/|S|) * sum over t in S of log p(x_t | what position t-1 sees).
    """
    n = len(tokens)
    require(
        logits.shape[0] == n == len(scored),
        "logits, tokens and scored differ in length",
    )
    require(bool(scored.any()), "no token is scored")
    require(
        not scored[0],
        "the first token has no position before it that could predict it",
    )
    positions = np.flatnonzero(scored)
    log_p = log_softmax(logits)[positions - 1, tokens[positions]]
    return float(-log_p.mean())


# --8<-- [end:next_token_loss]

"""From scores to a token: temperature, filters, penalties, and beam search."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from scripts.reference.arrays import Array, Integers, Mask, require
from scripts.reference.attention import softmax

#: Two invented distributions of ten tokens, likeliest first: after one text the model is sure,
#: after the other it is not.
PEAKED = (0.80, 0.07, 0.05, 0.03, 0.02, 0.01, 0.01, 0.005, 0.003, 0.002)
FLAT = (0.16, 0.15, 0.14, 0.13, 0.12, 0.10, 0.08, 0.06, 0.04, 0.02)


# --8<-- [start:filters]
def top_k(logits: Array, k: int) -> Mask:
    """Return which tokens are kept: the k with the highest scores, and ties with the last.

    logits: (n_vocab,), at least one finite. Source: transformers, TopKLogitsWarper.
    """
    require(k >= 1, "k must be at least 1")
    k = min(k, len(logits))
    return np.asarray(logits >= np.sort(logits)[-k])


def top_p(logits: Array, p: float) -> Mask:
    """Return the smallest set of likeliest tokens with probability p together.

    A token stays if those before it have less than p. Source: Holtzman et al. 2020;
    transformers, TopPLogitsWarper.
    """
    require(0 < p <= 1, "p must lie in (0, 1]")
    order = np.argsort(-logits, kind="stable")
    before = np.cumsum(softmax(logits)[order]) - softmax(logits)[order]
    kept = np.zeros(len(logits), dtype=bool)
    kept[order] = before < p
    return kept


def min_p(logits: Array, share: float) -> Mask:
    """Return the tokens with at least this share of the likeliest token's probability.

    Source: Nguyen et al. 2024; transformers, MinPLogitsWarper.
    """
    require(0 <= share <= 1, "the share must lie in [0, 1]")
    probabilities = softmax(logits)
    return np.asarray(probabilities >= share * probabilities.max())


def kept_only(logits: Array, kept: Mask) -> Array:
    """Return the scores with minus infinity where a token is not kept."""
    return np.where(kept, logits, -np.inf)


# --8<-- [end:filters]


# --8<-- [start:penalties]
def repetition_penalty(
    logits: Array, seen: Integers, theta: float
) -> Array:
    """Divide positive scores of seen tokens by theta, multiply negative ones.

    logits: (n_vocab,); seen: token ids of prompt and output, any number.
    Source: transformers, RepetitionPenaltyLogitsProcessor (after CTRL, 2019).
    """
    require(theta > 0, "theta must be positive")
    changed = logits.copy()
    ids = np.unique(seen)
    changed[ids] = np.where(
        logits[ids] < 0, logits[ids] * theta, logits[ids] / theta
    )
    return changed


def additive_penalty(
    logits: Array, output: Integers, presence: float, frequency: float
) -> Array:
    """Subtract `presence` once from tokens of the output, `frequency` per occurrence.

    Source: vLLM, apply_penalties.
    """
    counts = np.bincount(output, minlength=len(logits))
    return np.asarray(logits - presence * (counts > 0) - frequency * counts)


# --8<-- [end:penalties]


Step = Callable[[tuple[int, ...]], Array]


# --8<-- [start:beam]
def beam_search(
    step: Step, width: int, length: int
) -> list[tuple[float, tuple[int, ...]]]:
    """Return the `width` best token sequences found, best first, each with its ln p.

    step: gives ln p of every next token, (n_vocab,), after a tuple of tokens.
    With width 1 this is greedy decoding.
    """
    require(width >= 1 and length >= 1, "width and length must be positive")
    beams: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
    for _ in range(length):
        longer = [
            (score + float(ln_p), (*tokens, token))
            for score, tokens in beams
            for token, ln_p in enumerate(step(tokens))
        ]
        beams = sorted(longer, key=lambda beam: -beam[0])[:width]
    return beams


# --8<-- [end:beam]


def tempered(logits: Array, temperature: float) -> Array:
    """Return the scores divided by the temperature, which must be positive."""
    require(temperature > 0, "for temperature 0 take the argmax")
    return logits / temperature


def chain(
    logits: Array,
    temperature: float,
    keep: Callable[[Array], Mask],
    temperature_first: bool,
) -> Array:
    """Return probabilities after a filter and the temperature, in either order.

    keep: gives the mask of kept tokens, such as ``lambda z: top_p(z, 0.9)``.
    """
    if temperature_first:
        scaled = tempered(logits, temperature)
        return softmax(kept_only(scaled, keep(scaled)))
    return softmax(tempered(kept_only(logits, keep(logits)), temperature))


def loop_length(
    step: Step, start: Sequence[int], window: int, limit: int
) -> int | None:
    """Return the period into which greedy decoding falls, or None within `limit` tokens.

    window: how many of the last tokens `step` looks at; they decide all that follows.
    """
    tokens = tuple(start)
    met: dict[tuple[int, ...], int] = {}
    for n in range(limit):
        state = tokens[-window:]
        if state in met:
            return n - met[state]
        met[state] = n
        tokens = (*tokens, int(np.argmax(step(state))))
    return None


def entropy(probabilities: Array) -> float:
    """Return the entropy in bits; tokens of probability 0 count nothing."""
    p = probabilities[probabilities > 0]
    return float(-(p * np.log2(p)).sum())


#: A tree of two steps over three tokens: the likeliest first token does not begin the likeliest
#: pair. FIRST: (3,); SECOND[i]: (3,) after token i.
FIRST = (0.5, 0.4, 0.1)
SECOND = ((0.4, 0.35, 0.25), (0.9, 0.05, 0.05), (0.34, 0.33, 0.33))


def tree_step(tokens: tuple[int, ...]) -> Array:
    """Return ln p of the next token in the tree of two steps."""
    return np.asarray(np.log(SECOND[tokens[-1]] if tokens else FIRST))

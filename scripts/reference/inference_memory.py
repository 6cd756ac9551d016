"""The memory of inference: weights, cache and activations, and how much fits beside the weights."""

from __future__ import annotations

import math

from scripts.reference.arrays import require
from scripts.reference.kv_cache import cache_bytes, stored_bits

#: Four bits and eight bits of a weight, with a 16-bit scale for every 32 weights: what the
#: formats Q4_0 and Q8_0 of llama.cpp store.
BITS_Q4, BITS_Q8 = stored_bits(4, 32, 16), stored_bits(8, 32, 16)


# --8<-- [start:tokens_that_fit]
def tokens_that_fit(
    memory: float,
    share: float,
    parameters: int,
    bits: float,
    per_token: float,
) -> int:
    """Return how many tokens of cache fit beside the weights of one card.

    memory: bytes of the card; share: the part of it for weights and cache;
    bits: of a weight, scales included; per_token: bytes of cache per token.
    """
    left = memory * share - parameters * bits / 8
    return max(0, math.floor(left / per_token))


# --8<-- [end:tokens_that_fit]


def feed_forward_bytes(
    tokens: int, inner: int, *, gated: bool = True, element: int = 2
) -> int:
    """Return the inner activations of one feed-forward layer: (1 or 2) x tokens x inner numbers."""
    return (2 if gated else 1) * tokens * inner * element


def score_bytes(tokens: int, heads: int, element: int = 2) -> int:
    """Return the scores of one layer when they are written out: heads x tokens^2 numbers."""
    return heads * tokens * tokens * element


def logit_bytes(positions: int, vocabulary: int, element: int = 4) -> int:
    """Return the logits of so many positions, in 32 bits if nothing else is said."""
    return positions * vocabulary * element


def kv_heads_per_card(kv_heads: int, cards: int) -> int:
    """Return the key/value heads on a card of a tensor-parallel group; fewer ones are copied."""
    require(kv_heads >= 1 and cards >= 1, "there are heads and cards")
    return max(1, math.ceil(kv_heads / cards))


def card_bytes(
    parameters: int,
    bits: float,
    layers: int,
    kv_heads: int,
    head_dim: int,
    tokens: int,
    cards: int,
) -> float:
    """Return weights and 16-bit cache on each of `cards`, split by heads and columns evenly."""
    cache = cache_bytes(
        layers, kv_heads_per_card(kv_heads, cards), head_dim, tokens
    )
    return parameters * bits / 8 / cards + cache

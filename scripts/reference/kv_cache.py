"""The KV cache: decoding with it, its size, its pages, and how many bits a stored number takes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from scripts.reference.arrays import Array, require
from scripts.reference.attention import softmax


# --8<-- [start:decode_step]
class LayerCache(NamedTuple):
    """What one layer keeps of t tokens; keys, values: (t, kv_heads, head_dim)."""

    keys: Array
    values: Array


def decode_step(
    x: Array, w_q: Array, w_k: Array, w_v: Array, cache: LayerCache
) -> tuple[Array, LayerCache]:
    """Return what each query head reads for the newest token, and the longer cache.

    x: (d_model,); w_q: (heads, d_model, head_dim); w_k, w_v: (kv_heads, ...).
    Source: Shazeer 2019 (decoding); groups as in Ainslie et al. 2023.
    """
    cache = LayerCache(
        np.concatenate([cache.keys, (x @ w_k)[None]]),
        np.concatenate([cache.values, (x @ w_v)[None]]),
    )
    group = len(w_q) // len(w_k)
    read = []
    for head, q in enumerate(x @ w_q):  # a query serves this step only
        keys = cache.keys[:, head // group]
        weights = softmax(keys @ q / math.sqrt(len(q)))
        read.append(weights @ cache.values[:, head // group])
    return np.stack(read), cache


# --8<-- [end:decode_step]


def empty_cache(kv_heads: int, head_dim: int) -> LayerCache:
    """Return the cache of no tokens."""
    return LayerCache(
        np.empty((0, kv_heads, head_dim)), np.empty((0, kv_heads, head_dim))
    )


def cache_bytes(
    layers: int, kv_heads: int, head_dim: int, tokens: int, bits: float = 16
) -> float:
    """Return 2 L g d_h n b / 8: the bytes of keys and values of n tokens, b bits a number."""
    return 2 * layers * kv_heads * head_dim * tokens * bits / 8


def stored_bits(bits: float, group: int, scale_bits: float) -> float:
    """Return the bits of a number whose group of `group` shares scales of `scale_bits` in all."""
    require(group >= 1, "a group holds at least one number")
    return bits + scale_bits / group


def keys_computed(prompt: int, written: int, *, cached: bool) -> int:
    """Return how many keys a head computes to write `written` tokens after a prompt.

    The last token written is never read, so the steps read prompt, prompt + 1, ... tokens.
    """
    require(
        prompt >= 1 and written >= 1,
        "there is a prompt and something is written",
    )
    lengths = range(prompt, prompt + written)
    return lengths[-1] if cached else sum(lengths)


# --8<-- [start:pages]
class Pages:
    """A pool of pages for `size` tokens each; sequences may share pages.

    Source: Kwon et al. 2023 (PagedAttention), sections 4.2 to 4.4.
    """

    def __init__(self, count: int, size: int) -> None:
        self.size = size
        self.free = list(range(count))
        self.users = [0] * count

    def _take(self) -> int:
        page = self.free.pop()  # IndexError: the pool is full
        self.users[page] = 1
        return page

    def append(self, table: list[int], tokens: int) -> None:
        """Make room for one more token of a sequence that has `tokens`."""
        if tokens % self.size == 0:
            table.append(self._take())
        elif self.users[table[-1]] > 1:  # shared: write into a copy
            self.users[table[-1]] -= 1
            table[-1] = self._take()

    def fork(self, table: list[int]) -> list[int]:
        """Return the table of a second sequence with the same beginning."""
        for page in table:
            self.users[page] += 1
        return list(table)

    def release(self, table: list[int]) -> None:
        """Give back the pages that nobody else uses."""
        for page in table:
            self.users[page] -= 1
            if self.users[page] == 0:
                self.free.append(page)


# --8<-- [end:pages]


def pages_for(prefix: int, rests: Sequence[int], size: int) -> int:
    """Return the pages of sequences that share a prefix, of which only full pages are shared.

    Source: the design document of vLLM's prefix caching ("We only cache full blocks").
    """
    shared = prefix // size
    return shared + sum(
        math.ceil((prefix + rest) / size) - shared for rest in rests
    )

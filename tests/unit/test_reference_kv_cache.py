"""Decoding with a cache equals attention over the whole sequence; pages waste less than one."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.reference import kv_cache
from scripts.reference.attention import attention
from scripts.reference.masks import causal_mask
from tests.unit.properties import normal, seeds, steady


@steady
@given(seed=seeds, n=st.integers(1, 7), kv_heads=st.integers(1, 3), group=st.integers(1, 3))
def test_decoding_with_a_cache_equals_causal_attention(
    seed: int, n: int, kv_heads: int, group: int
) -> None:
    x = normal(seed, n, 5)
    w_q = normal(seed + 1, kv_heads * group, 5, 4)
    w_k, w_v = (normal(seed + part, kv_heads, 5, 4) for part in (2, 3))
    cache = kv_cache.empty_cache(kv_heads, 4)
    for t in range(n):
        read, cache = kv_cache.decode_step(x[t], w_q, w_k, w_v, cache)
        for head in range(kv_heads * group):
            kv = head // group
            whole = attention(x @ w_q[head], x @ w_k[kv], x @ w_v[kv], causal_mask(n))
            np.testing.assert_allclose(read[head], whole[t], atol=1e-12)
    assert cache.keys.shape == cache.values.shape == (n, kv_heads, 4)


def test_without_the_mask_earlier_outputs_change_and_no_cache_would_do() -> None:
    q, k, v = (normal(part, 4, 3) for part in range(3))
    before = attention(q[:3], k[:3], v[:3])
    assert not np.allclose(attention(q, k, v)[:3], before)


def test_the_size_is_that_of_the_arrays() -> None:
    _, cache = kv_cache.decode_step(
        normal(1, 8), normal(2, 4, 8, 4), normal(3, 1, 8, 4), normal(4, 1, 8, 4),
        kv_cache.empty_cache(1, 4),
    )  # fmt: skip
    held = sum(part.astype(np.float16).nbytes for part in cache)
    assert held == kv_cache.cache_bytes(layers=1, kv_heads=1, head_dim=4, tokens=1) == 16


@pytest.mark.parametrize(
    ("shape", "kib"), [((32, 32, 128), 512), ((32, 8, 128), 128), ((80, 8, 128), 320)]
)
def test_sizes_of_known_models(shape: tuple[int, int, int], kib: int) -> None:
    assert kv_cache.cache_bytes(*shape, 1) == kib * 1024


def test_the_cost_of_having_no_cache() -> None:
    assert kv_cache.keys_computed(3, 2, cached=False) == 7
    assert kv_cache.keys_computed(3, 2, cached=True) == 4
    assert kv_cache.keys_computed(1000, 500, cached=False) == 624_750
    assert kv_cache.keys_computed(1000, 500, cached=True) == 1499


def test_scales_cost_bits() -> None:
    assert kv_cache.stored_bits(8, 32, 16) == 8.5
    assert kv_cache.stored_bits(4, 32, 16) == 4.5
    assert kv_cache.stored_bits(2, 32, 32) == 3.0


@steady
@given(lengths=st.lists(st.integers(1, 40), min_size=1, max_size=5), size=st.integers(1, 8))
def test_a_sequence_wastes_less_than_a_page(lengths: list[int], size: int) -> None:
    pool = kv_cache.Pages(250, size)
    tables: list[list[int]] = []
    for length in lengths:
        table: list[int] = []
        for t in range(length):
            pool.append(table, t)
        tables.append(table)
        assert len(table) == math.ceil(length / size)
    used = [page for table in tables for page in table]
    assert len(set(used)) == len(used) == 250 - len(pool.free)
    for table in tables:
        pool.release(table)
    assert len(pool.free) == 250


def test_two_samples_of_a_prompt_part_at_the_page_that_they_write_to() -> None:
    pool = kv_cache.Pages(8, 4)
    first: list[int] = []
    for t in range(7):
        pool.append(first, t)
    second = pool.fork(first)
    pool.append(second, 7)
    assert second[0] == first[0]
    assert second[1] != first[1]
    pool.append(first, 7)  # alone now, so it writes in place
    assert len(set(first + second)) == 3


def test_a_full_pool_refuses() -> None:
    pool = kv_cache.Pages(1, 2)
    table: list[int] = []
    pool.append(table, 0)
    with pytest.raises(IndexError):
        pool.append(table, 2)


def test_a_shared_prefix_is_stored_once_but_for_its_last_part() -> None:
    assert kv_cache.pages_for(1000, [100] * 20, 16) == 62 + 20 * 7
    assert kv_cache.pages_for(0, [16, 17], 16) == 3

"""What fits on a card, and what one layer needs beside weights and cache."""

from __future__ import annotations

import pytest

from scripts.base.paths import ROOT
from scripts.content import records
from scripts.counts import comparison, memory
from scripts.figures import kv_growth, memory_budget
from scripts.fragments.of_questions import inference_memory as tables
from scripts.reference import inference_memory as needed


def test_tokens_beside_the_weights() -> None:
    tokens = needed.tokens_that_fit(24e9, 0.9, 8_030_261_248, 16, 131_072)
    assert tokens == 42_262
    assert tokens // 4096 == 10
    assert needed.tokens_that_fit(16e9, 0.9, 8_030_261_248, 16, 131_072) == 0
    assert needed.tokens_that_fit(24e9, 0.9, 8_030_261_248, 4.5, 131_072) == 130_332


def test_bits_with_their_scales() -> None:
    assert (needed.BITS_Q4, needed.BITS_Q8) == (4.5, 8.5)


def test_activations_of_a_long_prompt() -> None:
    assert needed.feed_forward_bytes(8192, 14_336) == 448 * 2**20
    assert needed.score_bytes(8192, 32) == 4 * 2**30
    assert needed.logit_bytes(8192, 128_256) / 2**30 == pytest.approx(3.91, abs=0.01)
    assert needed.logit_bytes(1, 128_256) / 2**20 == pytest.approx(0.49, abs=0.01)


def test_few_heads_on_many_cards_are_copied() -> None:
    assert [needed.kv_heads_per_card(8, cards) for cards in (1, 2, 8, 16)] == [8, 4, 1, 1]
    one = needed.card_bytes(70_553_706_496, 16, 80, 8, 128, 8192, 1)
    assert needed.card_bytes(70_553_706_496, 16, 80, 8, 128, 8192, 8) == one / 8
    assert needed.card_bytes(70_553_706_496, 16, 80, 8, 128, 8192, 16) > one / 16


def test_the_figures_say_what_the_data_say() -> None:
    handbook = records.load(ROOT)
    checkpoint = handbook.entry("llama-3.1-8b").checkpoint
    assert comparison.best_count(checkpoint) == memory_budget.PARAMETERS
    assert memory.kv_bytes_per_token(checkpoint.architecture) == memory_budget.PER_TOKEN
    assert (
        next(gpu.memory_gb * 10**9 for gpu in handbook.gpus if gpu.id == "rtx-4090")
        == memory_budget.MEMORY
    )
    assert [memory_budget.users(bits) for bits in (16, 8.5, 4.5)] == [10, 24, 31]
    shown = {id_: kv_growth.cache_gib(handbook, id_, 2**17) for id_ in kv_growth.MODELS}
    assert shown["llama-2-7b"] == 0  # beyond its context
    assert shown["llama-3.1-70b"] == 40
    assert shown["deepseek-v3"] == pytest.approx(8.58, abs=0.01)


def test_a_card_is_offered_nothing_that_it_does_not_hold() -> None:
    handbook = records.load(ROOT)
    for memory_gb in (16, 24, 80):
        for bits in tables.BITS:
            found = tables.largest(handbook, memory_gb, bits)
            assert found is not None
            assert (tables.needed(found, bits) or 0) <= 0.9 * memory_gb * 10**9
    assert tables.largest(handbook, 0.01, 16) is None

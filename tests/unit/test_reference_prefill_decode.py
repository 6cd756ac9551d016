"""What prefill and decode are bound by, with the models and cards of the data."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.base.paths import ROOT
from scripts.content import records
from scripts.data.handbook import Handbook
from scripts.figures import roofline
from scripts.fragments.of_questions import prefill_decode as table
from scripts.reference import prefill_decode as costs

LLAMA = costs.Model(7_504_658_432, 524_288, 131_072)
H100 = costs.Card(989e12, 3.35e12)


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    return records.load(ROOT)


def test_sizes_and_peaks_are_those_of_the_data(handbook: Handbook) -> None:
    assert table.model_of(handbook.entry("llama-3.1-8b")) == LLAMA
    cards = {gpu.id: table.card_of(gpu) for gpu in table.known_cards(handbook)}
    assert cards["h100-80"] == roofline.CARDS["H100"] == H100
    assert cards["h20"] == roofline.CARDS["H20"]
    arch = handbook.entry("llama-3.1-8b").checkpoint.architecture
    assert arch is not None
    assert (arch.d_model, arch.d_ff) == (roofline.INPUTS, roofline.OUTPUTS)
    assert LLAMA.scores / LLAMA.cached == roofline.SHARING


def test_times_that_the_page_tells() -> None:
    def decode(batch: int, context: int) -> float:
        return 1000 * costs.decode_seconds(LLAMA, H100, batch, context)

    assert decode(1, 2048) == pytest.approx(4.56, abs=0.005)
    assert decode(16, 2048) == pytest.approx(5.76, abs=0.005)
    assert decode(208, 2048) / 208 == pytest.approx(0.1017, abs=0.0001)
    assert 1000 * costs.prefill_seconds(LLAMA, H100, 2048) == pytest.approx(32.2, abs=0.01)
    assert 1000 * costs.prefill_seconds(LLAMA, H100, 8192) == pytest.approx(142.1, abs=0.05)
    assert costs.cache_limit(LLAMA, H100) == pytest.approx(393.2, abs=0.05)
    assert costs.critical_batch(H100) == pytest.approx(295.2, abs=0.05)


def test_a_lone_token_costs_the_critical_batch_times_an_input_token() -> None:
    alone = costs.decode_seconds(LLAMA, H100, 1, 0)
    read = 2 * LLAMA.weights / H100.flops
    assert alone / read == pytest.approx(costs.critical_batch(H100))


@given(st.integers(1, 4000), st.integers(1, 4000))
def test_intensity_rises_with_tokens_and_stays_below_them(tokens: int, more: int) -> None:
    few = costs.product_intensity(tokens, 4096, 14_336)
    assert few <= tokens
    assert costs.product_intensity(tokens + more, 4096, 14_336) > few


def test_beyond_the_limit_no_batch_is_bound_by_arithmetic() -> None:
    def intensity(batch: int, context: float) -> float:
        operations = batch * (2 * LLAMA.weights + LLAMA.scores * context)
        return operations / (2 * LLAMA.weights + batch * LLAMA.cached * context)

    limit = costs.cache_limit(LLAMA, H100)
    assert intensity(10**9, 0.9 * limit) > H100.ridge > intensity(10**9, 1.1 * limit)
    assert costs.cache_limit(costs.Model(1, 10, 1), costs.Card(5, 1)) == float("inf")


def test_chunks_shorten_the_longest_step_and_lengthen_the_whole() -> None:
    whole = costs.chunked_steps(LLAMA, H100, [2048] * 32, 8192, 8192)
    half = costs.chunked_steps(LLAMA, H100, [2048] * 32, 8192, 512)
    assert (len(whole), len(half)) == (1, 16)
    assert 1000 * max(whole) == pytest.approx(145.2, abs=0.05)
    assert 1000 * max(half) == pytest.approx(12.97, abs=0.01)
    assert 1000 * sum(half) == pytest.approx(190.9, abs=0.05)
    alone = 15 * costs.decode_seconds(LLAMA, H100, 32, 2048)  # for the same 16 tokens each
    assert 1000 * (sum(whole) + alone) == pytest.approx(250.8, abs=0.05)
    few = costs.chunked_steps(LLAMA, H100, [2048] * 32, 8192, 256)
    assert 1000 * max(few) == pytest.approx(8.14, abs=0.01)
    assert 1000 * sum(few) == pytest.approx(243.2, abs=0.05)


def test_a_request_counts_its_first_token_once() -> None:
    assert costs.request_seconds(0.2, 0.01, 101) == pytest.approx(1.2)


def test_tables_hold_cards_and_models(handbook: Handbook) -> None:
    cards = table.decode_on_cards(handbook, "en")
    assert cards.count("<tr>") == 1 + len(list(table.known_cards(handbook)))
    assert table.sequences(handbook, handbook.entry("llama-3.1-8b")) == 208
    assert "Qwen3 32B" in table.decode_of_models(handbook, "zh")

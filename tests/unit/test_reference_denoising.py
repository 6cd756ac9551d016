"""Training examples of denoising objectives: nothing of the text is lost, and lengths are T5's."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.reference import denoising
from tests.unit.properties import steady

TEN = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]


def test_each_span_becomes_one_mark_and_is_written_back() -> None:
    example = denoising.corrupt_spans(TEN, [(2, 4), (7, 8)])
    assert example.inputs == ["a", "b", "<X>", "e", "f", "g", "<Y>", "i", "j"]
    assert example.targets == ["<X>", "c", "d", "<Y>", "h", "<Z>"]


@st.composite
def _cut(draw: st.DrawFn) -> tuple[list[str], list[denoising.Span]]:
    n = draw(st.integers(1, 30))
    edges = draw(st.lists(st.integers(0, n), unique=True, max_size=8).map(sorted))
    spans = list(zip(edges[::2], edges[1::2], strict=False))
    return [f"w{i}" for i in range(n)], spans


@steady
@given(_cut())
def test_a_text_can_be_put_together_again(case: tuple[list[str], list[denoising.Span]]) -> None:
    tokens, spans = case
    example = denoising.corrupt_spans(tokens, spans)
    assert denoising.restore(example) == tokens
    masked = sum(end - start for start, end in spans)
    assert len(example.inputs) == len(tokens) - masked + len(spans)
    assert len(example.targets) == masked + len(spans) + 1


@pytest.mark.parametrize("spans", [[(3, 3)], [(4, 6), (5, 7)], [(8, 11)]])
def test_spans_that_are_none_are_refused(spans: list[denoising.Span]) -> None:
    with pytest.raises(ValueError, match="spans must lie in order"):
        denoising.corrupt_spans(TEN, spans)


def test_a_span_at_the_end_is_prefix_language_modelling() -> None:
    example = denoising.corrupt_spans(TEN, [(6, 10)])
    assert example.inputs[:-1] == TEN[:6]
    assert example.targets[1:-1] == TEN[6:]


@steady
@given(st.integers(0, 10), st.integers(0, 10))
def test_filling_the_middle_only_moves_tokens(a: int, b: int) -> None:
    start, end = sorted((a, b))
    marks = {denoising.PRE, denoising.SUF, denoising.MID, denoising.END}
    for order in ("psm", "spm"):
        moved = denoising.fill_in_middle(TEN, start, end, order)
        assert sorted(set(moved) - marks) == sorted(TEN)
        assert len(moved) == len(TEN) + 4
    psm = denoising.fill_in_middle(TEN, start, end)
    prefix = psm[1 : psm.index(denoising.SUF)]
    suffix = psm[psm.index(denoising.SUF) + 1 : psm.index(denoising.MID)]
    middle = psm[psm.index(denoising.MID) + 1 : -1]
    assert prefix + middle + suffix == TEN


def test_the_two_orders_of_one_cut() -> None:
    assert denoising.fill_in_middle(TEN, 4, 6) == (
        ["<PRE>", "a", "b", "c", "d", "<SUF>", "g", "h", "i", "j", "<MID>", "e", "f", "<EOT>"]
    )
    assert denoising.fill_in_middle(TEN, 4, 6, "spm") == (
        ["<PRE>", "<SUF>", "g", "h", "i", "j", "<MID>", "a", "b", "c", "d", "e", "f", "<EOT>"]
    )


def test_an_empty_prefix_makes_the_orders_equal() -> None:
    assert denoising.fill_in_middle(TEN, 0, 6) == denoising.fill_in_middle(TEN, 0, 6, "spm")


def test_of_the_chosen_tokens_eight_in_ten_are_masked() -> None:
    rng = np.random.default_rng(0)
    tokens = ["w"] * 100_000
    example = denoising.mask_tokens(tokens, range(len(tokens)), ["v"], rng)
    shares = {kind: example.inputs.count(kind) / len(tokens) for kind in ("[MASK]", "v", "w")}
    assert shares == pytest.approx({"[MASK]": 0.8, "v": 0.1, "w": 0.1}, abs=0.005)
    assert example.targets == tokens


def test_tokens_that_were_not_chosen_stay() -> None:
    example = denoising.mask_tokens(TEN, [2, 7], ["v"], np.random.default_rng(1))
    assert [TEN[i] for i in range(10) if i not in (2, 7)] == [
        example.inputs[i] for i in range(10) if i not in (2, 7)
    ]
    assert example.targets == ["c", "h"]


def test_lengths_are_those_that_t5_trained_with() -> None:
    text = denoising.text_length(512, 0.15, 3)
    assert denoising.span_lengths(text, 0.15, 3) == (568, 512, 114, 28)

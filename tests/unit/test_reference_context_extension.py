"""PI, NTK-aware and YaRN: limits and values by hand, and what `transformers` computes."""

from __future__ import annotations

import logging
import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.reference import context_extension as ext
from scripts.reference.arrays import Array
from tests.unit.properties import steady

factors = st.floats(1, 64)
widths = st.sampled_from([8, 64, 96, 128, 256])
bases = st.sampled_from([10_000.0, 500_000.0, 1_000_000.0])
lengths = st.sampled_from([2048, 4096, 8192, 32_768])


class Tensor(np.ndarray):
    """An array that takes the few calls by which `transformers` moves its tensors."""

    def to(self, *_: Any, **__: Any) -> Tensor:
        return self.astype(np.float64).view(Tensor)


def _arange(*limits: int, **_: Any) -> Tensor:
    return np.arange(*limits, dtype=np.float64).view(Tensor)


def _torch() -> SimpleNamespace:
    """As much of torch as the formulas of `transformers` use, computed by numpy."""
    return SimpleNamespace(
        arange=_arange, clamp=np.clip, where=np.where, Tensor=Tensor,
        int64=None, float=None, float32=None,
    )  # fmt: skip


class Config(SimpleNamespace):
    def standardize_rope_params(self) -> None:
        """Nothing to do: the parameters are given in the present form."""


def theirs(
    monkeypatch: pytest.MonkeyPatch, kind: str, head_dim: int, base: float, **given: Any
) -> tuple[Array, float]:
    """Return the frequencies and the scale that `transformers` computes."""
    logging.disable(logging.WARNING)
    rope_utils = pytest.importorskip("transformers.modeling_rope_utils")
    logging.disable(logging.NOTSET)
    monkeypatch.setattr(rope_utils, "torch", _torch(), raising=False)
    seq_len = given.pop("seq_len", None)
    config = Config(
        head_dim=head_dim, hidden_size=32 * head_dim, num_attention_heads=32,
        max_position_embeddings=given.pop("trained"),
        rope_parameters={"rope_theta": base, **given},
    )  # fmt: skip
    found, scale = rope_utils.ROPE_INIT_FUNCTIONS[kind](config, None, seq_len)
    return np.asarray(found), float(scale)


CASES = [
    (128, 1e4, 4096, 8.0),
    (128, 5e5, 8192, 16.0),
    (64, 1.5e5, 4096, 32.0),
    (96, 1e4, 2048, 2.0),
]


@pytest.mark.parametrize(("head_dim", "base", "trained", "factor"), CASES)
def test_pi_as_transformers_computes_it(
    monkeypatch: pytest.MonkeyPatch, head_dim: int, base: float, trained: int, factor: float
) -> None:
    found, scale = theirs(monkeypatch, "linear", head_dim, base, trained=trained, factor=factor)
    np.testing.assert_allclose(ext.pi_frequencies(head_dim, factor, base), found)
    assert scale == 1


@pytest.mark.parametrize(("head_dim", "base", "trained", "factor"), CASES)
def test_ntk_aware_as_transformers_computes_it(
    monkeypatch: pytest.MonkeyPatch, head_dim: int, base: float, trained: int, factor: float
) -> None:
    """Their dynamic scaling with a factor of 1 stretches by the length at hand."""
    length = int(factor * trained)
    found, _ = theirs(
        monkeypatch, "dynamic", head_dim, base, trained=trained, factor=1.0, seq_len=length
    )
    np.testing.assert_allclose(ext.ntk_frequencies(head_dim, factor, base), found)


@pytest.mark.parametrize(("head_dim", "base", "trained", "factor"), CASES)
def test_yarn_as_transformers_computes_it(
    monkeypatch: pytest.MonkeyPatch, head_dim: int, base: float, trained: int, factor: float
) -> None:
    found, scale = theirs(
        monkeypatch, "yarn", head_dim, base,
        trained=trained, factor=factor, original_max_position_embeddings=trained,
    )  # fmt: skip
    np.testing.assert_allclose(ext.yarn_code_frequencies(head_dim, factor, trained, base), found)
    assert ext.yarn_scale(factor) == pytest.approx(scale)


def test_ramps_of_paper_and_code_differ_between_their_ends_only() -> None:
    frequencies = ext.rope_frequencies(128)
    paper = ext.kept_share(ext.rotations(frequencies, 4096))
    code = ext.kept_share_of_code(128, 4096, 10_000.0)
    assert set(np.flatnonzero(np.abs(paper - code) > 1e-9)) == set(range(21, 46))
    assert (code >= paper - 1e-9)[22:].all()
    assert paper[33] == pytest.approx(0.150, abs=1e-3)
    assert code[33] == pytest.approx(0.5, abs=1e-3)


def test_llama_3_1_scales_by_parts_with_other_ends_and_no_temperature(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found, scale = theirs(
        monkeypatch, "llama3", 128, 5e5, trained=131_072, factor=8.0,
        low_freq_factor=1.0, high_freq_factor=4.0, original_max_position_embeddings=8192,
    )  # fmt: skip
    frequencies = ext.rope_frequencies(128, 5e5)
    kept = ext.kept_share(ext.rotations(frequencies, 8192), slow=1, fast=4)
    np.testing.assert_allclose(found, kept * frequencies + (1 - kept) * frequencies / 8)
    assert scale == 1


@steady
@given(widths, bases, lengths)
def test_a_factor_of_one_changes_nothing(head_dim: int, base: float, trained: int) -> None:
    original = ext.rope_frequencies(head_dim, base)
    np.testing.assert_allclose(ext.pi_frequencies(head_dim, 1, base), original)
    np.testing.assert_allclose(ext.ntk_frequencies(head_dim, 1, base), original)
    np.testing.assert_allclose(ext.yarn_frequencies(head_dim, 1, trained, base), original)
    assert ext.yarn_scale(1) == 1


@steady
@given(widths, bases, lengths, factors)
def test_every_method_lies_between_no_change_and_pi(
    head_dim: int, base: float, trained: int, factor: float
) -> None:
    original = ext.rope_frequencies(head_dim, base)
    lowest = ext.pi_frequencies(head_dim, factor, base)
    for found in (
        ext.ntk_frequencies(head_dim, factor, base),
        ext.yarn_frequencies(head_dim, factor, trained, base),
        ext.yarn_code_frequencies(head_dim, factor, trained, base),
    ):
        assert (found <= original * (1 + 1e-12)).all()
        assert (found >= lowest * (1 - 1e-12)).all()


@steady
@given(widths, bases, factors)
def test_ntk_aware_keeps_the_first_pair_and_divides_the_last(
    head_dim: int, base: float, factor: float
) -> None:
    original = ext.rope_frequencies(head_dim, base)
    found = ext.ntk_frequencies(head_dim, factor, base)
    assert found[0] == 1
    assert found[-1] == pytest.approx(original[-1] / factor)


@steady
@given(widths, bases, lengths, factors)
def test_only_ntk_aware_sends_slow_pairs_to_angles_never_met(
    head_dim: int, base: float, trained: int, factor: float
) -> None:
    original = ext.rope_frequencies(head_dim, base)
    for found in (
        ext.pi_frequencies(head_dim, factor, base),
        ext.yarn_frequencies(head_dim, factor, trained, base),
    ):
        assert ext.overshoot(found, original, factor, trained).max() <= 1 + 1e-9
    ntk = ext.overshoot(ext.ntk_frequencies(head_dim, factor, base), original, factor, trained)
    assert ntk.max() <= factor
    assert ntk[-1] == pytest.approx(1)


def test_by_hand() -> None:
    np.testing.assert_allclose(ext.pi_frequencies(8, 4), [0.25, 0.025, 0.0025, 0.00025])
    ntk = ext.ntk_frequencies(8, 4) / ext.rope_frequencies(8)
    np.testing.assert_allclose(ntk, [4 ** (-i / 3) for i in range(4)])
    turns = ext.rotations(ext.rope_frequencies(8), 2048)
    np.testing.assert_allclose(turns, 2048 / (2 * math.pi) * 10.0 ** -np.arange(4))
    yarn = ext.yarn_frequencies(8, 4, 2048) / ext.rope_frequencies(8)
    np.testing.assert_allclose(yarn, [1, 1, 0.3047, 0.25], atol=5e-5)
    assert ext.yarn_scale(4) == pytest.approx(1.1386, abs=1e-4)


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="the factor must be at least 1, got 0"):
        ext.pi_frequencies(8, 0.5)
    with pytest.raises(ValueError, match="head_dim must exceed 2, got 2"):
        ext.ntk_base(2, 4)

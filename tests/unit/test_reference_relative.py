"""Which encodings make scores depend on the distance alone, and what follows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.reference.attention import attention
from scripts.reference.masks import causal_mask
from scripts.reference.positions import sinusoidal_positions
from scripts.reference.relative import content_scores, diagonal_spread
from tests.unit.properties import normal, seeds, steady

RELATIVE = ("none", "t5", "rope", "alibi")
ABSOLUTE = ("sinusoidal", "learned")


@pytest.mark.parametrize("scheme", RELATIVE)
def test_relative_scores_are_constant_along_diagonals_and_do_not_move(scheme: str) -> None:
    scores = content_scores(scheme, 8)
    assert diagonal_spread(scores) < 1e-12
    np.testing.assert_allclose(content_scores(scheme, 8, start=40), scores, atol=1e-12)


@pytest.mark.parametrize("scheme", ABSOLUTE)
def test_absolute_scores_are_not(scheme: str) -> None:
    scores = content_scores(scheme, 8)
    assert diagonal_spread(scores) > 0.5
    assert np.abs(content_scores(scheme, 8, start=40) - scores).max() > 0.5


def test_a_learned_table_ends_and_the_others_do_not() -> None:
    with pytest.raises(ValueError, match="the table has 64 positions"):
        content_scores("learned", 8, start=60)
    for scheme in ("sinusoidal", *RELATIVE):
        assert content_scores(scheme, 8, start=1000).shape == (8, 8)


def test_an_unknown_scheme_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown scheme"):
        content_scores("nope", 8)


def test_products_of_sinusoidal_vectors_alone_depend_on_the_distance_alone() -> None:
    vectors = sinusoidal_positions(12, 8)
    assert diagonal_spread(vectors @ vectors.T) < 1e-12


@steady
@given(p=st.integers(0, 500), shift=st.integers(0, 200))
def test_moving_a_sinusoidal_vector_is_a_rotation_that_depends_on_the_shift(
    p: int, shift: int
) -> None:
    d = 8
    vectors = sinusoidal_positions(p + shift + 1, d)
    for i in range(0, d, 2):
        angle = shift / 10_000 ** (i / d)
        turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
        moved = turn @ vectors[p, i : i + 2]
        np.testing.assert_allclose(vectors[p + shift, i : i + 2], moved, atol=1e-9)


@steady
@given(seed=seeds)
def test_without_positions_and_mask_attention_moves_with_its_tokens(seed: int) -> None:
    q, k, v = (normal(seed + i, 6, 4) for i in range(3))
    order = np.random.default_rng(seed).permutation(6)
    np.testing.assert_allclose(attention(q, k, v)[order], attention(q[order], k[order], v[order]))


def test_a_causal_mask_alone_tells_order() -> None:
    q, k, v = (normal(i, 3, 4) for i in range(3))
    order = np.array([1, 0, 2])
    before = attention(q, k, v, causal_mask(3))
    after = attention(q[order], k[order], v[order], causal_mask(3))
    assert not np.allclose(before[order], after)
    # One layer's last token sees the same set either way: order shows from the second layer on.
    np.testing.assert_allclose(before[2], after[2])

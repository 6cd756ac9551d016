from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.reference.attention import attention
from scripts.reference.masks import causal_mask, encoder_decoder_masks, prefix_mask
from tests.unit.properties import normal, seeds, steady

lengths = st.integers(1, 12)


def test_causal_mask_written_out() -> None:
    assert causal_mask(3).astype(int).tolist() == [[1, 0, 0], [1, 1, 0], [1, 1, 1]]


def test_prefix_mask_written_out() -> None:
    expected = [[1, 1, 0, 0], [1, 1, 0, 0], [1, 1, 1, 0], [1, 1, 1, 1]]
    assert prefix_mask(4, 2).astype(int).tolist() == expected


@steady
@given(lengths)
def test_a_prefix_of_none_is_causal_and_of_all_is_bidirectional(n: int) -> None:
    assert (prefix_mask(n, 0) == causal_mask(n)).all()
    assert prefix_mask(n, n).all()


@steady
@given(lengths, st.data())
def test_a_longer_prefix_only_adds_sight(n: int, data: st.DataObject) -> None:
    shorter = data.draw(st.integers(0, n - 1))
    gained = prefix_mask(n, shorter + 1) & ~prefix_mask(n, shorter)
    assert not (prefix_mask(n, shorter) & ~prefix_mask(n, shorter + 1)).any()
    # What is gained: earlier positions now see the token that joined the prefix.
    assert gained.sum() == shorter


@steady
@given(seeds, st.integers(0, 4))
def test_later_tokens_do_not_change_earlier_outputs(seed: int, i: int) -> None:
    q, k, v = (normal(seed + j, 6, 4) for j in range(3))
    before = attention(q, k, v, causal_mask(6))
    k[i + 1 :], v[i + 1 :] = 7.0, -7.0
    after = attention(q, k, v, causal_mask(6))
    np.testing.assert_allclose(after[: i + 1], before[: i + 1])
    assert not np.allclose(after[i + 1 :], before[i + 1 :])


def test_inside_the_prefix_later_tokens_do_change_earlier_outputs() -> None:
    q, k, v = (normal(j, 6, 4) for j in range(3))
    before = attention(q, k, v, prefix_mask(6, 3))
    v[2] += 1.0
    assert not np.allclose(attention(q, k, v, prefix_mask(6, 3))[0], before[0])


@steady
@given(lengths, lengths)
def test_encoder_decoder_masks(n_source: int, n_target: int) -> None:
    masks = encoder_decoder_masks(n_source, n_target)
    assert masks.encoder.shape == (n_source, n_source)
    assert masks.encoder.all()
    assert masks.cross.shape == (n_target, n_source)
    assert masks.cross.all()
    assert (masks.decoder == causal_mask(n_target)).all()


def test_what_cannot_be_a_length_is_refused() -> None:
    with pytest.raises(ValueError, match="n must be at least 1, got 0"):
        causal_mask(0)
    with pytest.raises(ValueError, match=r"prefix_len must lie in 0\.\.4, got 5"):
        prefix_mask(4, 5)
    with pytest.raises(ValueError, match="n_source must be at least 1"):
        encoder_decoder_masks(0, 3)

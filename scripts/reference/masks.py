"""Attention masks: which query position may look at which key position.

A mask is a table of truth values, a row a query and a column a key; True means "may attend".
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from scripts.reference.arrays import Mask, require


# --8<-- [start:causal_mask]
def causal_mask(n: int) -> Mask:
    """Return the mask of a causal decoder: position i sees positions j <= i.

    Shape: (n, n). Source: Vaswani et al. 2017.
    """
    require(n >= 1, f"n must be at least 1, got {n}")
    return np.tri(n, dtype=bool)


# --8<-- [end:causal_mask]


# --8<-- [start:prefix_mask]
def prefix_mask(n: int, prefix_len: int) -> Mask:
    """Return the mask of a prefix LM: everyone sees the prefix, the rest is causal.

    Position i sees position j when j < prefix_len or j <= i. Shape: (n, n).
    Source: Raffel et al. 2020 (T5), the study of model structures.
    """
    require(
        0 <= prefix_len <= n,
        f"prefix_len must lie in 0..{n}, got {prefix_len}",
    )
    mask = causal_mask(n)
    mask[:, :prefix_len] = True
    return mask


# --8<-- [end:prefix_mask]


# --8<-- [start:encoder_decoder_masks]
class EncoderDecoderMasks(NamedTuple):
    """The three masks of an encoder-decoder."""

    encoder: Mask
    decoder: Mask
    cross: Mask


def encoder_decoder_masks(
    n_source: int, n_target: int
) -> EncoderDecoderMasks:
    """Return the masks of the encoder, of the decoder, and of the decoder looking at the encoder.

    Shapes: encoder (n_source, n_source), all True; decoder (n_target, n_target), causal;
    cross (n_target, n_source), all True. Source: Vaswani et al. 2017.
    """
    require(n_source >= 1, f"n_source must be at least 1, got {n_source}")
    return EncoderDecoderMasks(
        encoder=np.ones((n_source, n_source), dtype=bool),
        decoder=causal_mask(n_target),
        cross=np.ones((n_target, n_source), dtype=bool),
    )


# --8<-- [end:encoder_decoder_masks]

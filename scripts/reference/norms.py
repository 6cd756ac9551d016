"""Normalisation of a vector of features: LayerNorm, RMSNorm, and DeepNorm's scaled residual."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from scripts.reference.arrays import Array, require


# --8<-- [start:layer_norm]
def layer_norm(
    x: Array, gain: Array, bias: Array, eps: float = 1e-5
) -> Array:
    """Return (x - mean) / sqrt(variance + eps) * gain + bias, over the last axis.

    x: (..., d_model); gain, bias: (d_model,). The variance divides by d_model.
    Source: Ba, Kiros and Hinton 2016.
    """
    require(eps >= 0, f"eps must not be negative, got {eps}")
    mean: Array = x.mean(axis=-1, keepdims=True)
    variance: Array = ((x - mean) ** 2).mean(axis=-1, keepdims=True)
    return (x - mean) / np.sqrt(variance + eps) * gain + bias


# --8<-- [end:layer_norm]


# --8<-- [start:rms_norm]
def rms_norm(x: Array, gain: Array, eps: float = 1e-6) -> Array:
    """Return x / sqrt(mean of squares + eps) * gain, over the last axis.

    x: (..., d_model); gain: (d_model,). Against LayerNorm neither the mean is subtracted
    nor a bias added. Source: Zhang and Sennrich 2019.
    """
    require(eps >= 0, f"eps must not be negative, got {eps}")
    mean_square: Array = (x**2).mean(axis=-1, keepdims=True)
    return x / np.sqrt(mean_square + eps) * gain


# --8<-- [end:rms_norm]


# --8<-- [start:deepnorm_constants]
class DeepNormConstants(NamedTuple):
    """alpha scales the residual stream; beta scales weights at initialisation."""

    alpha: float
    beta: float


def deepnorm_constants(
    n_encoder_layers: int, n_decoder_layers: int
) -> tuple[DeepNormConstants | None, DeepNormConstants | None]:
    """Return the constants of the encoder and of the decoder; None for a part that is absent.

    N encoder and M decoder layers. Source: Wang et al. 2022 (DeepNet).
    """
    N, M = n_encoder_layers, n_decoder_layers
    require(
        N >= 0 and M >= 0, f"layers must not be negative, got {N} and {M}"
    )
    require(
        N + M > 0, "at least one of encoder and decoder must have layers"
    )
    if N == 0:
        return None, DeepNormConstants((2 * M) ** 0.25, (8 * M) ** -0.25)
    if M == 0:
        return DeepNormConstants((2 * N) ** 0.25, (8 * N) ** -0.25), None
    depth = (N**4 * M) ** 0.0625
    encoder = DeepNormConstants(0.81 * depth, 0.87 / depth)
    return encoder, DeepNormConstants((3 * M) ** 0.25, (12 * M) ** -0.25)


# --8<-- [end:deepnorm_constants]


# --8<-- [start:deepnorm_residual]
def deepnorm_residual(
    x: Array,
    sublayer_output: Array,
    alpha: float,
    gain: Array,
    bias: Array,
    eps: float = 1e-5,
) -> Array:
    """Return LayerNorm(alpha * x + sublayer_output): a Post-LN residual with a heavier x.

    x, sublayer_output: (..., d_model); gain, bias: (d_model,). With alpha = 1 this is Post-LN.
    Source: Wang et al. 2022 (DeepNet).
    """
    require(alpha > 0, f"alpha must be positive, got {alpha}")
    return layer_norm(alpha * x + sublayer_output, gain, bias, eps)


# --8<-- [end:deepnorm_residual]

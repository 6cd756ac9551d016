"""What a model costs to train and to run: floating-point operations, tokens, bytes.

FLOPs count a multiplication and an addition as two operations. Symbols as in
`scripts.counts.parameters`; D = training tokens, s = tokens that a token attends to (itself
included).
"""

from __future__ import annotations

import math

from scripts.counts import comparison, layers, mixers, parameters
from scripts.data.architecture import Architecture
from scripts.data.models import Checkpoint

#: A backward pass takes twice the operations of a forward pass (Kaplan et al. 2020,
#: arXiv:2001.08361, section 2.1), so training takes three times as many.
TRAINING_PASSES = 3
#: Bytes of a parameter in mixed-precision training with Adam: weight and gradient in 16 bits; a
#: copy of the weight, momentum and variance in 32 bits (Rajbhandari et al. 2020,
#: arXiv:1910.02054, section 3.1).
WEIGHT_BYTES, GRADIENT_BYTES, STATE_BYTES = 2, 2, 12
#: These bytes, each with the stage of ZeRO from which on the cards share them.
_SPLIT = (WEIGHT_BYTES, 3), (GRADIENT_BYTES, 2), (STATE_BYTES, 1)
_SECONDS_OF_DAY = 86_400


def _mixing_flops(arch: Architecture, attended: int) -> int | None:
    """Return the FLOPs by which all layers take from `attended` tokens or from their states."""
    of = layers.of_decoder(arch)
    found = layers.indexers(arch, of) * mixers.indexing_flops(arch, attended)
    for mixer, n in of.mixers.items():
        each = mixers.mixing_flops(arch, mixer, attended)
        if each is None:
            return None
        found += n * each
    return found


def forward_flops(arch: Architecture | None, attended: int = 0) -> int | None:
    """Return the FLOPs of one token in a forward pass: 2 M + 2 s h (key + value width) for a layer.

    M are the weights of `parameters.multiplied_parameters`; the second term, scores and weighted
    sums, is that of Kaplan et al. 2020 (arXiv:2001.08361, table 1). Latent attention is counted in
    the form that unpacks keys and values; a layer with a state takes as long whatever s is. None
    where a field is unknown.

    Args:
        attended: tokens that the token attends to; 0 leaves the second term out.
    """
    weights = parameters.multiplied_parameters(arch)
    if arch is None or weights is None:
        return None
    mixing = _mixing_flops(arch, attended) if attended else 0
    return None if mixing is None else 2 * weights + mixing


def training_flops(checkpoint: Checkpoint) -> int | None:
    """Return the FLOPs of the pre-training: 6 M D, the attention scores left out.

    That is C = 6ND of Kaplan et al. 2020 (arXiv:2001.08361, section 2.1) with the active weights
    for N. The scores depend on the lengths trained on, which few reports tell, so it is a lower
    bound.
    """
    forward = forward_flops(checkpoint.architecture)
    tokens = checkpoint.training.tokens if checkpoint.training else None
    return TRAINING_PASSES * forward * tokens if forward and tokens else None


def tokens_per_parameter(checkpoint: Checkpoint) -> float | None:
    """Return training tokens over all parameters, those of every expert included."""
    count = comparison.best_count(checkpoint)
    tokens = checkpoint.training.tokens if checkpoint.training else None
    return tokens / count if tokens and count else None


def training_bytes(count: int, gpus: int = 1, stage: int = 0) -> float:
    """Return the bytes on each of `gpus` cards for weights, gradients and Adam's states.

    A stage of ZeRO splits the states (1), the gradients as well (2), the weights too (3), as in
    Rajbhandari et al. 2020 (arXiv:1910.02054, figure 1). Activations and buffers come on top.
    """
    return count * sum(size / gpus if stage >= first else size for size, first in _SPLIT)


def gpus_to_hold(size: float, memory: float) -> int:
    """Return the fewest cards of `memory` bytes that hold `size` bytes split evenly."""
    return max(1, math.ceil(size / memory))


def gpus_to_train(count: int, memory: float, stage: int) -> int | None:
    """Return the fewest cards whose `memory` holds what `training_bytes` puts on each.

    None where no number suffices: what a stage does not split, every card holds whole.
    """
    whole = count * sum(size for size, first in _SPLIT if stage < first)
    split = count * sum(size for size, first in _SPLIT if stage >= first)
    if not split:
        return 1 if whole <= memory else None
    return gpus_to_hold(split, memory - whole) if whole < memory else None


def gpu_days(flops: float, peak: float, utilisation: float) -> float:
    """Return the days that one card would take: FLOPs over the used part of its `peak` FLOP/s."""
    return flops / (peak * utilisation) / _SECONDS_OF_DAY

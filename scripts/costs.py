"""What a model costs to train and to run: floating-point operations, tokens, bytes.

FLOPs count a multiplication and an addition as two operations. Symbols as in
`scripts.architecture`; D = training tokens, s = tokens that a token attends to (itself included).
"""

from __future__ import annotations

from scripts import architecture
from scripts.schema import Architecture, Checkpoint

#: A backward pass takes twice the operations of a forward pass (Kaplan et al. 2020,
#: arXiv:2001.08361, section 2.1), so training takes three times as many.
TRAINING_PASSES = 3


def _score_width(arch: Architecture) -> int | None:
    """Return h (key width + value width) of one layer: what scores and weighted sums multiply."""
    if arch.n_heads is None:
        return None
    if arch.mla:
        latent = arch.mla
        key = latent.qk_nope_head_dim + latent.qk_rope_head_dim
        return arch.n_heads * (key + latent.v_head_dim)
    return arch.n_heads * 2 * arch.head_dim if arch.head_dim else None


def _attended(arch: Architecture, attended: int) -> int:
    """Return the tokens attended to, summed over the layers, each capped by its window."""
    layers, window = arch.n_layers or 0, arch.sliding_window
    if window is None:
        return layers * attended
    whole = layers // arch.global_every if arch.global_every else 0
    return whole * attended + (layers - whole) * min(attended, window)


def forward_flops(arch: Architecture | None, attended: int = 0) -> int | None:
    """Return the FLOPs of one token in a forward pass: 2 M + 2 s h (key + value width) for a layer.

    M are the weights of `architecture.multiplied_parameters`; the second term, scores and weighted
    sums, is that of Kaplan et al. 2020 (arXiv:2001.08361, table 1). Latent attention is counted in
    the form that unpacks keys and values. None where a field is unknown.

    Args:
        attended: tokens that the token attends to; 0 leaves the second term out.
    """
    weights = architecture.multiplied_parameters(arch)
    if arch is None or weights is None:
        return None
    if not attended:
        return 2 * weights
    width = _score_width(arch)
    return None if width is None else 2 * weights + 2 * _attended(arch, attended) * width


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
    count = architecture.best_count(checkpoint)
    tokens = checkpoint.training.tokens if checkpoint.training else None
    return tokens / count if tokens and count else None

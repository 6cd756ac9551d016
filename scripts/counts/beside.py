"""What stands beside the layers: embeddings of each layer's own, further residual paths.

As in modeling_gemma3n.py and modeling_gemma4.py of transformers. Symbols as in
`scripts.counts.parameters`; `norm` is the parameters of one norm of the model's width.
"""

from __future__ import annotations

from scripts.data.architecture import Architecture


def _layers_and_width(arch: Architecture) -> tuple[int, int]:
    return arch.n_layers or 0, arch.d_model or 0


def per_layer_matrices(arch: Architecture) -> int:
    """Return the weights that bring them in: made of the token's embedding, a gate, a way back."""
    n_layers, d = _layers_and_width(arch)
    return 3 * n_layers * d * arch.per_layer.width if arch.per_layer else 0


def per_layer_embedding(arch: Architecture, norm: int) -> int:
    """Return the table of embeddings of each layer's own, with its matrices and norms."""
    own = arch.per_layer
    if own is None:
        return 0
    n_layers, _ = _layers_and_width(arch)
    norms = own.width * bool(norm) + n_layers * norm
    return own.vocab_size * n_layers * own.width + per_layer_matrices(arch) + norms


def residual_matrices(arch: Architecture) -> int:
    """Return the weights of further ways past a layer: AltUp and LAuReL.

    AltUp with n versions of the stream: d x d to make and to join each but the first; in a layer
    d x n, n x n to correct and n x n^2 to predict. LAuReL of rank r: d x r and back.
    """
    n_layers, d = _layers_and_width(arch)
    inputs = arch.altup_inputs or 0
    around = 2 * (inputs - 1) * d * d if inputs else 0
    within = d * inputs + inputs**2 + inputs**3 + 2 * d * (arch.laurel_rank or 0)
    return around + n_layers * within


def residual(arch: Architecture, norm: int) -> int:
    """Return the same with a norm and a scale of AltUp and a norm of LAuReL for each layer."""
    n_layers, d = _layers_and_width(arch)
    norms = (norm + d) * bool(arch.altup_inputs) + norm * bool(arch.laurel_rank)
    return residual_matrices(arch) + n_layers * norms

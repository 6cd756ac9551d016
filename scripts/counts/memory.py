"""What a decoder keeps in memory: weights, KV cache, states; all in bytes.

Symbols as in `scripts.counts.parameters`. A figure that would need an unknown value is None.
"""

from __future__ import annotations

from scripts.counts import layers, mixers
from scripts.counts.layers import Layers
from scripts.data.architecture import Architecture

#: Bytes of one cached element in 16-bit floating point.
CACHE_BYTES = 2


def _indexer_elements(arch: Architecture, of: Layers) -> int:
    """Return the elements that a token adds to the caches of the indexers: a key each."""
    return layers.indexers(arch, of) * (arch.indexer.head_dim if arch.indexer else 0)


def kv_bytes_per_token(arch: Architecture | None, element: int = CACHE_BYTES) -> int | None:
    """Return the bytes that one token adds to the KV cache of a decoder: 2 L k a bytes.

    Latent attention caches one compressed vector and the rotated key: L (kv_lora_rank + rope head)
    bytes. Layers that are no attention cache nothing, nor do those that use an earlier layer's keys
    and values; an indexer caches a key of its own.

    Args:
        element: bytes of one cached element, 2 in 16-bit floating point.
    """
    return kv_bytes(arch, 1, element)


def kv_bytes_at_context(arch: Architecture | None, element: int = CACHE_BYTES) -> int | None:
    """Return the bytes of the KV cache of one sequence as long as the trained context."""
    context = arch.context if arch else None
    return None if context is None else kv_bytes(arch, context, element)


def kv_bytes(arch: Architecture | None, tokens: int, element: int = CACHE_BYTES) -> int | None:
    """Return the bytes of the KV cache of one sequence of so many tokens.

    A sliding window caps the tokens that its layers keep.
    """
    if arch is None or arch.n_layers is None:
        return None
    of = layers.of_decoder(arch)
    found = _indexer_elements(arch, of) * tokens
    for mixer, n in of.mixers.items():
        each = mixers.cached(arch, mixer)
        if each is None:
            return None
        window = arch.sliding_window if mixer == "window" else None
        found += (n - of.sharing[mixer]) * each * min(tokens, window or tokens)
    return found * element


def state_bytes(arch: Architecture | None) -> int | None:
    """Return the bytes that a decoder keeps of a sequence beside the KV cache, however long it is.

    The states of linear attention and state space layers in 32 bits, the inputs of convolutions in
    16 bits; 0 where all layers are softmax attention.
    """
    if arch is None or arch.n_layers is None:
        return None
    found = 0
    for mixer, n in layers.of_decoder(arch).mixers.items():
        each = mixers.state_bytes(arch, mixer)
        if each is None:
            return None
        found += n * each
    return found


def weight_bytes(count: int | None, bits: int) -> int | None:
    """Return the bytes of `count` weights at `bits` each, scales of a quantisation not counted."""
    return None if count is None else count * bits // 8

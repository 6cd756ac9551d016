"""What one layer's mixer holds, keeps and multiplies: parameters, bytes, FLOPs, by its kind.

Symbols as in `scripts.counts.parameters`. Attention: Vaswani et al. 2017 (arXiv:1706.03762,
section 3.2), latent attention DeepSeek-AI 2024 (arXiv:2405.04434, section 2.1). Linear attention:
lightning, MiniMax 2025 (arXiv:2501.08313, section 2.2); gated delta net, Yang et al. 2024
(arXiv:2412.06464, section 3); Kimi delta, Kimi Team 2025 (arXiv:2510.26692, section 3). State
space: Mamba-2, Dao & Gu 2024 (arXiv:2405.21060, section 7). The matrices around them, the short
convolution and the indexer (DeepSeek-V3.2, arXiv:2512.02556, section 2.1) are those of the
modelling code of transformers. Figures presume that every field they need is known.
"""

from __future__ import annotations

from dataclasses import dataclass

from scripts.counts.layers import ATTENTION, Mixer
from scripts.data.architecture import Architecture, Linear, Mla, Ssm

#: Bytes of an element of a recurrent state, which is kept in 32-bit floating point, and of an input
#: that a convolution keeps.
STATE_BYTES, INPUT_BYTES = 4, 2
#: Operations on an element of a state for one token: each of decay-and-write and read is a
#: multiplication and an addition; the delta rule reads once more before it writes.
_STATE_OPERATIONS = {"lightning": 4, "gated-delta-net": 6, "kimi-delta": 6}
_SSM_OPERATIONS = 4


@dataclass(frozen=True)
class Heads:
    """The heads of one layer of attention: how many, and the widths of a key and of a value."""

    queries: int
    keys: int
    key_width: int
    value_width: int

    @property
    def output(self) -> int:
        """The width of all heads' outputs together."""
        return self.queries * self.value_width

    @property
    def score_width(self) -> int:
        """What scores and weighted sums multiply for one token attended to."""
        return self.queries * (self.key_width + self.value_width)


def _latent_heads(heads: int, mla: Mla) -> Heads:
    return Heads(heads, heads, mla.qk_nope_head_dim + mla.qk_rope_head_dim, mla.v_head_dim)


def heads(arch: Architecture, mixer: Mixer) -> Heads | None:
    """Return the heads of an attention layer, or None where one of their numbers is unknown."""
    own = arch.windowed if mixer == "window" else None
    queries = (own and own.n_heads) or arch.n_heads
    if arch.mla:
        return _latent_heads(queries, arch.mla) if queries else None
    widths = _key_value_widths(arch, mixer)
    return Heads(queries, *widths) if queries and widths else None


def _key_value_widths(arch: Architecture, mixer: Mixer) -> tuple[int, int, int] | None:
    """Return key/value heads, the width of a key and that of a value, or None where unknown."""
    own = arch.windowed if mixer == "window" else None
    keys = (own and own.n_kv_heads) or arch.n_kv_heads
    width = (own and own.head_dim) or arch.head_dim
    if keys is None or width is None:
        return None
    return keys, width, (own and own.v_head_dim) or arch.v_head_dim or width


def _latent_queries(d: int, queries: int, m: Mla) -> int:
    """Down and up projections of queries, and the output."""
    width = queries * (m.qk_nope_head_dim + m.qk_rope_head_dim)
    query = m.q_lora_rank * (d + width) if m.q_lora_rank else d * width
    return query + queries * m.v_head_dim * d


def _gate(arch: Architecture, h: Heads) -> int:
    """A gate of the outputs: d x one for a dimension, or d x one for a head."""
    width = {"element": h.output, "head": h.queries}.get(arch.attention_gate or "", 0)
    return (arch.d_model or 0) * width


def _attention_matrices(arch: Architecture, mixer: Mixer) -> int:
    """Query d x hn, key d x kn, value d x kv, output hv x d, and the gate."""
    d, h = arch.d_model or 0, heads(arch, mixer)
    if h is None:
        return 0
    plain = d * (h.queries * h.key_width + h.output)
    own = _latent_queries(d, h.queries, arch.mla) if arch.mla else plain
    return own + key_value_matrices(arch, mixer) + _gate(arch, h)


def key_value_matrices(arch: Architecture, mixer: Mixer) -> int:
    """Return the weights by which an attention layer makes keys and values; 0 for others."""
    d, h = arch.d_model or 0, heads(arch, mixer) if mixer in ATTENTION else None
    if h is None:
        return 0
    if m := arch.mla:
        up = m.kv_lora_rank * h.queries * (m.qk_nope_head_dim + m.v_head_dim)
        return d * (m.kv_lora_rank + m.qk_rope_head_dim) + up
    values = 0 if arch.values_are_keys and mixer == "full" else h.keys * h.value_width
    return d * (h.keys * h.key_width + values)


def key_value_vectors(arch: Architecture, mixer: Mixer) -> int:
    """Return the biases and gains of the keys and values of an attention layer; 0 for others."""
    h = heads(arch, mixer) if mixer in ATTENTION else None
    if h is None:
        return 0
    if arch.mla:
        return arch.mla.kv_lora_rank
    biases = h.keys * (h.key_width + h.value_width) * bool(arch.biases and arch.biases.qkv)
    gains = {"head": h.key_width, "full": h.keys * h.key_width}.get(arch.qk_norm or "", 0)
    return biases + gains


def _qk_norm(arch: Architecture, h: Heads) -> int:
    """Gains of queries and keys, shared by all heads or one a dimension of each."""
    if arch.qk_norm == "head":
        return 2 * h.key_width
    return (h.queries + h.keys) * h.key_width if arch.qk_norm == "full" else 0


def _attention_vectors(arch: Architecture, mixer: Mixer) -> int:
    """Biases, gains of norms, sinks."""
    if arch.mla:
        return arch.mla.kv_lora_rank + (arch.mla.q_lora_rank or 0)
    h = heads(arch, mixer)
    if h is None:
        return 0
    biases, d = arch.biases, arch.d_model or 0
    inputs = (h.queries + h.keys) * h.key_width + h.keys * h.value_width
    sinks = arch.attention_sinks or (mixer == "window" and arch.windowed and arch.windowed.sinks)
    vectors = inputs * bool(biases and biases.qkv) + d * bool(biases and biases.attention_output)
    return vectors + _qk_norm(arch, h) + h.queries * bool(sinks)


def _linear_widths(linear: Linear) -> tuple[int, int]:
    """Return the widths of all keys (as of all queries) and of all values."""
    return linear.key_heads * linear.key_head_dim, linear.value_heads * linear.value_head_dim


def _linear_matrices(d: int, linear: Linear) -> int:
    """Query, key, value, output; the gates of the kind; a convolution over the first three."""
    keys, values = _linear_widths(linear)
    inputs = 2 * keys + values
    plain = d * inputs + values * d + inputs * (linear.conv_width or 0)
    if linear.kind == "kimi-delta":  # decay, output gate, and a rate
        ranks = linear.key_head_dim * (d + keys) + linear.value_head_dim * (d + values)
        gates = d * (keys + values) if linear.whole_gates else ranks
        return plain + gates + d * linear.value_heads
    rates = 2 * linear.value_heads if linear.kind == "gated-delta-net" else 0
    return plain + d * values + d * rates


def _linear_vectors(linear: Linear) -> int:
    """Decay and step of the delta kinds, and the gain of the norm before the output."""
    keys, values = _linear_widths(linear)
    if linear.kind == "lightning":
        return values
    steps = keys if linear.kind == "kimi-delta" else linear.value_heads
    return linear.value_heads + steps + linear.value_head_dim


def _ssm_widths(ssm: Ssm) -> tuple[int, int]:
    """Return the inner width and the channels of the convolution: inputs, B and C."""
    inner = ssm.n_heads * ssm.head_dim
    return inner, inner + 2 * ssm.n_groups * ssm.d_state


def _ssm_matrices(d: int, ssm: Ssm) -> int:
    """Gate, inputs, B, C and steps in; the convolution; out."""
    inner, channels = _ssm_widths(ssm)
    return d * (inner + channels + ssm.n_heads) + channels * ssm.conv_width + inner * d


def _ssm_vectors(ssm: Ssm) -> int:
    """Bias of the convolution; A, D and the step's bias of each head; the norm's gain."""
    inner, channels = _ssm_widths(ssm)
    return channels * ssm.conv_bias + 3 * ssm.n_heads + inner


def matrices(arch: Architecture, mixer: Mixer) -> int:
    """Return the weights of the matrices and convolutions of a layer's mixer."""
    d = arch.d_model or 0
    if mixer in ATTENTION:
        return _attention_matrices(arch, mixer)
    if mixer == "linear":
        return _linear_matrices(d, arch.linear) if arch.linear else 0
    if mixer == "ssm":
        return _ssm_matrices(d, arch.ssm) if arch.ssm else 0
    width = arch.short_conv.width if arch.short_conv else 0
    return 4 * d * d + d * width  # two gates, input, output; one filter a dimension


def vectors(arch: Architecture, mixer: Mixer) -> int:
    """Return the parameters of a layer's mixer that are no matrices."""
    if mixer in ATTENTION:
        return _attention_vectors(arch, mixer)
    if mixer == "linear" and arch.linear:
        return _linear_vectors(arch.linear)
    return _ssm_vectors(arch.ssm) if mixer == "ssm" and arch.ssm else 0


def indexer_matrices(arch: Architecture) -> int:
    """Return the weights of one indexer: its queries from the compressed ones, a key, weights."""
    index = arch.indexer
    if index is None:
        return 0
    d = arch.d_model or 0
    source = (arch.mla and arch.mla.q_lora_rank) or d
    return source * index.n_heads * index.head_dim + d * (index.head_dim + index.n_heads)


def indexer_vectors(arch: Architecture) -> int:
    """Return gain and shift of the norm of one indexer's keys."""
    return 2 * arch.indexer.head_dim if arch.indexer else 0


def cached(arch: Architecture, mixer: Mixer) -> int | None:
    """Return the elements that a token adds to the cache of an attention layer; 0 for others.

    Latent attention keeps one compressed vector and the rotated key.
    """
    if mixer not in ATTENTION:
        return 0
    if arch.mla:
        return arch.mla.kv_lora_rank + arch.mla.qk_rope_head_dim
    widths = _key_value_widths(arch, mixer)
    return None if widths is None else widths[0] * (widths[1] + widths[2])


def _state(arch: Architecture, mixer: Mixer) -> tuple[int, int] | None:
    """Return the elements of a layer's recurrent state and of its convolution's inputs."""
    if mixer == "linear" and (linear := arch.linear):
        keys, values = _linear_widths(linear)
        kept = (2 * keys + values) * (linear.conv_width - 1) if linear.conv_width else 0
        return linear.value_heads * linear.key_head_dim * linear.value_head_dim, kept
    if mixer == "ssm" and (ssm := arch.ssm):
        return ssm.n_heads * ssm.head_dim * ssm.d_state, _ssm_widths(ssm)[1] * (ssm.conv_width - 1)
    if mixer == "conv" and arch.short_conv and arch.d_model:
        return 0, arch.d_model * (arch.short_conv.width - 1)
    return (0, 0) if mixer in ATTENTION else None


def state_bytes(arch: Architecture, mixer: Mixer) -> int | None:
    """Return the bytes that a layer keeps of a sequence, however long it is.

    That is the recurrent state in 32 bits and, of a convolution of width w, its last w - 1 inputs
    in 16 bits; 0 for attention, None where a width is unknown.
    """
    found = _state(arch, mixer)
    return None if found is None else found[0] * STATE_BYTES + found[1] * INPUT_BYTES


def _attention_flops(arch: Architecture, mixer: Mixer, attended: int) -> int | None:
    h = heads(arch, mixer)
    if h is None:
        return None
    limits = [arch.sliding_window if mixer == "window" else None]
    limits.append(arch.indexer.top_k if arch.indexer and mixer == "full" else None)
    return 2 * h.score_width * min([attended, *(limit for limit in limits if limit)])


def mixing_flops(arch: Architecture, mixer: Mixer, attended: int) -> int | None:
    """Return the FLOPs by which a token takes from `attended` tokens, or from a state.

    Attention: scores and weighted sums. A state: its elements are decayed, written and read, each
    with a multiplication and an addition; the delta rule reads them twice.
    """
    if mixer in ATTENTION:
        return _attention_flops(arch, mixer, attended)
    found = _state(arch, mixer)
    if found is None:
        return None
    operations = _SSM_OPERATIONS if mixer == "ssm" else 0
    if mixer == "linear" and arch.linear:
        operations = _STATE_OPERATIONS[arch.linear.kind]
    return operations * found[0]


def indexing_flops(arch: Architecture, attended: int) -> int:
    """Return the FLOPs by which one indexer scores `attended` tokens."""
    return 2 * arch.indexer.n_heads * arch.indexer.head_dim * attended if arch.indexer else 0

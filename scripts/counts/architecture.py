"""Figures derived from a checkpoint's configuration: parameters by part, memory, KV cache.

Symbols: L = n_layers, d = d_model, h = n_heads, k = n_kv_heads, a = head_dim, f = d_ff, V =
vocab_size. Counts are in parameters, memory in bytes, contexts in tokens. The block is that of
Vaswani et al. 2017 (arXiv:1706.03762, sections 3.1-3.3); grouped heads follow Ainslie et al. 2023
(arXiv:2305.13245, section 2), gated feed-forward layers Shazeer 2020 (arXiv:2002.05202, equation
6), latent attention DeepSeek-AI 2024 (arXiv:2405.04434, section 2.1). A figure that would need an
unknown value is None.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Literal, cast

from scripts.base.problems import Problem
from scripts.data.handbook import Handbook
from scripts.data.schema import Architecture, Biases, Checkpoint, Experts, Mla, Mtp, Norm, Position

Status = Literal["verified", "explained", "reported", "unknown"]

#: Largest relative difference at which a computed count confirms an exact published one.
EXACT_TOLERANCE = 0.001
#: The same for a published count that is rounded ("7B" stands for 6.74e9).
ROUNDED_TOLERANCE = 0.05
#: Bytes of one cached element in 16-bit floating point.
CACHE_BYTES = 2

_GATED = ("swiglu", "geglu", "reglu", "glu")
_NORMS_OF_BLOCK = {"pre": 2, "post": 2, "post-deepnorm": 2, "reordered": 2, "sandwich": 4}


@dataclass(frozen=True)
class Parts:
    """Parameters by part, over all layers. `norms` are those of the blocks."""

    token_embedding: int
    position_embedding: int
    embedding_norm: int
    attention: int
    feed_forward: int
    experts: int
    router: int
    norms: int
    final_norm: int
    lm_head: int
    mtp: int

    @property
    def total(self) -> int:
        """The sum of all parts."""
        return sum(getattr(self, field.name) for field in fields(self))


@dataclass(frozen=True)
class Comparison:
    """A computed count held against the published one.

    Attributes:
        difference: (computed - published) / published, None where one of them is unknown.
    """

    computed: int | None
    published: int | None
    difference: float | None
    status: Status


@dataclass(frozen=True)
class _Known:
    """The part of an architecture that the formulas need, all of it known."""

    layers: int
    encoder_layers: int
    d: int
    heads: int
    kv_heads: int
    head_dim: int
    d_ff: int
    vocab: int
    context: int
    position: Position
    norm: Norm
    gated: bool
    biases: Biases
    tied: bool
    embedding_norm: bool
    experts: Experts | None
    mla: Mla | None
    mtp: Mtp | None
    qk_norm: str | None
    sinks: bool
    vectors: bool = True

    @property
    def stacks(self) -> int:
        return 2 if self.encoder_layers else 1


def _needed(arch: Architecture) -> Iterator[tuple[str, object]]:
    """Yield name and value of everything the parameter count needs."""
    for name in ("n_layers", "d_model", "vocab_size", "activation", "tied_embeddings"):
        yield name, getattr(arch, name)
    yield "n_heads", arch.n_heads
    if arch.mla is None:
        yield "n_kv_heads", arch.n_kv_heads
        yield "head_dim", arch.head_dim
    if _has_dense_layers(arch.experts):
        yield "d_ff", arch.d_ff
    if arch.experts:
        yield "experts.d_ff", arch.experts.d_ff
    yield from _needed_groups(arch)


def _needed_groups(arch: Architecture) -> Iterator[tuple[str, object]]:
    for name in ("qkv", "attention_output", "ffn", "lm_head"):
        yield f"biases.{name}", getattr(arch.biases, name, None)
    yield "norm", (arch.norm and arch.norm.kind != "unknown") or None
    yield "norm.placement", arch.norm and _NORMS_OF_BLOCK.get(arch.norm.placement or "")
    if arch.norm and arch.norm.kind != "rmsnorm" and arch.norm.gain:
        yield "biases.norm", getattr(arch.biases, "norm", None)
    position = arch.position
    yield "position", (position and position.kind != "unknown") or None
    if position and position.kind == "learned":
        yield "position.n_positions", position.n_positions or arch.context
    if position and position.kind == "relative-bias":
        yield "position.n_buckets", position.n_buckets


def missing(arch: Architecture) -> tuple[str, ...]:
    """Return the fields without which the parameters cannot be counted."""
    return tuple(name for name, value in _needed(arch) if value is None)


def _has_dense_layers(experts: Experts | None) -> bool:
    return experts is None or experts.moe_every > 1 or experts.dense_layers > 0


def _known(arch: Architecture) -> _Known | None:
    if missing(arch):
        return None
    return _Known(
        layers=cast(int, arch.n_layers),
        encoder_layers=arch.n_encoder_layers or 0,
        d=cast(int, arch.d_model),
        heads=cast(int, arch.n_heads),
        kv_heads=arch.n_kv_heads or 0,
        head_dim=arch.head_dim or 0,
        d_ff=arch.d_ff or 0,
        vocab=cast(int, arch.vocab_size),
        context=arch.context or 0,
        position=cast(Position, arch.position),
        norm=cast(Norm, arch.norm),
        gated=arch.activation in _GATED,
        biases=cast(Biases, arch.biases),
        tied=bool(arch.tied_embeddings),
        embedding_norm=bool(arch.embedding_norm),
        experts=arch.experts,
        mla=arch.mla,
        mtp=arch.mtp,
        qk_norm=arch.qk_norm,
        sinks=arch.attention_sinks,
    )


def _plain_attention(c: _Known) -> int:
    """One layer: query d x ha, key and value d x ka each, output ha x d, and the biases."""
    query, key_value = c.heads * c.head_dim, 2 * c.kv_heads * c.head_dim
    biases = (query + key_value) * bool(c.biases.qkv) + c.d * bool(c.biases.attention_output)
    return c.d * (2 * query + key_value) + biases + _qk_norm(c) + c.heads * c.sinks


def _qk_norm(c: _Known) -> int:
    """One layer: gains of queries and keys, shared by all heads or one a dimension of each."""
    if c.qk_norm == "head":
        return 2 * c.head_dim
    return (c.heads + c.kv_heads) * c.head_dim if c.qk_norm == "full" else 0


def _latent_attention(d: int, heads: int, m: Mla) -> int:
    """One layer of MLA: down and up projections and the output."""
    width = heads * (m.qk_nope_head_dim + m.qk_rope_head_dim)
    query = m.q_lora_rank * (d + width) if m.q_lora_rank else d * width
    up = m.kv_lora_rank * heads * (m.qk_nope_head_dim + m.v_head_dim)
    key_value = d * (m.kv_lora_rank + m.qk_rope_head_dim) + up
    return query + key_value + heads * m.v_head_dim * d


def _latent_norms(m: Mla) -> int:
    """One layer: the gains of the norms of both compressed vectors."""
    return m.kv_lora_rank + (m.q_lora_rank or 0)


def _attention(c: _Known) -> int:
    """All layers; a decoder beside an encoder attends twice, to itself and to the encoder."""
    if c.mla:
        layer = _latent_attention(c.d, c.heads, c.mla) + _latent_norms(c.mla) * c.vectors
    else:
        layer = _plain_attention(c)
    decoder = c.layers * (2 if c.encoder_layers else 1)
    return layer * (decoder + c.encoder_layers)


def _feed_forward(c: _Known, width: int) -> int:
    """One layer of `width` f: 2df, or 3df where gated, and the biases."""
    inner = 2 if c.gated else 1
    return (inner + 1) * c.d * width + (inner * width + c.d) * bool(c.biases.ffn)


def _mixture_layers(c: _Known) -> int:
    if c.experts is None:
        return 0
    first, every = c.experts.dense_layers, c.experts.moe_every
    return sum((layers - first) // every for layers in (c.layers, c.encoder_layers) if layers)


def _dense_ffn(c: _Known) -> int:
    return (c.layers + c.encoder_layers - _mixture_layers(c)) * _feed_forward(c, c.d_ff)


def _experts(c: _Known, used: int | None = None) -> int:
    """All layers of experts; `used` counts only so many routed experts a layer."""
    if c.experts is None:
        return 0
    width = c.experts.d_ff or 0
    routed = (c.experts.total if used is None else used) * _feed_forward(c, width)
    shared = c.experts.shared * _feed_forward(c, c.experts.shared_d_ff or width)
    shared += c.d * c.experts.shared_gate
    return _mixture_layers(c) * (routed + shared)


def _router(c: _Known) -> int:
    """One row of d for each expert and layer, with a bias where there is one."""
    if c.experts is None:
        return 0
    return _mixture_layers(c) * c.experts.total * (c.d + c.experts.router_bias)


def _norm(c: _Known) -> int:
    """One norm: a gain of d, and a shift of d where it has one; or nothing."""
    shift = c.norm.kind != "rmsnorm" and bool(c.biases.norm)
    return c.d * (1 + shift) * c.norm.gain


def _block_norms(c: _Known) -> int:
    """All blocks; cross-attention adds half as many norms again."""
    each = c.norm.per_block or _NORMS_OF_BLOCK[c.norm.placement or ""]
    decoder = each * c.layers
    if c.encoder_layers:
        decoder += each // 2 * c.layers
    return _norm(c) * (decoder + each * c.encoder_layers)


def _final_norm(c: _Known) -> int:
    final = c.norm.final
    if final is None:
        final = c.norm.placement in ("pre", "sandwich", "reordered")
    return _norm(c) * c.stacks * final


def _position_embedding(c: _Known) -> int:
    """A learned table of positions x d, or a learned bias of buckets x h, one for each stack."""
    if c.position.kind == "learned":
        return (c.position.n_positions or c.context) * c.d * c.stacks
    if c.position.kind == "relative-bias":
        return (c.position.n_buckets or 0) * c.heads * c.stacks
    return 0


def _lm_head(c: _Known) -> int:
    """V x d unless it is the token embedding again, and a bias of V."""
    return c.vocab * c.d * (not c.tied) + c.vocab * bool(c.biases.lm_head)


def _mtp(c: _Known) -> int:
    """The modules of DeepSeek-AI 2024 (arXiv:2412.19437, section 2.2), one block more each.

    Each joins two vectors by a matrix of 2d x d, and has a norm for either and one at its end.
    """
    if c.mtp is None:
        return 0
    block = _count(replace(c, layers=c.layers + 1, mtp=None)).total
    block -= _count(replace(c, mtp=None)).total
    embeddings = 2 * c.vocab * c.d * c.mtp.own_embeddings
    return c.mtp.layers * (block + 2 * c.d * c.d + 3 * _norm(c) + embeddings)


def parts(arch: Architecture) -> Parts | None:
    """Return the parameters by part, or None where `missing(arch)` names a field.

    L [2dha + 2dka + 3df (2df if not gated) + 2d] + Vd (twice if not tied) + d, plus biases; with
    experts, each mixture layer holds E of the feed-forward layers and a router of Ed.
    """
    c = _known(arch)
    return _count(c) if c else None


def _count(c: _Known) -> Parts:
    return Parts(
        token_embedding=c.vocab * c.d,
        position_embedding=_position_embedding(c),
        embedding_norm=_norm(c) * c.embedding_norm,
        attention=_attention(c),
        feed_forward=_dense_ffn(c),
        experts=_experts(c),
        router=_router(c),
        norms=_block_norms(c),
        final_norm=_final_norm(c),
        lm_head=_lm_head(c),
        mtp=_mtp(c),
    )


def total_parameters(arch: Architecture | None) -> int | None:
    """Return all parameters, or None where they cannot be counted."""
    counted = parts(arch) if arch else None
    return counted.total if counted else None


def active_parameters(arch: Architecture | None) -> int | None:
    """Return the parameters used for one token.

    Neither the experts that the router leaves out nor modules for further tokens count;
    embeddings count whole, as the published counts of Mixtral 8x7B do.
    """
    c = _known(arch) if arch else None
    counted = parts(arch) if arch else None
    if c is None or counted is None:
        return None
    used = _experts(c, c.experts.active) if c.experts else 0
    return counted.total - counted.mtp - counted.experts + used


def multiplied_parameters(arch: Architecture | None) -> int | None:
    """Return the weights of the matrices that one token of a decoder is multiplied by.

    Those are the projections of attention, the feed-forward layers or the active experts, the
    router, and the output head even where it is the token embedding again. Looking a row up
    multiplies nothing; norms, biases and sinks are vectors. None for an encoder-decoder, whose
    tokens pass through one stack or the other.
    """
    c = _known(arch) if arch else None
    if c is None or c.encoder_layers:
        return None
    c = replace(c, biases=Biases(), qk_norm=None, sinks=False, vectors=False)
    used = _experts(c, c.experts.active) if c.experts else 0
    router = _mixture_layers(c) * c.d * (c.experts.total if c.experts else 0)
    return _attention(c) + _dense_ffn(c) + used + router + c.vocab * c.d


def kv_bytes_per_token(arch: Architecture | None, element: int = CACHE_BYTES) -> int | None:
    """Return the bytes that one token adds to the KV cache of a decoder: 2 L k a bytes.

    Latent attention caches one compressed vector and the rotated key: L (kv_lora_rank + rope head)
    bytes.

    Args:
        element: bytes of one cached element, 2 in 16-bit floating point.
    """
    if arch is None or arch.n_layers is None:
        return None
    if arch.mla:
        return arch.n_layers * (arch.mla.kv_lora_rank + arch.mla.qk_rope_head_dim) * element
    if arch.n_kv_heads is None or arch.head_dim is None:
        return None
    return 2 * arch.n_layers * arch.n_kv_heads * arch.head_dim * element


def kv_bytes_at_context(arch: Architecture | None, element: int = CACHE_BYTES) -> int | None:
    """Return the bytes of the KV cache of one sequence as long as the trained context.

    A sliding window caps the tokens that its layers keep; with `global_every` = n, every n-th layer
    keeps all.
    """
    each = kv_bytes_per_token(arch, element)
    if arch is None or each is None or arch.context is None or arch.n_layers is None:
        return None
    whole = arch.n_layers if arch.sliding_window is None else 0
    if arch.sliding_window and arch.global_every:
        whole = arch.n_layers // arch.global_every
    kept = min(arch.context, arch.sliding_window or arch.context)
    return each // arch.n_layers * (whole * arch.context + (arch.n_layers - whole) * kept)


def weight_bytes(count: int | None, bits: int) -> int | None:
    """Return the bytes of `count` weights at `bits` each, scales of a quantisation not counted."""
    return None if count is None else count * bits // 8


def best_count(checkpoint: Checkpoint) -> int | None:
    """Return the count to reckon with: the exact published, else the computed, else the rounded."""
    published = checkpoint.parameters
    if published and published.precision == "exact":
        return published.total
    computed = total_parameters(checkpoint.architecture)
    return computed or (published.total if published else None)


def best_active(checkpoint: Checkpoint) -> int | None:
    """Return the parameters used for a token: computed, else published."""
    computed = active_parameters(checkpoint.architecture)
    published = checkpoint.parameters.active if checkpoint.parameters else None
    return computed or published


def _tolerance(checkpoint: Checkpoint) -> float:
    exact = checkpoint.parameters and checkpoint.parameters.precision == "exact"
    return EXACT_TOLERANCE if exact else ROUNDED_TOLERANCE


def compare(checkpoint: Checkpoint) -> Comparison:
    """Hold the computed total against the published one.

    verified: the published count is exact and the computed one is within 0.1 %. explained: they
    differ and the entry says why. reported: there is a published count, but it is rounded or cannot
    be computed. unknown: nothing was published.
    """
    computed = total_parameters(checkpoint.architecture)
    published = checkpoint.parameters.total if checkpoint.parameters else None
    if published is None or computed is None:
        status: Status = "reported" if published else "unknown"
        return Comparison(computed, published, None, status)
    difference = (computed - published) / published
    if abs(difference) > _tolerance(checkpoint):
        return Comparison(computed, published, difference, "explained")
    exact = _tolerance(checkpoint) == EXACT_TOLERANCE
    return Comparison(computed, published, difference, "verified" if exact else "reported")


def problems(handbook: Handbook) -> list[Problem]:
    """Return every checkpoint whose counts differ without an explanation."""
    found = []
    for entry in handbook.entries():
        checkpoint, held = entry.checkpoint, compare(entry.checkpoint)
        if held.status != "explained" or checkpoint.explanation or held.difference is None:
            continue
        message = f"computed {held.computed:,}, published {held.published:,}"
        message += f": {100 * held.difference:+.2f} %"
        remedy = "correct the configuration or the count, or say why under `explanation`"
        found.append(Problem(entry.file, checkpoint.id, "parameters.total", message, remedy))
    return found

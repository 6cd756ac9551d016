"""The parameters of a model by part, counted from its configuration.

Symbols: L = n_layers, d = d_model, h = n_heads, k = n_kv_heads, a = head_dim, f = d_ff, V =
vocab_size. The block is that of Vaswani et al. 2017 (arXiv:1706.03762, sections 3.1-3.3); grouped
heads follow Ainslie et al. 2023 (arXiv:2305.13245, section 2), gated feed-forward layers Shazeer
2020 (arXiv:2002.05202, equation 6), latent attention DeepSeek-AI 2024 (arXiv:2405.04434, section
2.1). A count that would need an unknown value is None.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import cast

from scripts.counts import beside, layers, mixers
from scripts.counts.layers import Layers, Mixer
from scripts.data.architecture import Architecture, Biases, Experts, Mtp, Norm, Position

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
    per_layer_embedding: int
    residual: int

    @property
    def total(self) -> int:
        """The sum of all parts."""
        return sum(getattr(self, field.name) for field in fields(self))


@dataclass(frozen=True)
class _Known:
    """An architecture of which everything that the formulas need is known."""

    arch: Architecture
    layers: Layers
    encoder: Layers
    d: int
    vocab: int
    position: Position
    norm: Norm
    biases: Biases

    @property
    def gated(self) -> bool:
        return self.arch.activation in _GATED

    @property
    def mixtures(self) -> int:
        return self.layers.mixtures + self.encoder.mixtures

    @property
    def stacks(self) -> int:
        return 2 if self.arch.n_encoder_layers else 1


def _needed(arch: Architecture) -> Iterator[tuple[str, object]]:
    """Yield name and value of everything the parameter count needs."""
    for name in ("n_layers", "d_model", "vocab_size", "activation", "tied_embeddings"):
        yield name, getattr(arch, name)
    yield from _needed_mixers(arch)
    if layers.has_dense(arch):
        yield "d_ff", arch.d_ff
    if arch.experts or layers.has_mixture(arch):
        yield "experts.d_ff", arch.experts and arch.experts.d_ff
    yield from _needed_groups(arch)


def _needed_mixers(arch: Architecture) -> Iterator[tuple[str, object]]:
    found = layers.mixers(arch)
    if found.intersection(layers.ATTENTION):
        yield "n_heads", arch.n_heads
        if arch.mla is None:
            yield "n_kv_heads", arch.n_kv_heads
            yield "head_dim", arch.head_dim
    for mixer, group in (("linear", "linear"), ("ssm", "ssm"), ("conv", "short_conv")):
        if mixer in found:
            yield group, getattr(arch, group)


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


@lru_cache(layers.KEPT)
def _known(arch: Architecture) -> _Known | None:
    if missing(arch):
        return None
    return _Known(
        arch=arch,
        layers=layers.of_decoder(arch),
        encoder=layers.of_encoder(arch),
        d=cast(int, arch.d_model),
        vocab=cast(int, arch.vocab_size),
        position=cast(Position, arch.position),
        norm=cast(Norm, arch.norm),
        biases=cast(Biases, arch.biases),
    )


def _sum(
    arch: Architecture, mixers_: Counter[Mixer], of_mixer: Callable[[Architecture, Mixer], int]
) -> int:
    return sum(of_mixer(arch, mixer) * n for mixer, n in mixers_.items())


def _over_layers(c: _Known, of_mixer: Callable[[Architecture, Mixer], int]) -> int:
    """Sum a figure of mixers; a decoder beside an encoder attends to itself and to the encoder."""
    decoder = _sum(c.arch, c.layers.mixers, of_mixer)
    encoder = _sum(c.arch, c.encoder.mixers, of_mixer)
    return decoder * c.stacks + encoder


def _attention_matrices(c: _Known) -> int:
    own = layers.indexers(c.arch, c.layers) * mixers.indexer_matrices(c.arch)
    shared = _sum(c.arch, c.layers.sharing, mixers.key_value_matrices)
    return _over_layers(c, mixers.matrices) + own - shared


def _attention(c: _Known) -> int:
    """The mixers of all layers, and the indexers."""
    own = layers.indexers(c.arch, c.layers) * mixers.indexer_vectors(c.arch)
    own -= _sum(c.arch, c.layers.sharing, mixers.key_value_vectors)
    return _attention_matrices(c) + _over_layers(c, mixers.vectors) + own


def _feed_forward_matrices(c: _Known, d: int, width: int) -> int:
    """One layer from d to `width` f and back: 2df, or 3df where gated."""
    return (3 if c.gated else 2) * d * width


def _feed_forward(c: _Known, width: int) -> int:
    """One layer and its biases."""
    biases = ((2 if c.gated else 1) * width + c.d) * bool(c.biases.ffn)
    return _feed_forward_matrices(c, c.d, width) + biases


def _dense_ffn(c: _Known, layer: Callable[[_Known, int], int]) -> int:
    width = c.arch.d_ff or 0
    sharing = c.layers.sharing_dense
    wide = (c.arch.kv_sharing and c.arch.kv_sharing.d_ff) or width
    plain = c.layers.dense + c.encoder.dense - sharing
    return plain * layer(c, width) + sharing * layer(c, wide)


def _matrices_alone(c: _Known, width: int) -> int:
    return _feed_forward_matrices(c, c.d, width)


def _experts(c: _Known, used: int | None = None) -> int:
    """All layers of experts; `used` counts only so many routed experts a layer."""
    experts = c.arch.experts
    if experts is None:
        return 0
    routed = (experts.total if used is None else used) * _expert(c, experts, _feed_forward)
    return c.mixtures * (routed + _beside_experts(c, experts, _feed_forward))


def _expert(c: _Known, experts: Experts, layer: Callable[[_Known, int], int]) -> int:
    """One routed expert, which may read and write a narrower vector than the model's."""
    width = experts.d_ff or 0
    if experts.d_latent:
        return _feed_forward_matrices(c, experts.d_latent, width)
    return layer(c, width)


def _beside_experts(c: _Known, experts: Experts, layer: Callable[[_Known, int], int]) -> int:
    """What every token passes: shared experts and their gate, the way to the narrow vector."""
    shared = experts.shared * layer(c, experts.shared_d_ff or experts.d_ff or 0)
    return shared + c.d * experts.shared_gate + 2 * c.d * (experts.d_latent or 0)


def _router(c: _Known) -> int:
    """One row of d for each expert and layer, zero experts included, with a bias if any."""
    experts = c.arch.experts
    if experts is None:
        return 0
    return c.mixtures * (experts.total + experts.zero) * (c.d + experts.router_bias)


def _norm(c: _Known) -> int:
    """One norm: a gain of d, and a shift of d where it has one; or nothing."""
    shift = c.norm.kind != "rmsnorm" and bool(c.biases.norm)
    return c.d * (1 + shift) * c.norm.gain


def _block_norms(c: _Known) -> int:
    """All blocks; half as many for a mixer or feed-forward layer alone and for cross-attention."""
    each = c.norm.per_block or _NORMS_OF_BLOCK[c.norm.placement or ""]
    halves = c.layers.sublayers + c.encoder.sublayers
    halves += c.layers.mixers.total() * (c.stacks - 1)
    return _norm(c) * (each * (halves // 2) + (each + 1) // 2 * (halves % 2))


def _final_norm(c: _Known) -> int:
    final = c.norm.final
    if final is None:
        final = c.norm.placement in ("pre", "sandwich", "reordered")
    return _norm(c) * c.stacks * final


def _position_embedding(c: _Known) -> int:
    """A learned table of positions x d, or a learned bias of buckets x h, one for each stack."""
    if c.position.kind == "learned":
        return (c.position.n_positions or c.arch.context or 0) * c.d * c.stacks
    if c.position.kind == "relative-bias":
        return (c.position.n_buckets or 0) * (c.arch.n_heads or 0) * c.stacks
    return 0


def _lm_head(c: _Known) -> int:
    """V x d unless it is the token embedding again, and a bias of V."""
    return c.vocab * c.d * (not c.arch.tied_embeddings) + c.vocab * bool(c.biases.lm_head)


def _mtp_block(c: _Known, mtp: Mtp) -> _Known:
    """One block: attention, and a mixture where the model has experts."""
    mixer: Mixer = "window" if mtp.windowed else "full"
    mixture = c.arch.experts is not None and not mtp.dense
    block = Layers(Counter({mixer: 1}), int(not mixture), int(mixture))
    alone = c.arch.model_copy(update={"n_encoder_layers": None})
    indexer = alone.indexer and alone.indexer.model_copy(update={"layers": None})
    alone = alone.model_copy(update={"indexer": indexer})
    return replace(c, arch=alone, layers=block, encoder=Layers(Counter(), 0, 0))


def _mtp(c: _Known) -> int:
    """The modules of DeepSeek-AI 2024 (arXiv:2412.19437, section 2.2), one block more each.

    Each joins two vectors by a matrix of 2d x d, and has a norm for either and one at its end.
    """
    mtp = c.arch.mtp
    if mtp is None:
        return 0
    b = _mtp_block(c, mtp)
    block = _attention(b) + _dense_ffn(b, _feed_forward) + _experts(b) + _router(b)
    embeddings = 2 * c.vocab * c.d * mtp.own_embeddings
    block += _block_norms(b) + 2 * c.d * c.d + 3 * _norm(c) + embeddings
    return mtp.layers * block


@lru_cache(layers.KEPT)
def parts(arch: Architecture) -> Parts | None:
    """Return the parameters by part, or None where `missing(arch)` names a field.

    L [2dha + 2dka + 3df (2df if not gated) + 2d] + Vd (twice if not tied) + d, plus biases; with
    experts, each mixture layer holds E of the feed-forward layers and a router of Ed. Where layers
    differ, `scripts.counts.layers` says how many are of a kind, `scripts.counts.mixers` what each
    kind of mixer holds.
    """
    c = _known(arch)
    if c is None:
        return None
    return Parts(
        token_embedding=c.vocab * c.d,
        position_embedding=_position_embedding(c),
        embedding_norm=_norm(c) * bool(arch.embedding_norm),
        attention=_attention(c),
        feed_forward=_dense_ffn(c, _feed_forward),
        experts=_experts(c),
        router=_router(c),
        norms=_block_norms(c),
        final_norm=_final_norm(c),
        lm_head=_lm_head(c),
        mtp=_mtp(c),
        per_layer_embedding=beside.per_layer_embedding(arch, _norm(c)),
        residual=beside.residual(arch, _norm(c)),
    )


def total_parameters(arch: Architecture | None) -> int | None:
    """Return all parameters, or None where they cannot be counted."""
    counted = parts(arch) if arch else None
    return counted.total if counted else None


def _has_zero_experts(arch: Architecture) -> bool:
    return bool(arch.experts and arch.experts.zero)


def active_parameters(arch: Architecture | None) -> int | None:
    """Return the parameters used for one token, or None where their number is not fixed.

    Neither the experts that the router leaves out nor modules for further tokens count;
    embeddings count whole, as the published counts of Mixtral 8x7B do. Where the router may choose
    experts without weights, every token uses another number.
    """
    c = _known(arch) if arch else None
    counted = parts(arch) if arch else None
    if c is None or counted is None or _has_zero_experts(c.arch):
        return None
    used = _experts(c, c.arch.experts.active) if c.arch.experts else 0
    return counted.total - counted.mtp - counted.experts + used


def _multiplied_experts(c: _Known) -> int:
    """The active and the shared experts without biases, and the router."""
    experts = c.arch.experts
    if experts is None:
        return 0
    beside = _beside_experts(c, experts, _matrices_alone)
    used = experts.active * _expert(c, experts, _matrices_alone)
    return c.mixtures * (used + beside + experts.total * c.d)


def multiplied_parameters(arch: Architecture | None) -> int | None:
    """Return the weights of the matrices that one token of a decoder is multiplied by.

    Those are the projections and convolutions of the mixers, the feed-forward layers or the active
    experts, the router, and the output head even where it is the token embedding again. Looking a
    row up multiplies nothing; norms, biases and sinks are vectors. None for an encoder-decoder,
    whose tokens pass through one stack or the other, and where the router may choose experts
    without weights.
    """
    c = _known(arch) if arch else None
    if c is None or c.arch.n_encoder_layers or _has_zero_experts(c.arch):
        return None
    dense = _dense_ffn(c, _matrices_alone) + _multiplied_experts(c)
    further = beside.per_layer_matrices(c.arch) + beside.residual_matrices(c.arch)
    return _attention_matrices(c) + dense + further + c.vocab * c.d

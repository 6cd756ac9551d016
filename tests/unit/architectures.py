"""Architectures for property tests: small, of every kind, whole or with fields unknown."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from scripts.data.architecture import Architecture
from scripts.data.models import Checkpoint

Fields = dict[str, Any]

_small = st.integers(1, 6)
_flags = st.booleans()


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


_positions = st.one_of(
    st.builds(lambda kind: {"kind": kind}, st.sampled_from(["rope", "alibi", "none"])),
    st.builds(lambda n: {"kind": "learned", "n_positions": n}, _small),
    st.builds(lambda n: {"kind": "relative-bias", "n_buckets": n}, _small),
)
_norms = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["rmsnorm", "layernorm"]),
        "placement": st.sampled_from(["pre", "post", "sandwich", "reordered"]),
        "gain": _flags,
        "final": _maybe(_flags),
    }
)
_biases = st.fixed_dictionaries(
    dict.fromkeys(("qkv", "attention_output", "ffn", "lm_head", "norm"), _flags)
)
_mla = st.fixed_dictionaries(
    {
        "kv_lora_rank": _small,
        "q_lora_rank": _maybe(_small),
        "qk_nope_head_dim": _small,
        "qk_rope_head_dim": _small,
        "v_head_dim": _small,
    }
)


_mtp = st.fixed_dictionaries(
    {"layers": _small, "own_embeddings": _flags, "dense": _flags, "windowed": _flags}
)


@st.composite
def _experts(draw: st.DrawFn) -> Fields:
    total = draw(st.integers(1, 6))
    return {
        "total": total,
        "active": draw(st.integers(1, total)),
        "shared": draw(st.integers(0, 2)),
        "d_ff": draw(_small),
        "moe_every": draw(st.integers(1, 2)),
        "dense_layers": draw(st.integers(0, 1)),
        "router_bias": draw(_flags),
        "shared_gate": draw(_flags),
        "d_latent": draw(_maybe(_small)),
    }


@st.composite
def fields(draw: st.DrawFn) -> Fields:
    """Return a decoder with nothing unknown; heads are a multiple of the key/value heads."""
    kv_heads, latent = draw(st.integers(1, 4)), draw(_maybe(_mla))
    return {
        "source": ("invented",),
        "n_layers": draw(st.integers(2, 8)),
        "d_model": draw(_small),
        "n_heads": kv_heads * draw(st.integers(1, 4)),
        "n_kv_heads": kv_heads,
        "head_dim": draw(_small),
        "d_ff": draw(_small),
        "vocab_size": draw(st.integers(1, 20)),
        "context": draw(st.integers(1, 64)),
        "position": draw(_positions),
        "norm": draw(_norms),
        "activation": draw(st.sampled_from(["swiglu", "gelu"])),
        "mla": latent,
        "biases": draw(_biases),
        "embedding_norm": draw(_flags),
        "tied_embeddings": draw(_flags),
        "experts": draw(_maybe(_experts())),
        "mtp": draw(_maybe(_mtp)),
        "qk_norm": draw(_maybe(st.sampled_from(["head", "full", "none"]))),
        "attention_sinks": draw(_flags),
        "sliding_window": draw(_maybe(st.integers(1, 80))),
        "global_every": draw(_maybe(st.integers(1, 4))),
    }


_LAYERS = ("full", "window", "linear", "ssm", "conv", "full-alone", "ssm-alone", "ffn",
           "moe", "full+full+moe", "conv+moe")  # fmt: skip
_linear = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["gated-delta-net", "lightning", "kimi-delta"]),
        **dict.fromkeys(("key_heads", "value_heads", "key_head_dim", "value_head_dim"), _small),
        "conv_width": _maybe(_small),
        "whole_gates": _flags,
    }
)
_ssm = st.fixed_dictionaries(
    {
        "kind": st.just("mamba-2"),
        **dict.fromkeys(("n_heads", "head_dim", "d_state", "n_groups", "conv_width"), _small),
        "conv_bias": _flags,
    }
)
_windowed = st.fixed_dictionaries(
    {
        **dict.fromkeys(("n_heads", "n_kv_heads", "head_dim", "v_head_dim"), _maybe(_small)),
        "sinks": _flags,
    }
)
_indexer = st.fixed_dictionaries(
    {"n_heads": _small, "head_dim": _small, "top_k": _small, "layers": _maybe(_small)}
)


_per_layer = st.fixed_dictionaries({"vocab_size": _small, "width": _small})
_kv_sharing = st.fixed_dictionaries({"layers": _small, "d_ff": _maybe(_small)})


@st.composite
def patterns(draw: st.DrawFn) -> str:
    """Return a pattern of layers: names, some repeated, some in groups."""
    items = st.builds(
        lambda name, count: f"{name}*{count}" if count else name,
        st.sampled_from(_LAYERS),
        st.integers(0, 4),
    )
    groups = st.builds(
        lambda inside, count: f"({' '.join(inside)})*{count}",
        st.lists(items, min_size=1, max_size=3),
        st.integers(1, 3),
    )
    return " ".join(draw(st.lists(items | groups, min_size=1, max_size=4)))


@st.composite
def hybrid_fields(draw: st.DrawFn) -> Fields:
    """Return a decoder whose layers follow a pattern, with all that any kind of layer needs."""
    whole = draw(fields())
    return whole | {
        "n_layers": draw(st.integers(1, 40)),
        "experts": (whole["experts"] or draw(_experts())) | {"zero": draw(st.integers(0, 2))},
        "layers": draw(patterns()),
        "v_head_dim": draw(_maybe(_small)),
        "values_are_keys": draw(_flags),
        "attention_gate": draw(_maybe(st.sampled_from(["element", "head"]))),
        "windowed": draw(_maybe(_windowed)),
        "linear": draw(_linear),
        "ssm": draw(_ssm),
        "short_conv": {"width": draw(_small)},
        "indexer": draw(_maybe(_indexer)),
        "per_layer": draw(_maybe(_per_layer)),
        "kv_sharing": draw(_maybe(_kv_sharing)),
        "altup_inputs": draw(_maybe(_small)),
        "laurel_rank": draw(_maybe(_small)),
    }


@st.composite
def sparse_fields(draw: st.DrawFn) -> Fields:
    """Return fields of which any but the source may be unknown, an encoder's among them."""
    whole = draw(fields()) | {"n_encoder_layers": draw(_small)}
    unknown = draw(st.sets(st.sampled_from(sorted(whole.keys() - {"source"}))))
    return {
        name: value
        for name, value in whole.items()
        if name not in unknown or name == "attention_sinks"
    }


def built(given: Fields, **changes: Any) -> Architecture:
    """Return the architecture that has these fields."""
    return Architecture.model_validate(given | changes)


def checkpoint(architecture: Architecture, tokens: int | None = None) -> Checkpoint:
    """Return a checkpoint of that architecture, trained on so many tokens."""
    training = {"source": ("invented",), "tokens": tokens} if tokens else None
    return Checkpoint.model_validate(
        {"id": "x", "name": "X", "architecture": architecture, "training": training}
    )

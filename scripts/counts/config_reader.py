"""A Hugging Face `config.json` read as an architecture, without a guess.

A figure is read where every key that changes it is understood. A key that is neither read nor known
to change nothing is `unread`, and then no figure may be shown; so is one whose value the class does
not foresee. docs/assets/scripts/config-reader.js is the twin; tests hold the two together.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from scripts.counts import config_classes, config_layers, config_names, config_values
from scripts.counts.config_classes import Table
from scripts.counts.config_values import Config

#: Names of classes are alike that share so many letters at their beginning.
_LEAST_ALIKE = 4
_COPIED = ("attention_sinks", "attention_gate")
_QK_NORM = ("use_qk_norm", "qk_norm", "qk_layernorm", "attn_config.qk_ln")
#: Sizes that every model has: none of them is no size, and not an unknown one either.
_NEVER_NONE = ("n_layers", "d_model", "n_heads", "n_kv_heads", "head_dim", "vocab_size")
_NOTHING: tuple[Any, ...] = (None, False, 0, "", [], {})


def tables() -> dict[str, Any]:
    """Return what the reader of configurations goes by, for its twin in browsers."""
    return {
        "classes": config_classes.CLASSES,
        "aliases": config_classes.ALIASES,
        "names": config_names.NAMES,
        "experts": config_names.EXPERTS,
        "ranks": config_names.RANKS,
        "never_none": _NEVER_NONE,
        "layers": config_names.LAYERS,
        "gated": config_names.GATED,
        "plain": config_names.PLAIN,
        "gates": config_names.GATES,
        "merged": config_names.MERGED,
        "inert": config_names.INERT,
        "max_bytes": config_values.MAX_BYTES,
        "max_depth": config_values.MAX_DEPTH,
    }


@dataclass
class Reading:
    """What a configuration says.

    Attributes:
        architecture: the fields of `scripts.data.architecture.Architecture` that could be read.
        kind: the class, as the configuration names it.
        known: whether that class is known.
        unread: keys that may change a figure and are not understood.
    """

    architecture: dict[str, Any]
    kind: str
    known: bool
    unread: list[str] = field(default_factory=list)


def _sizes(config: Config, known: Table) -> dict[str, Any]:
    names = {**config_names.NAMES, **known.get("names", {})}
    found = {
        ours: config.size(theirs, never_none=ours in _NEVER_NONE) for ours, theirs in names.items()
    }
    if config.values.get("multi_query_attention") is False:
        found["n_kv_heads"] = None
    config.get("multi_query_attention")
    d_model, n_heads = found["d_model"], found["n_heads"]
    if known.get("multi_query"):
        found["n_kv_heads"] = _of_falcon(config, found)
    if known.get("kv"):
        found["n_kv_heads"] = found["n_kv_heads"] or n_heads
    if known.get("width") and not found["head_dim"] and d_model and n_heads:
        found["head_dim"] = d_model // n_heads
    if found["d_ff"] is None and "n_embd" in config.values and d_model:
        found["d_ff"] = 4 * d_model  # GPT-2's code: `n_inner` is null for four times the width
    return {name: value for name, value in found.items() if value}


def _of_falcon(config: Config, found: Mapping[str, Any]) -> int | None:
    """Falcon's code: one key/value head by `multi_query`, but not in the new architecture."""
    one: bool = bool(config.get("multi_query"))
    heads: int | None = found["n_kv_heads"]
    if config.get("new_decoder_architecture"):
        return heads
    return 1 if one else found["n_heads"]


def _leading(config: Config, name: str, dense: Callable[[Any], bool]) -> int | None:
    """Return how many layers at the head of a list are dense, all after them being mixtures."""
    value = config.get(name)
    if not isinstance(value, list) or not value:
        return None
    flags = [dense(each) for each in value]
    count = flags.index(False) if False in flags else len(flags)
    if any(flags[count:]):
        config.refuse(name)
        return None
    return count


def _dense_layers(config: Config, stated: int | None) -> int | None:
    only = config.get("mlp_only_layers")
    leading = len(only) if isinstance(only, list) and only else None
    if leading and only != list(range(leading)):
        config.refuse("mlp_only_layers")
        leading = None
    for name, dense in (
        ("moe_layer_freq", lambda each: each == 0),
        ("mlp_layer_types", lambda each: each == "dense"),
    ):
        count = _leading(config, name, dense)
        if count is not None:
            if leading not in (None, count):
                config.refuse(name)
            return count
        if name in config.values and config.values[name] not in (None, 1, []):
            config.refuse(name)
    return leading or stated


def _mixture(config: Config, sizes: dict[str, Any], known: Table) -> dict[str, Any]:
    names = {**config_names.EXPERTS, **known.get("experts", {})}
    total = config.size(names["total"])
    found = {ours: config.size(theirs) for ours, theirs in names.items() if ours != "total"}
    found["dense_layers"] = _dense_layers(config, found["dense_layers"])
    if not total:
        return {}
    # Without a width of its own the feed-forward width is an expert's, and no layer is dense.
    found["d_ff"] = found["d_ff"] or sizes.get("d_ff")
    found["moe_every"] = None if found["moe_every"] == 1 else found["moe_every"]
    found["shared_d_ff"] = found["shared_d_ff"] if found["shared_d_ff"] != found["d_ff"] else None
    experts = {"total": total, **{name: value for name, value in found.items() if value}}
    if known.get("shared_gate"):
        experts["shared"] = found["shared"] or 1
    experts |= {name: True for name in ("shared_gate", "router_bias") if known.get(name)}
    return experts


def _without_dense(sizes: dict[str, Any], experts: Mapping[str, Any], pattern: str) -> None:
    """Take the dense width out where no layer is dense."""
    between = experts.get("dense_layers") or experts.get("moe_every")
    if experts and not between and "ffn" not in pattern and "+" not in pattern:
        sizes.pop("d_ff", None)


def _attention(config: Config, sizes: dict[str, Any], hybrid: bool) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if config.whole(("kv_lora_rank",)):
        ranks = {name: config.whole((name,)) for name in config_names.RANKS}
        found = {"attention": "mla", "mla": {name: rank for name, rank in ranks.items() if rank}}
        sizes.pop("head_dim", None)  # the ranks say how wide a head is
    elif (heads := sizes.get("n_heads")) and (kv_heads := sizes.get("n_kv_heads")):
        kind = "mha" if heads == kv_heads else "mqa" if kv_heads == 1 else "gqa"
        found = {"attention": kind}
    return found | ({"attention": "hybrid"} if hybrid else {})


_THETA = ("rope_theta", "rotary_emb_base", "rope_parameters.rope_theta", "rope_scaling.rope_theta",
          "rope_parameters.full_attention.rope_theta")  # fmt: skip
_ROTARY = ("partial_rotary_factor", "rotary_pct", "rope_parameters.partial_rotary_factor",
           "rope_parameters.full_attention.partial_rotary_factor")  # fmt: skip


def _position(config: Config, kind: str | None, sizes: Mapping[str, Any]) -> dict[str, Any]:
    theta = config.number(*_THETA)
    if config.values.get("alibi") or config.values.get("attn_config.alibi"):
        kind = "alibi"
    if config.values.get("position_embedding_type") == "nope":
        kind = "none"
    elif kind is None and (config.values.get("position_embedding_type") == "rope"):
        kind = "rope"
    config.used.update(("alibi", "attn_config.alibi", "attn_config.rope"))
    if kind is None and theta is None:
        return {}
    found: dict[str, Any] = {"kind": kind or "rope"}
    if found["kind"] != "rope":
        return found
    found |= {"rope_theta": theta} if theta else {}
    share, width = config.number(*_ROTARY), sizes.get("head_dim")
    if share and share < 1 and width:
        found["rotary_dim"] = int(share * width)
    return found


_ACTIVATIONS = (
    "hidden_act",
    "hidden_activation",
    "mlp_hidden_act",
    "activation_function",
    "activation",
)


def _curve(activation: str) -> str:
    """The two forms of GELU hold as many weights, and the class knows which one it has."""
    return activation.removesuffix("-tanh")


def _activation(config: Config, fixed: str) -> str:
    words = config_names.GATED if fixed.endswith("glu") else config_names.PLAIN
    for name in _ACTIVATIONS:
        stated = config.get(name)
        if isinstance(stated, str) and words.get(stated) is None:
            config.refuse(name)
        elif isinstance(stated, str) and _curve(words[stated]) != _curve(fixed):
            fixed = words[stated]
    return fixed


def _biases(config: Config, known: Table) -> dict[str, bool]:
    found = dict(known["biases"])
    if isinstance(stated := config.get("attention_bias"), bool):
        found |= dict.fromkeys(known.get("attention_bias", ("qkv",)), stated)
    for name in ("qkv_bias", "use_qkv_bias", "add_qkv_bias"):
        if isinstance(stated := config.get(name), bool):
            found["qkv"] = stated
    for name in ("mlp_bias", "add_bias_linear"):
        if isinstance(stated := config.get(name), bool):
            found["ffn"] = stated
    return found


def _qk_norm(config: Config, known: Table) -> str | None:
    """Return the norm of queries and keys that the class has, or that a key switches on or off."""
    kind: str | None = known["qk_norm"]
    for name in _QK_NORM:
        stated = config.get(name)
        if stated is False:
            return "none"
        if stated is True and kind in (None, "none"):
            kind = known.get("qk_norm_flag")
            if kind is None:
                config.refuse(name)
    return kind


def _gate(config: Config, known: Table) -> str:
    """Return what gates attention, which keys of the class may state for all layers or for each."""
    kinds: set[str | None] = set()
    for name in known["gate_keys"]:
        stated = config.get(name)
        if stated is None:
            continue
        each = stated if isinstance(stated, list) else [stated]
        kinds.update(config_names.GATES.get(str(word)) for word in each)
        if len(kinds) != 1 or None in kinds:
            config.refuse(name)
            return ""
    return (kinds.pop() or "") if kinds else str(known["attention_gate"])


def _of_class(config: Config, known: Table, has_experts: bool) -> dict[str, Any]:
    found: dict[str, Any] = {}
    eps = config.number(
        "rms_norm_eps", "layer_norm_epsilon", "layer_norm_eps", "norm_eps", "layernorm_epsilon"
    )
    if "norm" in known:
        beside = known.get("norm_beside_experts", {}) if has_experts else {}
        found["norm"] = known["norm"] | beside | ({"eps": eps} if eps else {})
    config.used.update(_ACTIVATIONS)
    if "activation" in known:
        found["activation"] = _activation(config, known["activation"])
    if "biases" in known:
        found["biases"] = _biases(config, known)
    found |= {name: known[name] for name in _COPIED if known.get(name)}
    if "gate_keys" in known:
        found.pop("attention_gate")
        found |= {"attention_gate": gate} if (gate := _gate(config, known)) else {}
    if "qk_norm" in known and (kind := _qk_norm(config, known)):
        found["qk_norm"] = kind
    flags = {ours: config.get(theirs) for ours, theirs in known.get("flags", {}).items()}
    found |= {name: True for name, stated in flags.items() if stated is True}
    return found


def _tied(config: Config, known: Table) -> dict[str, Any]:
    tied = config.get("tie_word_embeddings")
    if tied is None and known.get("norm"):
        tied = known.get("tied", False)
    return {"tied_embeddings": tied} if isinstance(tied, bool) else {}


def _group(config: Config, spec: Mapping[str, Any]) -> dict[str, Any]:
    found = {ours: config.size_or_flag(theirs) for ours, theirs in spec.items()}
    return {name: value for name, value in found.items() if value or value is False}


def _groups(
    config: Config,
    known: Table,
    layers: Mapping[str, Any],
    sizes: Mapping[str, Any],
    heads: Mapping[str, Any],
) -> dict[str, Any]:
    """Return the groups of the class's table; heads: those of layers with a window."""
    found = {name: _group(config, spec) for name, spec in known.get("groups", {}).items()}
    if heads:
        found["windowed"] = {**heads, **found.get("windowed", {})}
    if "indexer" in found:
        own = config.get("indexer_types")
        if isinstance(own, list) and own.count("full") < len(own):
            found["indexer"] |= {"layers": own.count("full")}
    if "per_layer" in found and "width" not in found["per_layer"]:
        found.pop("per_layer")
    if found.get("kv_sharing") and config.get("use_double_wide_mlp") is True and "d_ff" in sizes:
        found["kv_sharing"] |= {"d_ff": 2 * sizes["d_ff"]}
    if "windowed" in found and not layers.get("sliding_window"):
        found.pop("windowed")
    return {name: group for name, group in found.items() if group.keys() - {"kind"}}


def _inert(known: Table) -> re.Pattern[str]:
    return re.compile("|".join((*config_names.INERT, *known.get("inert", ()))))


def _unread(config: Config, known: Table) -> list[str]:
    """Return the keys that are neither read nor known to change nothing; switched off ones not."""
    inert = _inert(known)
    for name, value in config.values.items():
        is_off = any(value is nothing or value == nothing for nothing in _NOTHING)
        group = name.split(".")[0]
        if name in config.used or is_off or inert.fullmatch(name) or inert.fullmatch(group):
            continue
        config.refuse(group)
    return config.unread


def _alike(name: str, kind: str) -> int:
    """Return how many letters two names share at their beginning."""
    pairs = zip(name, kind, strict=False)
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))


def nearest(kind: str) -> str | None:
    """Return the known class whose name begins most like that of an unknown one."""
    best = max(config_classes.CLASSES, key=lambda name: _alike(name, kind))
    return best if _alike(best, kind) >= _LEAST_ALIKE else None


def _architecture(config: Config, known: Table) -> dict[str, Any]:
    sizes = _sizes(config, known)
    layers = config_layers.layers_of(config, known, sizes)
    experts = _mixture(config, sizes, known)
    pattern = layers.get("layers", "")
    _without_dense(sizes, experts, pattern)
    groups = _groups(
        config, known, layers, sizes, config_layers.windowed_heads(config, known, sizes)
    )
    hybrid = any(f"{name}" in pattern for name in ("linear", "ssm", "conv"))
    position = _position(config, known.get("position"), sizes)
    attention = _attention(config, sizes, hybrid)
    found = {**sizes, **attention, **_of_class(config, known, bool(experts))}
    found |= _tied(config, known) | layers | groups
    found |= {"position": position} if position else {}
    for name in known.get("needs", ()):
        if config.values.get(name) is None:
            config.refuse(name)
    return found | ({"experts": experts} if experts else {})


def read(text: str, file: str) -> Reading:
    """Return what a `config.json` says of the architecture.

    Raises:
        HandbookError: naming file, key and remedy where the text is no configuration.
    """
    values = config_values.merged(config_values.parsed(text, file))
    stated = values.get("model_type")
    kind = stated[:40] if isinstance(stated, str) else ""
    known = config_classes.CLASSES.get(config_classes.ALIASES.get(kind, kind), {})
    config = Config(config_values.flat(values))
    try:
        found = _architecture(config, known)
    except ValueError as error:
        key, _, message = str(error).partition(": ")
        raise config_values.refuse(
            file, key, message, "correct the value or take the key out"
        ) from error
    unread = _unread(config, known)
    return Reading({"kind": "causal-decoder", **found}, kind, bool(known), unread)

"""A Hugging Face `config.json` read as an architecture, without a guess.

A figure is read where every key that changes it is understood. A key that is neither read nor known
to change nothing is `unread`, and then no figure may be shown; so is one whose value the class does
not foresee. docs/assets/scripts/config-reader.js is the twin; tests hold the two together.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeGuard

from scripts.base.problems import HandbookError, Problem
from scripts.counts import config_classes as tables_
from scripts.counts.config_classes import Table

#: A configuration is a few kilobytes and a few levels deep; more than this is not one.
MAX_BYTES = 2_000_000
MAX_DEPTH = 50
#: Groups of a configuration are read so many levels deep.
_LEVELS = 3
_LONGEST_PERIOD = 12
#: Names of classes are alike that share so many letters at their beginning.
_LEAST_ALIKE = 4

#: Groups of layers that are no attention: a class that has them must say which layers they are.
_UNLIKE = frozenset(("linear", "ssm", "short_conv"))
_COPIED = ("attention_sinks", "attention_gate")
_QK_NORM = ("use_qk_norm", "qk_norm", "qk_layernorm", "attn_config.qk_ln")
#: Sizes that every model has: none of them is no size, and not an unknown one either.
_NEVER_NONE = ("n_layers", "d_model", "n_heads", "n_kv_heads", "head_dim", "vocab_size")
_NOTHING: tuple[Any, ...] = (None, False, 0, "", [], {})


def tables() -> dict[str, Any]:
    """Return what the reader of configurations goes by, for its twin in browsers."""
    return {
        "classes": tables_.CLASSES,
        "aliases": tables_.ALIASES,
        "names": tables_.NAMES,
        "experts": tables_.EXPERTS,
        "ranks": tables_.RANKS,
        "never_none": _NEVER_NONE,
        "layers": tables_.LAYERS,
        "gated": tables_.GATED,
        "plain": tables_.PLAIN,
        "gates": tables_.GATES,
        "merged": tables_.MERGED,
        "inert": tables_.INERT,
        "max_bytes": MAX_BYTES,
        "max_depth": MAX_DEPTH,
    }


@dataclass
class Reading:
    """What a configuration says.

    Attributes:
        architecture: the fields of `schema.Architecture` that could be read.
        kind: the class, as the configuration names it.
        known: whether that class is known.
        unread: keys that may change a figure and are not understood.
    """

    architecture: dict[str, Any]
    kind: str
    known: bool
    unread: list[str] = field(default_factory=list)


def refuse(file: str, place: str, message: str, remedy: str) -> HandbookError:
    """Return the error of a text that is no configuration."""
    return HandbookError([Problem(file, "", place, message, remedy)])


def _constant(name: str) -> float:
    if name == "NaN":
        raise ValueError(f"{name} is no number")
    return float(name.replace("Infinity", "inf"))


def _integer(digits: str) -> int | float:
    """Return a whole number, rounded where it has so many digits that none of ours can mean it."""
    return int(digits) if len(digits) < 20 else float(digits)


def _depth(text: str) -> int:
    """Return how deep brackets nest outside of strings."""
    deepest = depth = 0
    quoted = escaped = False
    for character in text:
        if quoted:
            quoted = escaped or character != '"'
            escaped = character == "\\" and not escaped
        elif character == '"':
            quoted = True
        elif character in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "]}":
            depth -= 1
    return deepest


def _parsed(text: str, file: str) -> dict[str, Any]:
    if len(text.encode()) > MAX_BYTES:
        remedy = "give the configuration itself, which is a few kilobytes"
        raise refuse(file, "", f"is larger than {MAX_BYTES:,} bytes", remedy)
    if _depth(text) > MAX_DEPTH:
        remedy = "give the configuration itself, which is a few levels deep"
        raise refuse(file, "", f"nests deeper than {MAX_DEPTH} levels", remedy)
    try:
        found = json.loads(text, parse_constant=_constant, parse_int=_integer)
    except ValueError as error:
        raise refuse(file, "", f"is not JSON: {error}", "give the file as published") from error
    if not isinstance(found, dict):
        raise refuse(file, "", "is not a mapping", "give a config.json of transformers")
    return found


def _flat(config: Mapping[str, Any], level: int = _LEVELS) -> dict[str, Any]:
    """Return the values of a configuration, those of nested groups as `group.key`."""
    found: dict[str, Any] = {}
    for name, value in config.items():
        if isinstance(value, dict) and value and level:
            inner = _flat(value, level - 1)
            found |= {f"{name}.{key}": each for key, each in inner.items()}
        else:
            found[name] = value
    return found


def _merged(config: dict[str, Any]) -> dict[str, Any]:
    for name in tables_.MERGED:
        inner = config.get(name)
        if isinstance(inner, dict):
            config = {key: value for key, value in config.items() if key != name} | inner
    return config


def _is_number(value: Any) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _checked(name: str, value: Any) -> int:
    if not _is_number(value) or not 0 <= value < 10**9 or value != int(value):
        raise ValueError(f"{name}: {str(value)[:40]!r} is not a whole number below 1e9")
    return int(value)


class _Config:
    """A configuration that remembers which of its keys were asked for."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = values
        self.used: set[str] = set()
        self.unread: list[str] = []

    def get(self, name: str) -> Any:
        self.used.add(name)
        return self.values.get(name)

    def refuse(self, name: str) -> None:
        """Say that the value of a key is not understood."""
        if name not in self.unread:
            self.unread.append(name)

    def whole(self, names: Sequence[str]) -> int | None:
        """Return the first whole number; a list of equal ones is one."""
        self.used.update(names)
        for name in names:
            value = self.values.get(name)
            if value is None:
                continue
            if not isinstance(value, list) or not value:
                return _checked(name, value)
            numbers = [_checked(name, each) for each in value]
            if len(set(numbers)) == 1:
                return numbers[0]
            self.refuse(name)
        return None

    def number(self, *names: str) -> float | None:
        self.used.update(names)
        for name in names:
            value = self.values.get(name)
            if _is_number(value):
                if 0 < value < 1e12:
                    return float(value)
                raise ValueError(f"{name}: {value!r} is out of range")
        return None

    def size(self, spec: Any, *, never_none: bool = False) -> Any:
        """Return what a table says of a size: a constant, or a whole number."""
        if isinstance(spec, Mapping):
            return spec["is"]
        names = (spec,) if isinstance(spec, str) else spec
        found = self.whole(names)
        if found == 0 and never_none:
            name = next(name for name in names if self.values.get(name) is not None)
            raise ValueError(f"{name}: is zero, and every model has some")
        return found

    def size_or_flag(self, spec: Any) -> Any:
        """Return the same, or a flag where the key that a table names holds one."""
        if isinstance(spec, str) and isinstance(self.values.get(spec), bool):
            return self.get(spec)
        return self.size(spec)


def _sizes(config: _Config, known: Table) -> dict[str, Any]:
    names = {**tables_.NAMES, **known.get("names", {})}
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


def _of_falcon(config: _Config, found: Mapping[str, Any]) -> int | None:
    """Falcon's code: one key/value head by `multi_query`, but not in the new architecture."""
    one: bool = bool(config.get("multi_query"))
    heads: int | None = found["n_kv_heads"]
    if config.get("new_decoder_architecture"):
        return heads
    return 1 if one else found["n_heads"]


def _leading(config: _Config, name: str, dense: Callable[[Any], bool]) -> int | None:
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


def _dense_layers(config: _Config, stated: int | None) -> int | None:
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


def _mixture(config: _Config, sizes: dict[str, Any], known: Table) -> dict[str, Any]:
    names = {**tables_.EXPERTS, **known.get("experts", {})}
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


def _attention(config: _Config, sizes: dict[str, Any], hybrid: bool) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if config.whole(("kv_lora_rank",)):
        ranks = {name: config.whole((name,)) for name in tables_.RANKS}
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


def _position(config: _Config, kind: str | None, sizes: Mapping[str, Any]) -> dict[str, Any]:
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


def _activation(config: _Config, fixed: str) -> str:
    words = tables_.GATED if fixed.endswith("glu") else tables_.PLAIN
    for name in _ACTIVATIONS:
        stated = config.get(name)
        if isinstance(stated, str) and words.get(stated) is None:
            config.refuse(name)
        elif isinstance(stated, str) and _curve(words[stated]) != _curve(fixed):
            fixed = words[stated]
    return fixed


def _biases(config: _Config, known: Table) -> dict[str, bool]:
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


def _qk_norm(config: _Config, known: Table) -> str | None:
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


def _gate(config: _Config, known: Table) -> str:
    """Return what gates attention, which keys of the class may state for all layers or for each."""
    kinds: set[str | None] = set()
    for name in known["gate_keys"]:
        stated = config.get(name)
        if stated is None:
            continue
        each = stated if isinstance(stated, list) else [stated]
        kinds.update(tables_.GATES.get(str(word)) for word in each)
        if len(kinds) != 1 or None in kinds:
            config.refuse(name)
            return ""
    return (kinds.pop() or "") if kinds else str(known["attention_gate"])


def _of_class(config: _Config, known: Table, has_experts: bool) -> dict[str, Any]:
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


def _tied(config: _Config, known: Table) -> dict[str, Any]:
    tied = config.get("tie_word_embeddings")
    if tied is None and known.get("norm"):
        tied = known.get("tied", False)
    return {"tied_embeddings": tied} if isinstance(tied, bool) else {}


def _group(config: _Config, spec: Mapping[str, Any]) -> dict[str, Any]:
    found = {ours: config.size_or_flag(theirs) for ours, theirs in spec.items()}
    return {name: value for name, value in found.items() if value or value is False}


def _listed(config: _Config, known: Table) -> tuple[str, list[str]] | None:
    """Return the key that lists the layers, and their names in our words."""
    for key, words in tables_.LAYERS.items():
        value = config.get(key)
        if not isinstance(value, list | str) or not value:
            continue
        meaning = {**words, **known.get("layer_names", {})}
        names = [meaning.get(str(each)) for each in value]
        if all(names):
            return key, [name for name in names if name]
        config.refuse(key)
        return None
    return None


def _at(config: _Config, key: str, layers: int, first: int, other: str) -> list[str] | None:
    """Return layers of which a key lists those that see everything, counted from `first`."""
    value = config.get(key)
    if not isinstance(value, list) or not value or not layers:
        return None
    return ["full" if index + first in value else other for index in range(layers)]


def _names(config: _Config, known: Table, sizes: dict[str, Any]) -> list[str] | None:
    """Return the layers in our words, where the configuration lists them in one way or another."""
    groups, layers = known.get("groups", {}), sizes.get("n_layers", 0)
    listed = _listed(config, known)
    if listed:
        key, names = listed
        sizes.setdefault("n_layers", len(names))
        if sizes["n_layers"] != len(names):
            config.refuse(key)
            return None
        return names
    if layers > 10_000:
        return None
    if "linear" in groups and (every := config.whole(("full_attention_interval",))):
        return [*["linear"] * (every - 1), "full"] * (layers // every)
    if "short_conv" in groups and (found := _at(config, "full_attn_idxs", layers, 0, "conv")):
        return found
    if "linear" in groups:
        config.get("linear_attn_config.kda_layers")
        return _at(config, "linear_attn_config.full_attn_layers", layers, 1, "linear")
    return None


def _encoded(names: Sequence[str]) -> str:
    """Return a run of names as a pattern: repeated ones counted, repeated groups too."""
    items: list[str] = []
    at = 0
    while at < len(names):
        unit, count = _best_repeat(names, at)
        group = _runs(names[at : at + unit])
        alone = group if len(group.split(" ")) == 1 else f"({group})"
        items.append(group if count == 1 else f"{alone}*{count}")
        at += unit * count
    return " ".join(items)


def _best_repeat(names: Sequence[str], at: int) -> tuple[int, int]:
    """Return the length of the unit from `at` that repeats over most names, and how often."""
    best = (1, 1)
    for unit in range(1, _LONGEST_PERIOD + 1):
        count = 1
        while count < 99 and (
            list(names[at : at + unit]) == list(names[at + unit * count : at + unit * (count + 1)])
        ):
            count += 1
        if count > 1 and unit * count > best[0] * best[1]:
            best = (unit, count)
    return best


def _runs(names: Sequence[str]) -> str:
    items: list[str] = []
    at = 0
    while at < len(names):
        end = at
        while end < len(names) and names[end] == names[at]:
            end += 1
        items.append(names[at] if end == at + 1 else f"{names[at]}*{end - at}")
        at = end
    return " ".join(items)


def _period(names: Sequence[str]) -> Sequence[str]:
    """Return the shortest beginning that repeats to the end, the last time perhaps in part."""
    for length in range(1, min(len(names), _LONGEST_PERIOD) + 1):
        if all(name == names[index % length] for index, name in enumerate(names)):
            return names[:length]
    return names


def _window_length(config: _Config) -> int | None:
    """Return the window; -1, 0 and null are none, and so is one that is switched off."""
    value = config.get("sliding_window")
    if value is None or value in (0, -1):
        return None
    if config.get("use_sliding_window") is False:
        return None
    return _checked("sliding_window", value)


def _unlisted_window(config: _Config, known: Table, layers: int) -> dict[str, Any]:
    """Return the window of a configuration that does not list its layers."""
    window, kind = _window_length(config), known.get("window")
    pattern = config.whole(("sliding_window_pattern", "_sliding_window_pattern"))
    last = config.whole(("max_window_layers",))
    if not window:
        return {}
    every = pattern or known.get("global_every")
    if every and kind != "all":
        return {"sliding_window": window, "global_every": every}
    if kind == "all":
        return {"sliding_window": window}
    if kind == "last" and config.get("use_sliding_window") is not True:
        return {}
    if kind == "last" and last is not None and layers:
        return _windowed(["full"] * min(last, layers) + ["window"] * (layers - last), window)
    config.refuse("sliding_window")
    return {}


def _windowed(names: Sequence[str], window: int | None) -> dict[str, Any]:
    """Return layers as the schema has them: a window and every n-th layer without, or a pattern."""
    if set(names) <= {"full"}:
        return {}
    found = {"sliding_window": window} if window and "window" in names else {}
    period = _period(names)
    every = len(period)
    if set(names) == {"window"}:
        return found
    if list(period) == ["window"] * (every - 1) + ["full"]:
        return found | {"global_every": every}
    return found | {"layers": _encoded(period)}


def _layers(config: _Config, known: Table, sizes: dict[str, Any]) -> dict[str, Any]:
    if "layers" in known:
        return {"layers": known["layers"]}
    names = _names(config, known, sizes)
    if names is None:
        if _UNLIKE.intersection(known.get("groups", {})):
            config.refuse("layer_types")
        return _unlisted_window(config, known, sizes.get("n_layers", 0))
    for key in ("sliding_window_pattern", "_sliding_window_pattern", "full_attention_interval"):
        config.get(key)
    config.used.update(("full_attn_idxs", "max_window_layers", "use_sliding_window"))
    config.used.update(f"linear_attn_config.{key}_layers" for key in ("full_attn", "kda"))
    window = _window_length(config)
    if "window" in names and window is None:
        config.refuse("sliding_window")
    return _windowed(names, window)


def _windowed_heads(config: _Config, known: Table, sizes: dict[str, Any]) -> dict[str, Any]:
    """Return the heads of layers with a window where a key lists those of each layer.

    Those of the other layers are put into `sizes`. Layers of one kind have to have as many.
    """
    key = str(known.get("heads_by_layer", ""))
    listed = config.get(key) if key else None
    if not isinstance(listed, list) or not listed:
        return {}
    names = _names(config, known, dict(sizes)) or ["full"] * len(listed)
    heads: dict[str, set[int]] = {"full": set(), "window": set()}
    for name, each in zip(names, listed, strict=False):
        heads.setdefault(name, set()).add(_checked(key, each))
    if len(listed) != len(names) or len(heads["full"]) != 1 or len(heads["window"]) > 1:
        config.refuse(key)
        return {}
    (sizes["n_heads"],) = heads["full"]
    others = heads["window"] - heads["full"]
    return {"n_heads": others.pop()} if others else {}


def _groups(
    config: _Config,
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
    return re.compile("|".join((*tables_.INERT, *known.get("inert", ()))))


def _unread(config: _Config, known: Table) -> list[str]:
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
    best = max(tables_.CLASSES, key=lambda name: _alike(name, kind))
    return best if _alike(best, kind) >= _LEAST_ALIKE else None


def _architecture(config: _Config, known: Table) -> dict[str, Any]:
    sizes = _sizes(config, known)
    layers = _layers(config, known, sizes)
    experts = _mixture(config, sizes, known)
    pattern = layers.get("layers", "")
    _without_dense(sizes, experts, pattern)
    groups = _groups(config, known, layers, sizes, _windowed_heads(config, known, sizes))
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
    values = _merged(_parsed(text, file))
    stated = values.get("model_type")
    kind = stated[:40] if isinstance(stated, str) else ""
    known = tables_.CLASSES.get(tables_.ALIASES.get(kind, kind), {})
    config = _Config(_flat(values))
    try:
        found = _architecture(config, known)
    except ValueError as error:
        key, _, message = str(error).partition(": ")
        raise refuse(file, key, message, "correct the value or take the key out") from error
    unread = _unread(config, known)
    return Reading({"kind": "causal-decoder", **found}, kind, bool(known), unread)

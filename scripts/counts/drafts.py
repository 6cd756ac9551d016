"""From a Hugging Face `config.json` to the draft of an entry of `data/models/`.

What a configuration does not state (dates, licence, tokens, the published count) is left to the
contributor, with the kind of source that is asked for. What follows from the class of the model
(kind and place of the norms, biases, gates) is taken from `_CLASSES`; a class that is not in it
leaves those fields out and says so.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeGuard

from pydantic import ValidationError

from scripts.base.problems import HandbookError, Problem
from scripts.counts import architecture
from scripts.data.schema import Architecture

#: A configuration is a few kilobytes and a few levels deep; more than this is not one.
MAX_BYTES = 200_000
MAX_DEPTH = 50

_NO_BIAS = {"qkv": False, "attention_output": False, "ffn": False, "lm_head": False}
_ALL_BIASES = {"qkv": True, "attention_output": True, "ffn": True, "lm_head": False, "norm": True}
_LLAMA: Mapping[str, Any] = {
    "norm": {"kind": "rmsnorm", "placement": "pre"},
    "activation": "swiglu",
    "biases": _NO_BIAS,
    "position": "rope",
}
_GPT: Mapping[str, Any] = {
    "norm": {"kind": "layernorm", "placement": "pre"},
    "activation": "gelu-tanh",
    "biases": _ALL_BIASES,
    "position": "learned",
    "tied": True,
}
_TIED = {**_LLAMA, "tied": True}
_QWEN2 = {**_LLAMA, "biases": {**_NO_BIAS, "qkv": True}}
_QWEN3 = {**_LLAMA, "qk_norm": "head"}
_GEMMA = {**_TIED, "activation": "geglu"}
_SANDWICH = {**_GEMMA, "norm": {"kind": "rmsnorm", "placement": "sandwich"}}
_GEMMA2 = {**_SANDWICH, "global_every": 2}
_OLMO2 = {**_LLAMA, "norm": {"kind": "rmsnorm", "placement": "reordered"}, "qk_norm": "full"}
#: What the code of a class fixes and its configuration does not state, by `model_type`.
_CLASSES: Mapping[str, Mapping[str, Any]] = {
    **dict.fromkeys(("llama", "mistral", "mixtral", "phi3", "smollm3", "internlm2"), _LLAMA),
    **dict.fromkeys(("internlm3", "deepseek", "deepseek_v2", "deepseek_v3", "kimi_k2"), _LLAMA),
    **dict.fromkeys(("qwen2", "qwen2_moe", "seed_oss", "mimo"), _QWEN2),
    **dict.fromkeys(("qwen3", "qwen3_moe", "dots1", "hunyuan_v1_dense"), _QWEN3),
    **dict.fromkeys(("granite", "ernie4_5"), _TIED),
    "minimax_m2": {**_LLAMA, "qk_norm": "full"},
    "olmoe": {**_LLAMA, "qk_norm": "full"},
    "gemma": _GEMMA,
    "gemma2": _GEMMA2,
    "gemma3_text": {**_SANDWICH, "qk_norm": "head"},
    "glm": _QWEN2,
    "glm4": {**_QWEN2, "norm": _SANDWICH["norm"]},
    "glm4_moe": _QWEN2,
    **dict.fromkeys(("olmo2", "olmo3"), _OLMO2),
    "gpt_oss": {
        **_LLAMA,
        "biases": {**_ALL_BIASES, "norm": False},
        "attention_sinks": True,
    },
    "gpt2": _GPT,
    "gpt_neox": {**_GPT, "activation": "gelu", "position": "rope", "tied": False},
    "starcoder2": {**_GPT, "position": "rope"},
}
#: The names that configurations use for our fields, the usual one first.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "n_layers": ("num_hidden_layers", "n_layer", "n_layers", "num_layers"),
    "d_model": ("hidden_size", "n_embd", "d_model"),
    "n_heads": ("num_attention_heads", "n_head", "n_heads"),
    "n_kv_heads": ("num_key_value_heads", "multi_query_group_num"),
    "head_dim": ("head_dim", "kv_channels"),
    "d_ff": ("intermediate_size", "n_inner", "ffn_hidden_size"),
    "vocab_size": ("vocab_size", "padded_vocab_size"),
    "context": ("max_position_embeddings", "n_positions", "max_seq_len", "seq_length"),
}
_EXPERTS: Mapping[str, tuple[str, ...]] = {
    "total": ("num_local_experts", "n_routed_experts", "num_experts"),
    "active": ("num_experts_per_tok", "moe_topk"),
    "shared": ("n_shared_experts",),
    "d_ff": ("moe_intermediate_size",),
    "shared_d_ff": ("shared_expert_intermediate_size",),
    "dense_layers": ("first_k_dense_replace",),
}
_RANKS = ("kv_lora_rank", "q_lora_rank", "qk_nope_head_dim", "qk_rope_head_dim", "v_head_dim")
#: Classes whose shared expert has a gate, and those whose router has a bias.
_SHARED_GATE = ("qwen2_moe",)
_ROUTER_BIAS = ("deepseek_v3", "kimi_k2", "glm4_moe", "dots1", "minimax_m2", "gpt_oss")


def tables() -> dict[str, Any]:
    """Return what the reader of configurations goes by, for its twin in browsers."""
    return {
        "classes": _CLASSES,
        "names": _NAMES,
        "experts": _EXPERTS,
        "ranks": _RANKS,
        "shared_gate": _SHARED_GATE,
        "router_bias": _ROUTER_BIAS,
        "max_bytes": MAX_BYTES,
        "max_depth": MAX_DEPTH,
    }


@dataclass
class Draft:
    """An entry to be completed.

    Attributes:
        architecture: the fields of `schema.Architecture` that could be read.
        notes: what the contributor has to look up or to look at again.
    """

    architecture: dict[str, Any]
    notes: list[str] = field(default_factory=list)


def _refuse(file: str, place: str, message: str, remedy: str) -> HandbookError:
    return HandbookError([Problem(file, "", place, message, remedy)])


def _constant(name: str) -> float:
    raise ValueError(f"{name} is no number")


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
        raise _refuse(file, "", f"is larger than {MAX_BYTES:,} bytes", remedy)
    if _depth(text) > MAX_DEPTH:
        remedy = "give the configuration itself, which is a few levels deep"
        raise _refuse(file, "", f"nests deeper than {MAX_DEPTH} levels", remedy)
    try:
        found = json.loads(text, parse_constant=_constant, parse_int=_integer)
    except ValueError as error:
        raise _refuse(file, "", f"is not JSON: {error}", "give the file as published") from error
    if not isinstance(found, dict):
        raise _refuse(file, "", "is not a mapping", "give a config.json of transformers")
    # The language part of a model that also sees pictures stands one level deeper.
    inner = found.get("text_config")
    return {**found, **inner} if isinstance(inner, dict) else found


def _is_number(value: Any) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _whole(config: Mapping[str, Any], names: tuple[str, ...]) -> int | None:
    for name in names:
        value = config.get(name)
        if value is None:
            continue
        if not _is_number(value) or not 0 <= value < 10**9 or value != int(value):
            raise ValueError(f"{name}: {str(value)[:40]!r} is not a whole number below 1e9")
        return int(value)
    return None


def _number(config: Mapping[str, Any], *names: str) -> float | None:
    for name in names:
        value = config.get(name)
        if _is_number(value):
            if 0 < value < 1e12:
                return float(value)
            raise ValueError(f"{name}: {value!r} is out of range")
    return None


def _sizes(config: Mapping[str, Any]) -> dict[str, Any]:
    found = {ours: _whole(config, theirs) for ours, theirs in _NAMES.items()}
    d_model, n_heads = found["d_model"], found["n_heads"]
    found["n_kv_heads"] = found["n_kv_heads"] or n_heads
    if found["head_dim"] is None and d_model and n_heads:
        found["head_dim"] = d_model // n_heads
    if found["d_ff"] is None and "n_embd" in config and d_model:
        found["d_ff"] = 4 * d_model  # GPT-2's code: `n_inner` is null for four times the width
    return {name: value for name, value in found.items() if value}


def _mixture(config: Mapping[str, Any], sizes: dict[str, Any], kind: str) -> dict[str, Any]:
    found = {ours: _whole(config, theirs) for ours, theirs in _EXPERTS.items()}
    if not found["total"]:
        return {}
    # Without a width of its own the feed-forward width is an expert's, and no layer is dense.
    found["d_ff"] = found["d_ff"] or sizes.get("d_ff")
    if not found["dense_layers"]:
        sizes.pop("d_ff", None)
    experts: dict[str, Any] = {name: value for name, value in found.items() if value}
    if kind in _SHARED_GATE:
        experts |= {"shared": experts.get("shared", 1), "shared_gate": True}
    if kind in _ROUTER_BIAS:
        experts["router_bias"] = True
    return experts


def _attention(config: Mapping[str, Any], sizes: Mapping[str, Any]) -> dict[str, Any]:
    if _whole(config, ("kv_lora_rank",)):
        ranks = {name: _whole(config, (name,)) for name in _RANKS}
        return {"attention": "mla", "mla": {name: rank for name, rank in ranks.items() if rank}}
    heads, kv_heads = sizes.get("n_heads"), sizes.get("n_kv_heads")
    kind = "mha" if heads == kv_heads else "mqa" if kv_heads == 1 else "gqa"
    return {"attention": kind} if heads else {}


def _position(config: Mapping[str, Any], kind: str | None) -> dict[str, Any]:
    groups = (config.get(name) for name in ("rope_parameters", "rope_scaling"))
    inner = next((group for group in groups if isinstance(group, dict) and group), {})
    theta = _number({**inner, **config}, "rope_theta", "rotary_emb_base")
    if kind is None and theta is None:
        return {}
    found: dict[str, Any] = {"kind": kind or "rope"}
    return found | ({"rope_theta": theta} if theta and found["kind"] == "rope" else {})


def _of_class(config: Mapping[str, Any], kind: str, notes: list[str]) -> dict[str, Any]:
    known = _CLASSES.get(kind)
    found: dict[str, Any] = {}
    if known is None:
        notes.append(f"model_type {kind!r}: look norms, biases, gates and tying up in its code")
    else:
        eps = _number(config, "rms_norm_eps", "layer_norm_epsilon", "layer_norm_eps")
        found["norm"] = known["norm"] | ({"eps": eps} if eps else {})
        found["activation"] = known["activation"]
        found["biases"] = dict(known["biases"])
        found |= {name: known[name] for name in ("qk_norm", "attention_sinks") if name in known}
        notes.append("norms, biases and gates follow from the class: compare them with its code")
    if isinstance(stated := config.get("attention_bias"), bool) and "biases" in found:
        found["biases"]["qkv"] = stated
    tied = config.get("tie_word_embeddings")
    if tied is None and known:
        tied = known.get("tied", False)
    return found | ({"tied_embeddings": tied} if isinstance(tied, bool) else {})


def _global_every(config: Mapping[str, Any], layers: int, kind: str) -> int | None:
    """Return n where every n-th layer sees the whole context; 1, that is all, where none fits."""
    pattern = _whole(config, ("sliding_window_pattern", "_sliding_window_pattern"))
    types = config.get("layer_types")
    whole = types.count("full_attention") if isinstance(types, list) else 0
    if pattern or not whole:
        return pattern or _CLASSES.get(kind, {}).get("global_every")
    every = max(1, layers // whole)
    return every if layers // every == whole else 1


def _window(config: Mapping[str, Any], layers: int, kind: str, notes: list[str]) -> dict[str, Any]:
    window = _whole(config, ("sliding_window",))
    every = _global_every(config, layers, kind)
    if not window or config.get("use_sliding_window") is False:
        return {}
    if every:
        notes.append("global_every: compare which layers see the whole context with the report")
        return {"sliding_window": window, "global_every": every}
    notes.append("sliding_window: add `global_every` if some layers see the whole context")
    return {"sliding_window": window}


def read(text: str, file: str) -> Draft:
    """Return what a `config.json` says of the architecture.

    Raises:
        HandbookError: naming file, key and remedy where the text is no configuration.
    """
    config = _parsed(text, file)
    stated = config.get("model_type")
    kind = stated[:40] if isinstance(stated, str) else ""
    notes: list[str] = []
    try:
        sizes = _sizes(config)
        experts = _mixture(config, sizes, kind)
        position = _position(config, _CLASSES.get(kind, {}).get("position"))
        found = {**sizes, **_attention(config, sizes), **_of_class(config, kind, notes)}
        found |= _window(config, sizes.get("n_layers", 0), kind, notes)
    except ValueError as error:
        key, _, message = str(error).partition(": ")
        raise _refuse(file, key, message, "correct the value or take the key out") from error
    found |= {"position": position} if position else {}
    found |= {"experts": experts} if experts else {}
    notes.append("context: is it the length trained on, or only what the configuration allows?")
    return Draft({"kind": "causal-decoder", **found}, notes)


def _counted(draft: Draft) -> str:
    try:
        arch = Architecture.model_validate({"source": ("draft",), **draft.architecture})
    except ValidationError as error:
        names = {".".join(map(str, item["loc"])) for item in error.errors()}
        return f"the count needs other values for: {', '.join(sorted(names))}"
    if missing := architecture.missing(arch):
        return f"the count still needs: {', '.join(missing)}"
    return f"these fields make {architecture.total_parameters(arch):,} parameters"


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_value(each)}" for key, each in value.items()) + "}"
    if isinstance(value, float) and value < 1e-3:
        digits, _, power = f"{value:e}".partition("e")
        return f"{float(digits)}e{int(power)}"
    if isinstance(value, float):
        return f"{value:.16g}"
    return str(value).lower() if isinstance(value, bool) else str(value)


_HEAD = """\
# A draft: what is marked TODO has to be found, each with a source in data/sources/ that you opened.
# Put it below `releases:` of data/models/<family>.yaml, then run `python -m scripts check`.
  - id: TODO                      # lower case, digits, hyphens, dots; of the release
    name: TODO
    date: TODO                    # 2026-01-31; weights or report made public
    date_source: [TODO]           # model card, announcement, first commit
    weights: open
    derived_from: null            # id of the release that it was trained on from
    licence:
      name: TODO
      spdx: null                  # e.g. Apache-2.0, where SPDX has an id for it
      class: TODO                 # open-source, open-weights, non-commercial, closed
      commercial: TODO            # 'yes', conditional, 'no', unknown
      source: [TODO]              # the text of the licence
    checkpoints:
      - id: TODO
        name: TODO
        architecture:
          source: [TODO]          # this config.json, and the code of its class
"""
_TAIL = """\
        training:
          tokens: TODO            # or leave `training` out
          source: [TODO]          # model card or report
        parameters:
          total: TODO             # as published, or the sum of the stored weights
          precision: exact        # rounded, where only "7B" is published
          source: [TODO]
"""


def render(draft: Draft) -> str:
    """Return the entry as YAML in the style of `data/example-release.yaml`, notes first."""
    notes = "".join(f"# - {note}\n" for note in [_counted(draft), *draft.notes])
    lines = (f"          {name}: {_value(value)}\n" for name, value in draft.architecture.items())
    return f"{notes}{_HEAD}{''.join(lines)}{_TAIL}"

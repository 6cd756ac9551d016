"""Configurations of models that other packages ship, in the names of our data.

Only single files of the packages are read, so that none of their dependencies is needed; they lie
in a folder of their own beside the environment (see requirements-configurations.txt).
"""

from __future__ import annotations

import ast
import importlib.util
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(sys.prefix) / "configurations"

#: Names of the packages for the fields of our architecture.
_OURS = {
    "n_layers": ("num_hidden_layers", "num_layers", "n_layer", "n_layers"),
    "d_model": ("hidden_size", "n_embd", "embed_dim", "d_model"),
    "n_heads": ("num_attention_heads", "num_heads", "n_head", "n_heads"),
    "n_kv_heads": (
        "num_key_value_heads",
        "n_query_groups",
        "n_kv_heads",
        "multi_query_group_num",
        "num_kv_heads",
        "num_query_groups",
    ),
    "head_dim": ("head_dim", "head_size", "kv_channels"),
    "d_ff": ("intermediate_size", "ffn_hidden_size", "inner_hidden_size", "intermediate_dim"),
    "vocab_size": ("vocab_size", "padded_vocab_size"),
    "context": (
        "max_position_embeddings",
        "max_position_embedding",
        "block_size",
        "max_sequence_length",
        "max_seq_len",
        "seq_length",
    ),
    "norm.eps": ("rms_norm_eps", "norm_eps", "layernorm_epsilon", "layer_norm_epsilon"),
    "position.rope_theta": ("rope_theta", "rope_base", "rotary_emb_base", "rotary_base"),
    "tied_embeddings": ("tie_word_embeddings", "share_embeddings_and_output_weights"),
    "experts.total": ("num_local_experts", "n_expert", "num_moe_experts", "n_routed_experts"),
    "experts.active": ("num_experts_per_tok", "n_expert_per_token", "moe_router_topk"),
    "experts.d_ff": ("moe_intermediate_size", "moe_ffn_hidden_size"),
    "experts.dense_layers": ("first_k_dense_replace",),
    "mla.kv_lora_rank": ("kv_lora_rank",),
    "mla.q_lora_rank": ("q_lora_rank",),
    "biases.qkv": ("attention_bias", "attn_bias", "add_qkv_bias", "bias"),
    "biases.attention_output": ("bias",),
    "biases.ffn": ("mlp_bias", "add_bias_linear"),
    "biases.lm_head": ("lm_head_bias",),
}


def _of_class(name: str) -> dict[str, Any]:
    import transformers

    values: dict[str, Any] = getattr(transformers, name)().to_dict()
    rope: dict[str, Any] = values.get("rope_parameters", {})
    return values | rope


def _of_litgpt(name: str) -> dict[str, Any]:
    spec = importlib.util.spec_from_file_location("litgpt_config", FOLDER / "litgpt/config.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Its dataclass looks its own module up.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    values: dict[str, Any] = vars(module.Config.from_name(name))
    # Its `vocab_size` is the tokenizer's, and `attn_bias` adds to `bias`.
    embedding = {"vocab_size": values["padded_vocab_size"]}
    return values | embedding | {"attn_bias": values["attn_bias"] or values["bias"]}


def _of_yaml(name: str) -> dict[str, Any]:
    text = (FOLDER / name).read_text(encoding="utf-8")
    values: dict[str, Any] = yaml.safe_load(text)["model"]["model_config"]
    # That is the length of a run of theirs.
    values.pop("seq_length", None)
    # PyYAML takes `1e-5` for a text.
    return values | {key: float(values[key]) for key in values if key.endswith("epsilon")}


def _of_defaults(name: str) -> dict[str, Any]:
    """Return the defaults of the first `__init__` of a source file that is not executed."""
    tree = ast.parse((FOLDER / name).read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    arguments = next(node for node in functions if node.name == "__init__").args
    named = arguments.args[-len(arguments.defaults) :]
    return {
        argument.arg: ast.literal_eval(default)
        for argument, default in zip(named, arguments.defaults, strict=True)
    }


def _values(pairs: Iterable[tuple[str | None, ast.expr | None]]) -> dict[str, Any]:
    """Return the literal ones of named expressions; a Python expression is not run."""
    found = {}
    for name, expression in pairs:
        try:
            value = ast.literal_eval(expression) if expression else None
        except ValueError:
            continue
        if name and value is not None:
            found[name] = value
    return found


def _named(name: str, kind: type[Any]) -> tuple[ast.Module, Any]:
    """Return the syntax of `file.py:name` and, in it, the definition of that name."""
    path, _, wanted = name.partition(":")
    tree = ast.parse((FOLDER / path).read_text(encoding="utf-8"))
    definitions = (node for node in tree.body if isinstance(node, kind))
    return tree, next(node for node in definitions if node.name == wanted)


def _of_call(name: str) -> dict[str, Any]:
    """Return the named arguments of the call that a function of a source file returns."""
    _, function = _named(name, ast.FunctionDef)
    returned = next(node for node in ast.walk(function) if isinstance(node, ast.Return))
    assert isinstance(returned.value, ast.Call)
    return _values((keyword.arg, keyword.value) for keyword in returned.value.keywords)


def _of_attributes(name: str) -> dict[str, Any]:
    """Return the attributes of a class of a source file and of its bases in the same file."""
    tree, definition = _named(name, ast.ClassDef)
    bases = {base.id for base in definition.bases if isinstance(base, ast.Name)}
    found: dict[str, Any] = {}
    path = name.partition(":")[0]
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name in bases:
            found |= _of_attributes(f"{path}:{node.name}")
    lines = [node for node in definition.body if isinstance(node, ast.AnnAssign)]
    return found | _values(
        (line.target.id, line.value) for line in lines if isinstance(line.target, ast.Name)
    )


_READERS = {
    "class": _of_class,
    "litgpt": _of_litgpt,
    "yaml": _of_yaml,
    "defaults": _of_defaults,
    "call": _of_call,
    "attributes": _of_attributes,
}


def read(how: str, name: str) -> dict[str, Any]:
    """Return what a package states, by the names of our architecture; unset values are left out."""
    found = _READERS[how](name)
    stated: dict[str, Any] = {}
    for ours, names in _OURS.items():
        values = [found[theirs] for theirs in names if found.get(theirs) is not None]
        if values and not (ours.startswith("experts.") and values[0] == 0):
            # A pair of bases is that of layers with a window and of those without.
            stated[ours] = values[0][-1] if isinstance(values[0], tuple) else values[0]
    if "experts.total" in stated and "experts.d_ff" not in stated and "d_ff" in stated:
        stated["experts.d_ff"] = stated.pop("d_ff")
    return stated

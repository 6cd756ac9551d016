"""Configurations of models that other packages ship, in the names of our data.

Only single files of the packages are read, so that none of their dependencies is needed; they lie
in a folder of their own beside the environment (see requirements-configurations.txt).
"""

from __future__ import annotations

import ast
import importlib.util
import sys
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(sys.prefix) / "configurations"

#: Names of the packages for the fields of our architecture.
_OURS = {
    "n_layers": ("num_hidden_layers", "num_layers", "n_layer"),
    "d_model": ("hidden_size", "n_embd"),
    "n_heads": ("num_attention_heads", "num_heads", "n_head"),
    "n_kv_heads": ("num_key_value_heads", "n_query_groups", "n_kv_heads", "multi_query_group_num"),
    "head_dim": ("head_dim", "head_size", "kv_channels"),
    "d_ff": ("intermediate_size", "ffn_hidden_size", "inner_hidden_size"),
    "vocab_size": ("vocab_size", "padded_vocab_size"),
    "context": (
        "max_position_embeddings",
        "max_position_embedding",
        "block_size",
        "max_sequence_length",
    ),
    "norm.eps": ("rms_norm_eps", "norm_eps", "layernorm_epsilon", "layer_norm_epsilon"),
    "position.rope_theta": ("rope_theta", "rope_base", "rotary_emb_base"),
    "tied_embeddings": ("tie_word_embeddings",),
    "experts.total": ("num_local_experts", "n_expert"),
    "experts.active": ("num_experts_per_tok", "n_expert_per_token"),
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
    return values


def _of_yaml(name: str) -> dict[str, Any]:
    text = (FOLDER / name).read_text(encoding="utf-8")
    values: dict[str, Any] = yaml.safe_load(text)["model"]["model_config"]
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


_READERS = {"class": _of_class, "litgpt": _of_litgpt, "yaml": _of_yaml, "defaults": _of_defaults}


def read(how: str, name: str) -> dict[str, Any]:
    """Return what a package states, by the names of our architecture; unset values are left out."""
    found = _READERS[how](name)
    stated: dict[str, Any] = {}
    for ours, names in _OURS.items():
        values = [found[theirs] for theirs in names if found.get(theirs) is not None]
        if values and not (ours.startswith("experts.") and values[0] == 0):
            stated[ours] = values[0]
    return stated

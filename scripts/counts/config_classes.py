"""What a configuration of Hugging Face does not say itself: what the code of its class fixes.

`CLASSES` tells it by `model_type`; names of keys are written as in `config_names`, whose tables
they add to. The tables go to the reader in browsers as well, so they hold nothing but mappings,
lists, texts and numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Table = Mapping[str, Any]
_NO_BIAS = {"qkv": False, "attention_output": False, "ffn": False, "lm_head": False}
_ALL_BIASES = {"qkv": True, "attention_output": True, "ffn": True, "lm_head": False, "norm": True}
#: kv: the code takes as many key/value heads as heads where none are given. width: likewise the
#: width of a head is d_model / heads. attention_bias: biases that the key of that name switches.
#: layers: the pattern that all models of the class have. heads_by_layer: the key that lists the
#: heads of each layer. gate_keys: keys that state the gate of attention, where models of the class
#: differ in it. needs: keys whose default is not nothing. qk_norm: that of the code, null where it
#: differs by configuration; qk_norm_flag: the one that a key switches on, an empty text if it has
#: no weights, which our field does not tell.
_DERIVED = {"kv": True, "width": True}
_LLAMA: Table = {
    "norm": {"kind": "rmsnorm", "placement": "pre"},
    "activation": "swiglu",
    "biases": _NO_BIAS,
    "attention_bias": ["qkv", "attention_output"],
    "position": "rope",
    "qk_norm": "none",
}
_GPT: Table = {
    "norm": {"kind": "layernorm", "placement": "pre"},
    "activation": "gelu-tanh",
    "biases": _ALL_BIASES,
    "position": "learned",
    "qk_norm": "none",
    "tied": True,
    **_DERIVED,
}
_TIED = {**_LLAMA, "tied": True}
_QWEN2 = {**_LLAMA, "biases": {**_NO_BIAS, "qkv": True}, "attention_bias": ["qkv"], "width": True}
_QWEN3 = {**_LLAMA, "qk_norm": "head"}
_GEMMA = {**_TIED, "activation": "geglu"}
_SANDWICH = {**_GEMMA, "norm": {"kind": "rmsnorm", "placement": "sandwich"}}
_OLMO2 = {
    **_LLAMA,
    **_DERIVED,
    "norm": {"kind": "rmsnorm", "placement": "reordered"},
    "qk_norm": "full",
}
_DEEPSEEK = {**_LLAMA, "attention_bias": [], "router_bias": True}
_INDEXER = {"n_heads": "index_n_heads", "head_dim": "index_head_dim", "top_k": "index_topk"}
_GATED_DELTA = {
    "kind": {"is": "gated-delta-net"},
    "key_heads": "linear_num_key_heads",
    "value_heads": "linear_num_value_heads",
    "key_head_dim": "linear_key_head_dim",
    "value_head_dim": "linear_value_head_dim",
    "conv_width": "linear_conv_kernel_dim",
}
_QWEN3_NEXT = {
    **_QWEN3,
    "attention_gate": "element",
    "shared_gate": True,
    "layer_names": {"linear_attention": "linear"},
    "groups": {"linear": _GATED_DELTA},
    "inert": ["attn_output_gate", "mamba_ssm_dtype", "output_gate_type"],
}
_QWEN3_NEXT_MIXTURE = {**_QWEN3_NEXT, "experts": {"shared": {"is": 1}}}
_KIMI_DELTA = {
    "kind": {"is": "kimi-delta"},
    "key_heads": ["linear_num_heads", "linear_attn_config.num_heads"],
    "value_heads": ["linear_num_heads", "linear_attn_config.num_heads"],
    "key_head_dim": ["linear_head_dim", "linear_attn_config.head_dim"],
    "value_head_dim": ["linear_head_dim", "linear_attn_config.head_dim"],
    "conv_width": ["linear_conv_kernel_dim", "linear_attn_config.short_conv_kernel_size"],
}
_BAILING_DELTA = {
    "kind": {"is": "kimi-delta"},
    "key_heads": "num_attention_heads",
    "value_heads": "num_attention_heads",
    "key_head_dim": "head_dim",
    "value_head_dim": "head_dim",
    "conv_width": "short_conv_kernel_size",
    "whole_gates": {"is": True},
}
_LIGHTNING = {
    "kind": {"is": "lightning"},
    "key_heads": "num_attention_heads",
    "value_heads": "num_attention_heads",
    "key_head_dim": "head_dim",
    "value_head_dim": "head_dim",
}
_SHORT_CONV = {"width": "conv_L_cache"}
_MINIMAX = {
    **_LLAMA,
    "layer_names": {"linear_attention": "linear"},
    "groups": {"linear": _LIGHTNING},
    "experts": {"shared": {"is": 0}},
    "inert": [
        "layernorm_.*_(?:alpha|beta)",
        "(?:full|linear)_attn_.*_factor",
        "mlp_.*_factor",
        "block_size",
        "postnorm",
        "shared_moe_mode",
    ],
}
_LFM2 = {
    **_TIED,
    "width": True,
    "qk_norm": "head",
    "layer_names": {"conv": "conv"},
    "groups": {"short_conv": _SHORT_CONV},
    "inert": ["block_.*", "conv_dim.*", "conv_use_xavier_init", "use_pos_enc"],
}
_PER_LAYER = {"vocab_size": "vocab_size_per_layer_input", "width": "hidden_size_per_layer_input"}
_KV_SHARING = {"layers": "num_kv_shared_layers"}
#: What the code of a class fixes and its configuration does not state, by `model_type`.
CLASSES: Mapping[str, Table] = {
    "llama": {**_LLAMA, **_DERIVED},
    "mistral": {**_LLAMA, "width": True, "window": "all"},
    "mixtral": {**_LLAMA, "width": True, "window": "all"},
    "phi3": {**_LLAMA, **_DERIVED, "window": "all", "inert": ["original_max_.*"]},
    "smollm3": {**_LLAMA, "width": True, "window": "layers", "inert": ["no_rope_.*"]},
    "internlm2": {**_LLAMA, **_DERIVED},
    "internlm3": {**_LLAMA, **_DERIVED},
    "deepseek": {**_LLAMA, **_DERIVED},
    "deepseek_v2": {**_LLAMA, "attention_bias": []},
    **dict.fromkeys(("deepseek_v3", "kimi_k2", "glm4_moe_lite"), _DEEPSEEK),
    "deepseek_v32": {**_DEEPSEEK, "groups": {"indexer": _INDEXER}},
    "glm_moe_dsa": {
        **_DEEPSEEK,
        "groups": {"indexer": _INDEXER},
        "layer_names": {"indexed_attention": "full"},
        "inert": [
            "indexer_rope_interleave",
            "index_topk_(?:freq|pattern)",
            "index_s(?:kip|hare)_.*",
        ],
    },
    "qwen2": {**_QWEN2, "window": "last"},
    "qwen2_moe": {**_QWEN2, "window": "last", "shared_gate": True},
    "seed_oss": {**_QWEN2, "inert": ["attention_out_bias"]},
    "mimo": _QWEN2,
    **dict.fromkeys(("qwen3", "qwen3_moe", "qwen3_vl_text", "qwen3_vl_moe_text"), _QWEN3),
    "dots1": {**_QWEN3, "router_bias": True},
    "hunyuan_v1_dense": _QWEN3,
    "hunyuan_v1_moe": {
        **_TIED,
        "qk_norm": "head",
        "names": {"head_dim": ["head_dim", "attention_head_dim"]},
        "inert": [
            "anyres_.*",
            "cla_share_factor",
            "dense_list",
            "(?:im|text|mask|pad|org)_.*",
            "norm_type",
            "num_media_embeds",
            "pool_type",
            "use_mixed_mlp_moe",
            "use_rotary_pos_emb",
        ],
    },
    "qwen3_next": _QWEN3_NEXT_MIXTURE,
    "qwen3_5_text": {**_QWEN3_NEXT, "shared_gate": False},
    "qwen3_5_moe_text": _QWEN3_NEXT_MIXTURE,
    "longcat_flash": {
        **_DEEPSEEK,
        "layers": "full+full+moe",
        "names": {"n_layers": ["num_layers"]},
        "experts": {"zero": ["zero_expert_num"]},
        "inert": ["attention_method", "mla_scale_(?:q|kv)_lora", "zero_expert_type", "head_dim"],
    },
    "kimi_linear": {
        **_DEEPSEEK,
        "layer_names": {"linear_attention": "linear"},
        "groups": {"linear": _KIMI_DELTA},
        "inert": ["mla_use_nope", "head_dim", "model_max_length"],
    },
    "bailing_hybrid": {
        **_DEEPSEEK,
        "attention_gate": "head",
        "layer_names": {"linear_attention": "linear"},
        "groups": {"linear": _BAILING_DELTA},
        "inert": ["head_dim", "kda_safe_gate", "kda_lower_bound"],
    },
    "kolibri1": {
        **_LLAMA,
        "norm": {"kind": "rmsnorm", "placement": "sandwich"},
        "qk_norm": "head",
        "window": "layers",
        "router_bias": True,
        "experts": {"shared": {"is": 1}, "shared_d_ff": ["shared_expert_intermediate_size"]},
    },
    "laguna": {
        **_LLAMA,
        "qk_norm": "head",
        "window": "layers",
        "router_bias": True,
        "heads_by_layer": "num_attention_heads_per_layer",
        "attention_gate": "head",
        "gate_keys": ["gating", "gating_types"],
        "experts": {"shared": {"is": 1}},
        "groups": {"windowed": {"rope_theta": "rope_parameters.sliding_attention.rope_theta"}},
        "inert": ["moe_apply_router_weight_on_input"],
    },
    **dict.fromkeys(("minimax", "minimax_text_01", "minimax_m1"), _MINIMAX),
    "granite": {**_TIED, **_DERIVED},
    "granitemoehybrid": {
        **_TIED,
        "width": True,
        "position": None,
        "names": {"d_ff": ["shared_intermediate_size"]},
        "experts": {
            "d_ff": ["intermediate_size"],
            "shared": {"is": 1},
            "shared_d_ff": ["shared_intermediate_size"],
        },
        "layer_names": {"mamba": "ssm", "linear_attention": "ssm"},
        "groups": {
            "ssm": {
                "kind": {"is": "mamba-2"},
                "n_heads": "mamba_n_heads",
                "head_dim": "mamba_d_head",
                "d_state": "mamba_d_state",
                "n_groups": "mamba_n_groups",
                "conv_width": "mamba_d_conv",
                "conv_bias": "mamba_conv_bias",
            }
        },
        "inert": ["mamba_expand", "mamba_chunk_size"],
    },
    "nemotron_h": {
        **_LLAMA,
        "activation": "relu2",
        "position": "none",
        "names": {"head_dim": ["head_dim", "attention_head_dim"]},
        "experts": {
            "shared_d_ff": ["moe_shared_expert_intermediate_size"],
            "d_latent": ["moe_latent_size"],
        },
        "layer_names": {
            "mamba": "ssm-alone",
            "linear_attention": "ssm-alone",
            "attention": "full-alone",
            "full_attention": "full-alone",
            "mlp": "ffn",
            "moe": "moe",
        },
        "groups": {
            "ssm": {
                "kind": {"is": "mamba-2"},
                "n_heads": "mamba_num_heads",
                "head_dim": "mamba_head_dim",
                "d_state": "ssm_state_size",
                "n_groups": "n_groups",
                "conv_width": "conv_kernel",
                "conv_bias": "use_conv_bias",
            }
        },
        "inert": ["expand", "use_mamba_kernels", "mamba_hidden_act", "rescale_.*", "mtp_.*"],
    },
    # Its code narrows the width that is stated, so the width is left unknown.
    "lfm2": {
        **_LFM2,
        "names": {"d_ff": []},
        "inert": [*_LFM2["inert"], "intermediate_size"],
    },
    "lfm2_moe": {**_LFM2, "router_bias": True, "inert": [*_LFM2["inert"], "use_expert_bias"]},
    "ernie4_5": {**_TIED, "width": True},
    "ernie4_5_moe": {**_LLAMA, "width": True, "router_bias": True, "inert": ["moe_.*"]},
    "llama4_text": {
        **_LLAMA,
        "qk_norm": None,
        "qk_norm_flag": "",
        "names": {"d_ff": ["intermediate_size_mlp"]},
        "experts": {"d_ff": ["intermediate_size"], "shared": {"is": 1}},
        "layer_names": {"chunked_attention": "full"},
        "inert": [
            "attention_chunk_size",
            "no_rope_.*",
            "attn_temperature_tuning",
            "floor_scale",
            "attn_scale",
            "moe_layers",
            "for_llm_compressor",
        ],
    },
    "minimax_m2": {**_LLAMA, "qk_norm": "full", "router_bias": True, "inert": ["qk_norm_type"]},
    "olmoe": {**_LLAMA, **_DERIVED, "qk_norm": "full"},
    "gemma": _GEMMA,
    "gemma2": {**_SANDWICH, "window": "layers", "global_every": 2},
    "gemma3_text": {**_SANDWICH, "window": "layers", "qk_norm": "head"},
    "gemma3n_text": {
        **_SANDWICH,
        "window": "layers",
        "qk_norm": "head",
        "names": {"altup_inputs": ["altup_num_inputs"], "laurel_rank": ["laurel_rank"]},
        "groups": {"per_layer": _PER_LAYER, "kv_sharing": _KV_SHARING},
        "needs": [
            "num_kv_shared_layers",
            "hidden_size_per_layer_input",
            "vocab_size_per_layer_input",
            "altup_num_inputs",
            "laurel_rank",
        ],
        "inert": [
            "altup_(?:active_idx|coef_clip|correct_scale|lr_multiplier)",
            "activation_sparsity_pattern",
        ],
    },
    "gemma4_text": {
        **_SANDWICH,
        "window": "layers",
        "qk_norm": "head",
        "norm_beside_experts": {"per_block": 7},
        "names": {
            "n_kv_heads": ["num_global_key_value_heads", "num_key_value_heads"],
            "head_dim": ["global_head_dim"],
        },
        "flags": {"values_are_keys": "attention_k_eq_v"},
        "experts": {
            "active": ["top_k_experts"],
            "shared": {"is": 1},
            "shared_d_ff": ["intermediate_size"],
        },
        "groups": {
            "windowed": {"n_kv_heads": "num_key_value_heads", "head_dim": "head_dim"},
            "per_layer": _PER_LAYER,
            "kv_sharing": _KV_SHARING,
        },
        "needs": ["hidden_size_per_layer_input"],
        "inert": ["enable_moe_block", "use_bidirectional_attention", "use_double_wide_mlp"],
    },
    "glm": _QWEN2,
    "glm4": {**_QWEN2, "norm": _SANDWICH["norm"]},
    "glm4_moe": {**_QWEN2, "router_bias": True, "qk_norm_flag": "head"},
    "olmo2": _OLMO2,
    "olmo3": {**_OLMO2, "window": "layers"},
    "gpt_oss": {
        **_LLAMA,
        "biases": {**_ALL_BIASES, "norm": False},
        "router_bias": True,
        "window": "layers",
        "attention_sinks": True,
        "inert": ["initial_context_length", "swiglu_(?:alpha|limit)", "experts_per_token"],
    },
    "mimo_v2_flash": {
        **_LLAMA,
        "window": "layers",
        "router_bias": True,
        "names": {"v_head_dim": ["v_head_dim"]},
        "groups": {
            "windowed": {
                "n_heads": "swa_num_attention_heads",
                "n_kv_heads": "swa_num_key_value_heads",
                "head_dim": "swa_head_dim",
                "v_head_dim": "swa_v_head_dim",
                "rope_theta": "swa_rope_theta",
                "sinks": "add_swa_attention_sink_bias",
            }
        },
        "flags": {"attention_sinks": "add_full_attention_sink_bias"},
        "inert": ["attention_value_scale", "attention_chunk_size", "sliding_window_size"],
    },
    "gpt2": _GPT,
    "gpt_neox": {**_GPT, "activation": "gelu", "position": "rope", "tied": False},
    "starcoder2": {**_GPT, "position": "rope", "kv": False, "window": "all"},
    "falcon": {
        "width": True,
        "activation": "gelu",
        "qk_norm": "none",
        "tied": True,
        "multi_query": True,
        "names": {"n_kv_heads": ["n_head_kv", "num_kv_heads"]},
        "inert": ["parallel_attn", "num_ln_.*", "apply_residual_.*", "hidden_dropout"],
    },
    "mpt": {
        "width": True,
        "qk_norm": "none",
        "inert": [r"attn_config\.(?:attn_impl|softmax_scale|prefix_lm|attn_uses_sequence_id)"],
    },
}
#: Classes that a layer further down or an older file calls otherwise.
ALIASES: Mapping[str, str] = {
    "qwen3_5": "qwen3_5_text",
    "qwen3_5_moe": "qwen3_5_moe_text",
    "gemma3": "gemma3_text",
    "gemma3n": "gemma3n_text",
    "gemma4": "gemma4_text",
    "llama4": "llama4_text",
    "hunyuan": "hunyuan_v1_moe",
    "RefinedWeb": "falcon",
    "RefinedWebModel": "falcon",
}

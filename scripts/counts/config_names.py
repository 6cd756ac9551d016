"""The words of configurations of Hugging Face: what they call our fields, layers and activations.

In a table of names a field is read from the first key that is given, or is what `is` says. A key in
a nested group is written `group.key`. The tables go to the reader in browsers as well, so they hold
nothing but mappings, lists, texts and numbers.
"""

from __future__ import annotations

from collections.abc import Mapping

#: The names that configurations use for our fields, the usual one first.
NAMES: Mapping[str, tuple[str, ...]] = {
    "n_layers": ("num_hidden_layers", "n_layer", "n_layers", "num_layers"),
    "d_model": ("hidden_size", "n_embd", "d_model"),
    "n_heads": ("num_attention_heads", "n_head", "n_heads"),
    "n_kv_heads": (
        "num_key_value_heads",
        "multi_query_group_num",
        "attn_config.kv_n_heads",
        "n_head_kv",
    ),
    "head_dim": ("head_dim", "kv_channels"),
    "d_ff": ("intermediate_size", "dense_intermediate_size", "n_inner", "ffn_hidden_size"),
    "vocab_size": ("vocab_size", "padded_vocab_size"),
    "context": (
        "max_position_embeddings",
        "n_positions",
        "max_seq_len",
        "seq_length",
        "n_ctx",
    ),
}
EXPERTS: Mapping[str, tuple[str, ...]] = {
    "total": ("num_local_experts", "n_routed_experts", "num_experts", "moe_num_experts"),
    "active": (
        "num_experts_per_tok",
        "num_experts_per_token",
        "moe_topk",
        "moe_k",
        "num_experts_per_topk",
    ),
    "shared": ("n_shared_experts", "num_shared_experts", "num_shared_expert",
               "moe_num_shared_experts"),
    "d_ff": ("moe_intermediate_size", "expert_ffn_hidden_size"),
    "shared_d_ff": (
        "shared_expert_intermediate_size",
        "moe_shared_expert_intermediate_size",
        "shared_intermediate_size",
    ),
    "dense_layers": ("first_k_dense_replace", "num_dense_layers", "moe_layer_start_index"),
    "moe_every": ("decoder_sparse_step", "interleave_moe_layer_step", "moe_layer_interval"),
    "d_latent": (),
    "zero": (),
}  # fmt: skip
RANKS = ("kv_lora_rank", "q_lora_rank", "qk_nope_head_dim", "qk_rope_head_dim", "v_head_dim")
#: Keys that list the layers, with what their entries mean; a text lists letters.
LAYERS: Mapping[str, Mapping[str, str]] = {
    "layer_types": {
        "full_attention": "full",
        "attention": "full",
        "sliding_attention": "window",
    },
    "layers_block_type": {"full_attention": "full", "attention": "full"},
    "hybrid_override_pattern": {"M": "ssm-alone", "*": "full-alone", "-": "ffn", "E": "moe"},
    "hybrid_layer_pattern": {"0": "full", "1": "window"},
    "attn_type_list": {"0": "linear", "1": "full"},
}
#: The words of configurations for activations: of a gated layer, and of one that is not.
GATED = {
    "silu": "swiglu",
    "swish": "swiglu",
    "gelu": "geglu",
    "gelu_new": "geglu",
    "gelu_fast": "geglu",
    "gelu_pytorch_tanh": "geglu",
    "relu": "reglu",
}
PLAIN = {
    "gelu": "gelu",
    "gelu_new": "gelu-tanh",
    "gelu_fast": "gelu-tanh",
    "gelu_pytorch_tanh": "gelu-tanh",
    "relu": "relu",
    "relu2": "relu2",
    "silu": "swish",
}
#: What gates attention, in the words of configurations; true and false are as JavaScript and Python
#: write them. An empty text is no gate.
GATES = {
    **dict.fromkeys(("true", "True", "per-head", "per_head"), "head"),
    **dict.fromkeys(("per-element", "per_element"), "element"),
    **dict.fromkeys(("false", "False"), ""),
}
#: Groups that are read as if their keys stood one level higher: the language part of a model that
#: also sees or hears.
MERGED = ("text_config", "llm_config", "language_config")
#: Keys that change none of our figures, as regular expressions of the whole name.
INERT = (
    r"architectures|auto_map|model_type|transformers_version|_.*|torch_dtype|dtype|use_cache|name",
    r".*_token_(?:id|index|ids)|.*_token|.*placeholder|ignore_index|tokenizer_class|vocab_file",
    r".*dropout.*|.*pdrop|initializer_range|init_.*|.*_init|pretraining_tp|ep_size|seq_aux",
    r"(?:vision|audio|visual|image|vit|mm|projector|multimodal|video|img|boa|eoa)_.*|vision_config",
    r"quantization_config(?:\..*)?|compression_config(?:\..*)?|expert_dtype|.*_quantization",
    r"rope_.*|rotary_.*|max_window_layers|original_max_position_embeddings|model_max_length",
    r"partial_rotary_factor|use_mrope|mrope_.*|position_embedding_type|compress_rope_theta",
    r"norm_topk_prob|n_group|topk_group|topk_method|scoring_func|.*scaling_factor|moe_renormalize",
    r".*aux_loss.*|router_.*|.*_jitter.*|num_expert_group|use_grouped_topk|moe_router_.*",
    r"output_.*|return_dict.*|problem_type|(?:id2label|label2id)(?:\..*)?|is_decoder|do_sample",
    r"is_encoder_decoder|add_cross_attention|cross_attention_hidden_size|tie_encoder_decoder",
    r"chunk_size.*|pruned_heads|finetuning_task|prefix|task_specific_params|torchscript",
    r".*_softcapping|query_pre_attn_scalar|.*_multiplier|logits_scaling|attn_scale.*|softmax_scale",
    r"temperature|top_k|top_p|typical_p|num_beams|num_beam_groups|.*penalty|.*_ngram_size",
    r"num_return_sequences|max_length|min_length|early_stopping|remove_invalid_values|bad_words_ids",
    r"begin_suppress_tokens|suppress_tokens|forced_.*|exponential_decay_.*|use_bfloat16|tf_legacy_.*",
    r"qk_head_dim|time_step_.*|mamba_ssm_.*|residual_in_fp32|num_logits_to_keep|moe_norm_min",
    r"(?:rms_norm|layer_norm|layernorm|norm)_(?:eps|epsilon)|use_gemma_norm|attention_value_scale",
    r"num_nextn_predict_layers|num_mtp_modules|mtp_.*|use_mtp|moe_shared_expert_overlap|use_flash_.*",
    r"summary_.*|gradient_checkpointing|language_model_only|use_unified_.*|scale_attn_.*|reorder_and_upcast_attn",
    r"attn_implementation|loss_.*|use_routing_bias|use_moe_router_bias|num_reward_heads|use_parallel.*",
)

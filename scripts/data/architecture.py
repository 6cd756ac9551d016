"""The format of what a model's configuration states: sizes, and how its layers are built."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints

from scripts.data.forms import Bilingual, Cited, Count, CountOrZero, Positive, Record

#: A pattern of layers: names, each as often as behind its star, and groups of them.
_MIXER = r"(?:full|window|linear|ssm|conv)"
_LAYER = rf"(?:{_MIXER}(?:-alone|(?:\+{_MIXER})*\+moe)?|ffn|moe)(?:\*[1-9]\d?)?"
_GROUP = rf"\({_LAYER}(?: {_LAYER})*\)(?:\*[1-9]\d?)?"
LAYERS = rf"^(?:{_LAYER}|{_GROUP})(?: (?:{_LAYER}|{_GROUP}))*$"

PositionKind = Literal[
    "rope", "rope-2d", "alibi", "learned", "sinusoidal", "relative-bias", "none", "unknown"
]
NormKind = Literal["rmsnorm", "layernorm", "deepnorm", "unknown"]
NormPlacement = Literal["pre", "post", "sandwich", "post-deepnorm", "reordered", "unknown"]
Activation = Literal[
    "swiglu", "geglu", "reglu", "glu", "gelu", "gelu-tanh", "relu", "relu2", "xielu", "swish"
]
AttentionKind = Literal["mha", "mqa", "gqa", "mla", "hybrid"]
LinearKind = Literal["gated-delta-net", "lightning", "kimi-delta"]
SsmKind = Literal["mamba-2"]
GateKind = Literal["element", "head"]
QkNormKind = Literal["head", "full", "none"]
ArchitectureKind = Literal["causal-decoder", "prefix-decoder", "encoder-decoder"]


class Position(Record):
    """How positions enter the model.

    rope_theta: base of RoPE's wavelengths. rotary_dim: dimensions of a head that are rotated.
    n_positions: rows of a learned table. n_buckets: buckets of a relative bias (one scalar a head).
    """

    kind: PositionKind
    rope_theta: Positive | None = None
    rotary_dim: Count | None = None
    n_positions: Count | None = None
    n_buckets: Count | None = None


class Norm(Record):
    """Kind and place of the norms in a block; eps is the constant added to the variance.

    final: whether a norm follows the last block; without it, pre, sandwich and reordered (a norm on
    what a sub-layer adds, none before it) have one, the others none. per_block: norms of a block
    where they are not as many as the placement has, for example one that attention and feed-forward
    layer share. gain: False for a norm without parameters.
    """

    kind: NormKind
    placement: NormPlacement | None = None
    eps: Positive | None = None
    final: bool | None = None
    per_block: Count | None = None
    gain: bool = True


class Biases(Record):
    """Which projections have a bias; norm is the shift of LayerNorm."""

    qkv: bool | None = None
    attention_output: bool | None = None
    ffn: bool | None = None
    lm_head: bool | None = None
    norm: bool | None = None


class Experts(Record):
    """Mixture of experts: total, active for a token, shared by all tokens (beside the active ones).

    d_ff: width of one expert. moe_every: every n-th layer is a mixture, the others are dense (of
    the architecture's d_ff). dense_layers: leading layers that stay dense. router_bias: bias of the
    router. shared_gate: whether a learned vector of d_model weighs the shared expert. d_latent:
    width to which a matrix narrows a token for the routed experts, and from which one widens it.
    zero: further experts that hand a token on as it is; the router may choose them among `active`.
    """

    total: Count
    active: Count
    shared: CountOrZero = 0
    d_ff: Count | None = None
    shared_d_ff: Count | None = None
    moe_every: Count = 1
    dense_layers: CountOrZero = 0
    router_bias: bool = False
    shared_gate: bool = False
    d_latent: Count | None = None
    zero: CountOrZero = 0


class Mla(Record):
    """Ranks and head widths of multi-head latent attention, in dimensions."""

    kv_lora_rank: Count
    q_lora_rank: Count | None = None
    qk_nope_head_dim: Count
    qk_rope_head_dim: Count
    v_head_dim: Count


class Mtp(Record):
    """Modules that predict further tokens, kept with the weights; no token needs them to run.

    own_embeddings: whether each stores a token embedding and an output head of its own. dense: its
    feed-forward layer is dense though the model's are mixtures. windowed: its attention has the
    heads of the layers with a window.
    """

    layers: Count
    own_embeddings: bool = False
    dense: bool = False
    windowed: bool = False


class Windowed(Record):
    """The heads of layers with a window, where they are not those of the other layers."""

    n_heads: Count | None = None
    n_kv_heads: Count | None = None
    head_dim: Count | None = None
    v_head_dim: Count | None = None
    rope_theta: Positive | None = None
    sinks: bool = False


class Linear(Record):
    """Linear attention: a state of key x value for each value head, instead of a cache.

    Queries have the heads of the keys; several value heads may share a key head. conv_width: width
    of the convolution over queries, keys and values, absent where there is none. whole_gates: Kimi
    delta whose decay and output gate are whole matrices; else both pass through one head's width.
    """

    kind: LinearKind
    key_heads: Count
    value_heads: Count
    key_head_dim: Count
    value_head_dim: Count
    conv_width: Count | None = None
    whole_gates: bool = False


class Ssm(Record):
    """A state space layer: heads, width of a head, size of the state, groups that share B and C."""

    kind: SsmKind
    n_heads: Count
    head_dim: Count
    d_state: Count
    n_groups: Count
    conv_width: Count
    conv_bias: bool = True


class ShortConv(Record):
    """A gated convolution over the last `width` tokens, without biases."""

    width: Count


class Indexer(Record):
    """Sparse attention: a small attention that picks the `top_k` tokens that a layer attends to.

    It caches a key of `head_dim` for each token. layers: how many layers have one; the others use
    what the last one picked. Absent: all have.
    """

    n_heads: Count
    head_dim: Count
    top_k: Count
    layers: Count | None = None


class PerLayer(Record):
    """Embeddings of each layer's own (Gemma 3n, Gemma 4): a table, and what brings it in.

    vocab_size: rows of the table, which holds `width` numbers for each layer. A matrix makes as
    many of the token embedding, and a norm follows; in each layer a matrix narrows the vector to
    `width` as a gate, a second one widens the product, with a norm behind it.
    """

    vocab_size: Count
    width: Count


class KvSharing(Record):
    """The last `layers` use the keys and values of the last layer of their kind before them.

    They project and cache none. d_ff: width of their feed-forward layers, where it is another.
    """

    layers: Count
    d_ff: Count | None = None


class Architecture(Record):
    """What a configuration states: sizes in dimensions, context in tokens.

    n_layers counts the decoder's blocks; n_encoder_layers those of an encoder. vocab_size counts
    the rows of the embedding (padding included). context is the length trained on. qk_norm: a norm
    of queries and keys, of each head or of all heads at once; `none` is said by code without one,
    which has been read. The norms of MLA's latents belong to `mla` and are not meant.
    attention_sinks: a learned score a head that takes part in the softmax. sliding_window: tokens
    that a layer looks back on; global_every: every n-th layer sees the whole context all the same.

    layers: a pattern that repeats from the first layer to the last, where layers differ otherwise,
    such as `linear*3 full`: full (attention to all tokens), window (to a sliding window), linear,
    ssm (state space) or conv (short convolution), each with a feed-forward layer, or without one
    where it ends in `-alone`; ffn and moe are a dense layer and a mixture of experts alone.
    `full+full+moe` is one layer of two attentions, each with a dense feed-forward layer, and one
    mixture beside them that has no norm of its own.
    n_kv_heads and head_dim are those of full layers, windowed those of layers with a window.
    v_head_dim: width of a head's values, where it is not head_dim. values_are_keys: full layers
    project no values, they use the keys. attention_gate: a learned gate of attention's output, of
    each element or of each head. altup_inputs: versions of the residual stream that AltUp keeps, of
    which a layer computes one and predicts the others. laurel_rank: rank of LAuReL's residual path.
    """

    source: Cited
    kind: ArchitectureKind | None = None
    n_layers: Count | None = None
    n_encoder_layers: Count | None = None
    d_model: Count | None = None
    n_heads: Count | None = None
    n_kv_heads: Count | None = None
    head_dim: Count | None = None
    d_ff: Count | None = None
    vocab_size: Count | None = None
    context: Count | None = None
    position: Position | None = None
    norm: Norm | None = None
    activation: Activation | None = None
    attention: AttentionKind | None = None
    mla: Mla | None = None
    biases: Biases | None = None
    embedding_norm: bool | None = None
    tied_embeddings: bool | None = None
    experts: Experts | None = None
    mtp: Mtp | None = None
    qk_norm: QkNormKind | None = None
    attention_sinks: bool = False
    sliding_window: Count | None = None
    global_every: Count | None = None
    layers: Annotated[str, StringConstraints(pattern=LAYERS)] | None = None
    v_head_dim: Count | None = None
    values_are_keys: bool = False
    attention_gate: GateKind | None = None
    windowed: Windowed | None = None
    linear: Linear | None = None
    ssm: Ssm | None = None
    short_conv: ShortConv | None = None
    indexer: Indexer | None = None
    per_layer: PerLayer | None = None
    kv_sharing: KvSharing | None = None
    altup_inputs: Count | None = None
    laurel_rank: Count | None = None
    note: Bilingual | None = None

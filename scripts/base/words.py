"""The words of the generated tables, in both languages."""

from __future__ import annotations

Words = dict[str, dict[str, str]]


def _pairs(lines: str) -> Words:
    """Read lines of `key | 中文 | English`."""
    rows = [[part.strip() for part in line.split("|")] for line in lines.strip().splitlines()]
    return {key: {"zh": zh, "en": " ".join(en.split())} for key, zh, en in rows}


#: Values of the schema, by field and then by value.
VALUES: dict[str, Words] = {
    "level": _pairs("""
        basic        | 入门 | Basic
        intermediate | 进阶 | Intermediate
        advanced     | 深入 | Advanced
    """),
    "kind": _pairs("""
        causal-decoder  | 因果解码器       | causal decoder
        prefix-decoder  | 前缀解码器       | prefix decoder
        encoder-decoder | 编码器–解码器    | encoder–decoder
    """),
    "position.kind": _pairs("""
        rope          | RoPE             | RoPE
        rope-2d       | 二维 RoPE        | 2D RoPE
        alibi         | ALiBi            | ALiBi
        learned       | 可学习绝对位置   | learned absolute
        sinusoidal    | 正弦             | sinusoidal
        relative-bias | 相对位置偏置     | relative bias
        none          | 无               | none
        unknown       | 未知             | unknown
    """),
    "norm.kind": _pairs("""
        rmsnorm   | RMSNorm   | RMSNorm
        layernorm | LayerNorm | LayerNorm
        deepnorm  | DeepNorm  | DeepNorm
        unknown   | 未知      | unknown
    """),
    "norm.placement": _pairs("""
        pre           | Pre-LN              | Pre-LN
        post          | Post-LN             | Post-LN
        sandwich      | Sandwich-LN         | Sandwich-LN
        post-deepnorm | Post-LN（DeepNorm） | Post-LN (DeepNorm)
        reordered     | 子层输出            | Sublayer-output
        unknown       | 未知                | unknown
    """),
    "activation": _pairs("""
        swiglu    | SwiGLU           | SwiGLU
        geglu     | GeGLU            | GeGLU
        reglu     | ReGLU            | ReGLU
        glu       | GLU              | GLU
        gelu      | GELU             | GELU
        gelu-tanh | GELU（tanh 近似）| GELU (tanh)
        relu      | ReLU             | ReLU
        relu2     | ReLU²            | ReLU²
        xielu     | xIELU            | xIELU
        swish     | Swish            | Swish
    """),
    "attention": _pairs("""
        mha | MHA | MHA
        mqa | MQA | MQA
        gqa | GQA | GQA
        mla | MLA | MLA
        hybrid | 混合层 | hybrid
    """),
    "mixer": _pairs("""
        full   | 全注意力 | full attention
        window | 滑动窗口 | sliding window
        linear | 线性注意力 | linear attention
        ssm    | 状态空间 | state space
        conv   | 短卷积 | short convolution
    """),
    "licence.class": _pairs("""
        open-source    | 开源许可（仅权重） | open-source licence (weights)
        open-weights   | 开放权重 | open weights
        non-commercial | 非商用   | non-commercial
        closed         | 不公开   | closed
    """),
    "licence.commercial": _pairs("""
        yes         | 允许   | yes
        conditional | 有条件 | conditional
        no          | 不允许 | no
        unknown     | 未知   | unknown
    """),
    "weights": _pairs("""
        open   | 已公开 | published
        closed | 未公开 | not published
        some   | 部分公开 | published in part
    """),
    "role": _pairs("""
        open       | 开放 | open
        comparison | 对照 | comparison
    """),
    "parameters.precision": _pairs("""
        exact   | 精确值 | exact
        rounded | 约数   | rounded
    """),
    "status": _pairs("""
        verified  | ✓ 已核实：与公布的精确值相差不超过 0.1% \
                  | ✓ verified: within 0.1% of the exact published count
        explained | ≠ 有差异，见说明 | ≠ differs, explained below
        reported  | ≈ 据来源：公布值为约数，或配置不全、无法计算 \
                  | ≈ reported: the published count is rounded, \
                    or the configuration is incomplete
        unknown   | ? 未知：没有公布参数量 | ? unknown: no count was published
    """),
    "status.short": _pairs("""
        verified  | ✓ 已核实   | ✓ verified
        explained | ≠ 有说明   | ≠ explained
        reported  | ≈ 据来源   | ≈ reported
        unknown   | ? 未知     | ? unknown
    """),
    "source.kind": _pairs("""
        paper         | 论文     | paper
        model-card    | 模型卡   | model card
        config        | 配置     | config
        code          | 代码     | code
        blog          | 博客     | blog
        licence       | 许可证   | licence
        documentation | 文档     | docs
        dataset       | 数据集   | dataset
        book          | 书       | book
    """),
}

#: Names of columns, rows and groups.
LABELS: Words = _pairs("""
    unknown             | 未知             | unknown
    not-applicable      | 不适用           | not applicable
    true                | 有               | yes
    false               | 无               | no
    tied.true           | 共享             | tied
    tied.false          | 不共享           | untied
    moe                 | 混合专家         | mixture of experts
    dense               | 稠密             | dense
    sources             | 来源             | Sources
    release             | 发布             | Release
    checkpoint          | 模型             | Model
    family              | 家族             | Family
    developer           | 开发者           | Developer
    role                | 类别             | Role
    date                | 发布日期         | Released
    weights             | 权重             | Weights
    papers              | 论文             | Paper
    parameters          | 参数量           | Parameters
    published           | 公布的参数量     | Published count
    computed            | 由配置算出的参数量 | Count from the configuration
    difference          | 差异             | Difference
    status              | 核对             | Check
    active              | 激活参数量       | Active parameters
    published_active    | 公布的激活参数量 | Published active count
    kind                | 结构             | Type
    n_layers            | 层数             | Layers
    n_encoder_layers    | 编码器层数       | Encoder layers
    d_model             | 模型宽度 d_model | Width d_model
    n_heads             | 查询头数         | Query heads
    n_kv_heads          | 键值头数         | Key/value heads
    head_dim            | 每头维度         | Head width
    d_ff                | 前馈宽度 d_ff    | FFN width d_ff
    vocab_size          | 词表大小         | Vocabulary
    context             | 训练上下文（词元） | Trained context (tokens)
    gist.context        | 上下文           | context
    sliding_window      | 滑动窗口（词元） | Sliding window (tokens)
    position            | 位置编码         | Position
    position.rope_theta | RoPE 基数 θ      | RoPE base θ
    position.rotary_dim | 每头旋转维度     | Rotated dimensions per head
    norm                | 归一化           | Norm
    norm.placement      | 归一化位置       | Norm placement
    norm.eps            | 归一化 ε         | Norm ε
    activation          | 激活函数         | Activation
    attention           | 注意力           | Attention
    biases              | 偏置             | Biases
    biases.qkv          | QKV              | QKV
    biases.attention_output | 注意力输出   | attention output
    biases.ffn          | 前馈层           | FFN
    biases.lm_head      | 输出层           | output layer
    biases.norm         | 归一化           | norm
    biases.none         | 无               | none
    embedding_norm      | 嵌入层归一化     | Embedding norm
    tied_embeddings     | 输入输出嵌入     | Input/output embeddings
    experts             | 专家（激活／总数） | Experts (active / total)
    experts.d_ff        | 每个专家的宽度   | Width of an expert
    tokens              | 训练词元数       | Training tokens
    languages           | 语言             | Languages
    licence             | 许可证           | Licence
    licence.class       | 类别             | Class
    licence.commercial  | 商用             | Commercial use
    licence.conditions  | 主要条件         | Main conditions
    licence.spdx        | SPDX             | SPDX
    weights16           | 权重 16 位（GiB） | Weights, 16 bit (GiB)
    weights8            | 权重 8 位（GiB） | Weights, 8 bit (GiB)
    weights4            | 权重 4 位（GiB） | Weights, 4 bit (GiB)
    kv_per_token        | 每词元 KV 缓存（KiB） | KV cache per token (KiB)
    layers              | 各种层的数目     | Layers by kind
    state               | 每序列的状态（MiB） | State per sequence (MiB)
    kv_at_context       | 满上下文的 KV 缓存（GiB） | KV cache at the trained context (GiB)
    forward_flops       | 每词元前向计算（GFLOPs） | Forward pass per token (GFLOPs)
    training_flops      | 预训练计算量（FLOPs） | Pre-training (FLOPs)
    tokens_per_parameter | 每参数训练词元数 | Training tokens per parameter
    licence_class       | 许可类别         | Licence class
    kv_of_mha           | 与 MHA 之比      | Share of MHA
    group.architecture  | 架构             | Architecture
    group.training      | 训练             | Training
    group.parameters    | 参数量           | Parameters
    group.parts         | 各部分参数量     | Parameters by part
    group.memory        | 显存（由上面各项算出） | Memory (computed from the above)
    part.token_embedding    | 词嵌入       | Token embedding
    part.position_embedding | 位置嵌入     | Position embedding
    part.embedding_norm     | 嵌入层归一化 | Embedding norm
    part.attention          | 注意力       | Attention
    part.feed_forward       | 前馈层       | Feed-forward layers
    part.experts            | 专家         | Experts
    part.router             | 路由器       | Router
    part.norms              | 各层归一化   | Norms of the blocks
    part.final_norm         | 末层归一化   | Final norm
    part.lm_head            | 输出层       | Output layer
    part.mtp                | 多词元预测模块 | Multi-token prediction
    part.per_layer_embedding | 每层的词嵌入 | Per-layer embeddings
    part.residual           | 另加的残差路径 | Further residual paths
    layers.sharing | 末 {} 层沿用前面的键值 | the last {} use keys and values of earlier ones
    date_of.repository      | 权重仓库创建之日 | day on which the repository was created
    derived_from        | 源自             | Derived from
    descendants         | 衍生出           | Descendants
    explanation         | 参数量差异的说明 | Why the counts differ
    note                | 备注             | Note
    field               | 项目             | Field
    table.models-overview     | 模型总览     | Overview of the models
    table.models-architecture | 架构选择     | Architecture choices
    table.models-choices      | 架构选择     | Architecture choices
    table.models-dimensions   | 模型尺寸     | Dimensions
    table.models-sizes        | 参数量与显存 | Parameters and memory
    table.models-licences     | 许可证       | Licences
    table.models-charts       | 图中的数字   | The figures of the charts
    table.attention-cache     | KV 缓存      | KV cache
    table.models-explorer     | 全部模型     | All models
""")

#: What the raw figures of a column are where the column shows them in another unit.
RAW_LABELS: Words = _pairs("""
    weights16     | 权重 16 位（字节）         | Weights, 16 bit (bytes)
    weights8      | 权重 8 位（字节）          | Weights, 8 bit (bytes)
    weights4      | 权重 4 位（字节）          | Weights, 4 bit (bytes)
    kv_per_token  | 每词元 KV 缓存（字节）     | KV cache per token (bytes)
    state         | 每序列的状态（字节）       | State per sequence (bytes)
    kv_at_context | 满上下文的 KV 缓存（字节） | KV cache at the trained context (bytes)
    forward_flops | 每词元前向计算（FLOPs）    | Forward pass per token (FLOPs)
    experts       | 专家总数（稠密为 1）       | Experts, total (dense: 1)
""")


def label(name: str, lang: str) -> str:
    """Return the name of a column, row or group."""
    return LABELS[name][lang]


def raw_label(name: str, lang: str) -> str | None:
    """Return what a column's raw figures are, or None where its name says it."""
    return RAW_LABELS[name][lang] if name in RAW_LABELS else None


def value_word(field: str, value: str, lang: str) -> str:
    """Return the word for a value of the schema, such as `gqa` of `attention`."""
    return VALUES[field][value][lang]

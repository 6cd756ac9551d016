"""Figure of where the parameters of a dense model and of a mixture of experts are."""

from __future__ import annotations

from scripts.base import numbers
from scripts.counts import parameters
from scripts.data.architecture import Architecture, Biases, Experts, Norm, Position
from scripts.figures.drawing import MUTED, Drawing, colour

#: The sizes of LLaMA 7B; a test holds the count against the data.
DENSE = Architecture(
    source=("none",), kind="causal-decoder", n_layers=32, d_model=4096, n_heads=32, n_kv_heads=32,
    head_dim=128, d_ff=11008, vocab_size=32000, activation="swiglu", tied_embeddings=False,
    biases=Biases(qkv=False, attention_output=False, ffn=False, lm_head=False),
    norm=Norm(kind="rmsnorm", placement="pre"), position=Position(kind="rope"),
)  # fmt: skip
#: Those of Mixtral 8x7B.
MIXTURE = DENSE.model_copy(
    update={"n_kv_heads": 8, "d_ff": None, "experts": Experts(total=8, active=2, d_ff=14336)}
)
ROWS = (
    ("embeddings", ("token_embedding", "lm_head"), "1"),
    ("attention", ("attention",), "2"),
    ("feed_forward", ("feed_forward",), "3"),
    ("experts", ("experts", "router"), "4"),
    ("norms", ("norms", "final_norm"), "5"),
)
WORDS = {
    "zh": {
        "title": "LLaMA 7B 与 Mixtral 8x7B 的参数分布",
        "desc": (
            "每个模型五条横条，长度是占全部参数的比例，右边写个数。LLaMA 7B 的前馈层约占三分之二；"
            "Mixtral 8x7B 的专家与路由器占九成六以上，注意力与词嵌入只有百分之几。"
        ),
        "embeddings": "词嵌入与输出层",
        "attention": "注意力",
        "feed_forward": "前馈层",
        "experts": "专家与路由器",
        "norms": "归一化",
    },
    "en": {
        "title": "Parameters of LLaMA 7B and Mixtral 8x7B by part",
        "desc": (
            "Five bars for each model, as long as the part's share of all parameters, with the "
            "number beside. In LLaMA 7B about two thirds are feed-forward layers; in Mixtral 8x7B "
            "experts and router are more than 96 per cent, attention and embeddings only a few."
        ),
        "embeddings": "embedding, output",
        "attention": "attention",
        "feed_forward": "feed-forward",
        "experts": "experts, router",
        "norms": "norms",
    },
}


def parameter_parts(lang: str) -> str:
    """Return bars of the parts of both models, with their numbers."""
    words = WORDS[lang]
    drawing = Drawing("parameter-parts", lang, words["title"], words["desc"], 424)
    top = 24.0
    for name, arch in (("LLaMA 7B", DENSE), ("Mixtral 8x7B", MIXTURE)):
        parts = parameters.parts(arch)
        if parts is None:
            raise ValueError(f"{name} cannot be counted")
        drawing.text(14, top, f"{name}: {numbers.grouped(parts.total)}", bold=True)
        for row, (key, names, number) in enumerate(ROWS):
            count = sum(getattr(parts, part) for part in names)
            y = top + 14 + 32 * row
            drawing.text(14, y + 15, words[key])
            width = 190 * count / parts.total
            drawing.rect(
                150, y, max(width, 1), 20, fill=colour(f"{number}-soft"), stroke=colour(number)
            )
            drawing.text(150 + width + 8, y + 15, numbers.grouped(count), fill=MUTED)
        top += 206
    return drawing.svg()


FIGURES = {"parameter-parts": parameter_parts}

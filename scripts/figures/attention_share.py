"""Chart of the share of attention scores in the operations of training, by length."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scripts.figures.axes import Axes
from scripts.figures.drawing import SERIES, Drawing, key
from scripts.reference.training_compute import flops_per_token


@dataclass(frozen=True)
class Sizes:
    """What the operations of a model follow from; score_width: heads times (key + value width)."""

    name: str
    multiplied: int
    layers: int
    score_width: int


#: Three models of different widths; a test holds the sizes against the data.
MODELS = {
    "gpt-2-124m": Sizes("GPT-2 124M", 123_532_032, 12, 1536),
    "llama-2-7b": Sizes("Llama 2 7B", 6_607_077_376, 32, 8192),
    "llama-3.1-405b": Sizes("Llama 3.1 405B", 403_747_897_344, 126, 32_768),
}
LENGTHS = (2**10, 2**20)
TICKS = ((2**10, "1k"), (2**13, "8k"), (2**15, "32k"), (2**17, "128k"), (2**20, "1M"))

WORDS = {
    "zh": {
        "title": "注意力分数占训练运算的比例，随序列长度变化",
        "desc": (
            "三条曲线，横轴是序列长度，从 1,024 到 1,048,576 个词元，对数刻度；纵轴是分数与加权和"
            "占全部训练运算的比例，因果掩码取平均。宽 768 的 GPT-2 124M 升得最早，约 1.3 万个词元"
            "达到一半；宽 4,096 的 Llama 2 7B 约 5 万；宽 16,384 的 Llama 3.1 405B 约 19.6 万。"
        ),
        "x": "序列长度（词元，对数轴）",
        "y": "注意力分数的占比",
    },
    "en": {
        "title": "Share of attention scores in training, by length of the sequence",
        "desc": (
            "Three curves over the length of a sequence, from 1,024 to 1,048,576 tokens on a log "
            "scale; upwards the share of scores and weighted sums in all operations of training, "
            "on average under a causal mask. GPT-2 124M, 768 wide, rises first and reaches a half "
            "near 13,000 tokens; Llama 2 7B, 4,096 wide, near 50,000; Llama 3.1 405B, 16,384 wide, "
            "near 196,000."
        ),
        "x": "length of a sequence (tokens, log axis)",
        "y": "share of attention scores",
    },
}


def share(model: Sizes, length: int) -> float:
    """Return the share for a sequence of `length` tokens of which each sees those before it."""
    arguments = (model.multiplied, model.layers, model.score_width)
    both = flops_per_token(*arguments, (length + 1) / 2)
    return 1 - flops_per_token(*arguments, 0) / both


def attention_share(lang: str) -> str:
    """Return the curves of three models of different widths."""
    words = WORDS[lang]
    drawing = Drawing("attention-share", lang, words["title"], words["desc"], 376)
    models = list(zip(SERIES[:3], MODELS.values(), strict=True))
    key(drawing, 14, 24, [(series, model.name) for series, model in models])
    axes = Axes(drawing, 62, 76, 396, 230, LENGTHS, (0, 1), log_x=True)
    shares = [(s, f"{100 * s:.0f}%") for s in (0, 0.25, 0.5, 0.75, 1)]
    axes.frame(TICKS, shares, words["x"], words["y"])
    lengths = np.unique(np.geomspace(*LENGTHS, 81).astype(int))
    for series, model in models:
        axes.curve(lengths, [share(model, int(length)) for length in lengths], series)
    return drawing.svg()


FIGURES = {"attention-share": attention_share}

"""Figures of repeated sampling: what more samples buy, and the bias of the naive pass@k."""

from __future__ import annotations

import numpy as np

from scripts.figures.axes import Axes
from scripts.figures.drawing import INK, SERIES, Drawing, decimal, key
from scripts.reference.repeated_sampling import (
    coverage,
    expected_naive,
    expected_unbiased,
    majority,
    with_verifier,
)

#: Invented problems: how often a sample is right, and how often the most frequent wrong answer.
PROBLEMS = ((0.9, 0.05), (0.6, 0.2), (0.3, 0.1), (0.1, 0.3), (0.02, 0.3))
SAMPLES = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512)
HIT, SLIPS = 0.9, (0.01, 0.1)
P, K = 0.1, 10

WORDS = {
    "zh": {
        "title": "样本越多，覆盖率一直涨，选出来的答案很快到顶",
        "desc": (
            "横轴是每题样本数，从 1 到 512，对数轴；纵轴是五道虚构题目的平均正确率。四条线都从 "
            "0.38 出发。覆盖率升到接近 1；误放 1% 的验证器升到约 0.90，误放 10% 的停在约 "
            "0.67，多数投票停在 0.60。"
        ),
        "samples": "每题样本数（对数轴）",
        "share": "五道题的平均正确率",
        "coverage": "覆盖率",
        "verifier": "验证器，误放 {}%",
        "majority": "多数投票",
        "bias_title": "朴素的 pass@10 总是偏低",
        "bias_desc": (
            "横轴是生成的样本数，从 10 到 100；纵轴是 pass@10 估计的平均值，单次正确率为 0.1。"
            "无偏估计是一条 0.651 的水平线；朴素估计从 0.49 起，慢慢升到 0.63，始终在线下。"
        ),
        "n": "生成的样本数 n",
        "estimate": "pass@10 估计的平均值",
        "unbiased": "无偏估计，等于真值",
        "naive": "朴素估计",
    },
    "en": {
        "title": "With more samples coverage keeps rising, the chosen answer soon stops",
        "desc": (
            "Samples per problem across, from 1 to 512 on a log axis; upwards the mean accuracy on "
            "five invented problems. All four lines start at 0.38. Coverage comes close to 1; a "
            "verifier that passes 1% of the wrong answers rises to about 0.90, one that passes 10% "
            "stays at about 0.67, the majority vote at 0.60."
        ),
        "samples": "samples per problem (log axis)",
        "share": "mean accuracy on five problems",
        "coverage": "coverage",
        "verifier": "verifier, passes {}% wrong",
        "majority": "majority vote",
        "bias_title": "The naive pass@10 is always too low",
        "bias_desc": (
            "Samples drawn across, from 10 to 100; upwards the mean estimate of pass@10 where one "
            "sample is right with probability 0.1. The unbiased estimate is level at 0.651; the "
            "naive one starts at 0.49 and creeps up to 0.63, below the line throughout."
        ),
        "n": "samples drawn, n",
        "estimate": "mean estimate of pass@10",
        "unbiased": "unbiased, equal to the truth",
        "naive": "naive",
    },
}


def choosing(lang: str) -> str:
    """Return coverage and the accuracy of three ways to choose, against the number of samples."""
    words = WORDS[lang]
    drawing = Drawing("sampling-choosing", lang, words["title"], words["desc"], 386)
    axes = Axes(drawing, 46, 36, 398, 230, (1, 512), (0.3, 1.0), log_x=True)
    x_ticks = [(n, str(n)) for n in SAMPLES[::2]] + [(512, "512")]
    y_ticks = [(y / 10, decimal(y / 10, 1)) for y in range(3, 11)]
    axes.frame(x_ticks, y_ticks, words["samples"], words["share"])
    careful, lax = SLIPS
    curves = [
        (words["coverage"], [[coverage(p, n) for p, _ in PROBLEMS] for n in SAMPLES]),
        *(
            (
                words["verifier"].format(round(100 * slip)),
                [[with_verifier(p, n, HIT, slip) for p, _ in PROBLEMS] for n in SAMPLES],
            )
            for slip in (careful, lax)
        ),
        (words["majority"], [[majority(p, q, n) for p, q in PROBLEMS] for n in SAMPLES]),
    ]
    for series, (_, values) in zip(SERIES, curves, strict=False):
        axes.curve(SAMPLES, np.mean(values, axis=1), series)
    key(drawing, 14, 340, [(s, name) for s, (name, _) in zip(SERIES, curves, strict=False)])
    return drawing.svg()


def bias(lang: str) -> str:
    """Return the mean of both estimates of pass@10 against the number of samples drawn."""
    words = WORDS[lang]
    drawing = Drawing("sampling-bias", lang, words["bias_title"], words["bias_desc"], 338)
    axes = Axes(drawing, 46, 36, 398, 200, (10, 100), (0.45, 0.7))
    y_ticks = [(y / 100, decimal(y / 100, 2)) for y in range(45, 75, 5)]
    axes.frame([(n, str(n)) for n in range(10, 101, 15)], y_ticks, words["n"], words["estimate"])
    drawn = range(10, 101, 2)
    means = ([f(P, n, K) for n in drawn] for f in (expected_unbiased, expected_naive))
    for series, values in zip(SERIES, means, strict=False):
        axes.curve(drawn, values, series)
    axes.dot(10, expected_naive(P, 10, K), INK)
    key(drawing, 46, 318, [(SERIES[0], words["unbiased"]), (SERIES[1], words["naive"])])
    return drawing.svg()


FIGURES = {
    "sampling-choosing": choosing,
    "sampling-bias": bias,
}

"""Figures of why attention scores are divided by the square root of the head's width."""

from __future__ import annotations

from functools import cache

import numpy as np

from scripts.figures.axes import Axes
from scripts.figures.drawing import MUTED, SERIES, Drawing, decimal, key
from scripts.figures.weights import squares
from scripts.reference.arrays import Array
from scripts.reference.saturation import Divisor, query_gradients, sentence_weights

#: The sentence of the interactive part as well; a test holds the two together.
SENTENCE = {
    "zh": ("那", "只", "猫", "睡", "沙发", "上"),
    "en": ("the", "cat", "sleeps", "on", "the", "sofa"),
}
SEED = 1
HEAD_DIM = 64

MAPS = {
    "zh": {
        "title": "同一组查询与键：不除与除以根号 d",
        "desc": (
            "两张六行六列的注意力权重表，方块面积代表权重。头宽六十四，向量随机。"
            "左表的分数没有除，几乎每一行只剩一个大方块；右表除以八，每一行的权重分散在多个词元上。"
        ),
        "one": "不除",
        "root": "除以根号 64，即 8",
        "mean": "每行最大权重的平均：{}",
    },
    "en": {
        "title": "The same queries and keys: not divided, and divided by the root of d",
        "desc": (
            "Two tables of attention weights, six rows and six columns; the area of a square is "
            "the weight. The head is 64 wide, the vectors are random. On the left the scores are "
            "not divided, and nearly every row has one large square; on the right they are "
            "divided by eight, and the weights of each row spread over several tokens."
        ),
        "one": "not divided",
        "root": "divided by √64 = 8",
        "mean": "largest weight: {}",
    },
}


def attention_weights(lang: str) -> str:
    """Return the weights among six tokens of random vectors, without and with the division."""
    words, names = MAPS[lang], SENTENCE[lang]
    drawing = Drawing("attention-weights", lang, words["title"], words["desc"], 296)
    cell, top = 31.0, 66.0
    for column, divisor in enumerate(("one", "root")):
        left = 78.0 + 206 * column
        weights = sentence_weights(len(names), HEAD_DIM, divisor, SEED)  # type: ignore[arg-type]
        drawing.text(left, 22, words[divisor], bold=True)
        for j in range(len(names)):
            drawing.text(left + cell * (j + 0.5), top - 8, str(j + 1), anchor="middle", fill=MUTED)
        squares(drawing, left, top, cell, weights)
        mean = words["mean"].format(decimal(float(weights.max(axis=-1).mean()), 2))
        drawing.text(left, top + cell * len(names) + 26, mean)
    for i, name in enumerate(names):
        drawing.text(70, top + cell * (i + 0.5) + 5, f"{i + 1} {name}", anchor="end")
    return drawing.svg()


WIDTHS = (4, 8, 16, 32, 64, 128, 256, 512)
N_KEYS, COUNT = 16, 600

CURVES = {
    "zh": {
        "title": "不除时梯度不是处处变小，而是变得稀少",
        "desc": (
            "横轴是头宽，从四到五百一十二；纵轴是查询得到的梯度长度，对数轴。"
            "除以根号 d 时中位数与平均数几乎重合，不随头宽变化。"
            "不除时平均数更高，中位数在头宽三十二之后急速下降，到五百一十二时相差约两个数量级。"
        ),
        "y": "查询得到的梯度长度（对数轴）",
        "x": "头宽 d（16 个键，随机向量）",
        "mean": "不除，平均",
        "median": "不除，中位数",
        "root": "除以根号 d，中位数",
        "rootmean": "除以根号 d，平均",
    },
    "en": {
        "title": "Without the division gradients are not small everywhere but rare",
        "desc": (
            "The horizontal axis is the width of a head from 4 to 512, the vertical one the "
            "length of the gradient that reaches a query, on a log scale. Divided by the root of "
            "d, median and mean nearly agree and do not change with the width. Not divided, the "
            "mean is higher, while the median falls fast beyond 32, and at 512 they are about two "
            "orders of magnitude apart."
        ),
        "y": "length of the gradient at a query (log axis)",
        "x": "head width d (16 keys, random vectors)",
        "mean": "not divided, mean",
        "median": "not divided, median",
        "root": "divided by √d, median",
        "rootmean": "divided by √d, mean",
    },
}


@cache
def _lengths(divisor: Divisor) -> tuple[Array, ...]:
    """The lengths of gradients for each width, which are the same in each language."""
    return tuple(
        query_gradients(d, N_KEYS, COUNT, divisor, np.random.default_rng(d)) for d in WIDTHS
    )


def query_gradient_figure(lang: str) -> str:
    """Return mean and median length of a query's gradient by width, undivided and divided."""
    words = CURVES[lang]
    drawing = Drawing("query-gradients", lang, words["title"], words["desc"], 424)
    names = (("one", "mean"), ("one", "median"), ("root", "rootmean"), ("root", "root"))
    entries = [(SERIES[i], words[name]) for i, (_, name) in enumerate(names)]
    key(drawing, 46, 22, entries[:2])
    key(drawing, 46, 46, entries[2:])
    axes = Axes(drawing, 60, 98, 406, 262, (4, 512), (0.001, 10), log_x=True, log_y=True)
    y_ticks = [(10.0**i, f"{10.0**i:g}") for i in range(-3, 2)]
    axes.frame([(d, str(d)) for d in WIDTHS], y_ticks, words["x"], words["y"])
    shown: tuple[tuple[Divisor, tuple[int, int]], ...] = (("one", (0, 1)), ("root", (2, 3)))
    for divisor, averages in shown:
        lengths = _lengths(divisor)
        means, medians = [x.mean() for x in lengths], [np.median(x) for x in lengths]
        axes.curve(WIDTHS, means, SERIES[averages[0]])
        axes.curve(WIDTHS, map(float, medians), SERIES[averages[1]])
    return drawing.svg()


FIGURES = {
    "attention-weights": attention_weights,
    "query-gradients": query_gradient_figure,
}

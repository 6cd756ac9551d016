"""Figures of RoPE and ALiBi."""

from __future__ import annotations

import math

import numpy as np

from scripts.base import numbers
from scripts.figures.axes import Axes
from scripts.figures.drawing import (
    GRID,
    MUTED,
    SERIES,
    TEXT,
    Drawing,
    colour,
    decimal,
    key,
)
from scripts.reference.positions import alibi_bias, alibi_slopes, rope, rope_angles

HEAD_DIM = 128
THETAS = (10_000.0, 1_000_000.0)
N_TURNS = 6

ROPE_WORDS = {
    "zh": {
        "title": "RoPE：按位置旋转每一对维度",
        "desc": (
            "上方两个单位圆画出位置零到五的同一个向量：第零对维度每个位置转一弧度，"
            "另一对每个位置只转十分之一弧度。下方是各对维度转满一圈所需的词元数："
            "序号越大转得越慢，基数 rope_theta 越大，最慢的一对越慢。"
        ),
        "pair": "第 {} 对：每个位置 {} 弧度",
        "small": "head_dim = 8，rope_theta = 10,000",
        "turn": "转满一圈的词元数（对数轴，head_dim = 128）",
        "index": "第几对维度",
    },
    "en": {
        "title": "RoPE turns each pair of dimensions by the position",
        "desc": (
            "Two unit circles show one vector at positions zero to five: pair zero turns by one "
            "radian per position, pair one by a tenth of a radian. Below, the tokens it takes each "
            "pair to turn full circle: the higher its number the slower it turns, and the larger "
            "the base rope_theta the slower the slowest pair."
        ),
        "pair": "pair {}: {} rad per position",
        "small": "head_dim = 8, rope_theta = 10,000",
        "turn": "tokens for a full turn (log axis, head_dim = 128)",
        "index": "number of the pair",
    },
}


def _circle(drawing: Drawing, x: float, y: float, radius: float, pair: int, number: str) -> None:
    """Draw a pair of dimensions of (1, 0) at positions 0, 1, 2 ... in the plane."""
    drawing.circle(x, y, radius, fill="none", stroke=GRID)
    drawing.line([(x - radius, y), (x + radius, y)], stroke=GRID, width=1)
    drawing.line([(x, y - radius), (x, y + radius)], stroke=GRID, width=1)
    start = np.tile([1.0, 0.0], (N_TURNS, 4))
    turned = rope(start, np.arange(N_TURNS))[:, 2 * pair : 2 * pair + 2]
    crowded = math.hypot(*(turned[1] - turned[0])) * radius < TEXT
    for position, (cos, sin) in enumerate(turned):
        tip = (x + radius * float(cos), y - radius * float(sin))
        drawing.arrow([(x, y), tip], stroke=colour(number), width=2)
        if not crowded or position in (0, N_TURNS - 1):
            place = (x + (radius + 14) * float(cos), y - (radius + 14) * float(sin) + 5)
            drawing.text(*place, str(position), anchor="middle")


def rope_figure(lang: str) -> str:
    """Return two turning pairs, and how many tokens each pair needs for a full turn."""
    words = ROPE_WORDS[lang]
    drawing = Drawing("rope", lang, words["title"], words["desc"], 588)
    drawing.text(240, 22, words["small"], anchor="middle", fill=MUTED)
    step = rope_angles(np.array([1]), 8)[0]
    for column, pair in enumerate((0, 1)):
        x = 118.0 + 240 * column
        _circle(drawing, x, 146, 82, pair, str(1 + column))
        label = words["pair"].format(pair, decimal(float(step[pair]), 1))
        drawing.text(x, 270, label, anchor="middle")
    axes = Axes(drawing, 92, 338, 374, 190, (0, 64), (1, 1e7), log_y=True)
    y_ticks = [(10.0**i, numbers.grouped(10.0**i)) for i in range(8)]
    axes.frame([(i, str(i)) for i in range(0, 65, 16)], y_ticks, words["index"])
    drawing.text(14, 324, words["turn"])
    names = [
        (SERIES[i], f"rope_theta = {numbers.grouped(theta)}") for i, theta in enumerate(THETAS)
    ]
    for theta, (series, _) in zip(THETAS, names, strict=True):
        step = rope_angles(np.array([1]), HEAD_DIM, theta)[0]
        axes.curve(np.arange(HEAD_DIM // 2), 2 * math.pi / step, series)
    for row, (series, name) in enumerate(names):
        key(drawing, 100, 360 + 24 * row, [(series, name)])
    return drawing.svg()


ALIBI_WORDS = {
    "zh": {
        "title": "ALiBi：按距离扣分，每个头的斜率不同",
        "desc": (
            "上图为八个头加在注意力分数上的偏置，横轴是距离：第一个头斜率二分之一，降得最快，"
            "其后每个头的斜率减半，第八个头为二百五十六分之一，几乎不降。"
            "下图为八个头与十二个头的斜率：十二个头时，前八个与八个头的相同，后四个插在其间。"
        ),
        "bias": "加在分数上的偏置（8 个头）",
        "distance": "距离（词元）",
        "head": "头 {}：{}",
        "slopes": "斜率（对数轴）",
        "number": "第几个头",
        "count": "{} 个头",
    },
    "en": {
        "title": "ALiBi: a penalty by distance, with a slope for each head",
        "desc": (
            "Upper panel: the bias that eight heads add to attention scores, against distance. "
            "Head one has slope one half and falls fastest; each next head has half the slope; "
            "head eight, with 1/256, hardly falls. Lower panel: the slopes of eight and of "
            "twelve heads; of twelve, the first eight are those of eight heads and the last four "
            "lie between."
        ),
        "bias": "bias added to the score (8 heads)",
        "distance": "distance (tokens)",
        "head": "head {}: {}",
        "slopes": "slope (log axis)",
        "number": "number of the head",
        "count": "{} heads",
    },
}

#: Places of the labels of heads 1, 2, 3, 4 and 8 of the upper panel, as distances.
LABELLED = ((1, 20.0), (2, 37.0), (3, 46.0), (4, 50.0), (8, 46.0))


def alibi(lang: str) -> str:
    """Return the bias of eight heads by distance, and the slopes of eight and twelve heads."""
    words = ALIBI_WORDS[lang]
    drawing = Drawing("alibi", lang, words["title"], words["desc"], 640)
    axes = Axes(drawing, 52, 44, 414, 260, (0, 64), (-16, 0))
    y_ticks = [(y, decimal(y, 0)) for y in range(-16, 1, 4)]
    axes.frame([(x, str(x)) for x in range(0, 65, 16)], y_ticks, words["distance"], words["bias"])
    bias = alibi_bias(8, 65)[:, 64, ::-1]
    labelled = dict(LABELLED)
    for head in range(1, 9):
        series = SERIES[(head - 1) % 3]
        axes.curve(np.arange(65), bias[head - 1], series, width=2.25)
        if head in labelled:
            label = words["head"].format(head, f"1/{2**head}")
            y = axes.y(float(np.interp(labelled[head], np.arange(65), bias[head - 1])))
            drawing.text(axes.x(labelled[head]) + 4, y - 6, label, halo=True)
    _slopes(drawing, words)
    return drawing.svg()


def _slopes(drawing: Drawing, words: dict[str, str]) -> None:
    axes = Axes(drawing, 70, 402, 396, 180, (0.5, 12.5), (1 / 512, 1), log_y=True)
    y_ticks = [(2.0**-i, f"1/{2**i}" if i else "1") for i in (0, 2, 4, 6, 8)]
    axes.frame([(i, str(i)) for i in range(1, 13)], y_ticks, words["number"], words["slopes"])
    for i, slope in enumerate(map(float, alibi_slopes(12))):
        drawing.circle(axes.x(i + 1), axes.y(slope), 8, fill="none", stroke=colour("2"))
    for i, slope in enumerate(map(float, alibi_slopes(8))):
        axes.dot(i + 1, slope, fill=colour("1"))
    drawing.circle(250, 385, 4, fill=colour("1"))
    drawing.text(262, 391, words["count"].format(8))
    drawing.circle(362, 385, 8, fill="none", stroke=colour("2"))
    drawing.text(378, 391, words["count"].format(12))


FIGURES = {
    "rope": rope_figure,
    "alibi": alibi,
}

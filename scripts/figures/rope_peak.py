"""Figure of what distance a head under RoPE can prefer: the nearest token, or one further away."""

from __future__ import annotations

import numpy as np

from scripts.figures.axes import Axes
from scripts.figures.drawing import SERIES, Drawing, decimal, key
from scripts.reference.arrays import Array
from scripts.reference.positions import rope

HEAD_DIM = 128
AHEAD = 24
LONGEST = 64

WORDS = {
    "zh": {
        "title": "RoPE 下的分数可以在任何距离上最高",
        "desc": (
            "横轴是查询与键的距离，零到六十四，纵轴是分数除以其最大值。"
            "第一条曲线的键与查询相同，分数在距离零处最高，随后振荡下降。"
            "第二条曲线的键预先转过二十四个位置，分数在距离二十四处最高，零处反而很低。"
        ),
        "same": "键与查询相同",
        "turned": "键预先转过 {} 个位置",
        "score": "分数（最大为 1）",
        "distance": "距离（词元）",
    },
    "en": {
        "title": "Under RoPE a score can be highest at any distance",
        "desc": (
            "Distance between query and key across, from zero to sixty-four; score upwards as a "
            "share of its maximum. With a key equal to the query the score is highest at distance "
            "zero and falls in waves. With a key that was turned by twenty-four positions "
            "beforehand it is highest at distance twenty-four and low at zero."
        ),
        "same": "key equal to the query",
        "turned": "key turned by {} positions beforehand",
        "score": "score (maximum 1)",
        "distance": "distance (tokens)",
    },
}


def scores(ahead: int) -> Array:
    """Return scores by distance 0 ... LONGEST of a query of ones and a key turned by `ahead`."""
    ones = np.ones((1, HEAD_DIM))
    k = rope(ones, np.array([ahead]))
    q = rope(np.ones((LONGEST + 1, HEAD_DIM)), np.arange(LONGEST + 1))
    return np.asarray((q @ k.T)[:, 0] / HEAD_DIM)


def rope_peak(lang: str) -> str:
    """Return two curves of scores by distance: the content of the key decides where they peak."""
    words = WORDS[lang]
    drawing = Drawing("rope-peak", lang, words["title"], words["desc"], 400)
    turned = words["turned"].format(AHEAD)
    key(drawing, 46, 24, [(SERIES[0], words["same"]), (SERIES[1], turned)])
    axes = Axes(drawing, 46, 92, 420, 252, (0, LONGEST), (0, 1.05))
    x_ticks = [(x, str(x)) for x in range(0, LONGEST + 1, 8)]
    axes.frame(
        x_ticks, [(y / 4, decimal(y / 4, 2)) for y in range(5)], words["distance"], words["score"]
    )
    for series, ahead in ((SERIES[0], 0), (SERIES[1], AHEAD)):
        axes.curve(np.arange(LONGEST + 1), scores(ahead), series)
    return drawing.svg()


FIGURES = {
    "rope-peak": rope_peak,
}

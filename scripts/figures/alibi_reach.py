"""Figure of how far each head of ALiBi looks when contents do not matter."""

from __future__ import annotations

import numpy as np

from scripts.base.numbers import grouped
from scripts.figures.axes import Axes
from scripts.figures.drawing import MUTED, SERIES, Drawing, decimal
from scripts.reference.arrays import Array
from scripts.reference.positions import alibi_slopes

N_HEADS = 8
LONGEST = 2048
#: The share at which a curve's number stands, close to the right of it.
NAMED_AT = 0.42

WORDS = {
    "zh": {
        "title": "内容不起作用时，每个头的注意力落在多近的地方",
        "desc": (
            "横轴是距离，对数刻度，从一到二零四八；纵轴是落在这一距离之内的注意力份额。"
            "八条曲线是八个头。第一个头在几个词元内就到一，此后每个头向右移一倍；"
            "第八个头最远，一半的注意力在一百七十八个词元之内，百分之九十九在一千一百七十九个词元之内。"
        ),
        "share": "距离之内的注意力份额（数字是头的序号）",
        "distance": "距离（词元，对数轴）",
    },
    "en": {
        "title": "How near each head's attention lies when contents do not matter",
        "desc": (
            "Distance across on a log scale, from one to 2,048; upwards the share of attention "
            "that falls within it. Eight curves stand for eight heads. Head one is at one within "
            "a few tokens; each next head lies further right by a factor of two. Head eight "
            "reaches furthest: half of its attention falls within 178 tokens, 99 per cent within "
            "1,179."
        ),
        "share": "share of attention within the distance (numbers: heads)",
        "distance": "distance (tokens, log axis)",
    },
}


def shares(slope: float, distances: Array) -> Array:
    """Return 1 - exp(-slope * n): the share of the n nearest tokens among endlessly many."""
    return np.asarray(1 - np.exp(-slope * distances))


def alibi_reach(lang: str) -> str:
    """Return, for eight heads, the share of attention that falls within a distance."""
    words = WORDS[lang]
    drawing = Drawing("alibi-reach", lang, words["title"], words["desc"], 400)
    axes = Axes(drawing, 52, 50, 414, 290, (1, LONGEST), (0, 1), log_x=True)
    x_ticks = [(2.0**e, grouped(2**e)) for e in range(0, 12, 2)]
    axes.frame(
        x_ticks, [(y / 4, decimal(y / 4, 2)) for y in range(5)], words["distance"], words["share"]
    )
    distances = np.geomspace(1, LONGEST, 200)
    for head, slope in enumerate(map(float, alibi_slopes(N_HEADS)), start=1):
        axes.curve(distances, shares(slope, distances), SERIES[(head - 1) % 3], width=2.25)
        at = axes.x(float(-np.log(1 - NAMED_AT) / slope))
        drawing.text(at + 6, axes.y(NAMED_AT) + 10, str(head), fill=MUTED, bold=True)
    return drawing.svg()


FIGURES = {
    "alibi-reach": alibi_reach,
}

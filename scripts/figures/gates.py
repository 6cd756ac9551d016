"""Figures of the gated unit: what a gate does to a value, and why its layer is narrower."""

from __future__ import annotations

import numpy as np

from scripts.figures.axes import Axes
from scripts.figures.drawing import MUTED, SERIES, Drawing, colour, decimal, key
from scripts.reference.activations import swish

GATES = (-3.0, -1.0, 0.0, 1.0, 2.0)
UP = np.linspace(-2, 2, 41)

WORDS = {
    "zh": {
        "title": "门给内容乘上一个数",
        "desc": (
            "横轴是内容 u，纵轴是 SwiGLU 一个单元的输出。每个门值 g 给出一条过原点的直线，"
            "斜率是 Swish(g)：g 为零时输出恒为零，g 为二时内容放大到约一点七六倍，"
            "g 为负一时斜率是负的零点二七，内容变号。"
        ),
        "y": "输出 Swish(g) × u",
        "x": "内容 u",
        "sizes": "参数一样多：两个宽矩阵，或三个窄矩阵",
        "sizes_desc": (
            "按面积画出的矩阵，d 等于三。左边是普通前馈层，两个 d 乘 4d 的矩阵，面积共八 d 平方。"
            "右边是门控前馈层，三个 d 乘 8d/3 的矩阵，面积共八 d 平方。"
        ),
        "plain": "普通：2 × d × 4d = 8d²",
        "gated": "门控：3 × d × 8d/3 = 8d²",
    },
    "en": {
        "title": "A gate multiplies the content",
        "desc": (
            "The horizontal axis is the content u, the vertical one the output of one SwiGLU unit. "
            "Each gate value g gives a straight line through the origin with slope Swish(g): for g "
            "zero the output is always zero, for g two the content grows to about 1.76 times, and "
            "for g minus one the slope is minus 0.27, so that the content changes sign."
        ),
        "y": "output Swish(g) × u",
        "x": "content u",
        "sizes": "Equally many parameters: two wide matrices or three narrow ones",
        "sizes_desc": (
            "Matrices drawn to scale. On the left a plain feed-forward layer, two matrices of d "
            "times 4d, an area of eight d squared. On the right a gated one, three matrices of d "
            "times 8d/3, an area of eight d squared too."
        ),
        "plain": "plain: 2 × d × 4d = 8d²",
        "gated": "gated: 3 × d × 8d/3 = 8d²",
    },
}


def gated_unit(lang: str) -> str:
    """Return the output of a SwiGLU unit against its content, a line for each gate value."""
    words = WORDS[lang]
    drawing = Drawing("gated-unit", lang, words["title"], words["desc"], 404)
    names = [f"g = {decimal(gate, 0)}" for gate in GATES]
    key(drawing, 46, 24, list(zip(SERIES, names, strict=True)))
    axes = Axes(drawing, 46, 94, 420, 240, (-2, 2), (-4, 4))
    ticks = [(float(x), decimal(x, 0)) for x in range(-2, 3)]
    axes.frame(ticks, [(float(y), decimal(y, 0)) for y in range(-4, 5, 2)], words["x"], words["y"])
    axes.zero()
    for gate, series in zip(GATES, SERIES, strict=True):
        axes.curve(UP, swish(np.array(gate)) * UP, series)
    return drawing.svg()


def matrices(lang: str) -> str:
    """Return the matrices of a plain and of a gated layer, to scale."""
    words = WORDS[lang]
    drawing = Drawing("glu-matrices", lang, words["sizes"], words["sizes_desc"], 300)
    unit = 52.0  # of d
    drawing.text(14, 24, words["plain"], bold=True)
    for row, (name, number) in enumerate((("W1", "1"), ("W2", "3"))):
        drawing.rect(
            14, 38 + (unit + 14) * row, 4 * unit, unit,
            fill=colour(f"{number}-soft"), stroke=colour(number),
        )  # fmt: skip
        drawing.text(14 + 2 * unit, 38 + (unit + 14) * row + unit / 2 + 5, name, anchor="middle")
    drawing.text(14 + 2 * unit, 38 + 2 * (unit + 14) + 10, "4d", anchor="middle", fill=MUTED)
    drawing.text(258, 24, words["gated"], bold=True)
    names = (("gate", "2"), ("up", "1"), ("down", "3"))
    for row, (name, number) in enumerate(names):
        drawing.rect(
            258, 38 + (unit + 14) * row, 8 / 3 * unit, unit,
            fill=colour(f"{number}-soft"), stroke=colour(number),
        )  # fmt: skip
        middle = 258 + 4 / 3 * unit
        drawing.text(middle, 38 + (unit + 14) * row + unit / 2 + 5, f"W {name}", anchor="middle")
    drawing.text(258 + 4 / 3 * unit, 38 + 3 * (unit + 14) + 10, "8d/3", anchor="middle", fill=MUTED)
    return drawing.svg()


FIGURES = {
    "gated-unit": gated_unit,
    "glu-matrices": matrices,
}

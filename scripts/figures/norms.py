"""Figure of what LayerNorm and RMSNorm do to a vector, and to the same vector shifted."""

from __future__ import annotations

import numpy as np

from scripts.figures.axes import Axes
from scripts.figures.drawing import MUTED, TEXT, Drawing, colour, decimal
from scripts.reference.arrays import Array
from scripts.reference.norms import layer_norm, rms_norm

VECTOR = np.array([1.0, -0.5, 2.0, 0.25, -1.0])
SHIFT = 2.0

WORDS = {
    "zh": {
        "title": "LayerNorm 与 RMSNorm 对同一向量的作用",
        "desc": (
            "左列是五维向量 x，右列是每一维都加二的 x + 2。LayerNorm 的两个输出相同，均值为零；"
            "RMSNorm 的两个输出不同，均方根为一，均值不为零。增益取一，偏置取零。"
        ),
        "input": "输入",
        "layer": "LayerNorm",
        "rms": "RMSNorm",
        "stats": "均值 {}，均方根 {}",
    },
    "en": {
        "title": "What LayerNorm and RMSNorm do to one vector",
        "desc": (
            "On the left a vector x of five dimensions, on the right x + 2, each dimension two "
            "larger. LayerNorm gives the same output for both, of mean zero; RMSNorm gives "
            "different outputs, of root mean square one and a mean that is not zero. Gain one, "
            "bias zero."
        ),
        "input": "Input",
        "layer": "LayerNorm",
        "rms": "RMSNorm",
        "stats": "mean {}, RMS {}",
    },
}


def _bars(axes: Axes, values: Array, number: str) -> None:
    """Draw a bar for each value, the value at its end, and the mean as a dashed line."""
    drawing, width = axes.drawing, 26.0
    mean = axes.y(float(values.mean()))
    drawing.line([(axes.left, mean), (axes.left + axes.width, mean)], stroke=MUTED, dash="5 4")
    for i, value in enumerate(map(float, values)):
        middle, end, zero = axes.x(i), axes.y(value), axes.y(0)
        drawing.rect(
            middle - width / 2, min(end, zero), width, abs(end - zero),
            fill=colour(f"{number}-soft"), stroke=colour(number),
        )  # fmt: skip
        beyond = end - 6 if value >= 0 else end + 17
        if beyond - TEXT < mean < beyond + 3:  # the line would make a minus of itself
            beyond = mean - 6
        drawing.text(middle, beyond, decimal(value, 2), anchor="middle", halo=True)
    drawing.line([(axes.left, axes.y(0)), (axes.left + axes.width, axes.y(0))], width=1)


def norms(lang: str) -> str:
    """Return bars of x and x + 2, before and after each of the two norms."""
    words = WORDS[lang]
    drawing = Drawing("norms", lang, words["title"], words["desc"], 634)
    ones, zeros = np.ones_like(VECTOR), np.zeros_like(VECTOR)
    for column, shift in enumerate((0.0, SHIFT)):
        x, left = VECTOR + shift, 14 + 238 * column
        name = f"x + {shift:g}" if shift else "x"
        rows = (
            (words["input"], name, x, "5"),
            (words["layer"], f"LayerNorm({name})", layer_norm(x, ones, zeros), "1"),
            (words["rms"], f"RMSNorm({name})", rms_norm(x, ones), "2"),
        )
        top = 62.0
        for kind, heading, values, number in rows:
            height = 160.0 if kind == words["input"] else 126.0
            limits = (-1.2, 4.2) if kind == words["input"] else (-1.7, 2.3)
            axes = Axes(drawing, left, top, 214, height, (-0.6, 4.6), limits)
            drawing.text(left, top - 40, heading, bold=True)
            rms = float(np.sqrt((values**2).mean()))
            stats = words["stats"].format(decimal(float(values.mean()), 2), decimal(rms, 2))
            drawing.text(left, top - 20, stats, fill=MUTED)
            _bars(axes, values, number)
            top += height + 76
    return drawing.svg()


FIGURES = {
    "norms": norms,
}

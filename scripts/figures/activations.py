"""Figures of the activation functions and of their derivatives."""

from __future__ import annotations

import numpy as np

from scripts.figures.axes import Axes
from scripts.figures.drawing import SERIES, Drawing, Series, decimal, key
from scripts.reference import activations as act

X = np.linspace(-4, 4, 321)

CURVES = (
    ("ReLU", act.relu, act.relu_derivative, SERIES[0]),
    ("GELU", act.gelu, act.gelu_derivative, SERIES[1]),
    ("Swish (SiLU)", act.swish, act.swish_derivative, SERIES[2]),
)

WORDS = {
    "zh": {
        "title": "ReLU、GELU 与 Swish",
        "desc": (
            "上图为 x 从负四到四的三条曲线：x 为负时 ReLU 恒为零，"
            "GELU 与 Swish 先略低于零再趋近零；x 为正时三者都趋近 x。中图放大零点左侧的低谷。"
            "下图是 GELU 的 tanh 近似减去精确值，差别不到千分之一。"
        ),
        "whole": "函数值",
        "dip": "放大：零点左侧的低谷",
        "gap": "GELU 的 tanh 近似 − 精确值，单位 0.001",
        "slopes": "导数",
        "slopes_title": "ReLU、GELU 与 Swish 的导数",
        "slopes_desc": (
            "ReLU 的导数在零点左边为零，右边为一，有跳变；GELU 与 Swish 的导数连续，"
            "在零点为二分之一，左侧略小于零，右侧略大于一。"
        ),
    },
    "en": {
        "title": "ReLU, GELU and Swish",
        "desc": (
            "Upper panel: three curves for x from minus four to four. For negative x ReLU is zero "
            "while GELU and Swish dip slightly below zero before they approach it; for positive x "
            "all three approach x. Middle panel: the dip left of zero, enlarged. Lower panel: the "
            "tanh form of GELU minus the exact one, less than a thousandth."
        ),
        "whole": "value",
        "dip": "enlarged: the dip left of zero",
        "gap": "GELU, tanh form − exact form, in units of 0.001",
        "slopes": "derivative",
        "slopes_title": "Derivatives of ReLU, GELU and Swish",
        "slopes_desc": (
            "ReLU's derivative is zero left of zero and one right of it, with a jump; those of "
            "GELU and Swish are continuous, one half at zero, slightly negative further left and "
            "slightly above one further right."
        ),
    },
}


def _ticks(start: float, stop: float, step: float, places: int = 0) -> list[tuple[float, str]]:
    count = round((stop - start) / step) + 1
    return [(start + i * step, decimal(start + i * step, places)) for i in range(count)]


def _key(drawing: Drawing) -> None:
    key(drawing, 46, 24, [(series, name) for name, _, _, series in CURVES])


def _gap(axes: Axes) -> None:
    gap = 1000 * (act.gelu_tanh(X) - act.gelu(X))
    axes.frame(_ticks(-4, 4, 2), _ticks(-0.5, 0.5, 0.5, 1), x_label="x")
    axes.zero()
    axes.curve(X, gap, Series(SERIES[1].stroke))


def activations(lang: str) -> str:
    """Return ReLU, GELU and Swish, their dip enlarged, and the error of GELU's tanh form."""
    words = WORDS[lang]
    drawing = Drawing("activations", lang, words["title"], words["desc"], 730)
    _key(drawing)
    whole = Axes(drawing, 54, 72, 412, 250, (-4, 4), (-0.5, 4))
    whole.frame(_ticks(-4, 4, 1), _ticks(0, 4, 1), y_label=words["whole"])
    dip = Axes(drawing, 54, 390, 412, 130, (-4, 1), (-0.3, 0.3))
    dip.frame(_ticks(-4, 1, 1), _ticks(-0.3, 0.3, 0.1, 1), y_label=words["dip"])
    for axes in (whole, dip):
        axes.zero()
        for _, function, _, series in CURVES:
            shown = np.linspace(*axes.x_range, 321)
            axes.curve(shown, function(shown), series)
    gap = Axes(drawing, 54, 590, 412, 90, (-4, 4), (-0.55, 0.55))
    drawing.text(46, 579, words["gap"])
    _gap(gap)
    return drawing.svg()


def derivatives(lang: str) -> str:
    """Return the derivatives of ReLU, GELU and Swish."""
    words = WORDS[lang]
    title, description = words["slopes_title"], words["slopes_desc"]
    drawing = Drawing("activation-derivatives", lang, title, description, 360)
    _key(drawing)
    axes = Axes(drawing, 56, 72, 410, 235, (-4, 4), (-0.25, 1.25))
    axes.frame(_ticks(-4, 4, 1), _ticks(-0.25, 1.25, 0.25, 2), "x", words["slopes"])
    axes.zero()
    for name, _, derivative, series in CURVES:
        # A jump is drawn as two pieces; a line across it would be a slope that ReLU has not.
        pieces = (X[X <= 0], X[X > 0]) if name == "ReLU" else (X,)
        for piece in pieces:
            axes.curve(piece, derivative(piece), series)
    return drawing.svg()


FIGURES = {
    "activations": activations,
    "activation-derivatives": derivatives,
}

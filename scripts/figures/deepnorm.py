"""Figure of DeepNorm's two constants by depth, for a decoder."""

from __future__ import annotations

import numpy as np

from scripts.figures.axes import Axes
from scripts.figures.drawing import SERIES, Drawing
from scripts.reference.norms import deepnorm_constants

DEPTHS = np.geomspace(4, 1000, 60)

WORDS = {
    "zh": {
        "title": "DeepNorm 的 α 与 β 随深度的变化",
        "desc": (
            "解码器从 4 层到 1,000 层，α 从 1.7 升到 6.7，β 从 0.42 降到 0.11；两者都变得很慢。"
        ),
        "alpha": "残差的倍数 α",
        "beta": "初始权重的倍数 β",
        "x": "解码器层数",
    },
    "en": {
        "title": "DeepNorm's alpha and beta by depth",
        "desc": (
            "For decoders of 4 to 1,000 layers alpha rises from 1.7 to 6.7 and beta falls from "
            "0.42 to 0.11; both change slowly."
        ),
        "alpha": "Factor of the residual, α",
        "beta": "Factor of initial weights, β",
        "x": "Decoder layers",
    },
}


def deepnorm(lang: str) -> str:
    """Return two panels, alpha and beta, over the depth of a decoder on a logarithmic axis."""
    words = WORDS[lang]
    drawing = Drawing("deepnorm", lang, words["title"], words["desc"], 470)
    both = [deepnorm_constants(0, round(depth))[1] for depth in DEPTHS]
    found = [constants for constants in both if constants is not None]
    xs = [float(round(depth)) for depth in DEPTHS]
    depths = [(10.0, "10"), (100.0, "100"), (1000.0, "1,000")]
    above = Axes(drawing, 50, 40, 400, 140, (4, 1000), (0, 8), log_x=True)
    above.frame(depths, [(0, "0"), (4, "4"), (8, "8")], y_label=words["alpha"])
    above.curve(xs, [constants.alpha for constants in found], SERIES[0])
    below = Axes(drawing, 50, 260, 400, 140, (4, 1000), (0, 0.5), log_x=True)
    below.frame(depths, [(0, "0"), (0.25, "0.25"), (0.5, "0.5")], words["x"], words["beta"])
    below.curve(xs, [constants.beta for constants in found], SERIES[1])
    return drawing.svg()


FIGURES = {
    "deepnorm": deepnorm,
}

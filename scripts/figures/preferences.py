"""Figure of DPO on one pair: both answers lose probability although the margin grows."""

from __future__ import annotations

import numpy as np

from scripts.figures.axes import Axes
from scripts.figures.drawing import SERIES, Drawing, key
from scripts.reference.arrays import Array
from scripts.reference.preferences import descend_shared

#: Rows: chosen, rejected, a third answer; columns: parameters that answers share.
FEATURES: Array = np.array([[1.0, 1.0], [2.0, 0.0], [0.0, 3.0]])
RATE, BETA, STEPS = 0.5, 0.5, 10

WORDS = {
    "zh": {
        "title": "DPO 训练一对回答：差距变大，两个都变小",
        "desc": (
            "三条曲线，横轴是训练步数 0 到 10，纵轴是概率 0 到 1。三个回答都从 0.33 出发。"
            "被拒绝的降到 0.01；被选中的也降到 0.05，只是降得慢些；"
            "训练数据里没有的第三个回答升到 0.94。"
        ),
        "names": ("被选中的", "被拒绝的", "第三个，不在数据里"),
        "x": "训练步数",
        "y": "概率",
    },
    "en": {
        "title": "DPO on one pair: the margin grows, and both answers shrink",
        "desc": (
            "Three curves; training steps 0 to 10 across, probability 0 to 1 upwards. All three "
            "answers start at 0.33. The rejected one falls to 0.01; the chosen one falls too, more "
            "slowly, to 0.05; a third answer that is not in the data rises to 0.94."
        ),
        "names": ("chosen", "rejected", "a third, not in the data"),
        "x": "training steps",
        "y": "probability",
    },
}


def dpo_displacement(lang: str) -> str:
    """Return the probabilities of three answers during DPO on a pair of two of them."""
    words = WORDS[lang]
    drawing = Drawing("dpo-displacement", lang, str(words["title"]), str(words["desc"]), 380)
    axes = Axes(drawing, 52, 76, 410, 246, (0, STEPS), (0, 1))
    x_ticks = [(float(step), str(step)) for step in range(0, STEPS + 1, 2)]
    y_ticks = [(value, f"{value:g}") for value in (0.0, 0.25, 0.5, 0.75, 1.0)]
    axes.frame(x_ticks, y_ticks, str(words["x"]), str(words["y"]))
    found = np.exp(descend_shared(FEATURES, RATE, STEPS, BETA, 0, 1))
    for answer, series in enumerate(SERIES[:3]):
        axes.curve(range(STEPS + 1), found[:, answer], series)
    key(drawing, 14, 24, list(zip(SERIES, words["names"], strict=False)))
    return drawing.svg()


FIGURES = {"dpo-displacement": dpo_displacement}

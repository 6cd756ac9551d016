"""Figure of gradient norms by layer, for each place of the norms."""

from __future__ import annotations

from functools import cache

from scripts.figures.axes import Axes
from scripts.figures.drawing import SERIES, Drawing, key
from scripts.reference.gradients import Placement, gradient_norms

N_LAYERS = 24
SHOWN: tuple[tuple[Placement, str], ...] = (
    ("post", "Post-LN"),
    ("pre", "Pre-LN"),
    ("sandwich", "Sandwich-LN"),
    ("deepnorm", "DeepNorm"),
)

WORDS = {
    "zh": {
        "title": "初始化时各层的梯度范数",
        "desc": (
            "横轴是层，从一到二十四；纵轴是前馈层第二个矩阵的梯度范数，对数轴。"
            "Post-LN 在输出附近最大；Pre-LN 与 Sandwich-LN 在输入附近大，越靠近输出越小；"
            "DeepNorm 几乎是一条水平线。"
        ),
        "x": "层（1 靠近输入，24 靠近输出）",
        "y": "W2 的梯度范数（对数轴）",
    },
    "en": {
        "title": "Gradient norms by layer at initialisation",
        "desc": (
            "The horizontal axis is the layer from 1 to 24, the vertical one the norm of the "
            "gradient at the second feed-forward matrix, on a log scale. Post-LN is largest near "
            "the output. Pre-LN and Sandwich-LN are large near the input and fall towards the "
            "output. DeepNorm is nearly level."
        ),
        "x": "layer (1 next to the input, 24 to the output)",
        "y": "gradient norm at W2 (log axis)",
    },
}


@cache
def norms(placement: Placement, n_layers: int) -> tuple[float, ...]:
    """Return the curve of a placement: the same in each language, and a second of work."""
    return tuple(map(float, gradient_norms(placement, n_layers)))


def gradient_depth(lang: str) -> str:
    """Return the gradient norm of each of 24 layers under four placements."""
    words = WORDS[lang]
    drawing = Drawing("gradient-depth", lang, words["title"], words["desc"], 402)
    key(drawing, 30, 22, [(SERIES[i], name) for i, (_, name) in enumerate(SHOWN)])
    axes = Axes(drawing, 52, 86, 404, 256, (1, N_LAYERS), (0.4, 20), log_y=True)
    y_ticks = [(value, f"{value:g}") for value in (0.5, 1, 2, 5, 10, 20)]
    axes.frame([(i, str(i)) for i in (1, 6, 12, 18, 24)], y_ticks, words["x"], words["y"])
    for i, (placement, _) in enumerate(SHOWN):
        axes.curve(range(1, N_LAYERS + 1), norms(placement, N_LAYERS), SERIES[i])
    return drawing.svg()


FIGURES = {
    "gradient-depth": gradient_depth,
}

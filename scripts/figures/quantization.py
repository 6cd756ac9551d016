"""Figures of quantisation: marks that weights round to, and the error by bits and method."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from scripts.figures.axes import Axes
from scripts.figures.drawing import GRID, MUTED, SERIES, Drawing, colour, decimal, key
from scripts.reference import quantization as qu
from scripts.reference.arrays import Array

#: Sixteen weights, the twelfth an outlier; the explorer starts with the same.
WEIGHTS = (0.9, -0.5, 0.2, 0.1, -0.7, 0.4, -0.3, 0.8, -0.1, 0.6, -0.9, 4.0, 0.3, -0.6, 0.5, -0.2)
BITS = 4
GROUPS = (16, 4)

STEP_WORDS = {
    "zh": {
        "title": "同样 16 个权重，一个步长与每四个一个步长",
        "desc": (
            "两幅图，各画 16 个权重：空心圆是原值，实心点是舍入后的值，横线是这一组能取的值。"
            "上图 16 个权重共用一个步长，由离群值 4.0 决定，步长 0.571，其余权重只能取 "
            "−1.143、−0.571、0、0.571、1.143。下图每 4 个一组，只有离群值所在的一组仍然粗，"
            "其余三组的步长在 0.086 到 0.129 之间。"
        ),
        "panel": "每组 {} 个：误差 {}",
    },
    "en": {
        "title": "The same 16 weights with one step, and with a step for every four",
        "desc": (
            "Two panels with 16 weights each: a ring is a weight, a dot what it rounds to, the "
            "lines are the values its group can take. Above, all 16 share the step that the "
            "outlier 4.0 sets, 0.571, so the others can only become −1.143, −0.571, 0, 0.571 and "
            "1.143. Below, with groups of 4, only the group of the outlier stays coarse; the "
            "steps of the other three are from 0.086 to 0.129."
        ),
        "panel": "groups of {}: error {}",
    },
}


def _panel(drawing: Drawing, top: float, group: int, title: str) -> None:
    axes = Axes(drawing, 44, top + 24, 424, 150, (0, 16), (-1.5, 4.5))
    w = np.array([WEIGHTS])
    step = qu.steps_of(w, BITS, group)[0]
    rounded = qu.round_to_nearest(w, BITS, group)[0]
    error = float(np.sqrt(np.mean((rounded - w[0]) ** 2)))
    drawing.text(14, top + 8, title.format(group, decimal(error, 3)), bold=True)
    for value in (0, 4):
        drawing.text(36, axes.y(value) + 5, str(value), anchor="end", fill=MUTED)
    for start in range(0, 16, group):
        ends = axes.x(start) + 3, axes.x(start + group) - 3
        for code in range(-7, 8):
            value = code * step[start]
            if -1.5 <= value <= 4.5:
                drawing.line([(ends[0], axes.y(value)), (ends[1], axes.y(value))], stroke=GRID)
    for i, weight in enumerate(WEIGHTS):
        x = axes.x(i + 0.5)
        drawing.circle(x, axes.y(weight), 5, fill="none", stroke=colour("1"))
        drawing.circle(x, axes.y(float(rounded[i])), 3, fill=colour("2"))


def quantization_steps(lang: str) -> str:
    """Return two panels: one step for all weights, and one for every four."""
    words = STEP_WORDS[lang]
    drawing = Drawing("quantization-steps", lang, words["title"], words["desc"], 396)
    for i, group in enumerate(GROUPS):
        _panel(drawing, 16 + 192 * i, group, words["panel"])
    return drawing.svg()


ERROR_WORDS = {
    "zh": {
        "title": "输出误差随位数下降，以及各方法的差别",
        "desc": (
            "横轴是每个权重的编码位数，2 到 8；纵轴是一层输出的相对误差，对数刻度，从 0.001 到 1。"
            "四条线都随位数下降，每多一位约减半。从高到低是：每行一个步长、每 32 个权重一个步长、"
            "同样分组的 GPTQ、同样分组的 AWQ，后两条很接近，都比直接舍入低不少。"
        ),
        "x": "编码位数",
        "y": "一层输出的相对误差",
        "series": ("舍入，每行一组", "舍入，32 个一组", "GPTQ，32 个一组", "AWQ，32 个一组"),
    },
    "en": {
        "title": "The error of the output by bits, and what the methods change",
        "desc": (
            "Across: bits of the codes, 2 to 8. Up: relative error of a layer's output on a log "
            "scale from 0.001 to 1. All four lines fall, by about half with each bit. From the "
            "top: one step per row, one step per 32 weights, then with the same groups GPTQ and "
            "AWQ; the last two lie close together, well below plain rounding."
        ),
        "x": "bits of the codes",
        "y": "relative error of a layer’s output",
        "series": ("rounding, row", "rounding, groups of 32", "GPTQ, 32", "AWQ, 32"),
    },
}
BIT_RANGE = tuple(range(2, 9))


@lru_cache(maxsize=1)
def errors() -> tuple[tuple[float, ...], ...]:
    """Return the error of four methods for each number of bits, on inputs they have not seen."""
    w, x = qu.toy_layer(samples=1024)
    seen, new = x[:512], x[512:]
    methods: tuple[Callable[[int], Array], ...] = (
        lambda bits: qu.round_to_nearest(w, bits, w.shape[1]),
        lambda bits: qu.round_to_nearest(w, bits, 32),
        lambda bits: qu.gptq(w, seen, bits, 32),
        lambda bits: qu.awq(w, seen, bits, 32),
    )
    return tuple(
        tuple(qu.output_error(w, method(bits), new) for bits in BIT_RANGE) for method in methods
    )


def quantization_error(lang: str) -> str:
    """Return the error of a made-up layer's output by bits, for four methods."""
    words = ERROR_WORDS[lang]
    title, desc = str(words["title"]), str(words["desc"])
    drawing = Drawing("quantization-error", lang, title, desc, 388)
    axes = Axes(drawing, 62, 92, 400, 230, (2, 8), (0.001, 1), log_y=True)
    x_ticks = [(float(bits), str(bits)) for bits in BIT_RANGE]
    y_ticks = [(value, f"{value:g}") for value in (0.001, 0.01, 0.1, 1.0)]
    axes.frame(x_ticks, y_ticks, str(words["x"]), str(words["y"]))
    for series, found in zip(SERIES, errors(), strict=False):
        axes.curve(BIT_RANGE, found, series)
    key(drawing, 14, 22, list(zip(SERIES, words["series"], strict=False)))
    return drawing.svg()


FIGURES = {
    "quantization-steps": quantization_steps,
    "quantization-error": quantization_error,
}

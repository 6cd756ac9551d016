"""Figures of the two demonstrations: the effect of the metric, and of compound tasks."""

from __future__ import annotations

import numpy as np

from scripts.figures.axes import Axes
from scripts.figures.drawing import SERIES, Drawing, decimal, key
from scripts.reference.emergence import (
    compound_accuracy,
    edit_score,
    exact_match,
    token_accuracy,
)

#: Values chosen for the demonstration; they describe no real model.
CONSTANT, EXPONENT = 1e8, 0.4
SMALLEST, LARGEST = 1e7, 1e13
LENGTHS = (1, 5, 10, 30)
STEPS = (1, 2, 5, 10, 20)

#: The scales marked on the axis, each ten times the one before, in the words of each language.
SCALES = {
    "zh": ("1000 万", "1 亿", "10 亿", "100 亿", "1000 亿", "1 万亿", "10 万亿"),
    "en": ("10 M", "100 M", "1 B", "10 B", "100 B", "1 T", "10 T"),
}
Y_TICKS = [(i / 4, decimal(i / 4, 2)) for i in range(5)]

WORDS = {
    "zh": {
        "metric_title": "同一条平滑曲线，换一种度量就像突变",
        "metric_desc": (
            "上图是精确匹配率随规模的变化，答案长度为 1、5、10、30 个词元：长度为 1 时缓慢上升，"
            "答案越长，曲线在接近零处停留越久，然后在更大的规模上升起。"
            "下图用同样的逐词元正确率算正确词元的期望比例：四种长度重合为一条平滑曲线。"
        ),
        "exact": "精确匹配率（所有词元都对）",
        "share": "正确词元的期望比例（四种长度重合）",
        "scale": "规模（参数量，对数轴；示意取值）",
        "length": "长度 {}",
        "compound_title": "多步任务：每一步都对才算对",
        "compound_desc": (
            "上图横轴是单步正确率，纵轴是整个任务的成功率，步数为 1、2、5、10、20：步数越多，"
            "成功率越久贴近零，到单步正确率接近一时才升起。"
            "下图横轴换成规模，单步正确率随规模平滑上升，步数越多，成功率升起得越晚。"
        ),
        "step": "单步正确率",
        "success": "k 步任务的成功率",
        "steps": "k = {}",
    },
    "en": {
        "metric_title": "One smooth curve looks like a jump under another metric",
        "metric_desc": (
            "Upper panel: exact match against scale for answers of 1, 5, 10 and 30 tokens. For "
            "one token it rises gradually; the longer the answer, the longer the curve stays "
            "near zero, and it rises at a larger scale. Lower panel: from the same accuracy per "
            "token, the expected share of right tokens; the four lengths coincide in one smooth "
            "curve."
        ),
        "exact": "exact match (every token right)",
        "share": "expected share of right tokens (all lengths coincide)",
        "scale": "scale (parameters, log axis; illustrative values)",
        "length": "length {}",
        "compound_title": "Tasks of many steps: right only if every step is right",
        "compound_desc": (
            "Upper panel: success of the whole task against the accuracy of one step, for 1, 2, 5, "
            "10 and 20 steps. The more steps, the longer success stays near zero, to rise only as "
            "the accuracy of a step comes close to one. Lower panel: the same against scale, with "
            "the accuracy of a step rising smoothly; the more steps, the later success rises."
        ),
        "step": "accuracy of one step",
        "success": "success of a task of k steps",
        "steps": "k = {}",
    },
}


def _ticks(lang: str) -> list[tuple[float, str]]:
    return [(SMALLEST * 10**i, label) for i, label in enumerate(SCALES[lang])]


def metric(lang: str) -> str:
    """Return exact match for several lengths, and the smooth metric on the same accuracy."""
    words = WORDS[lang]
    title, description = words["metric_title"], words["metric_desc"]
    drawing = Drawing("emergence-metric", lang, title, description, 660)
    styles = list(zip(LENGTHS, SERIES, strict=False))
    key(drawing, 14, 24, [(series, words["length"].format(n)) for n, series in styles])
    scale = np.geomspace(SMALLEST, LARGEST, 241)
    p = token_accuracy(scale, CONSTANT, EXPONENT)
    tops = {"exact": 92.0, "share": 392.0}
    for name, function in (("exact", exact_match), ("share", edit_score)):
        axes = Axes(drawing, 46, tops[name], 398, 212, (SMALLEST, LARGEST), (0, 1), log_x=True)
        axes.frame(_ticks(lang), Y_TICKS, words["scale"] if name == "share" else "", words[name])
        # The thinner lines lie on top, so that lines that coincide can all be seen.
        for place, (length, series) in enumerate(styles):
            width = 2.75 if name == "exact" else 8 - 2 * place
            axes.curve(scale, function(p, length), series, width)
    return drawing.svg()


def compound(lang: str) -> str:
    """Return the success of tasks of several steps, against step accuracy and against scale."""
    words = WORDS[lang]
    title, description = words["compound_title"], words["compound_desc"]
    drawing = Drawing("emergence-compound", lang, title, description, 684)
    styles = list(zip(STEPS, SERIES, strict=True))
    key(drawing, 14, 24, [(series, words["steps"].format(n)) for n, series in styles])
    share, scale = np.linspace(0, 1, 201), np.geomspace(SMALLEST, LARGEST, 241)
    by_step = Axes(drawing, 46, 92, 398, 212, (0, 1), (0, 1))
    by_step.frame(Y_TICKS, Y_TICKS, words["step"], words["success"])
    by_scale = Axes(drawing, 46, 416, 398, 212, (SMALLEST, LARGEST), (0, 1), log_x=True)
    by_scale.frame(_ticks(lang), Y_TICKS, words["scale"], words["success"])
    p = token_accuracy(scale, CONSTANT, EXPONENT)
    for n_steps, series in styles:
        by_step.curve(share, compound_accuracy(share, n_steps), series)
        by_scale.curve(scale, compound_accuracy(p, n_steps), series)
    return drawing.svg()


FIGURES = {
    "emergence-metric": metric,
    "emergence-compound": compound,
}

"""Figures of in-context learning: where two heads look, and what a repeated text costs."""

from __future__ import annotations

import numpy as np

from scripts.figures.axes import Axes
from scripts.figures.drawing import MUTED, SERIES, Drawing, key
from scripts.figures.weights import squares
from scripts.reference.induction import next_token_losses, repeated_text, run_circuit

TEXT = np.array([0, 1, 2, 3, 4, 1, 2])
N_VOCAB = 5

NAMES = {"zh": "^甲乙丙丁甲乙", "en": "^ABCDAB"}
HEADS = {
    "zh": {
        "title": "归纳回路的两个头各看哪里",
        "desc": (
            "两张七行七列的因果注意力表，序列是开头符与甲、乙、丙、丁、甲、乙。"
            "左表每行看前一个词元；右表第一次出现的词元都看开头符，第二个甲看第一个乙，"
            "第二个乙看丙。"
        ),
        "previous": "第一层：前一个词元",
        "induction": "第二层：归纳头",
    },
    "en": {
        "title": "Where the two heads of the induction circuit look",
        "desc": (
            "Two causal tables of attention, seven rows and seven columns, for the text beginning, "
            "A, B, C, D, A, B. On the left every row looks at the token before. On the right "
            "tokens that are new look at the beginning, the second A looks at the first B, and "
            "the second B at C."
        ),
        "previous": "first layer: token before",
        "induction": "second layer: induction",
    },
}


def induction_heads(lang: str) -> str:
    """Return the weights of the previous-token head and of the induction head on a short text."""
    words = HEADS[lang]
    drawing = Drawing("induction-heads", lang, words["title"], words["desc"], 276)
    run, cell, top = run_circuit(TEXT, N_VOCAB), 27.0, 66.0
    names = NAMES[lang]
    for column, which in enumerate(("previous", "induction")):
        left = 42.0 + 236 * column
        drawing.text(left, 22, words[which], bold=True)
        for j, name in enumerate(names):
            drawing.text(left + cell * (j + 0.5), top - 8, name, anchor="middle", fill=MUTED)
            drawing.text(left - 8, top + cell * (j + 0.5) + 5, name, anchor="end")
        weights = run.previous if which == "previous" else run.induction
        squares(drawing, left, top, cell, np.where(weights < 1e-3, 0, weights))
    return drawing.svg()


VOCABULARY, LENGTH, TIMES, TEXTS = 25, 12, 3, 20

LOSSES = {
    "zh": {
        "title": "重复的随机文本：有归纳回路，第二遍起损失接近零",
        "desc": (
            "横轴是词元的序号，从一到三十六；纵轴是损失。一段十二个随机词元重复三遍。"
            "完整的回路在第一遍损失为 3.18，从第二遍的第二个词元起降到接近零；"
            "去掉第一层的头，损失处处是 3.18。"
        ),
        "x": "要预测的词元（每 12 个重复一遍）",
        "y": "损失（奈特）",
        "whole": "两个头都在",
        "without": "去掉第一层的头",
    },
    "en": {
        "title": "Repeated random text: with the circuit, hardly any loss the second time",
        "desc": (
            "The horizontal axis is the number of the token, from 1 to 36, the vertical one its "
            "loss. Twelve random tokens are repeated three times. The whole circuit has a loss of "
            "3.18 the first time and nearly none from the second token of the second time on; "
            "without the head of the first layer the loss is 3.18 everywhere."
        ),
        "x": "token to be predicted (repeats every 12)",
        "y": "loss (nats)",
        "whole": "both heads",
        "without": "without the first layer’s head",
    },
}


def induction_losses(lang: str) -> str:
    """Return the mean loss of each token of repeated texts, with and without the first head."""
    words = LOSSES[lang]
    drawing = Drawing("induction-losses", lang, words["title"], words["desc"], 326)
    key(drawing, 46, 22, [(SERIES[0], words["whole"]), (SERIES[1], words["without"])])
    places = list(range(1, LENGTH * TIMES + 1))
    axes = Axes(drawing, 50, 70, 414, 196, (1, LENGTH * TIMES), (0, 4))
    ticks = [(float(x), str(x)) for x in (1, 6, 12, 18, 24, 30, 36)]
    axes.frame(ticks, [(float(y), str(y)) for y in range(5)], words["x"], words["y"])
    texts = [repeated_text(VOCABULARY, LENGTH, TIMES, seed) for seed in range(TEXTS)]
    for series, whole in zip(SERIES, (True, False), strict=False):
        losses = [next_token_losses(text, VOCABULARY, with_previous=whole) for text in texts]
        axes.curve(places, map(float, np.mean(losses, axis=0)), series)
    return drawing.svg()


FIGURES = {
    "induction-heads": induction_heads,
    "induction-losses": induction_losses,
}

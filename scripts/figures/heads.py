"""Figures of several heads: what one softmax blends, and what heads cost."""

from __future__ import annotations

import numpy as np

from scripts.base import numbers
from scripts.figures.drawing import MUTED, Drawing, colour
from scripts.figures.weights import squares
from scripts.reference.masks import causal_mask
from scripts.reference.multi_head import attention_weights_count, pointing_head, weights_of

N = 6
PREVIOUS = [[max(i - 1, 0)] for i in range(N)]
FIRST = [[0]] * N
BOTH = [sorted({0, max(i - 1, 0)}) for i in range(N)]

BLEND = {
    "zh": {
        "title": "两个头各指一处，一个头只能把两处混在一起",
        "desc": (
            "三张六行六列的因果注意力权重表，方块面积代表权重。第一张每行只看前一个词元，"
            "第二张每行只看第一个词元，第三张是想同时看两处的单个头：从第三行起，两处各得一半。"
        ),
        "names": ("头 1：前一个", "头 2：第一个", "单头：两处都要"),
        "note": "行是查询，列是键；单头从第 3 行起各得 0.5",
    },
    "en": {
        "title": "Two heads point at two places, one head can only blend them",
        "desc": (
            "Three tables of causal attention weights, six rows and six columns; the area of a "
            "square is the weight. In the first each row attends to the token before it, in the "
            "second to the first token; the third is a single head that wants both: from the "
            "third row on each of the two gets one half."
        ),
        "names": ("head 1: previous", "head 2: first", "one head: both"),
        "note": "rows query, columns key; one head: 0.5 each from row 3",
    },
}


def heads_blend(lang: str) -> str:
    """Return the weights of two pointing heads, and of one head that wants both places."""
    words = BLEND[lang]
    drawing = Drawing("heads-blend", lang, str(words["title"]), str(words["desc"]), 214)
    heads = zip(words["names"], (PREVIOUS, FIRST, BOTH), strict=True)
    for column, (name, targets) in enumerate(heads):
        left = 14.0 + 157 * column
        drawing.text(left, 22, name, bold=True)
        weights = weights_of(np.eye(N), pointing_head(N, targets), causal_mask(N))
        squares(drawing, left, 36, 22.5, np.where(weights < 1e-3, 0, weights))
    drawing.text(14, 200, str(words["note"]), fill=MUTED)
    return drawing.svg()


D_MODEL = 512
HEADS = (1, 2, 4, 8, 16, 32)

BUDGET = {
    "zh": {
        "title": "d_model = 512：头数变多，参数不变，每头变窄",
        "desc": (
            "六行，头数从一到三十二。每行一条等长的横条，表示四个矩阵的权重数，都是一百零四万八千五百七十六；"
            "横条按头切开。右边写每头的宽度，从五百一十二降到十六。"
        ),
        "head": "头数",
        "weights": "四个矩阵共 {} 个权重，按头切开",
        "width": "头宽",
    },
    "en": {
        "title": "d_model = 512: more heads, the same weights, narrower heads",
        "desc": (
            "Six rows, from one head to 32. Each has a bar of the same length for the number of "
            "weights of the four matrices, 1,048,576 every time; the bar is cut into heads. On "
            "the right stands the width of a head, from 512 down to 16."
        ),
        "head": "heads",
        "weights": "{} weights, cut into heads",
        "width": "width",
    },
}


def head_budget(lang: str) -> str:
    """Return a bar of the four projections' weights for each number of heads, cut into heads."""
    words = BUDGET[lang]
    drawing = Drawing("head-budget", lang, words["title"], words["desc"], 262)
    counts = [attention_weights_count(D_MODEL, h, D_MODEL // h) for h in HEADS]
    drawing.text(54, 22, words["head"], anchor="end", bold=True)
    drawing.text(70, 22, words["weights"].format(numbers.grouped(counts[0])))
    drawing.text(466, 22, words["width"], anchor="end", bold=True)
    scale = 330 / counts[0]
    for row, (n_heads, count) in enumerate(zip(HEADS, counts, strict=True)):
        y, width = 40.0 + 36 * row, scale * count / n_heads
        drawing.text(54, y + 18, str(n_heads), anchor="end")
        for head in range(n_heads):
            number = "1" if head % 2 == 0 else "2"
            drawing.rect(
                70 + width * head, y, width, 26, fill=colour(f"{number}-soft"),
                stroke=colour(number),
            )  # fmt: skip
        drawing.text(466, y + 18, str(D_MODEL // n_heads), anchor="end")
    return drawing.svg()


FIGURES = {
    "heads-blend": heads_blend,
    "head-budget": head_budget,
}

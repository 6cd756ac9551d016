"""Figure of six ways to give attention positions: what they do to the scores of one content."""

from __future__ import annotations

import numpy as np

from scripts.figures.drawing import MUTED, Drawing
from scripts.figures.weights import squares
from scripts.reference.relative import SCHEMES, content_scores

N, SHIFT = 9, 40

WORDS = {
    "zh": {
        "title": "同一个词元放在每个位置：六种位置编码给出的分数",
        "desc": (
            "六张九行九列的分数表，词元处处相同，方块面积代表分数的大小，实心为正，空心为负。"
            "不加位置时处处相等。正弦与可学习的绝对位置没有沿对角线的条纹。"
            "T5 偏置、RoPE 与 ALiBi 沿每条对角线都相等。"
        ),
        "none": "不加位置",
        "sinusoidal": "正弦（绝对）",
        "learned": "可学习（绝对）",
        "t5": "T5 偏置",
        "rope": "RoPE",
        "alibi": "ALiBi",
        "moved": "后移 40：{}",
        "same": "不变",
        "changed": "改变",
    },
    "en": {
        "title": "One token at every position: its scores under six position encodings",
        "desc": (
            "Six tables of scores, nine rows and nine columns, the same token at every position; "
            "the area of a square is the size of the score, filled when positive and outlined "
            "when negative. Without positions all are equal. Sinusoidal and learned absolute "
            "positions show no stripes along diagonals. T5's bias, RoPE and ALiBi are equal along "
            "every diagonal."
        ),
        "none": "no positions",
        "sinusoidal": "sinusoidal",
        "learned": "learned table",
        "t5": "T5 bias",
        "rope": "RoPE",
        "alibi": "ALiBi",
        "moved": "moved 40: {}",
        "same": "same",
        "changed": "differs",
    },
}


def position_schemes(lang: str) -> str:
    """Return the scores of one content at nine positions, and whether moving them changes them."""
    words = WORDS[lang]
    drawing = Drawing("position-schemes", lang, words["title"], words["desc"], 414)
    cell = 15.5
    for place, scheme in enumerate(SCHEMES):
        left, top = 14.0 + 158 * (place % 3), 34.0 + 204 * (place // 3)
        scores = content_scores(scheme, N)
        moved = content_scores(scheme, N, start=SHIFT)
        is_same = bool(np.allclose(moved, scores))
        drawing.text(left, top - 12, words[scheme], bold=True)
        squares(drawing, left, top, cell, scores)
        verdict = words["moved"].format(words["same" if is_same else "changed"])
        drawing.text(left, top + cell * N + 20, verdict, fill=MUTED)
    return drawing.svg()


FIGURES = {
    "position-schemes": position_schemes,
}

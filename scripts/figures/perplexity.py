"""Figures of loss and perplexity: one text cut in three ways, three ways to perplexity 10."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from scripts.figures.drawing import MUTED, Drawing, colour, decimal, text_width
from scripts.reference.perplexity import (
    CUTS,
    TENS,
    TEXT,
    bits_per_byte,
    character_log_p,
    joined,
    perplexity,
)

CUT_WORDS: Mapping[str, Any] = {
    "zh": {
        "title": "同一篇文本切成三种词元：总比特数相同，困惑度相差悬殊",
        "desc": (
            "三条同样长的横条，各表示文本 mice drink water. 的全部比特。"
            "第一条切成 17 个字节，困惑度 3.39；第二条切成 8 块，困惑度 13.35；"
            "第三条切成 4 个词，困惑度 178.15。三条的每字节比特数都是 1.76。"
        ),
        "cuts": {"bytes": "17 个字节", "pieces": "8 块", "words": "4 个词"},
        "row": "{name}：困惑度 {perplexity}，每字节 {bits} 比特",
        "total": "宽度 = 比特数，合计 {bits}",
    },
    "en": {
        "title": "One text cut into tokens in three ways: equal bits, very unequal perplexity",
        "desc": (
            "Three bars of equal length show all bits of the text mice drink water. The first is "
            "cut into 17 bytes and has perplexity 3.39, the second into 8 pieces and has 13.35, "
            "the third into 4 words and has 178.15. All have 1.76 bits per byte."
        ),
        "cuts": {"bytes": "17 bytes", "pieces": "8 pieces", "words": "4 words"},
        "row": "{name}: perplexity {perplexity}, {bits} bits per byte",
        "total": "width = bits, {bits} in all",
    },
}
_FILLS = (("1-soft", "1"), ("2-soft", "2"), ("3-soft", "3"))


def perplexity_cuts(lang: str) -> str:
    """Return the bits of one text as a bar, cut into bytes, pieces and words."""
    words = CUT_WORDS[lang]
    drawing = Drawing("perplexity-cuts", lang, words["title"], words["desc"], 262)
    log_p = character_log_p(TEXT)
    total = -log_p.sum() / math.log(2)
    for row, (name, cut) in enumerate(CUTS.items()):
        y = 14 + 76.0 * row
        tokens = joined(log_p, [len(token) for token in cut])
        figures = {
            "name": words["cuts"][name],
            "perplexity": decimal(perplexity(tokens), 2),
            "bits": decimal(bits_per_byte(tokens, len(TEXT)), 2),
        }
        drawing.text(12, y + 12, words["row"].format(**figures))
        x = 12.0
        for token, bits in zip(cut, -tokens / math.log(2), strict=True):
            width = 456 * float(bits) / total
            fill, stroke = _FILLS[row]
            drawing.rect(x, y + 20, width, 30, fill=colour(fill), stroke=colour(stroke))
            shown = token.strip()
            if shown and text_width(shown) < width - 2:
                drawing.text(x + width / 2, y + 40, shown, anchor="middle")
            x += width
    drawing.text(12, 250, words["total"].format(bits=decimal(total, 1)), fill=MUTED)
    return drawing.svg()


TEN_WORDS: Mapping[str, Any] = {
    "zh": {
        "title": "三个模型，困惑度都是 10，总在十个选项中选择的只有一个",
        "desc": (
            "三组各十根柱子，表示十个词元各花多少比特，虚线是平均值 3.32。"
            "第一组每根都是 3.32。第二组一半是 0，一半是 6.64。第三组九根是 1，一根是 24.22。"
        ),
        "rows": {
            "even": "每个词元 p = 1/10",
            "half": "一半 p = 1，一半 p = 1/100",
            "rare": "九个 p = 1/2，一个极小",
        },
        "mean": "虚线：平均 {bits} 比特，困惑度 10",
    },
    "en": {
        "title": "Three models of perplexity 10, and only one that always faces ten choices",
        "desc": (
            "Three groups of ten columns show the bits that ten tokens cost; a dashed line is the "
            "mean, 3.32. In the first group every column is 3.32. In the second half are 0 and "
            "half 6.64. In the third nine are 1 and one is 24.22."
        ),
        "rows": {
            "even": "every token: p = 1/10",
            "half": "half p = 1, half p = 1/100",
            "rare": "nine p = 1/2, one tiny",
        },
        "mean": "dashed: mean of {bits} bits, perplexity 10",
    },
}


def perplexity_tens(lang: str) -> str:
    """Return the bits of ten tokens under three models of equal perplexity."""
    words = TEN_WORDS[lang]
    drawing = Drawing("perplexity-tens", lang, words["title"], words["desc"], 346)
    scale, bottom = 3.4, 0.0
    for row, (name, log_p) in enumerate(TENS.items()):
        bottom = (70.0, 158.0, 306.0)[row]
        drawing.text(12, bottom - 14, words["rows"][name])
        bits = -log_p / math.log(2)
        for column, each in enumerate(bits):
            height = max(scale * float(each), 1.5)
            x = 246 + 22.0 * column
            drawing.rect(x, bottom - height, 15, height, fill=colour("1"))
        mean = bottom - scale * float(np.mean(bits))
        drawing.line([(240, mean), (468, mean)], stroke=colour("2"), width=2, dash="5 4")
        drawing.line([(240, bottom), (468, bottom)], stroke=MUTED, width=1)
    mean_bits = decimal(math.log2(10), 2)
    drawing.text(12, bottom + 32, words["mean"].format(bits=mean_bits), fill=MUTED)
    return drawing.svg()


FIGURES = {"perplexity-cuts": perplexity_cuts, "perplexity-tens": perplexity_tens}

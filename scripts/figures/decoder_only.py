"""Figures on the decoder alone: what a chat computes, and the singular values of attention."""

from __future__ import annotations

import numpy as np

from scripts.base import numbers
from scripts.figures.axes import Axes
from scripts.figures.drawing import SERIES, Drawing, key
from scripts.reference.decoder_only import attention_pair, tokens_computed

TURNS, TOKENS = 20, 100
N, HEAD_DIM, SEED = 64, 8, 0

WORDS = {
    "zh": {
        "chat_title": "多轮对话里一共要算多少词元",
        "chat_desc": (
            "横轴是对话轮数，1 到 20；纵轴是累计计算的词元数，每轮提问 100、回答 100。"
            "保留缓存的因果解码器是一条直线，20 轮共 4,000；"
            "每轮双向重读全部对话的是一条抛物线，20 轮共 42,000。"
        ),
        "turns": "轮数",
        "tokens": "累计计算的词元",
        "kept": "因果：保留缓存",
        "again": "双向：每轮重读",
        "rank_title": "因果与双向注意力矩阵的奇异值",
        "rank_desc": (
            "横轴是奇异值的序号，1 到 64；纵轴是奇异值，对数刻度。"
            "两条曲线来自同一组随机分数，头宽 8：双向的从 1 降到十万分之二左右；"
            "因果的前面高一些，最后一个跌到万亿分之一以下。"
        ),
        "index": "序号（从大到小）",
        "value": "奇异值（对数轴）",
        "causal": "因果",
        "both": "双向",
    },
    "en": {
        "chat_title": "How many tokens a chat of many turns computes",
        "chat_desc": (
            "Turns across, 1 to 20; upwards the tokens computed so far, with 100 asked and 100 "
            "answered per turn. A causal decoder that keeps its cache is a straight line to 4,000; "
            "reading the whole conversation again in both directions at each turn is a parabola "
            "to 42,000."
        ),
        "turns": "turns",
        "tokens": "tokens computed so far",
        "kept": "causal: cache kept",
        "again": "bidirectional: reread",
        "rank_title": "Singular values of causal and of bidirectional attention",
        "rank_desc": (
            "Number of the singular value across, 1 to 64; the value upwards on a log scale. Both "
            "curves come from the same random scores with a head of width 8. The bidirectional "
            "one falls from 1 to about two hundred-thousandths; the causal one starts higher and "
            "its last value drops below a trillionth."
        ),
        "index": "number (largest first)",
        "value": "singular value (log axis)",
        "causal": "causal",
        "both": "both directions",
    },
}


def chat(lang: str) -> str:
    """Return the tokens computed over the turns of a chat, with and without rereading."""
    words = WORDS[lang]
    drawing = Drawing("decoder-chat", lang, words["chat_title"], words["chat_desc"], 330)
    axes = Axes(drawing, 66, 36, 396, 210, (0, TURNS), (0, 45_000))
    x_ticks = [(x, str(x)) for x in (0, 5, 10, 15, 20)]
    y_ticks = [(y, f"{y:,}") for y in (0, 15_000, 30_000, 45_000)]
    axes.frame(x_ticks, y_ticks, words["turns"], words["tokens"])
    turns = range(TURNS + 1)
    for reread, series in ((False, SERIES[0]), (True, SERIES[1])):
        totals = tokens_computed(TURNS, TOKENS, TOKENS, reread=reread)
        axes.curve(turns, [0, *totals], series)
    key(drawing, 66, 314, [(SERIES[0], words["kept"]), (SERIES[1], words["again"])])
    return drawing.svg()


def rank(lang: str) -> str:
    """Return the singular values of two attention matrices made from the same scores."""
    words = WORDS[lang]
    drawing = Drawing("decoder-rank", lang, words["rank_title"], words["rank_desc"], 330)
    axes = Axes(drawing, 66, 36, 396, 210, (1, N), (1e-15, 10), log_y=True)
    x_ticks = [(x, str(x)) for x in (1, 16, 32, 48, 64)]
    y_ticks = [(10.0**e, numbers.small(10.0**e)) for e in (-15, -10, -5)] + [(1.0, "1")]
    axes.frame(x_ticks, y_ticks, words["index"], words["value"])
    both, causal = attention_pair(N, HEAD_DIM, SEED)
    for weights, series in ((causal, SERIES[0]), (both, SERIES[1])):
        axes.curve(range(1, N + 1), np.linalg.svd(weights, compute_uv=False), series)
    key(drawing, 66, 314, [(SERIES[0], words["causal"]), (SERIES[1], words["both"])])
    return drawing.svg()


FIGURES = {
    "decoder-chat": chat,
    "decoder-rank": rank,
}

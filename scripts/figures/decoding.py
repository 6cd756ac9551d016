"""Figures of decoding: what three filters keep of two distributions, and a tree for beam search."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from scripts.figures.drawing import GRID, MUTED, Drawing, colour, decimal
from scripts.reference.arrays import Array, Mask
from scripts.reference.decoding import FIRST, FLAT, PEAKED, SECOND, min_p, top_k, top_p

K, P, SHARE = 5, 0.9, 0.1

FILTERS: Mapping[str, Any] = {
    "zh": {
        "title": "三种过滤器在两个分布里各留下哪些词元",
        "desc": (
            "左边的分布很尖，第一个词元 0.80；右边平缓，第一个 0.16。"
            "每个词元一条横条，后面三列圆点，实心表示留下。"
            "左边：top-k 留 5 个，top-p 留 3 个，min-p 留 1 个。"
            "右边：top-k 留 5 个，top-p 留 8 个，min-p 留 10 个。"
        ),
        "panels": ("有把握", "没把握"),
        "columns": ("k", "p", "m"),
        "key": "实心 = 留下：k 为 top-k 5，p 为 top-p 0.9，m 为 min-p 0.1",
        "kept": "个数",
    },
    "en": {
        "title": "Which tokens three filters keep of two distributions",
        "desc": (
            "The distribution on the left is peaked, with 0.80 for its first token; that on the "
            "right is flat, with 0.16. Each token has a bar and three dots, filled where the token "
            "is kept. Left: top-k keeps 5, top-p 3, min-p 1. Right: top-k keeps 5, top-p 8, "
            "min-p 10."
        ),
        "panels": ("sure", "unsure"),
        "columns": ("k", "p", "m"),
        "key": "filled = kept by k: top-k 5, p: top-p 0.9, m: min-p 0.1",
        "kept": "kept",
    },
}


def _kept(distribution: tuple[float, ...]) -> tuple[Mask, Mask, Mask]:
    logits: Array = np.log(np.array(distribution))
    return top_k(logits, K), top_p(logits, P), min_p(logits, SHARE)


def decoding_filters(lang: str) -> str:
    """Return two distributions as bars, with a dot for each filter that keeps the token."""
    words = FILTERS[lang]
    drawing = Drawing("decoding-filters", lang, words["title"], words["desc"], 344)
    for panel, distribution in enumerate((PEAKED, FLAT)):
        left = 12.0 + 240 * panel
        drawing.text(left, 24, words["panels"][panel], bold=True)
        _panel(drawing, words, left, distribution)
    drawing.text(12, 332, words["key"], fill=MUTED)
    return drawing.svg()


def _panel(drawing: Drawing, words: Any, left: float, distribution: tuple[float, ...]) -> None:
    kept = _kept(distribution)
    columns = [left + 152 + 28 * i for i in range(3)]
    for x, name in zip(columns, words["columns"], strict=True):
        drawing.text(x, 24, name, anchor="middle")
    for rank, share in enumerate(distribution):
        y = 34 + 25.0 * rank
        drawing.text(left + 42, y + 16, decimal(share, 3), anchor="end")
        drawing.rect(left + 50, y + 2, max(84 * share / 0.8, 1), 18, fill=colour("1"))
        for column, (x, mask) in enumerate(zip(columns, kept, strict=True)):
            tint = colour(str(column + 2))
            inside = tint if mask[rank] else "none"
            drawing.circle(x, y + 11, 6, fill=inside, stroke=tint if mask[rank] else GRID)
    drawing.text(left + 134, 304, words["kept"], anchor="end", fill=MUTED)
    for x, mask in zip(columns, kept, strict=True):
        drawing.text(x, 304, str(int(mask.sum())), anchor="middle")


TREE: Mapping[str, Any] = {
    "zh": {
        "title": "贪心选了更可能的第一步，却错过更可能的两步",
        "desc": (
            "一棵两步的树。第一步：A 0.5，B 0.4，C 0.1。第二步：A 之后 0.4、0.35、0.25；"
            "B 之后 0.9、0.05、0.05；C 之后 0.34、0.33、0.33。贪心走 A 再走 a，积为 0.20；"
            "宽度为 2 的束搜索保留 A 与 B，找到 B 再走 a，积为 0.36。"
        ),
        "steps": ("先", "后", "积"),
        "greedy": "贪心",
        "beam": "束宽 2",
        "dropped": "C 被舍去",
    },
    "en": {
        "title": "Greedy takes the likelier first step and misses the likelier pair",
        "desc": (
            "A tree of two steps. First: A 0.5, B 0.4, C 0.1. Second: after A 0.4, 0.35, 0.25; "
            "after B 0.9, 0.05, 0.05; after C 0.34, 0.33, 0.33. Greedy goes to A, then a, with "
            "product 0.20. A beam of width 2 keeps A and B and finds B, then a, with 0.36."
        ),
        "steps": ("first", "then", "product"),
        "greedy": "greedy",
        "beam": "beam of 2",
        "dropped": "C is dropped",
    },
}


def beam_tree(lang: str) -> str:
    """Return the tree of two steps: what greedy decoding takes and what a beam of two keeps."""
    words = TREE[lang]
    drawing = Drawing("beam-tree", lang, words["title"], words["desc"], 286)
    for x, name in zip((110.0, 246.0, 340.0), words["steps"], strict=True):
        drawing.text(x, 24, name, anchor="middle", bold=True)
    tops = (78.0, 170.0, 246.0)
    for branch, (y, share) in enumerate(zip(tops, FIRST, strict=True)):
        live = branch < 2
        tint = colour("2") if branch == 0 else colour("1") if live else GRID
        drawing.line([(22, 150), (84, y)], stroke=tint, width=3 if live else 1.5)
        soft = colour("2-soft") if branch == 0 else colour("1-soft") if live else "none"
        drawing.box(84, y - 15, 68, 30, f"{'ABC'[branch]} {decimal(share, 2)}", fill=soft,
                    stroke=tint)  # fmt: skip
        if live:
            _leaves(drawing, words, branch, y, tint)
        else:
            drawing.text(164, y + 5, words["dropped"], fill=MUTED)
    drawing.circle(22, 150, 5, fill=colour("ink"))
    return drawing.svg()


def _leaves(drawing: Drawing, words: Any, branch: int, y: float, tint: str) -> None:
    for leaf, share in enumerate(SECOND[branch]):
        top = y + 29.0 * (leaf - 1)
        chosen = leaf == 0
        drawing.line([(152, y), (206, top)], stroke=tint if chosen else GRID,
                     width=3 if chosen else 1.5)  # fmt: skip
        drawing.text(212, top + 5, f"{'abc'[leaf]} {decimal(share, 2)}", bold=chosen)
        product = decimal(FIRST[branch] * share, 3)
        drawing.text(340, top + 5, product, anchor="middle", bold=chosen)
        if chosen:
            drawing.text(384, top + 5, words["greedy" if branch == 0 else "beam"], fill=tint)


FIGURES = {"decoding-filters": decoding_filters, "beam-tree": beam_tree}

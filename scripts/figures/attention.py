"""Figure of MHA, GQA and MQA: which query heads share the keys and values of which head."""

from __future__ import annotations

import numpy as np

from scripts.figures.drawing import INK, MUTED, Drawing, colour

N_HEADS = 8
KINDS = (("MHA", 8), ("GQA", 2), ("MQA", 1))

WORDS = {
    "zh": {
        "title": "MHA、GQA 与 MQA：查询头怎样共用键值头",
        "desc": (
            "三行图，每行上方是八个查询头，下方是键值头，连线表示使用。MHA 有八个键值头，"
            "一一对应；GQA 有两个键值头，每四个查询头共用一个；MQA 只有一个键值头，"
            "八个查询头共用。KV 缓存依次为百分之百、百分之二十五和百分之十二点五。"
        ),
        "kind": "{}：{} 个查询头，{} 个键值头",
        "cache": "KV 缓存 {}%",
    },
    "en": {
        "title": "MHA, GQA and MQA: how query heads share key/value heads",
        "desc": (
            "Three rows, each with eight query heads above and key/value heads below, joined by "
            "lines. MHA has eight key/value heads, one for each query head; GQA has two, each "
            "shared by four query heads; MQA has one, shared by all eight. The KV cache is 100, 25 "
            "and 12.5 per cent."
        ),
        "kind": "{}: {} query heads, {} key/value",
        "cache": "KV cache {}%",
    },
}


def _heads(drawing: Drawing, y: float, n_kv_heads: int) -> None:
    """Draw query heads, key/value heads below the middle of their groups, and who uses whom."""
    xs = np.linspace(36, 444, N_HEADS)
    kv_head = np.repeat(np.arange(n_kv_heads), N_HEADS // n_kv_heads)
    kv_xs = [float(xs[kv_head == kv].mean()) for kv in range(n_kv_heads)]
    for x, kv in zip(map(float, xs), kv_head, strict=True):
        drawing.line([(x, y + 15), (kv_xs[kv], y + 65)], stroke=INK)
        drawing.circle(x, y, 15, fill=colour("1-soft"), stroke=colour("1"))
        drawing.text(x, y + 5, "q", anchor="middle")
    for x in kv_xs:
        drawing.rect(x - 22, y + 65, 44, 28, fill=colour("2-soft"), stroke=colour("2"), radius=5)
        drawing.text(x, y + 84, "k, v", anchor="middle")


def attention_kinds(lang: str) -> str:
    """Return the heads of MHA, GQA and MQA, one kind under the other."""
    words = WORDS[lang]
    drawing = Drawing("attention-kinds", lang, words["title"], words["desc"], 478)
    for row, (name, n_kv_heads) in enumerate(KINDS):
        y = 22.0 + 160 * row
        drawing.text(14, y, words["kind"].format(name, N_HEADS, n_kv_heads), bold=True)
        share = f"{100 * n_kv_heads / N_HEADS:g}"
        drawing.text(466, y, words["cache"].format(share), anchor="end", fill=MUTED)
        _heads(drawing, y + 32, n_kv_heads)
    return drawing.svg()


FIGURES = {
    "attention-kinds": attention_kinds,
}

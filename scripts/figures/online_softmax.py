"""Figure of the online softmax: what a row keeps after each tile, and how its weights shrink."""

from __future__ import annotations

import math

from scripts.figures.drawing import MUTED, WIDTH, Drawing, colour, decimal
from scripts.reference.flash import SCORES, VALUES, Running, running

COLUMNS = 2
TOP, HEIGHT = 62.0, 110.0

WORDS = {
    "zh": {
        "title": "在线 softmax：三块之后各留下什么",
        "desc": (
            "六个键分三块处理。每块之后，已处理的键画成相对于当前最大值的权重：第二块使最大值升高，"
            "先前的权重乘 0.25，第三块再乘 0.5。每块下面写着最大值、乘数、总和与未归一的输出；"
            "最后用 59.125 除以 2，得 29.5625。"
        ),
        "tile": "第 {} 块之后",
        "keys": "键 1 至 6",
        "none": "先前没有",
    },
    "en": {
        "title": "Online softmax: what is kept after each of three tiles",
        "desc": (
            "Six keys in three tiles. After each tile the keys seen so far are drawn as weights "
            "relative to the largest score until then: the second tile raises the maximum and "
            "what came before is multiplied by 0.25; the third multiplies it by 0.5. Below each "
            "stand maximum, factor, sum and unnormalised output; at the end 59.125 divided by 2 "
            "is 29.5625."
        ),
        "tile": "After tile {}",
        "keys": "keys 1 to 6",
        "none": "nothing before it",
    },
}


ROWS = {
    "zh": ("最大值 m = {}", "先前的乘 {}", "总和 ℓ = {}", "输出 õ = {}"),
    "en": ("maximum m = {}", "before it × {}", "sum ℓ = {}", "output õ = {}"),
}


def _panel(drawing: Drawing, words: dict[str, str], left: float, tile: int, now: Running) -> None:
    width = WIDTH / 3 - 12
    gap = width / len(SCORES)
    drawing.text(left + width / 2, 24, words["tile"].format(tile + 1), anchor="middle", bold=True)
    for i, score in enumerate(SCORES):
        x = left + i * gap + 3
        is_seen, is_new = i < (tile + 1) * COLUMNS, i >= tile * COLUMNS
        if not is_seen:
            drawing.rect(x, TOP, gap - 6, HEIGHT, stroke=MUTED, dash="4 4")
            continue
        height = max(HEIGHT * math.exp(score - now.largest), 1)
        drawing.rect(
            x, TOP + HEIGHT - height, gap - 6, height,
            fill=colour("2" if is_new else "1-soft"), stroke=colour("2" if is_new else "1"),
        )  # fmt: skip
    drawing.text(left + width / 2, TOP + HEIGHT + 20, words["keys"], anchor="middle", fill=MUTED)


def _kept(drawing: Drawing, lang: str, left: float, now: Running) -> None:
    kept = ((now.largest, 3), (now.shrink, 2), (now.total, 3), (now.mixed, 3))
    values = [decimal(value, places) for value, places in kept]
    texts = [row.format(value) for row, value in zip(ROWS[lang], values, strict=True)]
    if now.shrink == 0:
        texts[1] = WORDS[lang]["none"]
    for line, text in enumerate(texts):
        drawing.text(left + 4, TOP + HEIGHT + 50 + 21 * line, text)


def online_softmax(lang: str) -> str:
    """Return the weights of one query's keys after each tile, and what is kept of them."""
    words = WORDS[lang]
    drawing = Drawing("online-softmax", lang, words["title"], words["desc"], TOP + HEIGHT + 128)
    for tile, now in enumerate(running(SCORES, VALUES, COLUMNS)):
        left = 6 + tile * WIDTH / 3
        _panel(drawing, words, left, tile, now)
        _kept(drawing, lang, left, now)
    return drawing.svg()


FIGURES = {
    "online-softmax": online_softmax,
}

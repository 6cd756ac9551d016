"""Figures of the smallest language model: its loop, what training changes, how far models look."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from scripts.figures.axes import Axes
from scripts.figures.drawing import GRID, MUTED, SERIES, Drawing, Series, colour, decimal, key
from scripts.reference.arrays import Array
from scripts.reference.next_token import (
    N_VOCAB,
    NAMES,
    STEPS,
    STOP,
    count_loss,
    count_table,
    counted,
    layer_loss,
    predict,
    train,
    training_text,
)

TEXT = training_text()
CATS, MICE, DRINK, MILK, WATER = 1, 3, 4, 8, 9

LOOP = {
    "zh": {
        "title": "语言模型的一圈：词元、参数、概率、抽取、接上",
        "desc": (
            "上方是词元“猫”“喝”和一个空格。箭头向下，经过 288 个参数，得到下一个词元的概率："
            "奶 0.49，水 0.50，其余十个合计 0.01。按概率抽到“水”，沿箭头接到空格处，再来一圈。"
        ),
        "text": "上下文：已有的词元",
        "number": "{} 号",
        "model": "参数：288 个数",
        "shares": "下一个词元的概率",
        "others": "其余 10 个",
        "drawn": "抽到：水",
        "append": "接上，再来一圈",
    },
    "en": {
        "title": "One turn of a language model: tokens, parameters, probabilities, draw, append",
        "desc": (
            "At the top the tokens cats and drink and an empty place. An arrow leads down through "
            "288 parameters to the probabilities of the next token: milk 0.49, water 0.50, the "
            "other ten together 0.01. Water is drawn, and an arrow leads back to the empty place."
        ),
        "text": "the context: tokens so far",
        "number": "no. {}",
        "model": "parameters: 288 numbers",
        "shares": "probability of each next token",
        "others": "10 others",
        "drawn": "drawn: water",
        "append": "append, repeat",
    },
}


def next_token_loop(lang: str) -> str:
    """Return one turn: the context goes through the parameters, one token is drawn and appended."""
    words, names = LOOP[lang], NAMES[lang]
    drawing = Drawing("next-token-loop", lang, words["title"], words["desc"], 330)
    drawing.text(16, 26, words["text"], bold=True)
    for place, token in enumerate((CATS, DRINK)):
        x = 16.0 + 84 * place
        drawing.box(x, 38, 78, 32, names[token], fill=colour("1-soft"), stroke=colour("1"))
        number = words["number"].format(token)
        drawing.text(x + 39, 88, number, anchor="middle", fill=MUTED)
    drawing.rect(184, 38, 78, 32, stroke=MUTED, radius=5, dash="5 4")
    drawing.text(223, 59, "?", anchor="middle")
    drawing.arrow([(97, 98), (97, 122)])
    drawing.box(16, 124, 246, 36, words["model"], fill=colour("4-soft"), stroke=colour("4"))
    drawing.arrow([(97, 160), (97, 186)])
    drawing.text(16, 206, words["shares"], bold=True)
    shares = predict(train(TEXT, N_VOCAB, 2, STEPS), np.array([CATS, DRINK]))
    _bars(drawing, [names[MILK], names[WATER], words["others"]], _parts(shares), 218)
    drawing.arrow([(270, 262), (330, 262)])
    drawing.box(332, 244, 132, 36, words["drawn"], fill=colour("2-soft"), stroke=colour("2"))
    drawing.arrow([(398, 244), (398, 54), (266, 54)])
    drawing.text(390, 146, words["append"], anchor="end")
    return drawing.svg()


def _parts(shares: Array) -> list[float]:
    """Return the shares of milk, of water and of all others."""
    milk, water = float(shares[MILK]), float(shares[WATER])
    return [milk, water, 1 - milk - water]


def _bars(drawing: Drawing, names: list[str], shares: list[float], top: float) -> None:
    for row, (name, share) in enumerate(zip(names, shares, strict=True)):
        y = top + 32 * row
        drawing.text(16, y + 17, name)
        drawing.rect(98, y, max(160 * share, 1.5), 24, fill=colour("2"))
        drawing.text(106 + 160 * share, y + 17, decimal(share, 2))


TRAINING: Mapping[str, Any] = {
    "zh": {
        "title": "训练把概率从均匀推向计数，损失随之下降",
        "desc": (
            "上图：“喝”之后，奶、水与其余十个词元的概率。训练前各为十二分之一；"
            "10 步后奶 0.14、水 0.33；300 步后奶 0.32、水 0.66；计数是三分之一与三分之二。"
            "下图：损失从 2.48 下降。看一个词元的降到 0.82，计数为 0.80；"
            "看两个词元的降到 0.35，计数为 0.33。"
        ),
        "after": "“喝”之后：",
        "others": "其余",
        "rows": ["训练前", "10 步", "300 步", "计数"],
        "x": "训练步数",
        "y": "损失（奈特）",
        "one": "看 1 个词元",
        "two": "看 2 个词元",
        "counts": "计数",
    },
    "en": {
        "title": "Training moves the probabilities from uniform to the counts, and the loss falls",
        "desc": (
            "Above: after drink, the probabilities of milk, water and the ten other tokens. Before "
            "training each token has one twelfth; after 10 steps milk has 0.14 and water 0.33, "
            "after 300 steps 0.32 and 0.66; the counts say one third and two thirds. Below: the "
            "loss falls from 2.48, with one token of context to 0.82, where the counts have 0.80, "
            "with two to 0.35, where they have 0.33."
        ),
        "after": "after “drink”:",
        "others": "others",
        "rows": ["untrained", "10 steps", "300 steps", "counts"],
        "x": "steps of training",
        "y": "loss (nats)",
        "one": "sees 1 token",
        "two": "sees 2 tokens",
        "counts": "counts",
    },
}
_FILLS = (("1-soft", "1"), ("2-soft", "2"), ("grid", "muted"))
_STEPS = (1, 2, 3, 5, 7, 10, 14, 20, 30, 45, 65, 100, 150, 200, STEPS)
_COUNTED = Series(MUTED, "2 4")


def next_token_training(lang: str) -> str:
    """Return what training does to the row of one token, and to the loss of two layers."""
    words = TRAINING[lang]
    drawing = Drawing("next-token-training", lang, words["title"], words["desc"], 480)
    _stacked(drawing, lang)
    entries = [(SERIES[0], words["one"]), (SERIES[1], words["two"]), (_COUNTED, words["counts"])]
    key(drawing, 16, 194, entries)
    axes = Axes(drawing, 42, 238, 422, 190, (1, STEPS), (0, 2.5), log_x=True)
    ticks = [(float(x), str(x)) for x in (1, 3, 10, 30, 100, 300)]
    axes.frame(ticks, [(y, f"{y:g}") for y in (0, 0.5, 1, 1.5, 2, 2.5)], words["x"], words["y"])
    for series, width in zip(SERIES, (1, 2), strict=False):
        level = count_loss(count_table(TEXT, N_VOCAB, width), TEXT)
        axes.curve([1, STEPS], [level, level], _COUNTED, 1.75)
        losses = [layer_loss(train(TEXT, N_VOCAB, width, steps), TEXT) for steps in _STEPS]
        axes.curve(_STEPS, losses, series)
    return drawing.svg()


def _stacked(drawing: Drawing, lang: str) -> None:
    words, names = TRAINING[lang], NAMES[lang]
    drawing.text(16, 24, words["after"], bold=True)
    for place, name in enumerate((names[MILK], names[WATER], words["others"])):
        x = 130.0 + 100 * place
        fill, stroke = _FILLS[place]
        drawing.rect(x, 12, 14, 14, fill=colour(fill), stroke=colour(stroke))
        drawing.text(x + 21, 24, name)
    shares = [
        predict(train(TEXT, N_VOCAB, 1, steps), np.array([DRINK])) for steps in (0, 10, STEPS)
    ]
    shown = counted(count_table(TEXT, N_VOCAB, 1), np.array([DRINK]))
    assert shown is not None
    for row, (name, share) in enumerate(zip(words["rows"], [*shares, shown], strict=True)):
        y = 38 + 34.0 * row
        drawing.text(16, y + 18, name)
        x = 130.0
        for part, (fill, stroke) in zip(_parts(share), _FILLS, strict=True):
            width = 334 * part
            if width > 0.5:
                drawing.rect(x, y, width, 26, fill=colour(fill), stroke=colour(stroke))
            if width > 42:
                drawing.text(x + width / 2, y + 18, decimal(part, 2), anchor="middle")
            x += width


CONTEXT: Mapping[str, Any] = {
    "zh": {
        "title": "预测下一个词元时，四种模型各看到哪些词元",
        "desc": (
            "文本是“猫喝奶。鼠喝”，接着要预测。两元组计数只看最后一个词元；三元组计数看最后两个；"
            "固定窗口的网络看最后四个；Transformer 看全部六个。"
        ),
        "rows": ["计数，两元组", "计数，三元组", "固定窗口", "Transformer"],
    },
    "en": {
        "title": "Which tokens four kinds of model see when they predict the next one",
        "desc": (
            "The text is: cats drink milk, full stop, mice drink. Counts of pairs see the last "
            "token, counts of triples the last two, a network with a fixed window the last four, "
            "a Transformer all six."
        ),
        "rows": ["counts: pairs", "counts: triples", "fixed window", "Transformer"],
    },
}
_SEEN = (1, 2, 4, 6)
_READ = (CATS, DRINK, MILK, STOP, MICE, DRINK)


def next_token_context(lang: str) -> str:
    """Return how far back models of four kinds look."""
    words = CONTEXT[lang]
    drawing = Drawing("next-token-context", lang, words["title"], words["desc"], 204)
    for row, (name, seen) in enumerate(zip(words["rows"], _SEEN, strict=True)):
        y = 38.0 + 40 * row
        drawing.text(12, y + 20, name)
        for place in range(len(_READ)):
            is_seen = place >= len(_READ) - seen
            fill, stroke = (colour("1-soft"), colour("1")) if is_seen else ("none", GRID)
            drawing.rect(130 + 49.0 * place, y, 44, 30, fill=fill, stroke=stroke, radius=4)
        drawing.text(130 + 49.0 * len(_READ) + 20, y + 20, "?", anchor="middle")
    for place, token in enumerate(_READ):
        drawing.text(152 + 49.0 * place, 26, NAMES[lang][token], anchor="middle")
    return drawing.svg()


FIGURES = {
    "next-token-loop": next_token_loop,
    "next-token-training": next_token_training,
    "next-token-context": next_token_context,
}

"""Figures of speculative decoding: where the target's probability comes from, and what it gains."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from scripts.figures.axes import Axes
from scripts.figures.drawing import GRID, MUTED, SERIES, Drawing, Series, colour, decimal, key
from scripts.reference.speculative import DRAFT, TARGET, residual, speed_up

RULE: Mapping[str, Any] = {
    "zh": {
        "title": "草稿多出来的部分被拒绝，正好补到缺的地方",
        "desc": (
            "三个词元各两根柱子。a：草稿 0.7，目标 0.5，接受 0.5，拒绝 0.2。b：草稿 0.1，目标 0.3，"
            "接受 0.1，补上 0.2。c：草稿与目标都是 0.2，全部接受。"
            "箭头从 a 被拒绝的 0.2 指向 b 缺的 0.2。"
        ),
        "draft": "草稿",
        "target": "目标",
        "kept": "接受",
        "cut": "拒绝",
        "filled": "补上",
    },
    "en": {
        "title": "What the draft has in excess is rejected and fills what is missing",
        "desc": (
            "Two columns for each of three tokens. a: draft 0.7, target 0.5, so 0.5 is kept and "
            "0.2 rejected. b: draft 0.1, target 0.3, so 0.1 is kept and 0.2 filled in. c: both "
            "0.2, all kept. An arrow leads from the 0.2 rejected at a to the 0.2 missing at b."
        ),
        "draft": "draft",
        "target": "target",
        "kept": "kept",
        "cut": "rejected",
        "filled": "filled in",
    },
}
_HEIGHT, _BOTTOM = 250.0, 256.0


def speculative_rule(lang: str) -> str:
    """Return draft and target as columns, cut into what is kept, rejected and filled in."""
    words = RULE[lang]
    drawing = Drawing("speculative-rule", lang, words["title"], words["desc"], 336)
    p, q = np.array(TARGET), np.array(DRAFT)
    kept = np.minimum(p, q)
    filled = (1 - kept.sum()) * residual(p, q)
    for token, name in enumerate("abc"):
        left = 24.0 + 152 * token
        _column(drawing, left, kept[token], q[token] - kept[token], "2")
        _column(drawing, left + 68, kept[token], filled[token], "3")
        drawing.text(left + 28, _BOTTOM + 20, words["draft"], anchor="middle", fill=MUTED)
        drawing.text(left + 96, _BOTTOM + 20, words["target"], anchor="middle", fill=MUTED)
        drawing.text(left + 62, _BOTTOM + 42, name, anchor="middle", bold=True)
        drawing.text(left + 28, _top(q[token]) - 7, decimal(q[token], 1), anchor="middle")
        drawing.text(left + 96, _top(p[token]) - 7, decimal(p[token], 1), anchor="middle")
    drawing.line([(8, _BOTTOM), (472, _BOTTOM)], stroke=GRID)
    drawing.arrow([(82, _top(0.65)), (272, _top(0.65)), (272, _top(0.3) - 24)])
    _squares(drawing, words)
    return drawing.svg()


def _top(share: float) -> float:
    return _BOTTOM - _HEIGHT * share / 0.75


def _column(drawing: Drawing, left: float, kept: float, rest: float, tint: str) -> None:
    drawing.rect(left, _top(kept), 56, _BOTTOM - _top(kept), fill=colour("1-soft"),
                 stroke=colour("1"))  # fmt: skip
    if rest > 1e-9:
        height = _top(kept) - _top(kept + rest)
        drawing.rect(left, _top(kept + rest), 56, height, fill=colour(f"{tint}-soft"),
                     stroke=colour(tint), dash="5 4" if tint == "2" else "")  # fmt: skip


def _squares(drawing: Drawing, words: Any) -> None:
    for place, (name, tint) in enumerate((("kept", "1"), ("cut", "2"), ("filled", "3"))):
        x = 60.0 + 130 * place
        drawing.rect(x, 312, 14, 14, fill=colour(f"{tint}-soft"), stroke=colour(tint))
        drawing.text(x + 22, 324, words[name])


GAIN: Mapping[str, Any] = {
    "zh": {
        "title": "提速随每轮草稿的词元数变化，负载越重越不划算",
        "desc": (
            "横轴是每轮草稿的词元数，从 0 到 12；纵轴是提速。"
            "接受率 0.8，草稿一步的时间是目标一步的 0.05。"
            "负载很轻时在 8 个处最高，3.09 倍；负载 0.25 时在 3 个处最高，2.57 倍；"
            "负载 0.5 时在 1 个处最高，1.71 倍；负载 1 时总小于 1。"
        ),
        "x": "每轮草稿的词元数",
        "y": "提速",
        "load": "负载 {}",
        "light": "负载很轻",
    },
    "en": {
        "title": "The speed-up by number of guesses; the heavier the load, the less it pays",
        "desc": (
            "Horizontally the guesses per round, 0 to 12; vertically the speed-up. The acceptance "
            "rate is 0.8, a draft step takes 0.05 of a target step. Under light load the best is 8 "
            "guesses with 3.09; at load 0.25 it is 3 with 2.57; at load 0.5 it is 1 with 1.71; at "
            "load 1 all are below 1."
        ),
        "x": "guesses per round",
        "y": "speed-up",
        "load": "load {}",
        "light": "light load",
    },
}
ALPHA, COST, LOADS, MOST = 0.8, 0.05, (0.01, 0.25, 0.5, 1.0), 12


def speculative_gain(lang: str) -> str:
    """Return the speed-up against the number of guesses, for four loads."""
    words = GAIN[lang]
    drawing = Drawing("speculative-gain", lang, words["title"], words["desc"], 336)
    axes = Axes(drawing, 42, 72, 422, 204, (0, MOST), (0, 3.5))
    guesses = range(MOST + 1)
    ticks = [(float(x), str(x)) for x in range(0, MOST + 1, 2)]
    axes.frame(ticks, [(float(y), str(y)) for y in range(4)], words["x"], words["y"])
    axes.curve([0, MOST], [1, 1], Series(MUTED), 1)
    names = [words["light"], *(words["load"].format(f"{load:g}") for load in LOADS[1:])]
    for series, load in zip(SERIES, LOADS, strict=False):
        axes.curve(guesses, [speed_up(ALPHA, n, COST, load) for n in guesses], series)
    key(drawing, 12, 26, list(zip(SERIES, names, strict=False)))
    return drawing.svg()


FIGURES = {"speculative-rule": speculative_rule, "speculative-gain": speculative_gain}

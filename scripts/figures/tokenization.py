"""Figures of tokenizers: BPE's merges one by one, and the cuts among which Unigram chooses."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from scripts.figures.drawing import INK, MUTED, Drawing, colour, decimal
from scripts.reference.tokenization import (
    WORDS,
    encode_bpe,
    most_probable,
    n_tokens,
    pair_counts,
    train_bpe,
)

SHOWN = ("seal", "seat", "heat")
MERGES = train_bpe(WORDS, 6)

STEP_WORDS: Mapping[str, Any] = {
    "zh": {
        "title": "BPE 一次次合并：三个词怎样变短",
        "desc": (
            "七行。第一行还没有合并，seal、seat、heat 都是四个字母。其后每行合并一对："
            "e 与 a、s 与 ea、sea 与 l、ea 与 t、sea 与 t、h 与 eat。"
            "最后三个词各成一个词元，全部文字从 61 个词元降到 18 个。"
        ),
        "merge": "合并（次数）",
        "total": "总词元",
        "none": "（无）",
    },
    "en": {
        "title": "BPE merge by merge: three words grow shorter",
        "desc": (
            "Seven rows. In the first nothing is merged, and seal, seat and heat are four letters "
            "each. Each further row joins one pair: e and a, s and ea, sea and l, ea and t, sea "
            "and t, h and eat. At the end each word is one token, and the whole text has gone from "
            "61 tokens to 18."
        ),
        "merge": "merge (count)",
        "total": "tokens",
        "none": "(none)",
    },
}


def bpe_merges(lang: str) -> str:
    """Return how three words are cut after each merge."""
    words = STEP_WORDS[lang]
    drawing = Drawing("bpe-merges", lang, words["title"], words["desc"], 298)
    drawing.text(12, 22, words["merge"], fill=MUTED)
    drawing.text(468, 22, words["total"], anchor="end", fill=MUTED)
    for k in range(len(MERGES) + 1):
        y = 38 + 37.0 * k
        drawing.text(12, y + 18, _merge(k) or words["none"])
        drawing.text(468, y + 18, str(n_tokens(WORDS, MERGES[:k])), anchor="end")
        for place, word in enumerate(SHOWN):
            _cut(drawing, 118 + 104.0 * place, y, encode_bpe(word, MERGES[:k]))
    return drawing.svg()


def _merge(k: int) -> str:
    if k == 0:
        return ""
    pair = MERGES[k - 1]
    cut = {word: encode_bpe(word, MERGES[: k - 1]) for word in WORDS}
    return f"{pair[0]} + {pair[1]} ({pair_counts(WORDS, cut)[pair]})"


def _cut(drawing: Drawing, x: float, y: float, tokens: list[str]) -> None:
    """Draw a word of four letters as its tokens, a letter 22 units wide."""
    for token in tokens:
        width = 22.0 * len(token)
        name = "1" if len(token) == 1 else "3"
        drawing.box(x, y, width - 3, 27, token, fill=colour(f"{name}-soft"), stroke=colour(name))
        x += width


SHARES = {
    "s": 0.1, "e": 0.1, "a": 0.1, "l": 0.05, "t": 0.1, "h": 0.05, "sea": 0.25, "seal": 0.15,
    "eat": 0.1,
}  # fmt: skip
CUTS = (("seal", "s"), ("sea", "l", "s"), ("s", "e", "a", "l", "s"))

CUT_WORDS: Mapping[str, Any] = {
    "zh": {
        "title": "Unigram 的选择：seals 的三种切法与概率",
        "desc": (
            "三行，各是 seals 的一种切法，词元下写着概率。seal 与 s：0.15 乘 0.1，得 0.015，最大。"
            "sea、l、s：得 0.00125。五个字母：得 0.000005。"
        ),
        "best": "最大",
    },
    "en": {
        "title": "What Unigram chooses among: three cuts of seals with their probabilities",
        "desc": (
            "Three rows, each a cut of seals with the probability below each token. seal and s: "
            "0.15 times 0.1 is 0.015, the largest. sea, l, s: 0.00125. Five letters: 0.000005."
        ),
        "best": "largest",
    },
}


def unigram_cuts(lang: str) -> str:
    """Return three cuts of one word with the product of their tokens' probabilities."""
    words = CUT_WORDS[lang]
    drawing = Drawing("unigram-cuts", lang, words["title"], words["desc"], 226)
    best, _ = most_probable("seals", {token: math.log(p) for token, p in SHARES.items()})
    for row, tokens in enumerate(CUTS):
        y, x, product = 16 + 72.0 * row, 12.0, 1.0
        for token in tokens:
            width = 52.0 * len(token)
            name = "3" if list(tokens) == best else "1"
            drawing.box(
                x, y, width - 4, 28, token, fill=colour(f"{name}-soft"), stroke=colour(name)
            )
            drawing.text(
                x + width / 2 - 2, y + 46, decimal(SHARES[token], 2), anchor="middle", fill=MUTED
            )
            product *= SHARES[token]
            x += width
        drawing.text(286, y + 19, f"= {product:.6f}".rstrip("0"), fill=INK)
        if list(tokens) == best:
            drawing.text(468, y + 19, words["best"], anchor="end", bold=True)
    return drawing.svg()


FIGURES = {"bpe-merges": bpe_merges, "unigram-cuts": unigram_cuts}

"""Table of the question on Chinese tokens: vocabularies of models, and how they cut two texts."""

from __future__ import annotations

from scripts.base import numbers
from scripts.data.handbook import Handbook
from scripts.data.measurements import Vocabulary
from scripts.fragments.cells import Cell
from scripts.fragments.short_tables import Row, short_table

CHINESE = {
    "zh": {
        "caption": "各词表收的汉字词元，以及同一内容的中英文各要多少词元",
        "head": ["词表", "单个汉字", "多个汉字", "宣言：中 / 英", "比值", "日常：比值"],
    },
    "en": {
        "caption": "Tokens of Chinese characters, and tokens that one text takes in both languages",
        "head": [
            "Vocabulary",
            "One character",
            "Several",
            "Declaration: zh / en",
            "Ratio",
            "Everyday: ratio",
        ],
    },
}


def _ratio(vocabulary: Vocabulary, text: str) -> Cell:
    tokens = vocabulary.tokens[text]
    ratio = tokens.zh / tokens.en
    return Cell(f"{ratio:.2f}", ratio)


def chinese_tokens(handbook: Handbook, lang: str) -> str:
    """Return what each vocabulary holds of Chinese and how it cuts the parallel texts."""
    rows = []
    for each in handbook.vocabularies:
        tokens = each.tokens["declaration"]
        both = f"{numbers.grouped(tokens.zh)} / {numbers.grouped(tokens.en)}"
        cells = [
            Cell(numbers.grouped(each.han_single), each.han_single),
            Cell(numbers.grouped(each.han_longer), each.han_longer),
            Cell(both, tokens.zh),
            _ratio(each, "declaration"),
            _ratio(each, "everyday"),
        ]
        rows.append(Row(each.name, cells))
    caption, head = str(CHINESE[lang]["caption"]), list(CHINESE[lang]["head"])
    return short_table("chinese-tokens", lang, caption, head, rows)


TABLES = {
    "chinese-tokens": chinese_tokens,
}

"""Figures of Chinese under vocabularies of models: a sentence cut, and tokens beside English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scripts.base.numbers import grouped
from scripts.data.handbook import Handbook
from scripts.figures.axes import Axes
from scripts.figures.drawing import GRID, MUTED, SERIES, Drawing, colour, decimal, key
from scripts.reference.chinese_tokens import N_MERGES, SENTENCE, SHARES, tokens_by_share

CUTS: Mapping[str, Any] = {
    "zh": {
        "title": "同一句十个字，七个词表各切成几个词元",
        "desc": "一句“人工智能正在改变世界”，每行是一个词表切出的块。词元数：{counts}。",
        "count": "{} 个",
        "one": "{}：{} 个",
    },
    "en": {
        "title": "One sentence of ten characters, cut by seven vocabularies",
        "desc": (
            "A Chinese sentence of ten characters, cut into tokens in each row. "
            "Tokens by vocabulary: {counts}."
        ),
        "count": "{}",
        "one": "{}: {}",
    },
}
_BYTE, _LEFT = 9.4, 142.0


def sentence_cuts(handbook: Handbook, lang: str) -> str:
    """Return the sentence cut by each vocabulary; a third of a character is one byte."""
    words = CUTS[lang]
    found = handbook.vocabularies
    counts = [words["one"].format(v.name, len(v.sentence)) for v in found]
    joint = {"zh": "，", "en": ", "}[lang]
    desc = words["desc"].format(counts=joint.join(counts))
    drawing = Drawing("sentence-cuts", lang, words["title"], desc, 14 + 42.0 * len(found))
    text = SENTENCE.encode()
    for row, vocabulary in enumerate(found):
        y, start = 10 + 42.0 * row, 0
        drawing.text(8, y + 19, vocabulary.name)
        for place, length in enumerate(vocabulary.sentence):
            x, piece = _LEFT + _BYTE * start, text[start : start + length]
            tone = "2" if length < 3 else "1" if place % 2 else "3"
            drawing.rect(
                x + 1, y, _BYTE * length - 2, 28,
                fill=colour(f"{tone}-soft"), stroke=colour(tone), radius=3,
            )  # fmt: skip
            if length >= 3:
                middle = x + _BYTE * length / 2
                drawing.text(middle, y + 19, piece.decode(), anchor="middle")
            start += length
        count = words["count"].format(len(vocabulary.sentence))
        drawing.text(432, y + 19, count, fill=MUTED)
    return drawing.svg()


BARS: Mapping[str, Any] = {
    "zh": {
        "title": "同一篇宣言的中文与英文各要多少词元",
        "desc": "《世界人权宣言》的词元数，每个词表两条，上为中文，下为英文。{counts}。",
        "one": "{}：中文 {}，英文 {}",
        "zh": "中文",
        "en": "英文",
        "ratio": "中文 / 英文",
    },
    "en": {
        "title": "Tokens that one declaration takes in Chinese and in English",
        "desc": (
            "Tokens of the Universal Declaration of Human Rights, two bars for each vocabulary, "
            "Chinese above English. {counts}."
        ),
        "one": "{}: Chinese {}, English {}",
        "zh": "Chinese",
        "en": "English",
        "ratio": "Chinese / English",
    },
}


def declaration_tokens(handbook: Handbook, lang: str) -> str:
    """Return a bar for each language and vocabulary, and the ratio."""
    words = BARS[lang]
    found = handbook.vocabularies
    both = [vocabulary.tokens["declaration"] for vocabulary in found]
    counts = [
        words["one"].format(v.name, grouped(n.zh), grouped(n.en))
        for v, n in zip(found, both, strict=True)
    ]
    desc = words["desc"].format(counts={"zh": "；", "en": "; "}[lang].join(counts))
    height = 46 + 46.0 * len(found)
    drawing = Drawing("declaration-tokens", lang, words["title"], desc, height)
    for x, name in ((142.0, "zh"), (232.0, "en")):
        drawing.rect(x, 8, 14, 14, fill=colour("2" if name == "zh" else "1"))
        drawing.text(x + 20, 20, words[name])
    drawing.text(472, 20, words["ratio"], anchor="end", fill=MUTED)
    scale = 220 / max((n.zh for n in both), default=1)
    for row, (vocabulary, tokens) in enumerate(zip(found, both, strict=True)):
        y = 36 + 46.0 * row
        drawing.line([(8, y), (472, y)], stroke=GRID, width=1)
        drawing.text(8, y + 27, vocabulary.name)
        for place, (count, tone) in enumerate(((tokens.zh, "2"), (tokens.en, "1"))):
            drawing.rect(142, y + 7 + 17 * place, scale * count, 14, fill=colour(tone))
            drawing.text(148 + scale * count, y + 19 + 17 * place, grouped(count), fill=MUTED)
        drawing.text(472, y + 27, decimal(tokens.zh / tokens.en, 2), anchor="end", bold=True)
    return drawing.svg()


SHARE: Mapping[str, Any] = {
    "zh": {
        "title": "训练文本里中文越多，中文要的词元越少，英文越多",
        "desc": (
            "横轴是分词器训练文本里中文的份额，纵轴是同一内容的词元数。"
            "份额 1% 时中文 {zh0}、英文 {en0} 个词元；"
            "50% 时 {zh1} 与 {en1}；99% 时 {zh2} 与 {en2}。"
        ),
        "x": "分词器训练文本里中文的份额（%）",
        "y": "词元数（256 个字节，{} 次合并）",
        "names": ("中文", "英文"),
    },
    "en": {
        "title": "The more Chinese a tokenizer is trained on, the fewer tokens Chinese takes",
        "desc": (
            "Across, the share of Chinese in the text a tokenizer is trained on; upwards, the "
            "tokens of one text in both languages. At 1% Chinese takes {zh0} and English {en0}, "
            "at 50% {zh1} and {en1}, at 99% {zh2} and {en2}."
        ),
        "x": "share of Chinese in the training text (%)",
        "y": "tokens (256 bytes, {} merges)",
        "names": ("Chinese", "English"),
    },
}


def chinese_share(lang: str) -> str:
    """Return the tokens of a text in both languages, by the share of Chinese in training."""
    words = SHARE[lang]
    found = tokens_by_share()
    ends = {
        f"{key_}{i}": found[place][key_]
        for i, place in enumerate((0, len(SHARES) // 2, len(SHARES) - 1))
        for key_ in ("zh", "en")
    }
    desc = words["desc"].format(**ends)
    drawing = Drawing("chinese-share", lang, words["title"], desc, 330)
    axes = Axes(drawing, 52, 62, 410, 200, (0, 100), (0, 500))
    ticks = [(value, str(value)) for value in (0, 25, 50, 75, 100)]
    axes.frame(
        ticks,
        [(v, str(v)) for v in (0, 100, 200, 300, 400, 500)],
        words["x"],
        words["y"].format(N_MERGES),
    )
    series = (SERIES[1], SERIES[0])
    for name, each in zip(("zh", "en"), series, strict=True):
        axes.curve([100 * s for s in SHARES], [row[name] for row in found], each)
    key(drawing, 52, 26, list(zip(series, words["names"], strict=True)))
    return drawing.svg()


FIGURES = {"chinese-share": chinese_share}
FIGURES_OF_DATA = {
    "sentence-cuts": sentence_cuts,
    "declaration-tokens": declaration_tokens,
}

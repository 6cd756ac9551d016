"""One sentence under five objectives: what is given, and what the loss asks for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scripts.figures.drawing import INK, MUTED, PAPER, Drawing, colour, text_width
from scripts.reference.denoising import Example, corrupt_spans, fill_in_middle, mask_tokens

SENTENCE = {
    "zh": ("法国", "的", "首都", "位于", "塞纳河", "的", "两岸", "。"),
    "en": ("The", "capital", "of", "France", "lies", "on", "the", "Seine"),
}
#: The word that stands in for one of the chosen ones.
STRAY = {"zh": "钢琴", "en": "piano"}
CHOSEN, SPANS, PREFIX, MIDDLE = (1, 2, 5), ((1, 3), (5, 6)), 4, (4, 6)
#: With this seed the three chosen words are masked, exchanged and kept.
SEED = 10

WORDS = {
    "zh": {
        "title": "同一句话在五种目标下",
        "desc": (
            "八个词元的一句话。因果：除第一个以外都要预测。掩码语言模型：三个位置被选中，"
            "一个换成 MASK，一个换成别的词，一个不变，三个都要预测。跨度破坏：两段换成记号，"
            "另一串里把它们写回来。前缀：前四个给出，后四个要预测。中间填空：中间两个移到末尾，"
            "整串都要预测。"
        ),
        "causal": "因果语言模型",
        "mlm": "掩码语言模型（MLM）",
        "span": "跨度破坏（T5）",
        "prefix": "前缀语言模型",
        "fim": "中间填空（FIM，PSM 次序）",
        "count": "预测 {} / 8",
        "scored": "要预测，计入损失",
        "given": "只是给出",
    },
    "en": {
        "title": "One sentence under five objectives",
        "desc": (
            "A sentence of eight tokens. Causal: all but the first are predicted. Masked language "
            "model: three places are chosen, one becomes MASK, one another word, one stays, and "
            "all three are predicted. Span corruption: two spans become marks and are written "
            "back in a second sequence. Prefix: four are given, four predicted. Fill in the "
            "middle: the two in the middle move to the end, and the whole sequence is predicted."
        ),
        "causal": "Causal LM",
        "mlm": "Masked LM (MLM)",
        "span": "Span corruption (T5)",
        "prefix": "Prefix LM",
        "fim": "Fill in the middle (FIM, order PSM)",
        "count": "predicts {} of 8",
        "scored": "predicted, in the loss",
        "given": "given only",
    },
}

#: A token, and whether the loss asks for it.
Chip = tuple[str, bool]
LEFT, RIGHT, LINE = 14.0, 466.0, 38.0


def example_of_mlm(lang: str) -> Example:
    """Return the sentence with one token masked, one exchanged and one kept."""
    rng = np.random.default_rng(SEED)
    return mask_tokens(SENTENCE[lang], CHOSEN, [STRAY[lang]], rng)


def _chips(tokens: Sequence[str], scored: bool) -> list[Chip]:
    return [(token, scored) for token in tokens]


def _rows(lang: str) -> dict[str, tuple[int, list[list[Chip]]]]:
    """Return for each objective how many tokens of the text it asks for, and its sequences."""
    tokens = SENTENCE[lang]
    n = len(tokens)
    mlm, span = example_of_mlm(lang), corrupt_spans(tokens, SPANS)
    moved = fill_in_middle(tokens, *MIDDLE)
    return {
        "causal": (n - 1, [_chips(tokens[:1], False) + _chips(tokens[1:], True)]),
        "mlm": (len(CHOSEN), [_chips(mlm.inputs, False), _chips(mlm.targets, True)]),
        "span": (
            sum(end - start for start, end in SPANS),
            [_chips(span.inputs, False), _chips(span.targets, True)],
        ),
        "prefix": (n - PREFIX, [_chips(tokens[:PREFIX], False) + _chips(tokens[PREFIX:], True)]),
        "fim": (n, [_chips(moved[:1], False) + _chips(moved[1:], True)]),
    }


def _draw_chips(drawing: Drawing, y: float, chips: Sequence[Chip], indent: float) -> float:
    """Draw tokens in boxes from the left, wrapping at the right edge; return the next line."""
    x = LEFT + indent
    for token, scored in chips:
        width = text_width(token) + 12
        if x + width > RIGHT:
            x, y = LEFT + 24, y + LINE
        fill, stroke = (colour("1"), colour("1")) if scored else (PAPER, MUTED)
        drawing.rect(
            x, y, width, 28, fill=fill, stroke=stroke, radius=5, dash="" if scored else "4 3"
        )
        drawing.text(x + width / 2, y + 19, token, anchor="middle", fill=PAPER if scored else INK)
        x += width + 6
    return y + LINE


def objectives(lang: str) -> str:
    """Return the sentence under each objective; what the loss asks for is filled."""
    words = WORDS[lang]
    drawing = Drawing("denoising-objectives", lang, words["title"], words["desc"], 476)
    y = 24.0
    for name, (asked, sequences) in _rows(lang).items():
        drawing.text(LEFT, y, words[name], bold=True)
        drawing.text(RIGHT, y, words["count"].format(asked), anchor="end", fill=MUTED)
        y += 10
        for number, chips in enumerate(sequences):
            if number:
                drawing.arrow([(LEFT, y + 14), (LEFT + 18, y + 14)], stroke=MUTED)
            y = _draw_chips(drawing, y, chips, 24.0 if number else 0.0)
        y += 14
    x = LEFT
    for name, scored in (("scored", True), ("given", False)):
        fill, stroke = (colour("1"), colour("1")) if scored else (PAPER, MUTED)
        drawing.rect(
            x, y - 12, 26, 18, fill=fill, stroke=stroke, radius=4, dash="" if scored else "4 3"
        )
        drawing.text(x + 34, y + 2, words[name])
        x += 64 + text_width(words[name])
    drawing.height = y + 16
    return drawing.svg()


FIGURES = {"denoising-objectives": objectives}

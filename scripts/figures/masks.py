"""Figures of the training objectives: attention masks, and the tokens that are scored."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from scripts.figures.drawing import GRID, INK, MUTED, PAPER, Drawing, colour, text_width
from scripts.reference.arrays import Mask
from scripts.reference.masks import causal_mask, encoder_decoder_masks, prefix_mask
from scripts.reference.objectives import Objective, loss_positions

N_TOKENS, PREFIX_LEN = 6, 3
CELL = 27.0

MASK_WORDS = {
    "zh": {
        "title": "三种注意力掩码",
        "desc": (
            "六个词元、前缀长度为三。行是查询位置，列是被看的位置。因果掩码只含对角线及其左下；"
            "前缀掩码另外允许前缀内部看到后文；编码器–解码器分成三块：编码器双向，解码器因果，"
            "交叉注意力让目标的每个位置看到全部源词元。"
        ),
        "causal": "因果（causal）",
        "prefix": "前缀（prefix LM）",
        "pair": "编码器–解码器",
        "keys": "被看的位置 →",
        "queries": "查询位置 ↓",
        "given": "前缀",
        "source": "源",
        "target": "目标",
        "back": "看自己和前文",
        "ahead": "看后文",
        "cross": "交叉注意力",
        "hidden": "被遮住",
        "encoder_note": "左上：编码器",
        "cross_note": "左下：交叉注意力",
        "decoder_note": "右下：解码器",
        "none_note": "右上：无此计算",
    },
    "en": {
        "title": "Three attention masks",
        "desc": (
            "Six tokens, prefix length three. A row is a query position, a column a position it "
            "may see. The causal mask holds the diagonal and what lies below it to the left; the "
            "prefix mask adds sight forward inside the prefix; an encoder-decoder has three "
            "parts: a bidirectional encoder, a causal decoder, and cross-attention, by which "
            "every target position sees every source token."
        ),
        "causal": "Causal",
        "prefix": "Prefix LM",
        "pair": "Encoder-decoder",
        "keys": "position seen →",
        "queries": "query position ↓",
        "given": "prefix",
        "source": "source",
        "target": "target",
        "back": "sees itself and back",
        "ahead": "sees ahead",
        "cross": "cross-attention",
        "hidden": "masked",
        "encoder_note": "upper left: encoder",
        "cross_note": "lower left: cross-attention",
        "decoder_note": "lower right: decoder",
        "none_note": "upper right: not computed",
    },
}

Mark = Callable[[Drawing, float, float], None]


def _mark_back(drawing: Drawing, x: float, y: float) -> None:
    drawing.rect(x, y, CELL, CELL, fill=colour("1-soft"), stroke=GRID)
    drawing.circle(x + CELL / 2, y + CELL / 2, 5.5, fill=colour("1"))


def _mark_ahead(drawing: Drawing, x: float, y: float) -> None:
    drawing.rect(x, y, CELL, CELL, fill=colour("2-soft"), stroke=GRID)
    drawing.diamond(x + CELL / 2, y + CELL / 2, 7.5, fill=colour("2"))


def _mark_cross(drawing: Drawing, x: float, y: float) -> None:
    drawing.rect(x, y, CELL, CELL, fill=colour("3-soft"), stroke=GRID)
    drawing.rect(x + CELL / 2 - 5, y + CELL / 2 - 5, 10, 10, fill=colour("3"))


def _mark_hidden(drawing: Drawing, x: float, y: float) -> None:
    drawing.rect(x, y, CELL, CELL, fill=PAPER, stroke=GRID)


def _cells(drawing: Drawing, x: float, y: float, mask: Mask, cross: bool = False) -> None:
    """Draw a mask; what it allows beyond the causal mask gets a mark of its own."""
    for (i, j), allowed in np.ndenumerate(mask):
        seen = _mark_cross if cross else (_mark_back if j <= i else _mark_ahead)
        mark = seen if allowed else _mark_hidden
        mark(drawing, x + j * CELL, y + i * CELL)


def _numbers(drawing: Drawing, x: float, y: float) -> None:
    for i in range(N_TOKENS):
        along = (i + 0.5) * CELL
        drawing.text(x + along, y - 7, str(i + 1), anchor="middle", fill=MUTED)
        drawing.text(x - 8, y + along + 5, str(i + 1), anchor="end", fill=MUTED)


def _brace(drawing: Drawing, x: float, y: float, n: int, label: str) -> None:
    """Span n columns from x with a line and its name, above the column numbers."""
    width = n * CELL
    drawing.line([(x + 2, y - 23), (x + width - 2, y - 23)], stroke=MUTED, width=2)
    drawing.text(x + width / 2, y - 29, label, anchor="middle", fill=MUTED)


def _legend(drawing: Drawing, y: float, entries: Sequence[tuple[Mark, str]]) -> None:
    x = 30.0
    for place, (mark, label) in enumerate(entries):
        left = x + 225 * (place % 2)
        top = y + 35 * (place // 2)
        mark(drawing, left, top)
        drawing.text(left + CELL + 9, top + CELL / 2 + 5, label)


def masks(lang: str) -> str:
    """Return the masks of a causal LM, a prefix LM and an encoder-decoder, on equal tokens."""
    words = MASK_WORDS[lang]
    drawing = Drawing("masks", lang, words["title"], words["desc"], 606)
    left, right, top = 32.0, 288.0, 92.0
    drawing.text(left, 18, f"{words['queries']}   {words['keys']}", fill=MUTED)
    for x, name in ((left, "causal"), (right, "prefix")):
        drawing.text(x, 44, words[name], size=16, bold=True)
        _numbers(drawing, x, top)
    _brace(drawing, right, top, PREFIX_LEN, words["given"])
    _cells(drawing, left, top, causal_mask(N_TOKENS))
    _cells(drawing, right, top, prefix_mask(N_TOKENS, PREFIX_LEN))
    _encoder_decoder(drawing, left, 360.0, words)
    marks = [(_mark_back, "back"), (_mark_ahead, "ahead"), (_mark_cross, "cross")]
    entries = [(mark, words[name]) for mark, name in [*marks, (_mark_hidden, "hidden")]]
    _legend(drawing, 538, entries)
    return drawing.svg()


def _encoder_decoder(drawing: Drawing, x: float, y: float, words: dict[str, str]) -> None:
    """Draw the three masks where the blocks of one mask over all tokens would be."""
    n_target = N_TOKENS - PREFIX_LEN
    shift = PREFIX_LEN * CELL
    parts = encoder_decoder_masks(PREFIX_LEN, n_target)
    drawing.text(x, 312, words["pair"], size=16, bold=True)
    _numbers(drawing, x, y)
    _brace(drawing, x, y, PREFIX_LEN, words["source"])
    _brace(drawing, x + shift, y, n_target, words["target"])
    _cells(drawing, x, y, parts.encoder)
    _cells(drawing, x, y + shift, parts.cross, cross=True)
    _cells(drawing, x + shift, y + shift, parts.decoder)
    notes = ("encoder_note", "none_note", "cross_note", "decoder_note")
    for place, name in enumerate(notes):
        drawing.text(x + 2 * shift + 28, y + 38 + 32 * place, words[name])


LOSS_WORDS = {
    "zh": {
        "title": "损失算在哪些词元上",
        "desc": (
            "同一句话的六个词元，前四个是提示。因果语言模型对第一个之后的每个词元计损失；"
            "前缀语言模型、编码器–解码器和只对答案计损失的指令微调都只对提示之后的两个词元计损失。"
        ),
        "causal": "因果语言模型",
        "prefix": "前缀语言模型",
        "encoder-decoder": "编码器–解码器",
        "answer-only": "指令微调（因果掩码，只算答案）",
        "scored": "计入损失",
        "given": "只作条件",
        "count": "{} / {} 个词元计损失",
    },
    "en": {
        "title": "On which tokens the loss is taken",
        "desc": (
            "Six tokens of one sentence, the first four are the prompt. A causal LM is scored on "
            "every token after the first; a prefix LM, an encoder-decoder and instruction tuning "
            "with the loss on the answer alone are scored on the two tokens after the prompt."
        ),
        "causal": "Causal LM",
        "prefix": "Prefix LM",
        "encoder-decoder": "Encoder-decoder",
        "answer-only": "Instruction tuning (causal mask)",
        "scored": "scored",
        "given": "given only",
        "count": "{} of {} scored",
    },
}

SENTENCE = {
    "zh": ("法国", "的", "首都", "是", "巴黎", "。"),
    "en": ("France", "has", "its", "capital:", "Paris", "."),
}
PROMPT_LEN = 4
TOKEN_WIDTH = 72.0


def _token(drawing: Drawing, x: float, y: float, token: str, scored: bool) -> None:
    fill, stroke = (colour("1"), colour("1")) if scored else (PAPER, MUTED)
    drawing.rect(x, y, TOKEN_WIDTH - 6, 32, fill=fill, stroke=stroke, radius=5,
                 dash="" if scored else "4 3")  # fmt: skip
    drawing.text(
        x + TOKEN_WIDTH / 2 - 3, y + 21, token, anchor="middle",
        fill=PAPER if scored else INK, bold=scored,
    )  # fmt: skip


def loss_figure(lang: str) -> str:
    """Return the tokens of a sentence, those that are scored filled, for each objective."""
    words, tokens = LOSS_WORDS[lang], SENTENCE[lang]
    drawing = Drawing("loss-positions", lang, words["title"], words["desc"], 376)
    objectives: tuple[Objective, ...] = ("causal", "prefix", "encoder-decoder", "answer-only")
    for row, objective in enumerate(objectives):
        y = 20 + row * 80
        scored = loss_positions(len(tokens), PROMPT_LEN, objective)
        drawing.text(22, y, words[objective], bold=True)
        count = words["count"].format(int(scored.sum()), len(tokens))
        drawing.text(462, y, count, anchor="end", fill=MUTED)
        for i, token in enumerate(tokens):
            apart = 10 if objective == "encoder-decoder" and i >= PROMPT_LEN else 0
            _token(drawing, 22 + i * TOKEN_WIDTH + apart, y + 10, token, bool(scored[i]))
    x = 22.0
    for name, is_scored in (("scored", True), ("given", False)):
        fill, dash = (colour("1"), "") if is_scored else (PAPER, "4 3")
        stroke = colour("1") if is_scored else MUTED
        drawing.rect(x, 345, 26, 18, fill=fill, stroke=stroke, radius=4, dash=dash)
        drawing.text(x + 34, 359, words[name])
        x += 64 + text_width(words[name])
    return drawing.svg()


FIGURES = {
    "masks": masks,
    "loss-positions": loss_figure,
}

"""Figure of the gradients of one step: which rows of the two tables they reach."""

from __future__ import annotations

import numpy as np

from scripts.figures.axes import Axes
from scripts.figures.drawing import GRID, Drawing, colour
from scripts.reference.arrays import Array
from scripts.reference.embeddings import input_gradient, output_gradient

#: A toy model without layers: the looked-up row itself is scored against the output table.
VOCABULARY, WIDTH_OF_ROWS = 12, 8
TEXT = np.array([3, 7, 3, 10, 1, 7, 3])

WORDS = {
    "zh": {
        "title": "一步梯度落在两张表的哪些行",
        "desc": (
            "两排柱形图，各 12 行。词表有 12 个词元，文本含词元 1、3、7、10。上排是输入表："
            "只有文本里出现在前六个位置的 1、3、7、10 四行有梯度，其余八行为零。"
            "下排是输出表：十二行都有梯度，目标词元的行较大。"
        ),
        "input": "输入表：只有 {} 行有梯度",
        "output": "输出表：{} 行都有梯度",
        "x": "词元编号（行）",
    },
    "en": {
        "title": "Which rows of the two tables one step's gradient reaches",
        "desc": (
            "Two bar charts of 12 rows each. The vocabulary has 12 tokens and the text holds 1, 3, "
            "7 and 10. Above, the input table: only these four rows have a gradient, the other "
            "eight are zero. Below, the output table: all twelve rows have one, larger for tokens "
            "that were targets."
        ),
        "input": "input table: gradient in {} rows only",
        "output": "output table: gradient in all {} rows",
        "x": "number of the token (row)",
    },
}


def row_norms() -> tuple[Array, Array]:
    """Return the lengths of the gradient's rows for the input and the output table."""
    rng = np.random.default_rng(5)
    inputs, outputs = rng.normal(0, 0.7, (2, VOCABULARY, WIDTH_OF_ROWS))
    tokens, targets = TEXT[:-1], TEXT[1:]
    hidden = inputs[tokens]
    scores = hidden @ outputs.T
    errors = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    errors[np.arange(len(targets)), targets] -= 1
    upstream = errors @ outputs / len(targets)
    below = input_gradient(tokens, upstream, VOCABULARY)
    above = output_gradient(hidden, outputs, targets)
    return np.linalg.norm(below, axis=1), np.linalg.norm(above, axis=1)


def embedding_rows(lang: str) -> str:
    """Return the lengths of the gradient's rows of an input and an output table."""
    words = WORDS[lang]
    drawing = Drawing("embedding-rows", lang, words["title"], words["desc"], 344)
    norms = row_norms()
    top = max(float(each.max()) for each in norms) * 1.1
    for place, (name, lengths) in enumerate(zip(("input", "output"), norms, strict=True)):
        upper = 40 + 150 * place
        axes = Axes(drawing, 20, upper, 440, 90, (0, VOCABULARY), (0, top))
        filled = int((lengths > 0).sum())
        drawing.text(20, upper - 12, words[name].format(filled), bold=True)
        drawing.line([(20, upper + 90), (460, upper + 90)], stroke=GRID)
        for row, length in enumerate(lengths):
            x, y = axes.x(row + 0.2), axes.y(float(length))
            tone = "1" if name == "input" else "2"
            drawing.rect(x, y, 22, upper + 90 - y, fill=colour(tone), stroke=colour(tone))
            drawing.text(x + 11, upper + 108, str(row), anchor="middle")
    drawing.text(240, 334, words["x"], anchor="middle")
    return drawing.svg()


FIGURES = {
    "embedding-rows": embedding_rows,
}

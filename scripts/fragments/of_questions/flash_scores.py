"""Short table of the scores of one layer at the trained context, and what both ways move."""

from __future__ import annotations

from scripts.base import numbers
from scripts.data.handbook import Entry, Handbook
from scripts.fragments import columns
from scripts.fragments.cells import Cell, Show
from scripts.fragments.short_tables import of_checkpoints
from scripts.reference.flash import traffic

CHECKPOINTS = (
    "gpt-2-124m",
    "llama-7b",
    "llama-2-7b",
    "mixtral-8x7b-v0.1",
    "deepseek-llm-67b",
    "llama-3.1-8b",
)
ROWS = 128

WORDS = {
    "zh": (
        "一层注意力在训练长度上的分数与搬运量",
        "上下文",
        "头数 × 宽",
        "分数 GiB",
        "普通 GiB",
        "分块 GiB",
    ),
    "en": (
        "Scores and traffic of one attention layer at the trained context",
        "context",
        "heads × width",
        "scores GiB",
        "plain GiB",
        "tiles GiB",
    ),
}


def _sizes(entry: Entry) -> tuple[int, int, int]:
    """Return context, query heads and head_dim, all of which the named checkpoints have."""
    found = entry.checkpoint.architecture
    if found is None or not (found.context and found.n_heads and found.head_dim):
        raise ValueError(f"{entry.checkpoint.id}: no context, heads or head_dim")
    return found.context, found.n_heads, found.head_dim


def _heads(entry: Entry, _: str) -> Cell:
    _context, heads, head_dim = _sizes(entry)
    return Cell(f"{heads} × {head_dim}", heads)


def _gib(size: float) -> Cell:
    return Cell(numbers.significant(size / 2**30), size)


def _moved(which: str) -> Show:
    def show(entry: Entry, _: str) -> Cell:
        context, heads, head_dim = _sizes(entry)
        counted = traffic(context, head_dim, ROWS)
        return _gib(heads * getattr(counted, f"{which}_bytes"))

    return show


def _scores(entry: Entry, _: str) -> Cell:
    context, heads, _head_dim = _sizes(entry)
    return _gib(2 * heads * context**2)


def flash_scores(handbook: Handbook, lang: str) -> str:
    """Return the table: 16-bit numbers, one sequence, one layer, a head's own keys and values."""
    caption, context, heads, scores, plain, tiled = WORDS[lang]
    shown = (
        (context, columns.CONTEXT[1]),
        (heads, _heads),
        (scores, _scores),
        (plain, _moved("plain")),
        (tiled, _moved("tiled")),
    )
    return of_checkpoints(handbook, "flash-scores", lang, caption, CHECKPOINTS, shown)


TABLES = {
    "flash-scores": flash_scores,
}

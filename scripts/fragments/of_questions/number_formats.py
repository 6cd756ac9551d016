"""Table of the number formats, computed: largest, smallest, gap at 1, worst relative error."""

from __future__ import annotations

from scripts.base import numbers
from scripts.data.handbook import Handbook
from scripts.fragments.cells import Cell
from scripts.fragments.short_tables import Row, short_table
from scripts.reference.number_formats import FORMATS, Format, smallest_normal, spacing

WORDS = {
    "zh": (
        "各浮点格式的范围与精度",
        "格式",
        "最大",
        "最小正规数",
        "最小正数",
        "1 处的间隔",
        "最大相对误差",
    ),
    "en": (
        "Range and precision of the floating-point formats",
        "Format",
        "largest",
        "smallest normal",
        "smallest",
        "gap at 1",
        "worst relative error",
    ),
}


def _size(value: float) -> Cell:
    text = f"{value:,.10g}" if 1e-3 <= value < 1e6 else numbers.power(value)
    return Cell(text, value)


def _percent(share: float) -> str:
    return f"{100 * share:.3g}%" if share > 1e-6 else numbers.power(share)


def _cells(form: Format) -> list[Cell]:
    gap = spacing(1.0, form)
    return [
        _size(form.largest),
        _size(smallest_normal(form)),
        _size(form.smallest),
        _size(gap),
        Cell(_percent(gap / 2), gap / 2),
    ]


def number_formats(_: Handbook, lang: str) -> str:
    """Return the table; the relative error is the bound within the range of normal numbers."""
    caption, *head = WORDS[lang]
    rows = [Row(form.name, _cells(form)) for form in FORMATS]
    return short_table("number-formats", lang, caption, head, rows)


TABLES = {
    "number-formats": number_formats,
}

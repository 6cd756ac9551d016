"""Cells of generated tables: what one shows, the figure behind it, and how figures are written.

An absent figure is shown as unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from scripts.base import numbers
from scripts.base.words import label, value_word
from scripts.data.handbook import Entry

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class Cell:
    """What a cell shows, the raw figure it is sorted by, and a longer form on demand.

    Attributes:
        raw: None for an unknown value, which sorts last.
        url: where the text leads, if anywhere.
        badge: the kind of badge that the text is shown as, if it is one.
    """

    text: str
    raw: float | str | None
    title: str | None = None
    url: str | None = None
    badge: str | None = None

    @property
    def is_day(self) -> bool:
        """Whether the figure is a day, as 2026-10-29."""
        return isinstance(self.raw, str) and bool(_DAY.fullmatch(self.raw))


Show = Callable[[Entry, str], Cell]
Column = tuple[str, Show]


def unknown(lang: str) -> Cell:
    """Return the cell of a value that no opened source supports."""
    return Cell(label("unknown", lang), None)


def joined(texts: Sequence[str], lang: str) -> str:
    """Return texts as one, parted as a list is in the language."""
    return ("、" if lang == "zh" else ", ").join(texts)


def number(pick: Callable[[Entry], float | None], form: Callable[[float, str], str]) -> Show:
    """Return a way to show a figure: written by `form`, the whole figure on demand."""

    def show(entry: Entry, lang: str) -> Cell:
        found = pick(entry)
        if found is None:
            return unknown(lang)
        text, whole = form(found, lang), numbers.grouped(found)
        return Cell(text, found, None if whole == text else whole)

    return show


def word(field: str, pick: Callable[[Entry], str | None]) -> Show:
    """Return a way to show a value of a field as the language's word for it."""

    def show(entry: Entry, lang: str) -> Cell:
        found = pick(entry)
        if found is None or found == "unknown":
            return unknown(lang)
        return Cell(value_word(field, found, lang), found)

    return show


def grouped(found: float, _: str) -> str:
    """Write all digits: 4,096."""
    return numbers.grouped(found)


def short(found: float, _: str) -> str:
    """Write a count of parameters: 6.74B."""
    return numbers.short(round(found))


def gib(found: float, _: str) -> str:
    """Write bytes in GiB."""
    return numbers.gib(found)


def kib(found: float, _: str) -> str:
    """Write bytes in KiB."""
    return numbers.kib(found)


def mib(found: float, _: str) -> str:
    """Write bytes in MiB."""
    return numbers.significant(found / 2**20)


def giga(found: float, _: str) -> str:
    """Write a figure in 10^9."""
    return numbers.significant(found / 10**9)


def scientific(found: float, _: str) -> str:
    """Write a figure with a power of ten."""
    return numbers.power(found)


def significant(found: float, _: str) -> str:
    """Write the digits that count."""
    return numbers.significant(found)


def short_tokens(found: float, lang: str) -> str:
    """Write a count of tokens in the language's units."""
    return numbers.short_tokens(round(found), lang)

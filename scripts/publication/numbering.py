"""What is counted in a chapter, alike in every form of the book: figures, tables and the rest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from lxml.html import HtmlElement

from scripts.publication.references import label
from scripts.publication.site_reader import Chapter

Kind = Literal["image", "table", "equation", "listing"]


@dataclass(frozen=True)
class Printed:
    """A figure or table as it can be referred to; either may be empty."""

    number: str
    label: str


class Numbering:
    """Numbers what is counted in one chapter: `3` gives Figure 3.1, Table 3.1, equation 3.1."""

    def __init__(self, chapter: Chapter, number: int | None) -> None:
        self._chapter = chapter
        self._before = "" if number is None else f"{number}."
        self._counts: Counter[Kind] = Counter()
        self._sections: list[int] = []

    def count(self, kind: Kind) -> str:
        """Return the number of the next one of its kind."""
        self._counts[kind] += 1
        return f"{self._before}{self._counts[kind]}"

    def section(self, level: int) -> str:
        """Return the number of the next section, `level` 1 in a chapter; none without chapters'."""
        self._sections = [*self._sections, 0, 0, 0, 0][:level]
        self._sections[-1] += 1
        return self._before + ".".join(map(str, self._sections)) if self._before else ""

    def next(self, figure: HtmlElement) -> Printed:
        """Return the number and label of the next figure of the chapter."""
        number, kind = "", kind_of(figure)
        if figure.find("./figcaption") is not None:
            number = self.count(kind)
        place = label(self._chapter, str(figure.get("id"))) if figure.get("id") else ""
        return Printed(number, place)


def kind_of(figure: HtmlElement) -> Kind:
    """Return what a figure holds."""
    return "table" if figure.find(".//table") is not None else "image"


def table_text(figure: HtmlElement) -> str:
    """Return the text of the table in a figure, by which the same table is known elsewhere."""
    table = figure.find(".//table")
    return "" if table is None else " ".join(table.text_content().split())

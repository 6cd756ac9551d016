"""The sheets that the books are printed on; book.typ has the same measures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Room = Literal["text", "wide", "turned"]

_POINTS_PER_MM = 72 / 25.4
#: Of the text, and with the overhang into both margins, in millimetres; alike on all sheets.
_TEXT, _WIDE = 150.0, 174.0
_TURNED_MARGIN = 22.0


@dataclass(frozen=True)
class Paper:
    """A sheet.

    name: as Typst knows it. suffix: of the names of files. height: in millimetres.
    n_dense_lines: so many lines of the smallest table stand on one page.
    """

    name: str
    suffix: str
    height: float
    n_dense_lines: int

    @property
    def widths(self) -> Mapping[Room, float]:
        """The widths in points that a table may take."""
        turned = self.height - 2 * _TURNED_MARGIN
        found: Mapping[Room, float] = {"text": _TEXT, "wide": _WIDE, "turned": turned}
        return {room: width * _POINTS_PER_MM for room, width in found.items()}


A4 = Paper("a4", "", 297.0, 56)
US_LETTER = Paper("us-letter", "-letter", 279.4, 50)
PAPERS = (A4, US_LETTER)

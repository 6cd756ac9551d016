"""The sheets that the books are printed on; book.typ has the same measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Room = Literal["text", "wide", "turned"]

_POINTS_PER_MM = 72 / 25.4
#: Of the text, and with the overhang into both margins, in millimetres; alike on all sheets of
#: paper.
_TEXT, _WIDE = 150.0, 174.0
_TURNED_MARGIN = 22.0
#: Above and below the text of an upright page.
_HEAD_AND_FOOT = 28.0 + 26.0
#: What the headings and the caption of a table take of its page.
_ABOVE_TABLE = 30.0


@dataclass(frozen=True)
class Paper:
    """A sheet.

    name: as Typst knows it. suffix: of the names of files. width, height: in millimetres, and so
    are text and wide, the width of the text and that with the overhang into both margins.
    """

    name: str
    suffix: str
    width: float
    height: float
    text: float = _TEXT
    wide: float = _WIDE

    @property
    def widths(self) -> Mapping[Room, float]:
        """The widths in points that a table may take."""
        turned = self.height - 2 * _TURNED_MARGIN
        found: Mapping[Room, float] = {"text": self.text, "wide": self.wide, "turned": turned}
        return {room: width * _POINTS_PER_MM for room, width in found.items()}

    @property
    def table_heights(self) -> Mapping[Room, float]:
        """The heights in points that a table may take on one page, below its caption."""
        upright = self.height - _HEAD_AND_FOOT - _ABOVE_TABLE
        turned = self.width - 2 * _TURNED_MARGIN - _ABOVE_TABLE
        found: Mapping[Room, float] = {"text": upright, "wide": upright, "turned": turned}
        return {room: height * _POINTS_PER_MM for room, height in found.items()}


A4 = Paper("a4", "", 210.0, 297.0)
US_LETTER = Paper("us-letter", "-letter", 215.9, 279.4)
#: The sheets of the whole book in each language; who prints in Chinese has A4.
PAPERS: Mapping[str, Sequence[Paper]] = {"zh": (A4,), "en": (A4, US_LETTER)}
#: A slide in half of its size: what stands on it is set twice as large as on paper.
SLIDE = Paper("presentation-16-9", "", 148.5, 83.5, text=134.0, wide=134.0)
#: How many times larger it is than that.
SLIDE_SCALE = 2.0

"""SVG as text: shapes, text, arrows and axes in the palette of the handbook.

A drawing is 480 units wide and shown down to 330 px, so text of 14 units stays legible. Colours
are CSS variables with the light values as fall-backs; dark values live in the style sheet.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

WIDTH = 480.0
TEXT = 14.0

#: The light values; figures.css holds the dark ones under the same names.
PALETTE: Mapping[str, str] = {
    "ink": "#1d2433",
    "muted": "#5b6472",
    "grid": "#d5d9e0",
    "paper": "#ffffff",
    "1": "#2b4bb3",
    "2": "#b3541e",
    "3": "#1e7d4f",
    "4": "#7b3fa0",
    "5": "#a8871a",
    "1-soft": "#dbe3fa",
    "2-soft": "#f8e4d7",
    "3-soft": "#d6efe1",
    "4-soft": "#ecdff5",
    "5-soft": "#f4ebc8",
}


def colour(name: str) -> str:
    """Return the CSS value of a colour of the palette; KeyError for a name it does not have."""
    return f"var(--fig-{name}, {PALETTE[name]})"


INK, MUTED, GRID, PAPER = (colour(name) for name in ("ink", "muted", "grid", "paper"))

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Series:
    """How a line looks: colour and dash both tell it from the others."""

    stroke: str
    dash: str = ""


SERIES = (
    Series(colour("1")),
    Series(colour("2"), "9 5"),
    Series(colour("3"), "2 4"),
    Series(colour("4"), "11 4 2 4"),
    Series(colour("5"), "5 3"),
)


def number(value: float) -> str:
    """Return a coordinate with at most two decimals, never "-0"."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def decimal(value: float, places: int) -> str:
    """Return a number for readers, with fixed decimals, a true minus sign and no minus zero."""
    text = f"{value:.{places}f}"
    negative = text.startswith("-") and float(text) != 0
    return ("−" if negative else "") + text.lstrip("-")


# Besides XML's own, the characters that Markdown would take for emphasis, code or math.
_ESCAPES = {ord(sign): f"&#{ord(sign)};" for sign in '&<>"*_`$[]\\~^'}


def escape(text: str) -> str:
    """Return text that neither XML nor Markdown, through which figures pass, reads as markup."""
    return text.translate(_ESCAPES)


def _character_width(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF" or character == "…":
        return 1.0
    if character in " .,:;'|!ijltfI()[]·":
        return 0.36
    if character in "mwMW—":
        return 0.9
    return 0.68 if character.isupper() else 0.58


def text_width(text: str, size: float = TEXT) -> float:
    """Return an estimate, on the generous side, of the width of a text in a sans-serif font."""
    return size * sum(map(_character_width, text))


def _attributes(values: Mapping[str, str | float | None]) -> str:
    parts = []
    for name, value in values.items():
        if value is not None and value != "":
            shown = value if isinstance(value, str) else number(value)
            parts.append(f'{name.replace("_", "-")}="{shown}"')
    return " ".join(parts)


@dataclass
class Drawing:
    """A figure being drawn; `svg` returns its text.

    name: the prefix of its ids; title and description: the alternative text, in the language.
    """

    name: str
    lang: str
    title: str
    description: str
    height: float
    width: float = WIDTH
    _marks: list[str] = field(default_factory=list)

    def _add(self, tag: str, content: str | None = None, **values: str | float | None) -> None:
        start = f"<{tag} {_attributes(values)}"
        self._marks.append(f"{start}/>" if content is None else f"{start}>{content}</{tag}>")

    def rect(
        self, x: float, y: float, width: float, height: float, *,
        fill: str = "none", stroke: str | None = None, radius: float = 0, dash: str = "",
    ) -> None:  # fmt: skip
        """Draw a rectangle from its upper left corner."""
        self._add(
            "rect", x=x, y=y, width=width, height=height, rx=radius or None, fill=fill,
            stroke=stroke, stroke_width=1.5 if stroke else None, stroke_dasharray=dash,
        )  # fmt: skip

    def circle(
        self, x: float, y: float, radius: float, *, fill: str, stroke: str | None = None
    ) -> None:
        """Draw a circle round its centre."""
        self._add(
            "circle", cx=x, cy=y, r=radius, fill=fill,
            stroke=stroke, stroke_width=1.75 if stroke else None,
        )  # fmt: skip

    def diamond(self, x: float, y: float, radius: float, *, fill: str) -> None:
        """Draw a square that stands on its corner, round its centre."""
        corners = [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)]
        self._add("path", d=_path(corners) + "Z", fill=fill)

    def polygon(self, corners: Iterable[Point], *, fill: str, stroke: str | None = None) -> None:
        """Draw a closed shape."""
        self._add(
            "path", d=_path(corners) + "Z", fill=fill, stroke=stroke,
            stroke_width=1.75 if stroke else None, stroke_linejoin="round" if stroke else None,
        )  # fmt: skip

    def line(
        self, points: Iterable[Point], *, stroke: str = INK, width: float = 1.5, dash: str = ""
    ) -> None:
        """Draw straight lines from point to point."""
        self._add(
            "path", d=_path(points), fill="none", stroke=stroke, stroke_width=width,
            stroke_dasharray=dash, stroke_linejoin="round",
        )  # fmt: skip

    def arrow(self, points: Sequence[Point], *, stroke: str = INK, width: float = 1.5) -> None:
        """Draw straight lines that end in an arrow head."""
        (x0, y0), (x1, y1) = points[-2], points[-1]
        length = math.hypot(x1 - x0, y1 - y0)
        dx, dy = (x1 - x0) / length, (y1 - y0) / length
        base = (x1 - 8 * dx, y1 - 8 * dy)
        self.line([*points[:-1], base], stroke=stroke, width=width)
        sides = [(base[0] - 4 * dy, base[1] + 4 * dx), (base[0] + 4 * dy, base[1] - 4 * dx)]
        self._add("path", d=_path([(x1, y1), *sides]) + "Z", fill=stroke)

    def text(
        self, x: float, y: float, content: str, *, size: float = TEXT, anchor: Anchor = "start",
        fill: str = INK, bold: bool = False, halo: bool = False,
    ) -> None:  # fmt: skip
        """Write a text whose base line is at y; a halo keeps it legible on top of lines."""
        self._add(
            "text", escape(content), x=x, y=y, font_size=size,
            text_anchor=None if anchor == "start" else anchor,
            font_weight="700" if bold else None,
            fill=fill, stroke=PAPER if halo else None, stroke_width=4 if halo else None,
            stroke_linejoin="round" if halo else None, paint_order="stroke" if halo else None,
        )  # fmt: skip

    def named(self, name: str, since: int) -> None:
        """Give the marks drawn after the first `since` a name, which readers see on pointing."""
        self._marks[since:] = [
            f'<g class="point"><title>{escape(name)}</title>{"".join(self._marks[since:])}</g>'
        ]

    @property
    def n_marks(self) -> int:
        """How many marks there are so far."""
        return len(self._marks)

    def box(
        self, x: float, y: float, width: float, height: float, content: str, *,
        fill: str, stroke: str,
    ) -> None:  # fmt: skip
        """Draw a rounded box with a text in its middle."""
        self.rect(x, y, width, height, fill=fill, stroke=stroke, radius=5)
        self.text(x + width / 2, y + height / 2 + 5, content, anchor="middle")

    def svg(self) -> str:
        """Return the figure; no line is blank, so Markdown keeps it in one piece."""
        head = (
            f'<svg class="figure" xmlns="http://www.w3.org/2000/svg" role="img" lang="{self.lang}" '
            f'viewBox="0 0 {number(self.width)} {number(self.height)}" font-family="sans-serif" '
            f'aria-labelledby="{self.name}-title {self.name}-desc">'
        )
        title = f'<title id="{self.name}-title">{escape(self.title)}</title>'
        description = f'<desc id="{self.name}-desc">{escape(self.description)}</desc>'
        return "\n".join([head, title, description, *self._marks, "</svg>"]) + "\n"


def _path(points: Iterable[Point]) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def key_rows(
    widths: Sequence[float], left: float, gap: float, most: float = 2.2
) -> list[list[tuple[int, float]]]:
    """Return the entries of a legend by rows, each with its number and where it starts.

    Rows wrap at the right edge. What one leaves of its width, up to `most` gaps, stands between its
    entries, for a phone has larger words.
    """
    rows: list[list[int]] = [[]]
    x = left
    for number_, width in enumerate(widths):
        if rows[-1] and x + width > WIDTH - 4:
            rows.append([])
            x = left
        rows[-1].append(number_)
        x += width + gap
    placed = []
    for row in rows:
        used = sum(widths[i] for i in row)
        free = (WIDTH - 16 - left - used) / max(len(row) - 1, 1)
        apart = max(gap, min(free, most * gap))
        starts = [left + sum(widths[i] + apart for i in row[:n]) for n in range(len(row))]
        placed.append(list(zip(row, starts, strict=True)))
    return placed


def key(
    drawing: Drawing, x: float, y: float, entries: Sequence[tuple[Series, str]], gap: float = 12
) -> None:
    """Draw a legend in rows: a piece of each line, then its name."""
    widths = [38 + text_width(label) for _, label in entries]
    for row in key_rows(widths, x, gap):
        for number_, left in row:
            series, label = entries[number_]
            line = [(left, y - 5), (left + 30, y - 5)]
            drawing.line(line, stroke=series.stroke, width=3, dash=series.dash)
            drawing.text(left + 38, y, label)
        y += 22

"""Checkpoints as points in a panel: marks of several kinds, a key, and names by rule."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from scripts.data.handbook import Entry, Handbook
from scripts.figures import labels
from scripts.figures.axes import Axes, Range, Ticks
from scripts.figures.drawing import MUTED, PAPER, Drawing, colour, key_rows, text_width
from scripts.figures.drawing import Point as Place

#: Names that a chart shows at most, and families whose newest release may be among them: more than
#: that, as names in a crowd find no room and make way for the next.
N_NAMES, N_FAMILIES = 12, 24
RADIUS = 3.8

_CORNERS = {
    "diamond": ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
    "square": ((-0.95, -0.95), (0.95, -0.95), (0.95, 0.95), (-0.95, 0.95)),
    "wedge": ((0, 1.35), (1.25, -0.95), (-1.25, -0.95)),
    "triangle": ((0, -1.35), (1.25, 0.95), (-1.25, 0.95)),
}


@dataclass(frozen=True)
class Kind:
    """How the points of a series look: shape and colour both tell it from the others."""

    shape: str
    tone: str
    fill: Literal["soft", "full", "none"] = "soft"

    def draw(self, drawing: Drawing, x: float, y: float) -> None:
        """Draw one mark; the outline keeps marks apart that lie on each other."""
        stroke = colour(self.tone)
        soft = colour(f"{self.tone}-soft")
        fill = {"soft": soft, "full": stroke, "none": PAPER}[self.fill]
        if self.shape == "circle":
            drawing.circle(x, y, RADIUS, fill=fill, stroke=stroke)
            return
        corners = [(x + RADIUS * dx, y + RADIUS * dy) for dx, dy in _CORNERS[self.shape]]
        drawing.polygon(corners, fill=fill, stroke=stroke)


KINDS = (
    Kind("circle", "1"),
    Kind("diamond", "2"),
    Kind("square", "3"),
    Kind("triangle", "4"),
    Kind("wedge", "5"),
)


@dataclass(frozen=True)
class Spot:
    """A checkpoint in a chart: its place in units of the data and the kind of its mark.

    Attributes:
        lower: a second value on the vertical axis, joined to y by a line and hollow.
        fill: of the mark at y.
    """

    entry: Entry
    x: float
    y: float
    kind: int
    lower: float | None = None
    fill: Literal["soft", "full"] = "soft"


def entries(handbook: Handbook) -> list[Entry]:
    """Return the checkpoints of the open families, the oldest first."""
    found = [entry for entry in handbook.entries() if entry.family.role == "open"]
    return sorted(found, key=lambda entry: (entry.release.date, entry.checkpoint.id))


def year(date: datetime.date) -> float:
    """Return a date in years, a day being 1/365 or 1/366 of its year."""
    start = datetime.date(date.year, 1, 1)
    length = (datetime.date(date.year + 1, 1, 1) - start).days
    return date.year + (date - start).days / length


def distinct(spots: Iterable[Spot]) -> list[Spot]:
    """Return the spots without those that stand where one of their family stands already."""
    return list({(s.entry.family.id, s.x, s.y, s.kind): s for s in spots}.values())


def _families(spots: Sequence[Spot]) -> list[str]:
    """Return the families with most points, the largest first."""
    ids = [spot.entry.family.id for spot in spots]
    return sorted(set(ids), key=lambda id_: (-ids.count(id_), id_))[:N_FAMILIES]


def _newest(spots: Sequence[Spot], family: str) -> Spot:
    """Return the point of the newest release of a family that lies highest."""
    own = [spot for spot in spots if spot.entry.family.id == family]
    return max(own, key=lambda spot: (spot.entry.release.date, spot.y, spot.entry.checkpoint.id))


def named(spots: Sequence[Spot]) -> list[Spot]:
    """Return the points to be named by rank: the extremes, then the newest of each large family.

    A release is named once.
    """
    if not spots:
        return []
    key: Callable[[Spot], tuple[float, float, str]] = lambda s: (s.y, s.x, s.entry.checkpoint.id)  # noqa: E731
    extremes = [max(spots, key=key), min(spots, key=key)]
    extremes += [f(spots, key=lambda s: (s.x, s.y, s.entry.checkpoint.id)) for f in (min, max)]
    chosen = [*extremes, *(_newest(spots, family) for family in _families(spots))]
    by_release = {spot.entry.release.id: spot for spot in reversed(chosen)}
    order = dict.fromkeys(spot.entry.release.id for spot in chosen)
    return [by_release[id_] for id_ in order]


def limits(values: Sequence[float], steps: Sequence[float], fallback: Range) -> Range:
    """Return the steps of a scale that enclose the values, or the fallback for none."""
    if not values:
        return fallback
    low = max((step for step in steps if step < min(values)), default=steps[0])
    high = min((step for step in steps if step > max(values)), default=steps[-1])
    return low, high


def years(spots: Sequence[Spot]) -> tuple[Range, Ticks]:
    """Return the range of a time axis with a mark for each year."""
    first, last = limits([spot.x for spot in spots], range(2010, 2100), (2020, 2024))
    ticks = [(float(y), str(y)) for y in range(int(first), int(last) + 1)]
    return (first, last), ticks


def marked(inside: Range, ticks: Ticks) -> Ticks:
    """Return the marks that lie in a range."""
    return [(value, label) for value, label in ticks if inside[0] <= value <= inside[1]]


def key(drawing: Drawing, x: float, y: float, items: Sequence[tuple[Kind | None, str]]) -> float:
    """Draw what the marks mean, in rows; None stands for the dashed line. Return the last row."""
    signs = [34 if kind is None else 18 for kind, _ in items]
    widths = [sign + text_width(text) for sign, (_, text) in zip(signs, items, strict=True)]
    rows = key_rows(widths, x, gap=14)
    for line, row in enumerate(rows):
        base = y + 22 * line
        for number, left in row:
            kind, text = items[number]
            if kind is None:
                ends = [(left, base - 5), (left + 26, base - 5)]
                drawing.line(ends, stroke=MUTED, width=2.5, dash="7 4")
            else:
                kind.draw(drawing, left + 6, base - 5)
            drawing.text(left + signs[number], base, text)
    return y + 22 * (len(rows) - 1)


def draw(axes: Axes, spots: Sequence[Spot], curves: Sequence[Sequence[Place]] = ()) -> None:
    """Draw the points with their names; lines of `curves`, in units of the drawing, lie below."""
    drawing = axes.drawing
    for curve in curves:
        drawing.line(curve, stroke=MUTED, width=2.5, dash="7 4")
    taken: list[Place] = [point for curve in curves for point in _dense(curve)]
    for spot in spots:
        taken += _joined(axes, spot)
    wanted = [
        labels.Label(spot.entry.release.name, (axes.x(spot.x), axes.y(spot.y)))
        for spot in named(spots)
    ]
    right, bottom = axes.left + axes.width, axes.top + axes.height
    bounds = (axes.left + 3, axes.top + 3, right - 2, bottom - 3)
    placed = labels.place(wanted, taken, bounds, N_NAMES)
    for one in placed:
        if one.leader is not None:
            drawing.line([one.label.at, one.leader], stroke=MUTED, width=1)
    for spot in spots:
        before = drawing.n_marks
        _mark(axes, spot)
        name, day = spot.entry.checkpoint.name, spot.entry.release.date.isoformat()
        drawing.named(f"{name}, {day}", before)
    for one in placed:
        drawing.text(*one.base_line, one.label.text, halo=True)


def _dense(curve: Sequence[Place], step: float = 6.0) -> list[Place]:
    found: list[Place] = []
    for (x0, y0), (x1, y1) in pairwise(curve):
        count = max(1, math.ceil(math.dist((x0, y0), (x1, y1)) / step))
        found += [(x0 + (x1 - x0) * i / count, y0 + (y1 - y0) * i / count) for i in range(count)]
    return found


def _joined(axes: Axes, spot: Spot) -> list[Place]:
    """Return the places that a point takes, those on the line to its lower value included."""
    top = (axes.x(spot.x), axes.y(spot.y))
    if spot.lower is None:
        return [top]
    bottom = (axes.x(spot.x), axes.y(spot.lower))
    return [top, bottom, *_dense([top, bottom])]


def _mark(axes: Axes, spot: Spot) -> None:
    x, y, kind = axes.x(spot.x), axes.y(spot.y), KINDS[spot.kind]
    if spot.lower is not None:
        low = axes.y(spot.lower)
        axes.drawing.line([(x, y), (x, low)], stroke=colour(kind.tone), width=1)
        Kind(kind.shape, kind.tone, "none").draw(axes.drawing, x, low)
    Kind(kind.shape, kind.tone, spot.fill).draw(axes.drawing, x, y)

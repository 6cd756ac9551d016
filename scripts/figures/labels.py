"""Names beside points, placed one after the other where they cover nothing of importance.

The order of the names is their rank: each takes the best place that the earlier ones have left,
and a name for which no good one is left is not shown. Nothing is random, so the same points give
the same figure.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from scripts.figures.drawing import TEXT, Point, text_width

#: Left, top, right, bottom.
Box = tuple[float, float, float, float]

_ASCENT, _DESCENT = 0.75 * TEXT, 0.2 * TEXT
_DISTANCES = (9.0, 16.0, 26.0, 40.0, 58.0, 80.0, 106.0)
_ANGLES = tuple(2 * math.pi * step / 16 for step in (0, 8, *range(1, 8), *range(9, 16)))
#: Room that is left between two names, and between a name and a point.
_GAP, _CLEAR = 3.0, 5.0
#: From this distance on a line leads from the point to its name.
_LEADER = 12.0
#: What a crossed point and a unit of distance cost, and the most a place may cost.
_CROSSING, _FAR, _LIMIT = 6.0, 0.1, 24.0


@dataclass(frozen=True)
class Label:
    """A name and the point that it belongs to, in units of the drawing."""

    text: str
    at: Point


@dataclass(frozen=True)
class Placed:
    """A name in its place; `leader` is the end of the line from the point, if it needs one."""

    label: Label
    box: Box
    leader: Point | None

    @property
    def base_line(self) -> Point:
        """Where the text starts."""
        return self.box[0], self.box[3] - _DESCENT


def overlap(one: Box, other: Box, gap: float = 0.0) -> bool:
    """Return whether two boxes come closer than `gap`."""
    return (
        one[0] < other[2] + gap
        and other[0] < one[2] + gap
        and one[1] < other[3] + gap
        and other[1] < one[3] + gap
    )


def _nearest(box: Box, point: Point) -> Point:
    return min(max(point[0], box[0]), box[2]), min(max(point[1], box[1]), box[3])


def _candidates(label: Label, bounds: Box) -> Iterator[tuple[float, Placed]]:
    """Yield distance and place, the near ones first, as far as they lie within the bounds."""
    width, height = text_width(label.text), _ASCENT + _DESCENT
    x, y = label.at
    for distance in _DISTANCES:
        for angle in _ANGLES:
            # The middle of the name moves on an ellipse, so that its edge keeps the distance.
            dx, dy = math.cos(angle), -math.sin(angle)
            middle_x = x + dx * (distance + width / 2)
            middle_y = y + dy * (distance + height / 2)
            left, top = middle_x - width / 2, middle_y - height / 2
            box = (left, top, left + width, top + height)
            inside = left >= bounds[0] and top >= bounds[1]
            if inside and box[2] <= bounds[2] and box[3] <= bounds[3]:
                end = _nearest(box, label.at)
                far = math.dist(end, label.at) > _LEADER
                yield distance, Placed(label, box, end if far else None)


def _covers(box: Box, points: np.ndarray) -> bool:
    """Return whether a name would cover a point."""
    x, y = points[:, 0], points[:, 1]
    inside = (x > box[0] - _CLEAR) & (x < box[2] + _CLEAR)
    return bool(np.any(inside & (y > box[1] - _CLEAR) & (y < box[3] + _CLEAR)))


def _crossed(placed: Placed, points: np.ndarray) -> int:
    """Return how many points the line to a name would cross, its own left out."""
    line = np.array(_along(placed), dtype=float).reshape(-1, 2)
    if not len(line):
        return 0
    apart = np.hypot(*(points[:, None, :] - line[None, :, :]).transpose(2, 0, 1)).min(axis=1)
    own = np.hypot(*(points - np.array(placed.label.at)).T) < _CLEAR
    return int(np.count_nonzero((apart < _CLEAR) & ~own))


def _along(placed: Placed, step: float = 4.0) -> list[Point]:
    """Return points along the line to a name."""
    if placed.leader is None:
        return []
    (x0, y0), (x1, y1) = placed.label.at, placed.leader
    count = max(2, int(math.dist((x0, y0), (x1, y1)) / step))
    return [(x0 + (x1 - x0) * i / count, y0 + (y1 - y0) * i / count) for i in range(count + 1)]


def _touches(box: Box, line: Sequence[Point]) -> bool:
    return any(overlap(box, (x, y, x, y), 2.0) for x, y in line)


def _clashes(new: Placed, earlier: Sequence[Placed]) -> bool:
    line = _along(new)
    return any(
        overlap(new.box, other.box, _GAP)
        or _touches(other.box, line)
        or _touches(new.box, _along(other))
        for other in earlier
    )


def place(
    labels: Sequence[Label], points: Sequence[Point], bounds: Box, at_most: int
) -> list[Placed]:
    """Return the first names that find room, each where it covers no point, nearest first."""
    marks = np.array(points, dtype=float).reshape(-1, 2)
    found: list[Placed] = []
    for label in labels:
        if len(found) == at_most:
            break
        best: tuple[float, Placed] | None = None
        for distance, candidate in _candidates(label, bounds):
            cost = _FAR * distance
            if cost >= (best[0] if best else _LIMIT) or _covers(candidate.box, marks):
                continue
            cost += _CROSSING * _crossed(candidate, marks)
            if cost < (best[0] if best else _LIMIT) and not _clashes(candidate, found):
                best = cost, candidate
        if best is not None:
            found.append(best[1])
    return found

"""Where the texts of a figure stand, by an estimate of their widths on the generous side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from xml.etree.ElementTree import Element

from scripts.figures.drawing import WIDTH, text_width

CIRCLE = "{http://www.w3.org/2000/svg}circle"
PATH = "{http://www.w3.org/2000/svg}path"
TEXT = "{http://www.w3.org/2000/svg}text"
#: A point of a path, which is written as `M20 160L460 160`.
_POINT = re.compile(r"[ML](-?[\d.]+)[ ,](-?[\d.]+)")
Box = tuple[float, float, float, float]


def box(element: Element) -> Box:
    """Return left, top, right and bottom of a text."""
    size, x, y = (float(element.get(key, "0")) for key in ("font-size", "x", "y"))
    width = text_width(element.text or "", size)
    before = {"start": 0.0, "middle": width / 2, "end": width}
    left = x - before[element.get("text-anchor", "start")]
    return left, y - 0.75 * size, left + width, y + 0.2 * size


def _wider(element: Element) -> float:
    """Return by how much more a text takes in fonts of wide figures and signs, such as DejaVu's."""
    text, size = element.text or "", float(element.get("font-size", "0"))
    return size * (0.06 * sum(map(str.isdigit, text)) + 0.26 * text.count("−"))


def outside(root: Element) -> list[str]:
    """Return the texts that leave the figure, in a wide font as well."""
    bottom_edge = float(root.get("viewBox", "").split()[3])
    found = []
    for element in root.iter(TEXT):
        left, top, right, bottom = box(element)
        more = {"start": 0.0, "middle": 0.5, "end": 1.0}[element.get("text-anchor", "start")]
        left -= more * _wider(element)
        right += (1 - more) * _wider(element)
        if left < 0 or top < 0 or right > WIDTH or bottom > bottom_edge:
            found.append(element.text or "")
    return found


def overlaps(root: Element) -> list[tuple[str, str]]:
    """Return the pairs of texts of which one covers a part of the other."""
    boxes = [(element.text or "", box(element)) for element in root.iter(TEXT)]
    return [
        (one, other)
        for (one, a), (other, b) in combinations(boxes, 2)
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]


def crossed(root: Element) -> list[str]:
    """Return the texts through which a level line runs, which reads as a minus or a deletion."""
    levels = [*_level_lines(root)]
    found = []
    for element in root.iter(TEXT):
        left, top, right, bottom = box(element)
        size = bottom - top
        if any(
            top + 0.15 * size < y < bottom - 0.3 * size and start < right + 2 and end > left - 2
            for start, end, y in levels
        ):
            found.append(element.text or "")
    return found


def _level_lines(root: Element) -> Iterator[tuple[float, float, float]]:
    """Give the level lines of a figure: where they begin and end, and how high they are."""
    for path in root.iter(PATH):
        if path.get("fill") == "none":
            points = [tuple(map(float, pair)) for pair in _POINT.findall(path.get("d", ""))]
            for (x1, y1), (x2, y2) in pairwise(points):
                if abs(y1 - y2) < 1:
                    yield min(x1, x2), max(x1, x2), (y1 + y2) / 2

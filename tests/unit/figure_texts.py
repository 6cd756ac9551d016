"""Where the texts of a figure stand, by an estimate of their widths on the generous side."""

from __future__ import annotations

from itertools import combinations
from xml.etree.ElementTree import Element

from scripts.figures.drawing import WIDTH, text_width

CIRCLE = "{http://www.w3.org/2000/svg}circle"
TEXT = "{http://www.w3.org/2000/svg}text"
Box = tuple[float, float, float, float]


def box(element: Element) -> Box:
    """Return left, top, right and bottom of a text."""
    size, x, y = (float(element.get(key, "0")) for key in ("font-size", "x", "y"))
    width = text_width(element.text or "", size)
    before = {"start": 0.0, "middle": width / 2, "end": width}
    left = x - before[element.get("text-anchor", "start")]
    return left, y - 0.75 * size, left + width, y + 0.2 * size


def outside(root: Element) -> list[str]:
    """Return the texts that leave the figure."""
    bottom_edge = float(root.get("viewBox", "").split()[3])
    found = []
    for element in root.iter(TEXT):
        left, top, right, bottom = box(element)
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

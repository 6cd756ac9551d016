"""A tall figure in pieces that stand side by side, so that its letters stay legible on a slide.

The figures of the handbook are columns for phones. They hold no transformations and no curves:
their paths have straight lines alone, whose points are known as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise

from lxml.html import HtmlElement
from lxml.html.builder import E

_POINT = re.compile(r"[ML](-?[\d.]+)[ ,](-?[\d.]+)")
_SHOWN = frozenset({"text", "rect", "circle", "path"})
#: What a letter has above and below its line, in parts of its size.
_ASCENT, _DESCENT = 0.8, 0.25
#: How far from an even share a cut may be, in parts of it.
_SLACK = 0.35
#: So many upright lines that a cut goes through are the rules of a chart, whose head comes again.
_RULES = 3
#: A rectangle at least so high is a frame around others.
_FRAME = 200


@dataclass(frozen=True)
class _Part:
    """An element of a figure and where it begins and ends, in units of the figure."""

    element: HtmlElement
    top: float
    bottom: float

    @property
    def is_rule(self) -> bool:
        """Whether it is one upright line."""
        points = _POINT.findall(self.element.get("d") or "")
        return len(points) == 2 and points[0][0] == points[1][0] and self.bottom > self.top

    @property
    def is_title(self) -> bool:
        """Whether it is the title of a panel, which are set in bold."""
        return bool(self.element.tag == "text" and self.element.get("font-weight") == "700")

    def is_upright_at(self, y: float) -> bool:
        """Return whether a cut at `y` goes through it as through a post, and leaves it legible."""
        if self.element.tag == "rect":
            return self.bottom - self.top >= _FRAME
        points = [(float(x), float(at)) for x, at in _POINT.findall(self.element.get("d") or "")]
        return bool(self.element.tag == "path") and all(
            a[0] == b[0] for a, b in pairwise(points) if min(a[1], b[1]) < y < max(a[1], b[1])
        )

    def crosses(self, y: float) -> bool:
        """Return whether a cut at `y` goes through it."""
        return self.top < y < self.bottom


def height(svg: HtmlElement) -> float:
    """Return the height of a figure in its own units."""
    return _box(svg)[3]


def cut(svg: HtmlElement, tallest: float) -> list[HtmlElement]:
    """Return a figure in as few pieces as can be, each about as high as `tallest` at most.

    A cut goes through upright lines at most, and through as few as can be; a figure which has no
    place for one stays whole. Of a chart with upright rules each piece has the head, which names
    what the rules stand for.
    """
    whole = height(svg)
    if whole <= tallest:
        return [svg]
    parts = list(_parts(svg))
    count = -int(-whole // tallest)
    share = whole / count
    found = [_best(parts, share * at, share * _SLACK) for at in range(1, count)]
    inner = [y for y in found if y is not None]
    if len(inner) < len(found):
        return [svg]
    return [_piece(svg, top, bottom) for top, bottom in pairwise([0.0, *inner, whole])]


def _box(svg: HtmlElement) -> list[float]:
    return [float(side) for side in str(svg.get("viewbox") or svg.get("viewBox")).split()]


def _parts(svg: HtmlElement) -> Iterator[_Part]:
    for element in svg.iter():
        if element.tag in _SHOWN:
            yield _Part(element, *_extent(element))


def _extent(element: HtmlElement) -> tuple[float, float]:
    def number(name: str) -> float:
        return float(element.get(name) or 0)

    if element.tag == "text":
        size = number("font-size")
        return number("y") - _ASCENT * size, number("y") + _DESCENT * size
    if element.tag == "rect":
        return number("y"), number("y") + number("height")
    if element.tag == "circle":
        return number("cy") - number("r"), number("cy") + number("r")
    heights = [float(y) for _, y in _POINT.findall(element.get("d") or "")]
    return min(heights, default=0.0), max(heights, default=0.0)


def _best(parts: list[_Part], wanted: float, slack: float) -> float | None:
    """Return the place of the best cut near `wanted`, None where each goes through too much.

    Best is one through nothing: above the title of a panel, else in the middle of the widest gap;
    if there is none, the nearest one through the fewest lines.
    """

    def rank(y: float) -> tuple[int, bool, float, float]:
        crossed = len(_crossed(parts, y))
        above = max((part.bottom for part in parts if part.bottom <= y), default=0.0)
        below = min((part.top for part in parts if part.top >= y), default=y)
        opens = any(part.is_title for part in parts if part.top == below)
        gap = 0.0 if crossed else min(y - above, below - y)
        return crossed, not opens, -gap, abs(y - wanted)

    places = range(int(wanted - slack), int(wanted + slack) + 1)
    best = min(map(float, places), key=rank)
    return best if all(part.is_upright_at(best) for part in _crossed(parts, best)) else None


def _crossed(parts: list[_Part], y: float) -> list[_Part]:
    return [part for part in parts if part.crosses(y)]


def _piece(svg: HtmlElement, top: float, bottom: float) -> HtmlElement:
    """Return what a figure shows between two heights, below the head of its chart if it has one."""
    piece = deepcopy(svg)
    parts = list(_parts(piece))
    rules = [part for part in _crossed(parts, top) if part.is_rule]
    head = min((part.top for part in rules), default=0.0) if len(rules) >= _RULES else 0.0
    body = E.g()
    for part in parts:
        element = part.element
        if part.bottom <= head:
            continue
        if part.bottom <= top or part.top >= bottom:
            element.drop_tree()
            continue
        if head and part.is_rule:
            x = _POINT.findall(element.get("d"))[0][0]
            element.set("d", f"M{x} {max(part.top, top):g}L{x} {min(part.bottom, bottom):g}")
        if head:
            body.append(element)
    if head:
        body.set("transform", f"translate(0 {head - top:g})")
        piece.append(body)
    left, _, width, _ = _box(svg)
    shown = (0.0, head + bottom - top) if head else (top, bottom - top)
    piece.attrib.pop("viewBox", None)
    piece.set("viewbox", f"{left:g} {shown[0]:g} {width:g} {shown[1]:g}")
    return piece

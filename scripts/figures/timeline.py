"""Figure of the families over time, from the data."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from scripts.figures.axes import Axes
from scripts.figures.drawing import (
    GRID,
    MUTED,
    PAPER,
    WIDTH,
    Drawing,
    colour,
    text_width,
)
from scripts.figures.scatter import year
from scripts.handbook import Handbook
from scripts.schema import Family, Release

WORDS = {
    "zh": {
        "title": "模型家族时间线",
        "desc": (
            "{} 个家族、{} 次发布，从 {} 年到 {} 年。每个家族一栏，按首次发布的日期从上到下排列；"
            "实心圆表示公开了权重，空心圆表示未公开。"
        ),
        "open": "公开权重",
        "closed": "未公开权重",
    },
    "en": {
        "title": "Timeline of the model families",
        "desc": (
            "{} families and {} releases, from {} to {}. Each family has a row, ordered from top "
            "to bottom by its first release; a filled circle marks published weights, a hollow one "
            "weights that were not published."
        ),
        "open": "weights published",
        "closed": "not published",
    },
}

LANE, HEADER, LEFT = 21.0, 25.0, 20.0
TOP = 74.0


@dataclass(frozen=True)
class Place:
    """A release in the lanes of its family: where its dot is, and on which side its name."""

    release: Release
    x: float
    lane: int
    on_left: bool


def _extent(place: Place) -> tuple[float, float]:
    width = text_width(place.release.name) + 12
    low, high = (place.x - width, place.x + 6) if place.on_left else (place.x - 6, place.x + width)
    return low, high


def _lanes(axes: Axes, releases: Sequence[Release]) -> list[Place]:
    """Put each release in the first lane where its dot and name overlap no other."""
    taken: list[list[Place]] = []
    for release in sorted(releases, key=lambda one: (one.date, one.id)):
        x = axes.x(year(release.date))
        on_left = x + text_width(release.name) + 12 > WIDTH - 4
        lane = 0
        while lane < len(taken) and _overlaps(taken[lane], Place(release, x, lane, on_left)):
            lane += 1
        if lane == len(taken):
            taken.append([])
        taken[lane].append(Place(release, x, lane, on_left))
    return [place for places in taken for place in places]


def _overlaps(places: Sequence[Place], new: Place) -> bool:
    low, high = _extent(new)
    return any(start < high + 6 and low < end + 6 for start, end in map(_extent, places))


def _height(places: Sequence[Place]) -> float:
    return HEADER + LANE * (1 + max(place.lane for place in places)) + 7


def _family(drawing: Drawing, y: float, name: str, places: Sequence[Place]) -> None:
    """Draw a family, its name on top, from y downwards."""
    drawing.line([(LEFT - 12, y), (WIDTH - 8, y)], stroke=GRID, width=1)
    drawing.text(LEFT - 12, y + 18, name, bold=True)
    for place in places:
        row = y + HEADER + LANE * (place.lane + 0.5)
        is_open = place.release.weights == "open"
        drawing.circle(place.x, row, 5, fill=colour("1") if is_open else PAPER, stroke=colour("1"))
        if place.on_left:
            drawing.text(place.x - 10, row + 5, place.release.name, anchor="end")
        else:
            drawing.text(place.x + 10, row + 5, place.release.name)


def _key(drawing: Drawing, words: dict[str, str]) -> None:
    x = LEFT - 6
    for name, fill in (("open", colour("1")), ("closed", PAPER)):
        drawing.circle(x, 20, 5, fill=fill, stroke=colour("1"))
        drawing.text(x + 12, 25, words[name])
        x += 40 + text_width(words[name])


def family_timeline(handbook: Handbook, lang: str) -> str:
    """Return every release of the data on a time axis, a row for each family."""
    families = sorted(handbook.families.values(), key=_first)
    dates = [release.date for family in families for release in family.releases]
    first, last = min(dates).year, max(dates).year + 1
    words = WORDS[lang]
    description = words["desc"].format(len(families), len(dates), first, max(dates).year)
    drawing = Drawing("family-timeline", lang, words["title"], description, 0)
    axes = Axes(drawing, LEFT, TOP, WIDTH - 2 * LEFT, 0, (first, last), (0, 1))
    laid = [(family, _lanes(axes, family.releases)) for family in families]
    drawing.height = TOP + sum(_height(places) for _, places in laid) + 6
    _key(drawing, words)
    for mark in range(first, last + 1):
        x = axes.x(mark)
        drawing.line([(x, TOP - 8), (x, drawing.height - 6)], stroke=GRID, width=1)
        drawing.text(x, TOP - 15, str(mark), anchor="middle", fill=MUTED)
    y = TOP
    for family, places in laid:
        _family(drawing, y, family.name[lang], places)
        y += _height(places)
    return drawing.svg()


def _first(family: Family) -> tuple[datetime.date, str]:
    return min(release.date for release in family.releases), family.id

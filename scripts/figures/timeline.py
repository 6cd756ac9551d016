"""Figure of the families over time, from the data."""

from __future__ import annotations

import datetime

from scripts.data.handbook import Handbook
from scripts.data.models import Family
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

WORDS = {
    "zh": {
        "title": "模型家族时间线",
        "desc": (
            "{} 个家族、{} 次发布，从 {} 年到 {} 年。每个家族一行，最近一次发布越新，排得越靠上；"
            "实心圆表示公开了权重，空心圆表示未公开。"
            "其中 {} 次发布只知道权重仓库创建之日，位置只是近似。"
        ),
        "open": "公开权重",
        "closed": "未公开权重",
    },
    "en": {
        "title": "Timeline of the model families",
        "desc": (
            "{} families and {} releases, from {} to {}. Each family has a row, the one with the "
            "newest release at the top; a filled circle marks published weights, a hollow one "
            "weights that were not published. Of {} releases only the day is known on which the "
            "repository was created; they stand approximately."
        ),
        "open": "weights published",
        "closed": "not published",
    },
}

ROW, RADIUS = 19.0, 4.5
LEFT, RIGHT, TOP = 8.0, 14.0, 74.0
#: Between the names of the families and the axis.
GAP = 18.0


def _key(drawing: Drawing, words: dict[str, str]) -> None:
    x = LEFT + RADIUS
    for name, fill in (("open", colour("1")), ("closed", PAPER)):
        drawing.circle(x, 20, RADIUS, fill=fill, stroke=colour("1"))
        drawing.text(x + 12, 25, words[name])
        x += 40 + text_width(words[name])


def _years(axes: Axes, first: int, last: int) -> None:
    """Draw a line for each year, with its number in the middle of the year."""
    bottom = axes.top + axes.height
    for mark in range(first, last + 1):
        line = [(axes.x(mark), axes.top - 8), (axes.x(mark), bottom)]
        axes.drawing.line(line, stroke=GRID, width=1)
    # Where the numbers would touch each other, every second year has one, the last among them.
    step = 1 if text_width("2020 ") <= axes.x(first + 1) - axes.x(first) else 2
    for mark in range(last - 1, first - 1, -step):
        place = axes.x(mark + 0.5)
        axes.drawing.text(place, axes.top - 15, str(mark), anchor="middle", fill=MUTED)


def _family(axes: Axes, y: float, family: Family, lang: str) -> None:
    """Draw a family's name and a dot for each of its releases."""
    drawing = axes.drawing
    drawing.line([(LEFT, y + ROW / 2), (WIDTH - RIGHT, y + ROW / 2)], stroke=GRID, width=1)
    drawing.text(LEFT, y + 5, family.name[lang])
    for release in sorted(family.releases, key=lambda one: (one.date, one.id)):
        is_open = release.weights == "open"
        # Dots that overlap are told apart by the paper around them.
        fill, stroke = (colour("1"), PAPER) if is_open else (PAPER, colour("1"))
        drawing.circle(axes.x(year(release.date)), y, RADIUS, fill=fill, stroke=stroke)


def family_timeline(handbook: Handbook, lang: str) -> str:
    """Return every release of the data on a time axis, a row for each family."""
    families = sorted(handbook.families.values(), key=_newest, reverse=True)
    releases = [release for family in families for release in family.releases]
    dates = [release.date for release in releases]
    unsure = sum(release.date_of == "repository" for release in releases)
    first, last = min(dates).year, max(dates).year + 1
    words = WORDS[lang]
    counts = len(families), len(dates), first, max(dates).year, unsure
    description = words["desc"].format(*counts)
    height = TOP + ROW * len(families)
    drawing = Drawing("family-timeline", lang, words["title"], description, height + 4)
    left = LEFT + max(text_width(family.name[lang]) for family in families) + GAP
    axes = Axes(drawing, left, TOP, WIDTH - RIGHT - left, height - TOP, (first, last), (0, 1))
    _key(drawing, words)
    _years(axes, first, last)
    for at, family in enumerate(families):
        _family(axes, TOP + ROW * (at + 0.5), family, lang)
    return drawing.svg()


def _newest(family: Family) -> tuple[datetime.date, str]:
    return max(release.date for release in family.releases), family.id


FIGURES_OF_DATA = {
    "family-timeline": family_timeline,
}

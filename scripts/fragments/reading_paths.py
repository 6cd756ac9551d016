"""Ways through the questions: an order for each kind of reader, and what needs what, drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scripts.base.templating import render
from scripts.content.pages import Page, reading_order
from scripts.data.handbook import Handbook
from scripts.figures.drawing import text_width

#: The drawing, in its own units: where titles begin, how wide they may be, how large they are.
LEFT, WIDTH, SIZE, LINE = 118.0, 480.0, 16.0, 21.0


@dataclass(frozen=True)
class Node:
    """A question in the drawing; `y` is the middle of its lines, `place` its number from 1."""

    title: str
    url: str
    level: str
    lines: tuple[str, ...]
    y: float
    place: int


@dataclass(frozen=True)
class Arc:
    """From a question to one that needs it, as the path of a curve at the left of both."""

    path: str
    before: int
    after: int


def _wrapped(title: str, width: float) -> tuple[str, ...]:
    """Return the title in lines: English at blanks, Chinese after any character."""
    pieces = title.split(" ") if title.isascii() or " " in title else list(title)
    joint = " " if " " in title else ""
    lines = [pieces[0]]
    for piece in pieces[1:]:
        longer = lines[-1] + joint + piece
        if text_width(longer, SIZE) <= width:
            lines[-1] = longer
        else:
            lines.append(piece)
    return tuple(lines)


def _nodes(pages: Iterable[Page]) -> list[Node]:
    nodes, top = [], 6.0
    for place, page in enumerate(pages, 1):
        lines = _wrapped(page.title, WIDTH - LEFT - 4)
        height = LINE * len(lines)
        level = page.meta.level or "basic"
        nodes.append(Node(page.title, page.url, level, lines, top + height / 2, place))
        top += height + 7
    return nodes


def _arcs(pages: list[Page], nodes: list[Node]) -> list[Arc]:
    by_id = {page.meta.id: node for page, node in zip(pages, nodes, strict=True)}
    arcs = []
    for page, node in zip(pages, nodes, strict=True):
        for id_ in page.meta.requires:
            before = by_id[id_]
            reach = min(LEFT - 20, 18 + abs(node.y - before.y) / 8)
            x = LEFT - 12
            curve = f"{x - reach:g} {before.y:g} {x - reach:g} {node.y:g} {x:g} {node.y:g}"
            arcs.append(Arc(f"M{x:g} {before.y:g}C{curve}", before.place, node.place))
    return arcs


def render_all(handbook: Handbook, pages: Iterable[Page], lang: str) -> dict[str, str]:
    """Return the paths and the drawing as HTML in the language."""
    ordered = reading_order(handbook, pages)
    by_id = {page.meta.id: page for page in ordered}
    paths = [
        (path, [by_id[id_] for id_ in path.questions if id_ in by_id]) for path in handbook.paths
    ]
    nodes = _nodes(ordered)
    height = nodes[-1].y + 24 if nodes else 0
    return {
        "paths": render("paths", lang, paths=paths),
        "paths-graph": render(
            "paths-graph", lang, nodes=nodes, arcs=_arcs(ordered, nodes), height=height,
            left=LEFT, width=WIDTH, size=SIZE, line=LINE,
        ),
    }  # fmt: skip

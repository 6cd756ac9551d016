"""Tables fitted to the page: measured, shrunk, turned, or split; never cut.

A table first tries the text's width in falling sizes, then a page turned to landscape, and at
last falls into groups of columns that repeat the first one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from lxml.html import HtmlElement

from scripts.publication.citations import is_list, urls
from scripts.publication.fonts import Measure, figure_font
from scripts.publication.paper import Paper, Room
from scripts.publication.typst_text import string


class _Try(NamedTuple):
    """A way to set a table: text size in points, and how many lines a row may take.

    `brief` is the width in em up to which what is short in a column stays on one line.
    """

    room: Room
    size: float
    lines: float
    brief: float


_TRIES = (
    _Try("text", 9.0, 2.2, 4.0),
    _Try("text", 8.5, 2.2, 4.0),
    _Try("wide", 9.0, 2.6, 4.0),
    _Try("wide", 8.5, 3.2, 4.0),
    _Try("wide", 8.0, 3.2, 4.0),
    _Try("wide", 7.5, 3.2, 4.0),
    _Try("wide", 7.5, 2.0, 2.0),
    _Try("turned", 8.5, 3.2, 4.0),
    _Try("turned", 8.0, 3.2, 4.0),
    _Try("turned", 7.5, 3.2, 3.0),
    _Try("turned", 7.0, 4.5, 2.0),
)
_DENSE_TRIES = (
    _Try("text", 8.0, 2.2, 4.0),
    _Try("wide", 8.0, 2.6, 4.0),
    *_TRIES[5:],
)
#: What a cell takes beside its text, in em: the template's 1.1, and room for uneven spacing.
_PADDING = 1.4
#: The names in the first column stay on one line up to this width in em.
_NAMES = 9.0
#: A table of so few lines of text stays on one page.
_SHORT = 24
#: A table of so few columns is read down, not across, and may well go on overleaf.
_NARROW = 2
_BOLD_FACTOR = 1.08
_HAN = "\u3000-\u303f\u3400-\u9fff\uff00-\uffef"
_BREAK = re.compile(rf"(?<=[{_HAN}])|(?=[{_HAN}])|(?<=[-/–—])(?!\d)|\s+")
#: Where these follow each other a line must not break, so they count as one word.
_CLOSING = "，。、；：！？）」』》”’%"
_NOTE = "¹"
_QUANTITY = re.compile(r"[+\-−±~≈]?[\d.,]+ \S{1,6}")


@dataclass(frozen=True)
class Cell:
    """A cell at its place."""

    row: int
    column: int
    rows: int
    columns: int
    text: str
    align: str
    heading: bool
    element: HtmlElement = field(compare=False, repr=False)


@dataclass(frozen=True)
class Table:
    """A table as cells; `head_rows` of them repeat on every page.

    A `dense` one has many short rows that a reader goes through one by one: it is set smaller and
    closer, and stays on one page.
    """

    width: int
    head_rows: int
    cells: tuple[Cell, ...]
    dense: bool = False


@dataclass(frozen=True)
class Fit:
    """How a table goes on the page: text size in points, widths of columns in em or None."""

    room: Room
    size: float
    widths: tuple[float, ...] | None

    @property
    def turned(self) -> bool:
        """Whether the table needs a turned page."""
        return self.room == "turned"


#: Returns the Typst markup of a cell's content.
Render = Callable[[HtmlElement], str]


def read(table: HtmlElement) -> Table:
    """Return the cells of an HTML table."""
    rows = table.xpath("./thead/tr|./tbody/tr|./tr|./tfoot/tr")
    taken: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    for number, row in enumerate(rows):
        for element in row.xpath("./td|./th"):
            cell = _cell(element, number, taken)
            taken |= {
                (number + down, cell.column + right)
                for down in range(cell.rows)
                for right in range(cell.columns)
            }
            cells.append(cell)
    width = max((cell.column + cell.columns for cell in cells), default=0)
    dense = "card-table" in (table.get("class") or "").split()
    return Table(width, len(table.xpath("./thead/tr")), tuple(cells), dense)


def _cell(element: HtmlElement, row: int, taken: set[tuple[int, int]]) -> Cell:
    column = 0
    while (row, column) in taken:
        column += 1
    return Cell(
        row=row,
        column=column,
        rows=int(element.get("rowspan") or 1),
        columns=int(element.get("colspan") or 1),
        text=_text(element),
        align=_alignment(element),
        heading=element.tag == "th",
        element=element,
    )


def _text(element: HtmlElement) -> str:
    """Return a cell's text as it will be set: of a formula the signs, of a note the mark."""
    hidden = "ancestor::annotation or ancestor::sup[contains(@id,'fnref')]"
    if is_list(element):
        return f"[{', '.join(['100'] * len(set(urls(element))))}]"
    text = " ".join("".join(map(str, element.xpath(f".//text()[not({hidden})]"))).split())
    return text + _NOTE * len(element.xpath(".//sup[contains(@id,'fnref')]"))


def _alignment(element: HtmlElement) -> str:
    style = re.search(r"text-align:\s*(left|right|center)", element.get("style") or "")
    if style:
        return style[1]
    classes = (element.get("class") or "").split()
    return (
        "right" if {"number", "numeric", "num"} & set(classes) else element.get("align") or "left"
    )


def natural_widths(table: Table, measure: Measure) -> list[float]:
    """Return for each column the width in em of its longest cell on one line."""
    return _widths(table, lambda text: measure.width(text))


def minimal_widths(
    table: Table, measure: Measure, brief: float = 0.0, names: float = _NAMES
) -> list[float]:
    """Return for each column the least width in em in which no word is cut.

    Up to `names` em in the first column, and up to `brief` em in the others, count as one word.
    """

    def least(text: str) -> float:
        return max(min(brief, measure.width(text)), *map(measure.width, words(text)), 0.0)

    found = _widths(table, least)
    name = min(names, natural_widths(table, measure)[0])
    return [max(name, found[0]), *found[1:]]


def words(text: str) -> list[str]:
    """Return the pieces of `text` between which a line may break; an amount is one piece."""
    if _QUANTITY.fullmatch(text):
        return [text]
    pieces: list[str] = []
    for piece in filter(None, _BREAK.split(text)):
        if pieces and piece[0] in _CLOSING:
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def _widths(table: Table, width: Callable[[str], float]) -> list[float]:
    found = [0.0] * table.width
    for cell in table.cells:
        if cell.columns == 1:
            bold = _BOLD_FACTOR if cell.heading or cell.row < table.head_rows else 1.0
            found[cell.column] = max(found[cell.column], bold * width(cell.text))
    return found


def fit(table: Table, measure: Measure, paper: Paper) -> Fit | None:
    """Return how the whole table fits a page, None when it must be split."""
    natural = natural_widths(table, measure)
    for room, size, lines, brief in _DENSE_TRIES if table.dense else _TRIES:
        minimal = minimal_widths(table, measure, brief)
        width = paper.widths[room] / size - _PADDING * table.width
        if sum(minimal) <= width and sum(natural) <= width * lines:
            return Fit(room, size, _columns(natural, minimal, width))
    return None


def _columns(
    natural: Sequence[float], minimal: Sequence[float], room: float
) -> tuple[float, ...] | None:
    """Share out the room, None when every cell fits on one line.

    A column gets the root of what it would like, but no more than that and no less than its
    longest word: so a column of prose folds before a column of numbers does.
    """
    if sum(natural) <= room:
        return None

    def share(factor: float) -> list[float]:
        return [max(m, min(n, factor * n**0.5)) for n, m in zip(natural, minimal, strict=True)]

    low, high = 0.0, max(natural) ** 0.5
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(share(middle)) < room else (low, middle)
    return tuple(width + _PADDING for width in share(low))


def split(table: Table, measure: Measure, paper: Paper) -> list[Table]:
    """Return the table in groups of columns that each fit a page, the first column in all.

    A cell that spans columns of two groups is shown in both.
    """
    groups: list[list[int]] = [[]]
    for column in range(1, table.width):
        longer = [*groups[-1], column]
        if groups[-1] and fit(columns_of(table, longer), measure, paper) is None:
            groups.append([column])
        else:
            groups[-1] = longer
    even = evenly(range(1, table.width), len(groups))
    if all(fit(columns_of(table, group), measure, paper) for group in even):
        groups = even
    return [columns_of(table, group) for group in groups]


def evenly(columns: Sequence[int], count: int) -> list[list[int]]:
    """Return the columns in `count` groups of about the same number."""
    ends = [round(len(columns) * at / count) for at in range(count + 1)]
    return [list(columns[start:end]) for start, end in pairwise(ends)]


def columns_of(table: Table, columns: Sequence[int]) -> Table:
    """Return the first column of a table and some others."""
    kept = [0, *columns]
    cells: list[Cell] = []
    for cell in table.cells:
        inside = [at for at, c in enumerate(kept) if cell.column <= c < cell.column + cell.columns]
        if inside:
            cells.append(replace(cell, column=inside[0], columns=len(inside)))
    return Table(len(kept), table.head_rows, tuple(cells), table.dense)


def count_lines(table: Table, fitted: Fit) -> int:
    """Return about how many lines of text the table is high."""
    found: dict[int, int] = {}
    for cell in table.cells:
        lines = 1
        if fitted.widths is not None:
            room = sum(fitted.widths[cell.column : cell.column + cell.columns]) - _PADDING
            lines = math.ceil(figure_font().width(cell.text) / max(room, 1.0))
        found[cell.row] = max(found.get(cell.row, 1), lines)
    return sum(found.values())


def typst(
    table: Table, fitted: Fit, paper: Paper, render: Render, places: Sequence[str] = ()
) -> str:
    """Return the call of the template's table; `places` are labels set above it."""
    head = [cell for cell in table.cells if cell.row < table.head_rows]
    body = [cell for cell in table.cells if cell.row >= table.head_rows]
    most = paper.n_dense_lines if table.dense and table.width > _NARROW else _SHORT
    whole = count_lines(table, fitted) <= most
    lines = [
        f"columns: {_columns_call(table, fitted)}, size: {fitted.size:g}pt",
        f"page: {string(fitted.room)}, whole: {'true' if whole else 'false'}",
        f"dense: {'true' if table.dense else 'false'}",
        f"places: ({''.join(f'{string(place)}, ' for place in places)})",
        f"head-rows: {table.head_rows}, head: ({_listed(head, render)})",
        *(_listed(row, render).rstrip(",") for row in _rows(body)),
    ]
    return "#book.grid(" + ",\n  ".join(lines) + ")"


def _columns_call(table: Table, fitted: Fit) -> str:
    if fitted.widths is None:
        return str(table.width)
    return "(" + ", ".join(f"{width:.2f}fr" for width in fitted.widths) + ",)"


def _rows(cells: Sequence[Cell]) -> Iterator[list[Cell]]:
    for number in sorted({cell.row for cell in cells}):
        yield [cell for cell in cells if cell.row == number]


def _listed(cells: Sequence[Cell], render: Render) -> str:
    return "".join(f"{_cell_call(cell, render(cell.element))}, " for cell in cells).strip()


def _cell_call(cell: Cell, body: str) -> str:
    options = [f"align: {cell.align}"] if cell.align != "left" else []
    options += [f"colspan: {cell.columns}"] if cell.columns > 1 else []
    options += [f"rowspan: {cell.rows}"] if cell.rows > 1 else []
    options += ["fill: book.tint"] if cell.heading and cell.columns > 1 else []
    if _QUANTITY.fullmatch(cell.text):
        body = f"#box[{body}]"
    if cell.heading and body:
        body = f"#strong[{body}]"
    return f"table.cell({', '.join(options)})[{body}]" if options else f"[{body}]"


def fitted(table: Table, measure: Measure, paper: Paper) -> list[tuple[Table, Fit]]:
    """Return the table as parts that each fit a page: as a rule one, itself."""
    whole = fit(table, measure, paper)
    if whole is not None:
        return [(table, whole)]
    smallest = Fit("turned", _TRIES[-1].size, None)
    parts = [(part, fit(part, measure, paper) or smallest) for part in split(table, measure, paper)]
    size = min(found.size for _, found in parts)
    return [(part, replace(found, size=size)) for part, found in parts]

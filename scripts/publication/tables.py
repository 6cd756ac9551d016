"""Tables fitted to the page: measured, shrunk, turned, or split; never cut.

A table first tries the text's width in falling sizes, then a page turned to landscape, and at
last falls into groups of columns that repeat the first one.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from itertools import groupby, pairwise
from typing import NamedTuple

from lxml.html import HtmlElement

from scripts.publication.cell_text import Extent, extent, is_quantity, line_count
from scripts.publication.citations import is_list, urls
from scripts.publication.fonts import Measure, figure_font
from scripts.publication.names import names
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
#: On a slide no text is smaller, and rows are as high as they must be: the table goes on overleaf.
ON_SLIDES = (_Try("text", 9.0, math.inf, 4.0), _Try("text", 9.0, math.inf, 2.0))
#: What a cell takes beside its text, in em: the template's insets, and room for uneven spacing.
_INSETS = 1.1
_PADDING = 1.4
#: The names in the first column stay on one line up to this width in em.
_NAMES = 9.0
#: The height of a line and the space to the next one, and what a cell has above and below, in em:
#: as in the template.
_CAPITALS, _LEADING = 0.733, 0.5
_INSET, _DENSE_INSET = 0.5, 0.34
#: A table of so few lines of text stays on one page.
_SHORT = 24
#: A table of so few columns is read down, not across, and may well go on overleaf.
_NARROW = 2
_NOTE = "[¹²]"
#: Markup that takes no more room than its text.
_MEASURED = frozenset(names("strong text book.anchor book.cited book.inward"))
_STRING = re.compile(r'"(?:\\.|[^"\\])*"')
_CALL = re.compile(r"#([a-z][\w.-]*)")


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

    @cached_property
    def texts(self) -> Mapping[tuple[str, bool], set[int]]:
        """The different texts of cells of one column, bold or not, and their columns."""
        found: dict[tuple[str, bool], set[int]] = defaultdict(set)
        for cell in self.cells:
            if cell.columns == 1:
                found[cell.text, cell.heading].add(cell.column)
        return found


@dataclass(frozen=True)
class Fit:
    """How a table goes on the page: text size in points, widths of columns in em or None.

    A `filling` table takes all of its room, which its columns share in proportion to their widths.
    """

    room: Room
    size: float
    widths: tuple[float, ...] | None
    filling: bool = False

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
    if not len(element):
        return " ".join((element.text or "").split())
    if is_list(element):
        return f"[{', '.join(['100'] * len(set(urls(element))))}]"
    hidden = "ancestor::annotation or ancestor::sup[contains(@id,'fnref')]"
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
    return _widest(table, measure, lambda text: text.line)


def minimal_widths(
    table: Table, measure: Measure, brief: float = 0.0, names: float = _NAMES
) -> list[float]:
    """Return for each column the least width in em in which no word is cut.

    Up to `names` em in the first column, and up to `brief` em in the others, count as one word.
    """
    found = _widest(table, measure, lambda text: max(min(brief, text.line), text.word))
    name = min(names, natural_widths(table, measure)[0])
    return [max(name, found[0]), *found[1:]]


def _widest(table: Table, measure: Measure, width: Callable[[Extent], float]) -> list[float]:
    found = [0.0] * table.width
    for (text, bold), columns in table.texts.items():
        taken = width(extent(text, measure, bold))
        for column in columns:
            found[column] = max(found[column], taken)
    return found


def fit(
    table: Table, measure: Measure, paper: Paper, tries: Sequence[_Try] | None = None
) -> Fit | None:
    """Return how the whole table fits a page, None when it must be split.

    Args:
        tries: the ways to set it, in this order; None for those on paper.
    """
    natural = natural_widths(table, measure)
    for room, size, lines, brief in tries or (_DENSE_TRIES if table.dense else _TRIES):
        minimal = minimal_widths(table, measure, brief)
        width = paper.widths[room] / size - _PADDING * table.width
        if sum(minimal) <= width and sum(natural) <= width * lines:
            if sum(natural) <= width:
                return Fit(room, size, tuple(column + _PADDING for column in natural))
            return Fit(room, size, _columns(natural, minimal, width), filling=True)
    return None


def _columns(natural: Sequence[float], minimal: Sequence[float], room: float) -> tuple[float, ...]:
    """Share out the room where not every cell fits on one line.

    A column gets the root of what it would like, but no more than that and no less than its
    longest word: so a column of prose folds before a column of numbers does.
    """

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


def count_lines(table: Table, fitted: Fit) -> list[int]:
    """Return about how many lines of text each row is high."""
    found: dict[int, int] = {}
    for cell in table.cells:
        lines = 1
        if fitted.widths is not None:
            room = sum(fitted.widths[cell.column : cell.column + cell.columns]) - _PADDING
            lines = math.ceil(figure_font().width(cell.text) / max(room, 1.0))
        found[cell.row] = max(found.get(cell.row, 1), lines)
    return list(found.values())


def height(table: Table, fitted: Fit) -> float:
    """Return about how high the table is, in points: as row-height of the template has it."""
    inset = _DENSE_INSET if table.dense else _INSET
    rows = (_CAPITALS * n + _LEADING * (n - 1) + 2 * inset for n in count_lines(table, fitted))
    return sum(rows) * fitted.size


def stays_whole(table: Table, fitted: Fit, paper: Paper) -> bool:
    """Return whether a table is to stay on one page: it must have room on one."""
    is_short = sum(count_lines(table, fitted)) <= _SHORT
    wanted = is_short or (table.dense and table.width > _NARROW)
    return wanted and height(table, fitted) <= paper.table_heights[fitted.room]


def typst(
    table: Table, fitted: Fit, paper: Paper, render: Render, places: Sequence[str] = ()
) -> str:
    """Return the call of the template's table; `places` are labels set above it."""
    bodies = {cell: render(cell.element) for cell in table.cells}
    head = [cell for cell in table.cells if cell.row < table.head_rows]
    body = [cell for cell in table.cells if cell.row >= table.head_rows]
    whole = stays_whole(table, fitted, paper)
    lines = [
        f"columns: {_columns_call(table, fitted, bodies)}, size: {fitted.size:g}pt",
        f"lines: {_lines_call(table, fitted, bodies)}",
        f"page: {string(fitted.room)}, whole: {'true' if whole else 'false'}",
        f"dense: {'true' if table.dense else 'false'}",
        f"places: ({''.join(f'{string(place)}, ' for place in places)})",
        f"head-rows: {table.head_rows}, head: ({_listed(head, bodies)})",
        *(_listed(row, bodies).rstrip(",") for row in _rows(body)),
    ]
    return "#book.grid(" + ",\n  ".join(lines) + ")"


def _columns_call(table: Table, fitted: Fit, bodies: Mapping[Cell, str]) -> str:
    """Return the widths; Typst finds those of columns that only it can measure."""
    if fitted.widths is None:
        return str(table.width)
    unit = "fr" if fitted.filling else "em"
    shown = [f"{width:.2f}{unit}" for width in fitted.widths]
    if not fitted.filling:
        for cell, body in bodies.items():
            if cell.columns == 1 and not _is_measured(body):
                shown[cell.column] = "auto"
    return "(" + ", ".join(shown) + ",)"


def _lines_call(table: Table, fitted: Fit, bodies: Mapping[Cell, str]) -> str:
    """Return how many lines of text each row is high, 0 where only Typst can tell.

    The height is given wherever it can be: a row that must find it is laid out twice.
    """
    found = [1] * max((cell.row + cell.rows for cell in table.cells), default=0)
    for cell, body in bodies.items():
        lines = _line_count(cell, body, fitted)
        for row in range(cell.row, cell.row + cell.rows):
            found[row] = 0 if 0 in (lines, found[row]) else max(found[row], lines)
    return f"({''.join(f'{lines}, ' for lines in found)})"


def _line_count(cell: Cell, body: str, fitted: Fit) -> int:
    """Return how many lines each row of a cell must have for it, 0 where that is not sure."""
    if fitted.widths is None or not _is_measured(body):
        return 0
    width = sum(fitted.widths[cell.column : cell.column + cell.columns]) - _INSETS
    bold = cell.heading or "#strong[" in body
    lines = line_count(cell.text, round(width, 2), figure_font(), bold) or 0
    if cell.rows == 1:
        return lines
    return 1 if 0 < lines <= cell.rows else 0


@cache
def _is_measured(body: str) -> bool:
    """Return whether the markup of a cell is as wide as the text that it was made from."""
    return set(_CALL.findall(_STRING.sub("", body))) <= _MEASURED


def _rows(cells: Sequence[Cell]) -> Iterator[Iterable[Cell]]:
    return (row for _, row in groupby(cells, key=lambda cell: cell.row))


def _listed(cells: Iterable[Cell], bodies: Mapping[Cell, str]) -> str:
    return "".join(f"{_cell_call(cell, bodies[cell])}, " for cell in cells).strip()


def _cell_call(cell: Cell, body: str) -> str:
    options = [f"align: {cell.align}"] if cell.align != "left" else []
    options += [f"colspan: {cell.columns}"] if cell.columns > 1 else []
    options += [f"rowspan: {cell.rows}"] if cell.rows > 1 else []
    options += ["fill: book.tint"] if cell.heading and cell.columns > 1 else []
    if is_quantity(cell.text):
        body = f"#box[{body}]"
    if cell.heading and body:
        body = f"#text(weight: 700)[{body}]"
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

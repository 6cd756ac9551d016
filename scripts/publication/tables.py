"""Tables fitted to the page: measured, shrunk, turned, or split; never cut.

A table first tries the text's width in falling sizes, then a page turned to landscape, and at
last falls into groups of columns that repeat the first one.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from lxml.html import HtmlElement

from scripts.publication.cell_text import Extent, extent
from scripts.publication.citations import is_list, urls
from scripts.publication.column_alignment import padding
from scripts.publication.fonts import Measure, figure_font
from scripts.publication.paper import Paper, Room


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
#: Rows of a few columns of prose may be high: none of them needs a page of its own.
_FEW_COLUMNS = 5
_PROSE_TRIES = (*_TRIES[:5], _Try("wide", 8.0, 9.0, 4.0), *_TRIES[5:])
_DENSE_TRIES = (
    _Try("text", 8.0, 2.2, 4.0),
    _Try("wide", 8.0, 2.6, 4.0),
    *_TRIES[5:],
)
#: On a slide no text is smaller, and rows are as high as they must be: the table goes on overleaf.
ON_SLIDES = (_Try("text", 9.0, math.inf, 4.0), _Try("text", 9.0, math.inf, 2.0))
#: What a cell takes beside its text, in em: the template's insets, and room for uneven spacing.
PADDING = 1.4
#: The names in the first column stay on one line up to this width in em.
_NAMES = 9.0
#: The height of a line and the space to the next one, and what a cell has above and below, in em:
#: as in the template.
_CAPITALS, _LEADING = 0.733, 0.5
_INSET, _DENSE_INSET = 0.5, 0.34
#: A table that takes no more of a page than this stays whole.
_MOST_WHOLE = 0.23
#: Of others, so many rows do not end a page without others.
_FIRST_ROWS, _FIRST_ROWS_OF_DENSE = 3, 8
#: A note below a table takes about so many points.
_NOTE_BELOW = 18.0
#: How the numbers of sources begin: each is about as wide as this one.
_SOURCES = "[100"
_TWO_SOURCES = f"{_SOURCES}, 100"
#: As wide as the mark of a note, and as that of one that stands already, with its page.
_NOTE, _NOTED_AGAIN = "[¹²]", " [¹²³⁴⁵⁶⁷⁸]"


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
    pad: str = ""

    @property
    def wide(self) -> str:
        """What the cell takes room for: its text, and what stands unseen behind it."""
        return self.text + self.pad


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
                found[cell.wide, cell.heading].add(cell.column)
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
    head_rows = len(table.xpath("./thead/tr"))
    if not dense:
        cells = list(_aligned(cells, head_rows, width))
    return Table(width, head_rows, tuple(cells), dense)


def _aligned(cells: Sequence[Cell], head_rows: int, width: int) -> Iterator[Cell]:
    """Give the cells, numbers on the right; the first column, which names the rows, stays.

    Where what is unseen holds numbers off the edge, words above them stand in the middle.
    """
    padded: list[Mapping[str, str] | None] = [None]
    for column in range(1, width):
        own = [c for c in cells if c.column == column and c.columns == 1]
        texts = [(_bare(cell.text), cell.row < head_rows) for cell in own]
        heads = [text for text, is_head in texts if is_head]
        padded.append(padding((text for text, is_head in texts if not is_head), heads))
    for cell in cells:
        pads = padded[cell.column]
        if pads is None or cell.columns > 1:
            yield cell
        elif cell.row < head_rows and _bare(cell.text) not in pads and any(pads.values()):
            yield replace(cell, align="center")
        else:
            yield replace(cell, align="right", pad=pads.get(_bare(cell.text), ""))


def _bare(text: str) -> str:
    return text.replace(_NOTED_AGAIN, "").replace(_NOTE, "").strip()


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
        return f"{_SOURCES}{', 100' * (len(set(urls(element))) - 1)}]"
    hidden = "ancestor::annotation or ancestor::sup[contains(@id,'fnref')]"
    text = " ".join("".join(map(str, element.xpath(f".//text()[not({hidden})]"))).split())
    marks = [str(mark) for mark in element.xpath(".//sup/@id[contains(.,'fnref')]")]
    return text + "".join(_NOTE if mark.startswith("fnref:") else _NOTED_AGAIN for mark in marks)


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

    Up to `names` em in the first column, and up to `brief` em in the others, count as one word, and
    so do two numbers of sources.
    """
    found = _widest(table, measure, lambda text: max(min(brief, text.line), text.word))
    for column, width in _of_sources(table, measure).items():
        found[column] = max(found[column], width)
    name = min(names, natural_widths(table, measure)[0])
    return [max(name, found[0]), *found[1:]]


def _of_sources(table: Table, measure: Measure) -> dict[int, float]:
    """Return the width in em of two numbers of sources for each column that has two in a cell."""
    columns = [
        c for (text, _), at in table.texts.items() if text.startswith(_TWO_SOURCES) for c in at
    ]
    return dict.fromkeys(columns, extent(f"{_TWO_SOURCES},", measure).line)


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
    few = _PROSE_TRIES if table.width <= _FEW_COLUMNS else _TRIES
    for room, size, lines, brief in tries or (_DENSE_TRIES if table.dense else few):
        minimal = minimal_widths(table, measure, brief)
        width = paper.widths[room] / size - PADDING * table.width
        if sum(minimal) <= width and sum(natural) <= width * lines:
            if sum(natural) <= width:
                return Fit(room, size, tuple(column + PADDING for column in natural))
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
    return tuple(width + PADDING for width in share(low))


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
            room = sum(fitted.widths[cell.column : cell.column + cell.columns]) - PADDING
            lines = math.ceil(figure_font().width(cell.wide) / max(room, 1.0))
        found[cell.row] = max(found.get(cell.row, 1), lines)
    return list(found.values())


def height(table: Table, fitted: Fit) -> float:
    """Return about how high the table is, in points: as row-height of the template has it."""
    return sum(_row_heights(table, fitted))


def _row_heights(table: Table, fitted: Fit) -> list[float]:
    inset = _DENSE_INSET if table.dense else _INSET
    lines = count_lines(table, fitted)
    return [(_CAPITALS * n + _LEADING * (n - 1) + 2 * inset) * fitted.size for n in lines]


def beginning(table: Table, fitted: Fit) -> float:
    """Return about how high the head is with the rows that do not end a page without others."""
    first = _FIRST_ROWS_OF_DENSE if table.dense else _FIRST_ROWS
    return sum(_row_heights(table, fitted)[: table.head_rows + first])


def stays_whole(table: Table, fitted: Fit, paper: Paper) -> bool:
    """Return whether a table is to stay on one page with the notes below it.

    A high one would leave too much of a page blank.
    """
    notes = sum(cell.text.count(_NOTE) for cell in table.cells) * _NOTE_BELOW
    return height(table, fitted) + notes <= _MOST_WHOLE * paper.table_heights[fitted.room]


def fitted(table: Table, measure: Measure, paper: Paper) -> list[tuple[Table, Fit]]:
    """Return the table as parts that each fit a page: as a rule one, itself."""
    whole = fit(table, measure, paper)
    if whole is not None:
        return [(table, whole)]
    smallest = Fit("turned", _TRIES[-1].size, None)
    parts = [(part, fit(part, measure, paper) or smallest) for part in split(table, measure, paper)]
    size = min(found.size for _, found in parts)
    return [(part, replace(found, size=size)) for part, found in parts]

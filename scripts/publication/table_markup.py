"""Tables that were fitted to the page, in the markup of the book."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby

from lxml.html import HtmlElement

from scripts.base.numbers import alone
from scripts.publication import notes
from scripts.publication.cell_text import PUNCTUATION, line_count
from scripts.publication.fonts import figure_font
from scripts.publication.names import names
from scripts.publication.paper import Paper
from scripts.publication.tables import Cell, Fit, Table, beginning, stays_whole
from scripts.publication.typst_text import IDEOGRAPHS, optional, string

#: What the template puts around the text of a cell, in em.
_INSETS = 1.1
#: Markup that takes no more room than its text.
_MEASURED = frozenset(names("strong text hide book.anchor book.cited book.inward book.root"))
#: Markup that leads somewhere, which a head that comes again, no part of the text, may not. The
#: marks of notes do so in the first head alone.
_LEADING = frozenset(names("book.outward book.inward book.reference book.cited"))
#: So many rows at the end of a table keep together.
_LAST_ROWS = 3
#: The last word or two signs of a head, with what closes it.
_END_OF_HEAD = re.compile(
    rf"(?P<before>[^\"]+?)(?P<end>词元数?|参数量|[{IDEOGRAPHS}]{{2}})(?P<closing>[，。）]?)\";$"
)
_STRING = re.compile(r'"(?:\\.|[^"\\])*"')
_CALL = re.compile(r"#([a-z][\w.-]*)")

#: Returns the Typst markup of a cell's content.
Render = Callable[[HtmlElement], str]


def typst(
    table: Table,
    fitted: Fit,
    paper: Paper,
    render: Render,
    *,
    places: Sequence[str] = (),
    name: str = "",
    number: str = "",
    goes_on: bool = False,
) -> str:
    """Return the call of the template's table.

    Args:
        places: labels set above it.
        name: a label that no other table has, to tell on later pages that it is continued.
        number: of the table, may be empty.
        goes_on: whether it continues the columns of the one before.
    """
    whole = stays_whole(table, fitted, paper)
    bodies = {cell: render(cell.element) for cell in table.cells}
    head = [cell for cell in table.cells if cell.row < table.head_rows]
    bodies |= {cell: _ended(bodies[cell]) for cell in head if _folds(cell, bodies[cell], fitted)}
    if not whole:
        bodies |= {cell: notes.in_head(bodies[cell], name) for cell in head}
    columns = _columns(table, fitted, bodies)
    lines = {cell: _line_count(cell, body, fitted) for cell, body in bodies.items()}
    heights = _heights(table, lines)
    calls = {
        cell: _cell_call(cell, body, _inset(table, cell, lines[cell], heights, columns))
        for cell, body in bodies.items()
    }
    body, last = _apart([cell for cell in table.cells if cell.row >= table.head_rows])
    listed = [
        f"columns: ({''.join(f'{column}, ' for column in columns)}), size: {fitted.size:g}pt",
        f"lines: ({''.join(f'{height}, ' for height in heights)})",
        f"page: {string(fitted.room)}, whole: {'true' if whole else 'false'}",
        f"dense: {'true' if table.dense else 'false'}, begins: {beginning(table, fitted):.0f}pt",
        f"name: {optional(None if whole else name)}, number: {optional(number)}",
        f"goes-on: {'true' if goes_on else 'false'}",
        f"places: ({''.join(f'{string(place)}, ' for place in places)})",
        f"head-rows: {table.head_rows}, head: ({_listed(head, calls)})",
        f"head-again: {'false' if any(_leads(bodies[cell]) for cell in head) else 'true'}",
        f"last: ({_listed(last, calls)})",
        *(_row_call(list(row), table, calls) for row in _rows(body)),
    ]
    return "#book.grid(" + ",\n  ".join(listed) + ")"


def _columns(table: Table, fitted: Fit, bodies: Mapping[Cell, str]) -> list[str]:
    """Return the widths; Typst finds those of columns that only it can measure."""
    if fitted.widths is None:
        return ["auto"] * table.width
    unit = "fr" if fitted.filling else "em"
    shown = [f"{width:.2f}{unit}" for width in fitted.widths]
    if not fitted.filling:
        for cell, body in bodies.items():
            if cell.columns == 1 and not _is_measured(body):
                shown[cell.column] = "auto"
    return shown


def _heights(table: Table, lines: Mapping[Cell, int]) -> list[int]:
    """Return how many lines of text each row is high, 0 where only Typst can tell.

    The height is given wherever it can be: a row that must find it is laid out twice.
    """
    found = [1] * max((cell.row + cell.rows for cell in table.cells), default=0)
    for cell, own in lines.items():
        for row in range(cell.row, cell.row + cell.rows):
            found[row] = 0 if 0 in (own, found[row]) else max(found[row], own)
    return found


def _line_count(cell: Cell, body: str, fitted: Fit) -> int:
    """Return how many lines each row of a cell must have for it, 0 where that is not sure."""
    if fitted.widths is None or not _is_measured(body):
        return 0
    width = sum(fitted.widths[cell.column : cell.column + cell.columns]) - _INSETS
    bold = cell.heading or "#strong[" in body
    lines = line_count(cell.wide, round(width, 2), figure_font(), bold) or 0
    if cell.rows == 1:
        return lines
    return 1 if 0 < lines <= cell.rows else 0


def _folds(head: Cell, body: str, fitted: Fit) -> bool:
    """Return whether a head takes more than one line, or may do so."""
    return fitted.filling and _line_count(head, body, fitted) != 1


def _ended(body: str) -> str:
    """Return the markup of a head, whose last line is not a single Chinese sign."""
    return _END_OF_HEAD.sub(r'\g<before>";#box[#"\g<end>\g<closing>";];', body)


@cache
def _is_measured(body: str) -> bool:
    """Return whether the markup of a cell is as wide as the text that it was made from."""
    return _calls(body) <= _MEASURED


def _leads(body: str) -> bool:
    """Return whether the markup of a cell has a note or a link."""
    return not _calls(body).isdisjoint(_LEADING)


def _calls(body: str) -> set[str]:
    """Return the functions that the markup of a cell calls."""
    return set(_CALL.findall(_STRING.sub("", body)))


def _apart(body: Sequence[Cell]) -> tuple[list[Cell], list[Cell]]:
    """Return the cells of a body, and those of its last rows where it has more, without spans."""
    rows = max((cell.row + cell.rows for cell in body), default=0)
    first = rows - _LAST_ROWS
    if not body or first <= body[0].row or any(c.rows > 1 and c.row + c.rows > first for c in body):
        return list(body), []
    return [c for c in body if c.row < first], [c for c in body if c.row >= first]


def _rows(cells: Sequence[Cell]) -> Iterator[Iterable[Cell]]:
    return (row for _, row in groupby(cells, key=lambda cell: cell.row))


def _row_call(row: Sequence[Cell], table: Table, calls: Mapping[Cell, str]) -> str:
    """Return a row; one that is a title above others does not end a page."""
    listed = _listed(row, calls)
    if len(row) == 1 and row[0].heading and row[0].columns == table.width:
        return f"table.header(level: 2, repeat: false, {listed})"
    return listed.rstrip(",")


def _listed(cells: Iterable[Cell], calls: Mapping[Cell, str]) -> str:
    return "".join(f"{calls[cell]}, " for cell in cells).strip()


def _inset(
    table: Table, cell: Cell, lines: int, heights: Sequence[int], columns: Sequence[str]
) -> str:
    """Return what a cell has around its text: an inset, or a space where it is one line.

    For an inset Typst lays out a cell three times over, and keeps all of them. A mark of Chinese
    at the edge of its line is set half as wide, and so has to be at the edge.
    """
    side = -1 if cell.align == "right" else 0
    if (
        lines == cell.rows == cell.columns == 1
        and cell.row >= table.head_rows
        and cell.align != "center"
        and columns[cell.column] != "auto"
        and not PUNCTUATION.match(cell.text[side:])
    ):
        return "gap" if heights[cell.row] else "dense-strut" if table.dense else "strut"
    return "dense-inset" if table.dense else "inset"


def _cell_call(cell: Cell, body: str, inset: str) -> str:
    options = [f"align: {cell.align}"] if cell.align != "left" else []
    options += [f"colspan: {cell.columns}"] if cell.columns > 1 else []
    options += [f"rowspan: {cell.rows}"] if cell.rows > 1 else []
    options += ["fill: book.tint"] if cell.heading and cell.columns > 1 else []
    if cell.pad:
        body = f"#box[{body}#hide({string(cell.pad)})]"
    elif " " in cell.text and alone(cell.text):
        body = f"#box[{body}]"
    if cell.heading and body:
        body = f"#text(weight: 700)[{body}]"
    if inset.endswith("inset"):
        options.append(f"inset: book.{inset}")
    else:
        body = f"{body}#book.{inset};" if cell.align == "right" else f"#book.{inset};{body}"
    return f"table.cell({', '.join(options)})[{body}]" if options else f"[{body}]"

"""The facts of a family's releases side by side.

The site gives each release a table with a column a checkpoint. Many releases have but one, and on
paper a page for a single column is wasted, so tables of neighbouring releases are joined. A line
of which every cell is unknown is named below the table instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from lxml.html import HtmlElement
from lxml.html.builder import CLASS, TABLE, TBODY, TH, THEAD, TR, E, P

_TABLES = ".//section[contains(@class,'release')]//table[contains(@class,'card-table')]"
_ABSENT = "—"
#: The class of what names the facts that are unknown of all checkpoints of a table.
UNKNOWN = "card-unknown"
#: What stands behind "unknown", between its facts, and at the end.
_LISTING: Mapping[str, tuple[str, str, str]] = {"zh": ("：", "、", "。"), "en": (": ", "; ", ".")}
#: So many checkpoints stand side by side in the width of the text.
_MOST_COLUMNS = 4


@dataclass
class _Line:
    """One fact: its name, and its value in each of the columns that have it."""

    name: HtmlElement
    values: dict[int, HtmlElement] = field(default_factory=dict)


@dataclass
class _Group:
    """Facts under a title, by their names."""

    title: HtmlElement
    lines: dict[str, _Line] = field(default_factory=dict)


def fit_for_paper(article: HtmlElement, lang: str) -> None:
    """Join the tables of neighbouring releases, and take out unknown lines, in place."""
    _join(article)
    for table in article.xpath(_TABLES):
        _take_out_unknown(table, lang)


def _join(article: HtmlElement) -> None:
    for tables in _together(article.xpath(_TABLES)):
        if len(tables) > 1:
            last = next(tables[-1].iterancestors("section"))
            last.append(_joined(tables))
            for table in tables:
                table.drop_tree()


def _together(tables: Sequence[HtmlElement]) -> list[list[HtmlElement]]:
    """Return the tables in groups that are no wider than the text."""
    groups: list[list[HtmlElement]] = []
    for table in tables:
        if groups and sum(map(_width, [*groups[-1], table])) <= _MOST_COLUMNS:
            groups[-1].append(table)
        else:
            groups.append([table])
    return groups


def _heads(table: HtmlElement) -> list[HtmlElement]:
    heads: list[HtmlElement] = table.xpath("./thead/tr/th")
    return heads[1:]


def _width(table: HtmlElement) -> int:
    return len(_heads(table))


def _joined(tables: Sequence[HtmlElement]) -> HtmlElement:
    groups: dict[str, _Group] = {}
    start = 0
    for table in tables:
        _add(groups, table.xpath("./tbody/tr"), start)
        start += _width(table)
    first = deepcopy(tables[0].xpath("./thead/tr/th")[0])
    heads = [deepcopy(head) for table in tables for head in _heads(table)]
    rows = (row for group in groups.values() for row in _rows(group, start))
    return TABLE(CLASS("models card-table"), THEAD(TR(first, *heads)), TBODY(*rows))


def _add(groups: dict[str, _Group], rows: Iterable[HtmlElement], start: int) -> None:
    """Put the rows of one table into the groups, its values from column `start` on."""
    group = groups.setdefault("", _Group(TH()))
    for row in rows:
        name, *values = row
        if not values:
            group = groups.setdefault(_text(name), _Group(name))
            continue
        line = group.lines.setdefault(_text(name), _Line(name))
        line.values |= {start + at: value for at, value in enumerate(values)}


def _rows(group: _Group, width: int) -> list[HtmlElement]:
    head = deepcopy(group.title)
    head.set("colspan", str(width + 1))
    lines = [
        TR(deepcopy(line.name), *(_cell(line.values.get(at)) for at in range(width)))
        for line in sorted(group.lines.values(), key=_tells_sources)
    ]
    return [TR(head), *lines] if _text(head) else lines


def _tells_sources(line: _Line) -> bool:
    """Return whether a line lists sources: such a line closes its group."""
    return any("table-sources" in (cell.get("class") or "") for cell in line.values.values())


def _cell(value: HtmlElement | None) -> HtmlElement:
    return E.td(_ABSENT) if value is None else deepcopy(value)


def _text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _take_out_unknown(table: HtmlElement, lang: str) -> None:
    """Take out the lines that tell nothing; name the facts that are unknown below the table.

    A table of which nothing would be left stays as it is.
    """
    rows = table.xpath("./tbody/tr[td]")
    unknown = [row for row in rows if _all_of_class(row, "unknown")]
    empty = [row for row in rows if _all_of_class(row, "table-sources") and _has_no_value(row)]
    if not unknown or len(unknown) + len(empty) == len(rows):
        return
    told, between, end = _LISTING[lang]
    word = _text(unknown[0][1])
    names = between.join(_text(row[0]) for row in unknown)
    note = P(CLASS(UNKNOWN), f"{word[:1].upper()}{word[1:]}{told}{names}{end}")
    for row in (*unknown, *empty):
        row.drop_tree()
    for title in table.xpath("./tbody/tr[not(td)][not(following-sibling::tr[1]/td)]"):
        title.drop_tree()
    table.addnext(note)


def _all_of_class(row: HtmlElement, name: str) -> bool:
    return all(name in (cell.get("class") or "").split() for cell in row.xpath("./td"))


def _has_no_value(row: HtmlElement) -> bool:
    return all(_text(cell) == _ABSENT for cell in row.xpath("./td"))

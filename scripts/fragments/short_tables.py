"""Tables short enough for the page of a question: a few rows, a few columns, from the data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scripts.base.templating import render
from scripts.data.handbook import Handbook
from scripts.fragments.cells import Cell, Show

_WORD = re.compile(r"^[a-z]")


@dataclass(frozen=True)
class Row:
    """One line: what it is about, where that leads (if anywhere), and its cells."""

    name: str
    cells: Sequence[Cell]
    url: str | None = None


def short_table(
    name: str, lang: str, caption: str, head: Sequence[str], rows: Sequence[Row]
) -> str:
    """Return a table as HTML.

    Args:
        name: by which pages include it, unique among all tables.
        caption: what the table is, for those who hear it.
        head: the titles of all columns, the first of the rows' names; in English they begin with
            a capital, unless they are names from code, such as `d_model`.

    Raises:
        ValueError: for a row with another number of cells than columns.
    """
    for row in rows:
        if len(row.cells) != len(head) - 1:
            raise ValueError(f"table {name!r}: {row.name!r} has {len(row.cells)} cells")
    numbers = _columns_of_numbers(rows, len(head))
    titles = [title if "_" in title else _WORD.sub(lambda m: m[0].upper(), title) for title in head]
    return render(
        "short-table", lang, name=name, caption=caption, head=titles, rows=rows, numbers=numbers
    )


def _columns_of_numbers(rows: Sequence[Row], n_columns: int) -> frozenset[int]:
    """Return the columns, from 0, the names' own, in which whatever is known is a number."""
    known = {
        column: [row.cells[column - 1].raw for row in rows if row.cells[column - 1].raw is not None]
        for column in range(1, n_columns)
    }
    return frozenset(
        column
        for column, raws in known.items()
        if raws and all(isinstance(raw, int | float) for raw in raws)
    )


def of_checkpoints(
    handbook: Handbook,
    name: str,
    lang: str,
    caption: str,
    checkpoints: Sequence[str],
    columns: Sequence[tuple[str, Show]],
) -> str:
    """Return a table of the named checkpoints; a column is its title and what it shows.

    Raises:
        KeyError: for a checkpoint that the data do not have, with the nearest that they have.
    """
    head = {"zh": "模型", "en": "Model"}[lang]
    rows = []
    for id_ in checkpoints:
        entry = handbook.entry(id_)
        url = f"{{root}}models/{entry.family.id}/#{id_}"
        cells = [show(entry, lang) for _, show in columns]
        rows.append(Row(entry.checkpoint.name, cells, url))
    return short_table(name, lang, caption, [head, *(title for title, _ in columns)], rows)

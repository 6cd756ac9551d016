"""Checkpoints as CSV: one row each, one column a field, by RFC 4180."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from scripts.api import fields
from scripts.api.shapes import Checkpoint

#: With one of these at its start a spreadsheet takes a text for a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: What stands between the ids of a list.
_BETWEEN = ";"
#: Rows that are kept for as long as their checkpoint does not change.
_KEPT = 1 << 12


def columns() -> tuple[str, ...]:
    """Return the names of the columns, which within a version only grow at their end."""
    return tuple(column for field in fields.fields() for column in field.columns)


def _flat(value: Any, prefix: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _flat(inner, f"{prefix}.{name}" if prefix else name)
    else:
        yield prefix, value


def _cell(value: Any) -> str:
    """Return a value as text: empty where unknown, and never a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()  # so written, R and spreadsheets take it for a truth value
    if isinstance(value, list):
        value = _BETWEEN.join(value)
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    return repr(value)


def _line(values: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(values)
    return text.getvalue()


@lru_cache(_KEPT)
def _row(checkpoint: Checkpoint) -> str:
    values = dict(_flat(checkpoint.model_dump(mode="json", by_alias=True), ""))
    return _line(_cell(values.get(column)) for column in columns())


def render(checkpoints: Iterable[Checkpoint]) -> str:
    """Return the table with its head; lines end as RFC 4180 has it."""
    return _line(columns()) + "".join(map(_row, checkpoints))

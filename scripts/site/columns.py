"""Columns of a page's tables: which hold numbers, and how many letters a line of each needs."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from html import unescape
from unicodedata import east_asian_width

from scripts.base.numbers import are_compared

#: A table of the text, or one of the data; short ones of the data say themselves what is a number.
_TABLE = re.compile(r'<table(?: class="models models--names"[^>]*)?>.*?</table>', re.DOTALL)
_ROW = re.compile(r"<tr\b[^>]*>.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[hd])\b([^>]*)>(.*?)</t[hd]>", re.DOTALL)
_HEAD = re.compile(r"<th\b([^>]*)>")
_NOT_SHOWN = re.compile(r"<sup\b.*?</sup>|<annotation\b.*?</annotation>|<[^>]*>", re.DOTALL)
_SPACES = re.compile(r"[\s\u2060\u2061]+")

#: Up to so many letters stay on one line; what is longer goes on so many lines of at most so many.
_BRIEF, _LINES, _MOST = 12, 7, 24


def marked(page_html: str) -> str:
    """Return the HTML of a page whose tables say what their columns hold and need."""
    return _TABLE.sub(lambda table: _marked_table(table[0]), page_html)


def _marked_table(table: str) -> str:
    rows = [[_text(cell[2]) for cell in _CELL.findall(row)] for row in _ROW.findall(table)]
    if not rows or len({len(row) for row in rows}) > 1:
        return table
    columns = list(zip(*rows, strict=True))
    of_data = "data-short-table" in table.partition(">")[0]
    are_numbers = [
        not of_data and at > 0 and are_compared(column[1:]) for at, column in enumerate(columns)
    ]
    letters = [_letters(max(map(_length, column))) for column in columns]
    head, end, body = table.partition("</tr>")
    head = _with_room(_with_numbers(head, are_numbers), letters)
    return head + end + _ROW.sub(lambda row: _with_numbers(row[0], are_numbers), body)


def _text(cell: str) -> str:
    return _SPACES.sub(" ", unescape(_NOT_SHOWN.sub("", cell))).strip()


def _with_numbers(row: str, are_numbers: Sequence[bool]) -> str:
    found = iter(are_numbers)
    return _CELL.sub(lambda cell: _number(cell) if next(found) else cell[0], row)


def _number(cell: re.Match[str]) -> str:
    tag, attributes, content = cell.groups()
    return f"<{tag}{_with(attributes, 'class', 'number ')}>{content}</{tag}>"


def _with_room(head: str, letters: Sequence[int]) -> str:
    found = iter(letters)

    def with_letters(start: re.Match[str]) -> str:
        return f"<th{_with(start[1], 'style', f'--letters:{next(found)};')}>"

    return _HEAD.sub(with_letters, head)


def _with(attributes: str, name: str, value: str) -> str:
    """Return the attributes of a tag with `value` at the head of one, which may be there."""
    if f'{name}="' in attributes:
        return attributes.replace(f'{name}="', f'{name}="{value}', 1)
    return f'{attributes} {name}="{value.rstrip(" ;")}"'


def _length(text: str) -> int:
    """Return how wide a text is in Latin letters; a Han character is two wide."""
    return sum(1 + (east_asian_width(sign) in "WF") for sign in text)


def _letters(length: int) -> int:
    """Return how many letters a line needs in a column whose longest cell has so many."""
    return length if length <= _BRIEF else min(max(_BRIEF, math.ceil(length / _LINES)), _MOST)

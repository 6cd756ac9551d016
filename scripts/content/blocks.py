"""The blocks of a page: boxes, tables, figures, code and what is included, each whole or refused.

What is written nearly right is shown as it was typed, or leaves out what did not fit.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator

from scripts.content import markdown_values, prose

BOXES = frozenset(("failure", "question", "note", "tip", "warning"))

_BOX = re.compile(r"^(?P<indent> *)(?:!!!|\?\?\?)")
_WHOLE_BOX = re.compile(r'^ *(?:!!!|\?\?\?\+?) (?P<kind>\w+)(?: "[^\n]*")? *$')
_TAB = re.compile(r"^ *===\+?!? *\"", re.MULTILINE)
_TASK = re.compile(r"^ *[-*+] \[[ xX]\] .{0,20}", re.MULTILINE)
_TABLE = re.compile(r"(?:^ *\|.*\| *$\n?)+", re.MULTILINE)
_RULE = re.compile(r"\|[-:| ]+\|")
_BAR = re.compile(r"(?<!\\)\|")
_ONLY_MARKS = re.compile(r"(?:\[\^[^\]\n]+\][\s,;，；、]*)+")
_FIGURE = re.compile(r"<figure\b.*?</figure>", re.DOTALL)
_INCLUDE = re.compile(r'^ *--8<-- "(?P<path>[^"\s]+)" *$')
_CODE = re.compile(
    r"^(?P<indent> *)(?P<mark>`{3,}) ?python\b[^\n]*\n(?P<code>.*?)^ *(?P=mark)", re.M | re.S
)

#: message, remedy
Fault = tuple[str, str]


def included(body: str) -> list[str]:
    """Return the paths of what a page includes, a part of a file as `file.py:part`."""
    found = map(_INCLUDE.match, body.split("\n"))
    return [match["path"] for match in found if match]


def _boxes(text: str) -> Iterator[Fault]:
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if not (start := _BOX.match(line)):
            continue
        match, shown = _WHOLE_BOX.match(line), line.strip()[:40]
        if match is None:
            yield f"{shown!r} begins no box", 'write !!! kind "title", folded with ??? instead'
            continue
        if match["kind"] not in BOXES:
            known = ", ".join(sorted(BOXES))
            yield f"the box {match['kind']!r} is not known", f"write one of {known}"
        below = next((other for other in lines[number:] if other.strip()), "")
        if not below.startswith(start["indent"] + "    "):
            yield f"the text below {shown!r} is not indented", "indent it by four spaces"


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in _BAR.split(row.strip().strip("|"))]


def _tables(text: str) -> Iterator[Fault]:
    filled = markdown_values.fill(text, lambda name, form: "x")
    for match in _TABLE.finditer(prose.FORMULA.sub("x", filled)):
        head, *rows = (row.strip() for row in match[0].rstrip("\n").split("\n"))
        if not rows or not _RULE.fullmatch(rows[0]):
            yield f"the table {head[:40]!r} has no head", "write |---|---| below its first row"
            continue
        yield from _table(_cells(head), rows)


def _table(head: list[str], rows: list[str]) -> Iterator[Fault]:
    """A reader who hears a table hears the name of the column before each cell."""
    named = " | ".join(head)[:40]
    if not all(head):
        yield f"the table {named!r} has a column without a name", "name every column"
    for row in rows:
        cells = _cells(row)
        if len(cells) != len(head):
            message = f"the row {cells[0][:40]!r} has {len(cells)} cells below {len(head)} names"
            yield message, "give it as many cells as the head of the table has"
        if any(_ONLY_MARKS.fullmatch(cell) for cell in cells):
            message = f"the row {cells[0][:40]!r} has a cell of marks alone"
            yield message, "say in it what the source shows"


def _figures(text: str) -> Iterator[Fault]:
    for match in _FIGURE.finditer(text):
        if "<figcaption" not in match[0]:
            yield f"{match[0][:40]!r} has no caption", "write a <figcaption> in it"


def _code(body: str) -> Iterator[Fault]:
    for match in _CODE.finditer(body):
        indent = len(match["indent"])
        lines = [line[indent:] for line in match["code"].split("\n")]
        if any(_INCLUDE.match(line) for line in lines):
            continue
        try:
            with warnings.catch_warnings(action="ignore"):
                ast.parse("\n".join(lines))
        except (SyntaxError, ValueError) as error:
            message = f"the code {lines[0][:40]!r} is no Python: {error}"
            yield message, "mend it, or name another language"


def faults(body: str, text: str) -> Iterator[Fault]:
    """Yield what is wrong with the blocks of a page, as message and remedy.

    Args:
        text: the body without blocks of code and with an x for each piece of code in a line.
    """
    yield from _boxes(text)
    yield from _tables(text)
    yield from _figures(text)
    yield from _code(body)
    for match in _TAB.finditer(text):
        yield f"{match[0].strip()!r} begins no tab", "write what it holds one below the other"
    for match in _TASK.finditer(text):
        yield f"{match[0].strip()!r} begins no box to tick", "write the item without [ ]"
    for line in body.split("\n"):
        if "--8<--" in line and not _INCLUDE.match(line):
            shown = line.strip()[:60]
            yield f"{shown!r} includes nothing", 'write --8<-- "path" in a line of its own'

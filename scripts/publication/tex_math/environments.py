"""TeX's environments: matrices, cases, aligned lines."""

from __future__ import annotations

import re

from scripts.publication.tex_math import symbols
from scripts.publication.tex_math.nodes import Aligned, Cases, Grid, Node
from scripts.publication.tex_math.reader import EMPTY, Reader

_ROW_RULES = ("\\hline", "\\toprule", "\\midrule", "\\bottomrule")


def environment(reader: Reader, name: str) -> Node:
    """Return `\\begin{...} ... \\end{...}`."""
    name = reader.cursor.raw_group()
    columns = _columns(reader, name)
    rows, rules = _rows(reader, name)
    if name in symbols.CASES:
        return Cases(rows, reverse=name == "rcases")
    if name in symbols.MATRICES:
        small = name == "smallmatrix"
        return Grid(rows, symbols.MATRICES[name], columns, rules, small)
    if name in symbols.ALIGNMENTS:
        return Aligned(rows)
    raise reader.cursor.error(f"unknown environment {name}")


def _columns(reader: Reader, name: str) -> str:
    if name in ("array", "subarray", "aligned", "gathered"):
        reader.cursor.raw_option()
    if name in ("array", "subarray"):
        return re.sub(r"[@!>]\{[^{}]*\}|\s", "", reader.cursor.raw_group())
    if name.startswith("alignat") or name == "alignedat":
        reader.cursor.raw_group()
    return ""


def _rows(reader: Reader, name: str) -> tuple[tuple[tuple[Node, ...], ...], tuple[int, ...]]:
    rows: list[list[Node]] = [[]]
    rules: list[int] = []
    end = ""
    while end != "\\end":
        while reader.cursor.take_if(*_ROW_RULES):
            rules.append(len(rows) - 1)
        rows[-1].append(reader.row(("&", "\\\\", "\\cr", "\\end", *_ROW_RULES)))
        end = reader.cursor.take()
        if end in _ROW_RULES:
            rules.append(len(rows))
        elif end in ("\\\\", "\\cr"):
            _row_gap(reader)
            rows.append([])
    if (ended := reader.cursor.raw_group()) != name:
        raise reader.cursor.error(f"\\begin{{{name}}} is ended by \\end{{{ended}}}")
    filled = rows if rows[-1] not in ([], [EMPTY]) else rows[:-1]
    return tuple(map(tuple, filled)), tuple(rules)


def _row_gap(reader: Reader) -> None:
    if reader.cursor.peek(skip_space=False) == "[":
        reader.cursor.raw_option()

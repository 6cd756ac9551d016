"""Nodes to Typst math.

Every delimiter is escaped, so that Typst never makes pairs of its own; every symbol is the sign
itself, so that nothing depends on Typst's names; every word is a string.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch

from scripts.publication.tex_math.nodes import (
    Aligned,
    Apply,
    Brace,
    Cases,
    Fenced,
    Framed,
    Grid,
    Middle,
    Node,
    Number,
    Operator,
    Row,
    Scripts,
    SizedDelimiter,
    Space,
    Symbol,
    Words,
)
from scripts.publication.typst_text import string

_ESCAPED = frozenset("\\/_^&#$\"'*<>=!|:;,.()[]{}~@`+?⌊⌋⌈⌉⟨⟩⌜⌝⟮⟯‖")
_TYPOGRAPHIC = {"-": "−", "*": "∗"}
_ALIGN = {"l": "left", "c": "center", "r": "right"}
_NOTHING = '""'


def sign(char: str) -> str:
    """Return one sign as Typst math source."""
    char = _TYPOGRAPHIC.get(char, char)
    return "\\" + char if char in _ESCAPED else char


def joined(parts: Iterable[str]) -> str:
    """Return parts one after the other; a space beside a string would be set, so there is none."""
    result = ""
    for part in filter(None, parts):
        if result.endswith('"') and part.startswith('"'):
            result += "#none"
        elif result and not result.endswith('"') and not part.startswith('"'):
            result += " "
        result += part
    return result


@singledispatch
def show(node: Node) -> str:
    """Return `node` as Typst math source."""
    raise TypeError(f"not a part of a formula: {node!r}")


def _filled(node: Node) -> str:
    return show(node) or _NOTHING


@show.register
def _(node: Row) -> str:
    return joined(map(show, node.parts))


@show.register
def _(node: Symbol) -> str:
    text = joined(map(sign, node.sign))
    return f'class("{node.atom_class}", {text})' if node.atom_class else text


@show.register
def _(node: Number) -> str:
    return node.digits


@show.register
def _(node: Words) -> str:
    return string(node.text)


@show.register
def _(node: Space) -> str:
    return f"#h({node.length})"


@show.register
def _(node: Operator) -> str:
    limits = ", limits: #true" if node.limits else ""
    return f"op({_filled(node.name)}{limits})"


@show.register
def _(node: Scripts) -> str:
    base = _filled(node.base)
    if node.limits is not None:
        base = f"{'limits' if node.limits else 'scripts'}({base})"
    above = [f"t: {_filled(node.sup)}"] if node.sup is not None else []
    below = [f"b: {_filled(node.sub)}"] if node.sub is not None else []
    return f"attach({', '.join([base, *above, *below])})" if above or below else base


@show.register
def _(node: Brace) -> str:
    note = f", {_filled(node.note)}" if node.note is not None else ""
    return f"{node.kind}({_filled(node.body)}{note})"


@show.register
def _(node: Apply) -> str:
    arguments = [_filled(argument) for argument in node.arguments]
    if node.function == "class":
        return f"class({', '.join([*node.options, *arguments])})"
    return f"{node.function}({', '.join([*arguments, *node.options])})"


@show.register
def _(node: Framed) -> str:
    body = f"display({_filled(node.body)})" if node.display else _filled(node.body)
    return f"{node.opening}[${body}$]"


@show.register
def _(node: Middle) -> str:
    return f"mid({sign(node.sign)})"


@show.register
def _(node: Fenced) -> str:
    left, right = (sign(mark) if mark else "" for mark in (node.left, node.right))
    body = joined(map(show, node.parts)) or _NOTHING
    return f"lr({joined([left, body, right])})" if left or right else body


@show.register
def _(node: SizedDelimiter) -> str:
    return f'class("{node.atom_class}", lr({sign(node.sign)}, size: #{node.height:g}em))'


@show.register
def _(node: Cases) -> str:
    reverse = ["reverse: #true"] if node.reverse else []
    rows = ["#h(1em) & ".join(map(show, row)) or _NOTHING for row in node.rows]
    return f"cases({', '.join([*reverse, *rows])})"


@show.register
def _(node: Grid) -> str:
    width = max((len(row) for row in node.rows), default=1)
    columns = [column for column in node.columns if column in _ALIGN]
    mixed = len(set(columns)) > 1
    rows = [_cells(row, width, columns if mixed else []) for row in node.rows]
    delimiter = f'delim: "{node.delimiter}"' if node.delimiter else "delim: #none"
    gaps = ["row-gap: #0.15em"] if node.small else ["column-gap: #1em", "row-gap: #0.5em"]
    options = [delimiter, *gaps, *_rules(node, width)]
    if columns and not mixed:
        options.append(f"align: #{_ALIGN[columns[0]]}")
    grid = f"mat({', '.join(options)}, {'; '.join(map(', '.join, rows))})"
    return f"inline({grid})" if node.small else grid


def _cells(row: tuple[Node, ...], width: int, columns: list[str]) -> list[str]:
    """Return a row's cells; in columns of different alignment `&` holds them to one side."""
    cells = [_filled(cell) for cell in row] + [_NOTHING] * (width - len(row))
    for index, column in enumerate(columns[:width]):
        form = {"l": "& {}", "r": "{} &"}.get(column, "{}")
        cells[index] = form.format(cells[index])
    return cells


def _rules(node: Grid, width: int) -> list[str]:
    across = [row for row in node.rules if 0 < row < len(node.rows)]
    before = [node.columns[:at].count("|") for at in range(len(node.columns))]
    bars = [at - before[at] for at, column in enumerate(node.columns) if column == "|"]
    down = [bar for bar in bars if 0 < bar < width]
    if not across and not down:
        return []
    lines = [
        f"{name}: ({''.join(f'{at}, ' for at in found)})"
        for name, found in (("hline", across), ("vline", down))
        if found
    ]
    return [f"augment: #({', '.join(lines)}, stroke: 0.5pt)"]


@show.register
def _(node: Aligned) -> str:
    rows = [
        _aligned([f"display({show(cell)})" if show(cell) else "" for cell in row])
        for row in node.rows
    ]
    return f"mat(delim: #none, row-gap: #0.7em, {'; '.join(row or _NOTHING for row in rows)})"


def lines(node: Aligned) -> str:
    """Return the lines of a display that is nothing but aligned lines: it may break over pages."""
    return " \\\n".join(_aligned(list(map(show, row))) for row in node.rows)


def _aligned(cells: list[str]) -> str:
    """Return cells joined so that odd borders align and even ones part two columns."""
    joints = ["", *(" & " if index % 2 else " #h(2em) & " for index in range(1, len(cells)))]
    return "".join(joint + cell for joint, cell in zip(joints, cells, strict=False))

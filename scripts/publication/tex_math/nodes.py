"""The parts a formula is made of, between TeX and Typst."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Row:
    """Parts that follow each other."""

    parts: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Symbol:
    """One sign; `atom_class` is set where it differs from the sign's own."""

    sign: str
    atom_class: str | None = None


@dataclass(frozen=True)
class Number:
    """A run of digits, with its decimal point."""

    digits: str


@dataclass(frozen=True)
class Words:
    """Upright text, as in `\\text` and `\\mathrm`."""

    text: str


@dataclass(frozen=True)
class Space:
    """Horizontal space as a Typst length."""

    length: str


@dataclass(frozen=True)
class Operator:
    """A named operator; `limits` puts its scripts below and above."""

    name: Node
    limits: bool = False


@dataclass(frozen=True)
class Scripts:
    """A base with what stands below and above; `limits` is None where the base decides."""

    base: Node
    sub: Node | None = None
    sup: Node | None = None
    limits: bool | None = None


@dataclass(frozen=True)
class Brace:
    """`\\underbrace` or `\\overbrace`, with its note."""

    kind: str
    body: Node
    note: Node | None = None


@dataclass(frozen=True)
class Apply:
    """A Typst function of the same meaning; `options` are written as they are."""

    function: str
    arguments: tuple[Node, ...]
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Framed:
    """A body inside Typst content: coloured, boxed or hidden. `opening` is the Typst call."""

    opening: str
    body: Node
    display: bool = False


@dataclass(frozen=True)
class Fenced:
    """`\\left ... \\right`: delimiters as high as what they hold; None is an absent one."""

    left: str | None
    parts: tuple[Node, ...]
    right: str | None


@dataclass(frozen=True)
class Middle:
    """`\\middle`: a delimiter inside `Fenced`."""

    sign: str


@dataclass(frozen=True)
class SizedDelimiter:
    """`\\big` and its kin; height in em."""

    sign: str
    height: float
    atom_class: str


@dataclass(frozen=True)
class Grid:
    """A matrix or array; `columns` is TeX's column specification, `rules` the rows below a line."""

    rows: tuple[tuple[Node, ...], ...]
    delimiter: str | None = None
    columns: str = ""
    rules: tuple[int, ...] = ()
    small: bool = False


@dataclass(frozen=True)
class Cases:
    """Rows behind one brace."""

    rows: tuple[tuple[Node, ...], ...]
    reverse: bool = False


@dataclass(frozen=True)
class Aligned:
    """Lines that align at their cell borders."""

    rows: tuple[tuple[Node, ...], ...]


Node: TypeAlias = (
    Row
    | Symbol
    | Number
    | Words
    | Space
    | Operator
    | Scripts
    | Brace
    | Apply
    | Framed
    | Fenced
    | Middle
    | SizedDelimiter
    | Grid
    | Cases
    | Aligned
)

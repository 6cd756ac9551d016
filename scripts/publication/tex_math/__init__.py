"""TeX math to Typst math, strictly: what it does not know it refuses."""

from __future__ import annotations

from dataclasses import dataclass

from scripts.publication.tex_math.commands import parse
from scripts.publication.tex_math.nodes import Aligned, Node, Row
from scripts.publication.tex_math.printer import lines, show
from scripts.publication.tex_math.tokens import TexError

__all__ = ["Formula", "TexError", "to_typst"]


@dataclass(frozen=True)
class Formula:
    """A formula as Typst math source, without dollar signs, and its number if it has one."""

    typst: str
    tag: str | None


def _without_empty(node: Node) -> Node:
    """Return the only part of a row of which the rest is empty (a tag, a label)."""
    if not isinstance(node, Row):
        return node
    parts = [part for part in node.parts if part != Row()]
    return parts[0] if len(parts) == 1 else node


def to_typst(source: str) -> Formula:
    """Return the formula `source` for Typst.

    Raises:
        TexError: for an unknown command or a malformed formula; the message holds both.
    """
    parsed, tag = parse(source.strip())
    node = _without_empty(parsed)
    text = lines(node) if isinstance(node, Aligned) else show(node)
    return Formula(text, tag)

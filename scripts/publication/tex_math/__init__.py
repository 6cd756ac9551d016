"""TeX math to Typst math and to words, strictly: what it does not know it refuses.

Ours, because no maintained converter passes. Of the 87 expressions of tests/data/math-corpus.txt
and the 265 of the handbook (November 2026, Typst 0.15, pages compared by eye):

| converter | refused | no valid Typst | unknown command | silently wrong, among others |
|---|---|---|---|---|
| tex2typst 0.6.2 (npm; PyPI: same) | 2 | 18 | passed as text | `\\limits`, sizes of `\\Bigl` |
| mitex-wasm 0.2.5, with its scope | 2 | 10 | refused | rules of arrays, unclosed groups |
| pandoc 3.9, `-f latex -t typst` | 1 | 7 | refused | `\\tag`, colours, limits, `\\!` overprints |
| tylax 0.3.8 | 0 | 8 | passed as text | `\\frac{B}{L}(x)` is B over L(x) |
| tex-to-typst 0.0.18 | 2 | 29 | passed as text | a name in braces falls into letters |
| this one | 0 | 0 | refused | none found |

All but this one fail on formulas of the handbook itself: they write ⊙ by a name that Typst no
longer has, so their output breaks with a new Typst, where signs do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from scripts.publication.tex_math.commands import parse
from scripts.publication.tex_math.nodes import Aligned, Node, Row
from scripts.publication.tex_math.printer import lines, show
from scripts.publication.tex_math.speech import NoWordsError, speech
from scripts.publication.tex_math.tokens import TexError

__all__ = ["Formula", "TexError", "spoken", "to_typst"]


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


@cache
def _parsed(source: str) -> tuple[Node, str | None]:
    node, tag = parse(source)
    return _without_empty(node), tag


@cache
def to_typst(source: str) -> Formula:
    """Return the formula `source` for Typst.

    Raises:
        TexError: for an unknown command or a malformed formula; the message holds both.
    """
    node, tag = _parsed(source.strip())
    text = lines(node) if isinstance(node, Aligned) else show(node)
    return Formula(text, tag)


@cache
def spoken(source: str, lang: str) -> str:
    """Return the formula `source` as it is read aloud in `lang`.

    Raises:
        TexError: as `to_typst` does, and for a part that has no words.
    """
    try:
        return speech(_parsed(source.strip())[0], lang)
    except NoWordsError as error:
        raise TexError(f"no words for {error.args[0]!r} in {source!r}") from error

"""The back of a card cut short: what is read at once, and the rest, which unfolds.

A card that asks for a page is not learnt. What is seen first ends where a sentence does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy

from lxml.html import HtmlElement
from lxml.html.builder import DIV, P
from lxml.html.builder import E as HTML

#: So many characters are seen behind a card; formulas count as they are written in TeX.
MOST = 350
#: Where a sentence ends in a text: behind its sign, which stands before a space in English.
_SHORTENED = r"(?<!al\.)(?<!e\.g\.)(?<!i\.e\.)"
_END = re.compile(rf"(?<=[。！？])|(?<=[.!?]){_SHORTENED}(?=\s)|(?<=[.!?][”\")])(?=\s)")
_ENDED = re.compile(rf"[。！？.!?]{_SHORTENED}[”\")]*\s*$")


def folded(back: HtmlElement, rest: str) -> HtmlElement:
    """Return the parts of `back` in a `div`; what comes behind 350 characters is folded.

    Args:
        back: whose children are the back of a card.
        rest: the word that unfolds it.
    """
    if length(back) <= MOST:
        return back
    shown, hidden = DIV(), DIV()
    for part in back:
        room = MOST - length(shown)
        if len(hidden):
            hidden.append(deepcopy(part))
        elif length(part) <= room:
            shown.append(deepcopy(part))
        else:
            first, second = _divided(part, room) if part.tag == "p" else (None, part)
            shown.extend([first] if first is not None else [])
            hidden.append(deepcopy(second))
    shown.append(HTML.details(HTML.summary(rest), *hidden))
    return shown


def length(element: HtmlElement) -> int:
    """Return how many characters are seen of an element before anything is unfolded."""
    seen = deepcopy(element)
    for fold in seen.xpath(".//details"):
        fold.drop_tree()
    return len(" ".join(seen.text_content().split()))


def _divided(paragraph: HtmlElement, room: int) -> tuple[HtmlElement | None, HtmlElement]:
    """Return as many sentences of a paragraph as there is room for, and the others."""
    pieces = list(_pieces(paragraph))
    fits = 0
    for at in range(1, len(pieces)):
        before = _text(pieces[:at])
        if len(before) > room:
            break
        if _ENDED.search(before):
            fits = at
    if not fits:
        return None, paragraph
    return P(*pieces[:fits]), P(*pieces[fits:])


def _pieces(paragraph: HtmlElement) -> Iterator[HtmlElement | str]:
    """Give the elements of a paragraph, and its texts sentence by sentence."""
    yield from _END.split(paragraph.text or "")
    for child in paragraph:
        alone = deepcopy(child)
        alone.tail = None
        yield alone
        yield from _END.split(child.tail or "")


def _text(pieces: list[HtmlElement | str]) -> str:
    texts = (piece if isinstance(piece, str) else piece.text_content() for piece in pieces)
    return " ".join("".join(texts).split())

"""Marks of notes that cannot be misread: in brackets, and behind the punctuation of English.

A bare raised number behind a digit or a formula is taken for an exponent, and copied with it. A
page is written with the mark at the word that it belongs to; where a full stop or a comma of
English follows, that goes before the mark, as English publishers have it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

#: What the arrow behind a note is called: the extension `footnotes` has English words alone.
BACKLINK_TITLES = {"zh": "回到正文引用 [{}] 之处", "en": "Back to where the text cites [{}]"}

_PUNCTUATION = re.compile(r"[.,;:!?]+[”’]?")


class _NotesTreeprocessor(Treeprocessor):
    def run(self, root: Element) -> None:
        for parent in root.iter():
            marks: list[Element] = []
            for at, child in enumerate(parent):
                if not _is_mark(child):
                    continue
                child[0].text = f"[{child[0].text}]"
                marks.append(child)
                if _is_mark(next(iter(parent[at + 1 :]), None)) and not (child.tail or "").strip():
                    child.tail = None  # marks of one place stand together, however written
                    continue
                _put_behind_punctuation(parent, marks)
                marks = []


def _is_mark(element: Element | None) -> bool:
    return (
        element is not None
        and element.tag == "sup"
        and len(element) == 1
        and "footnote-ref" in element[0].get("class", "").split()
    )


def _put_behind_punctuation(parent: Element, marks: Sequence[Element]) -> None:
    """Put punctuation that follows the marks in front of the first one."""
    last = marks[-1]
    found = _PUNCTUATION.match(last.tail or "")
    if not found:
        return
    last.tail = (last.tail or "")[found.end() :]
    at = list(parent).index(marks[0])
    if at == 0:
        parent.text = (parent.text or "") + found[0]
    else:
        parent[at - 1].tail = (parent[at - 1].tail or "") + found[0]


class NotesExtension(Extension):
    """Set the marks of notes in brackets, behind punctuation."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Register behind `inline` (priority 20), which makes the marks."""
        md.treeprocessors.register(_NotesTreeprocessor(md), "handbook-notes", 5)


def makeExtension(**_: Any) -> NotesExtension:  # noqa: N802 - the name is Python-Markdown's
    """Entry point by which Python-Markdown loads the module by name."""
    return NotesExtension()

"""An id for a box or a folded block, `??? question "Title {#id}"`, as headings write theirs.

Neither `admonition` nor `pymdownx.details` has a place for one. With it a reader can be sent to
the block, and what is made of it elsewhere (a flash card) is the same thing in every build.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_ID = re.compile(r"\s*\{#(?P<id>[\w-]+)\}\s*$")


def split(title: str) -> tuple[str, str | None]:
    """Return the title of a block without its id, and the id or None."""
    match = _ID.search(title)
    return (title[: match.start()], match["id"]) if match else (title, None)


class _FoldsTreeprocessor(Treeprocessor):
    def run(self, root: Element) -> None:
        for block in root.iter():
            for title in _titles(block):
                title.text, found = split(title.text or "")
                if found:
                    block.set("id", found)


def _titles(block: Element) -> list[Element]:
    if block.tag == "details":
        return block.findall("summary")
    if block.tag == "div" and "admonition" in block.get("class", "").split():
        return [part for part in block.findall("p") if part.get("class") == "admonition-title"]
    return []


class FoldsExtension(Extension):
    """Give boxes and folded blocks the ids that end their titles."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Register in front of `inline` (priority 20), while a title is still text."""
        md.treeprocessors.register(_FoldsTreeprocessor(md), "handbook-folds", 30)


def makeExtension(**_: Any) -> FoldsExtension:  # noqa: N802 - the name is Python-Markdown's
    """Entry point by which Python-Markdown loads the module by name."""
    return FoldsExtension()

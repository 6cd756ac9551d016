"""Generated HTML and SVG join a page after its Markdown is HTML: `--8<-- "zh/figures/x.svg"`.

They are HTML already. Read as Markdown they come out as they were, after two thirds of the time
that a build takes; so the parser meets an empty element in their place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

_INCLUDE = re.compile(r'^ {0,3}--8<-- "(?P<path>[^":]+\.(?:html|svg))"\s*$')
_PLACE = re.compile(r'(?:<p>\s*)?<div data-fragment="(?P<path>[^"]+)"></div>(?:\s*</p>)?')
_ID = re.compile(r"<[^<>]*\sid=\"([^\"]+)\"")


class _FragmentsPreprocessor(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return [_INCLUDE.sub(r'<div data-fragment="\g<path>"></div>', line) for line in lines]


class FragmentsExtension(Extension):
    """Keep places for generated fragments."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Register in front of `pymdownx.snippets` (priority 32), which includes all the rest."""
        md.preprocessors.register(_FragmentsPreprocessor(md), "handbook-fragments", 33)


def filled(html: str, fragments: Mapping[str, str]) -> tuple[str, set[str]]:
    """Return the HTML of a page with its fragments, and the ids that these hold.

    Raises:
        KeyError: for a fragment that is not there; it is the fragment's path.
    """
    ids: set[str] = set()

    def text(match: re.Match[str]) -> str:
        found = fragments[match["path"]].strip("\n")
        ids.update(_ID.findall(found))
        # A drawing is a part of text to HTML, so it stands in a paragraph.
        return f"<p>{found}</p>" if found.startswith("<svg") else found

    return _PLACE.sub(text, html), ids


def makeExtension(**_: Any) -> FragmentsExtension:  # noqa: N802 - the name is Python-Markdown's
    """Entry point by which Python-Markdown loads the module by name."""
    return FragmentsExtension()

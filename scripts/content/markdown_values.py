"""Figures of the data in running text, as an extension of Python-Markdown.

A page writes `[[llama-7b.parameters.total|billions]]`; the reader sees the figure of the data.
No generated figure is typed by hand, so none can go stale.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

#: name and format (None where the page gives none) to the text shown.
Lookup = Callable[[str, str | None], str]

# A form in backquotes is being shown, not used.
_VALUE = re.compile(r"(?<!`)\[\[(?P<name>[a-z][\w.-]*\.[\w.]+)(?:\|(?P<format>[\w-]+))?\]\]")


def names_in(text: str) -> Iterator[tuple[str, str | None]]:
    """Yield the (name, format) pairs that `text` asks for, in their order."""
    for match in _VALUE.finditer(text):
        yield match["name"], match["format"]


def fill(text: str, lookup: Lookup) -> str:
    """Return `text` with every value filled in; `lookup` raises KeyError for an unknown one."""
    return _VALUE.sub(lambda match: lookup(match["name"], match["format"]), text)


class _ValuesPreprocessor(Preprocessor):
    def __init__(self, md: Markdown, lookup: Lookup) -> None:
        super().__init__(md)
        self.lookup = lookup

    def run(self, lines: list[str]) -> list[str]:
        return fill("\n".join(lines), self.lookup).split("\n")


class ValuesExtension(Extension):
    """Fill in `[[name|format]]` before anything else reads the page."""

    def __init__(self, lookup: Lookup) -> None:
        super().__init__()
        self.lookup = lookup

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Register in front of every other preprocessor."""
        md.preprocessors.register(_ValuesPreprocessor(md, self.lookup), "handbook-values", 200)

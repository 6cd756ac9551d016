"""What a page may hold of HTML and of attributes: a list of elements, attributes and schemes.

Whatever else it held would reach readers, in the PDF and the e-books too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from html.parser import HTMLParser

#: Elements that a page may write as HTML, with their attributes.
ELEMENTS: Mapping[str, frozenset[str]] = {
    "a": frozenset(("href", "class", "download")),
    "br": frozenset(),
    "div": frozenset(("class", "id", "markdown", "data-explorer", "lang")),
    "figcaption": frozenset(("markdown",)),
    "figure": frozenset(("class", "id", "markdown")),
    "kbd": frozenset(),
    "span": frozenset(("class", "lang")),
    "sub": frozenset(),
    "sup": frozenset(),
}
_VOID = frozenset(("br",))
_SCHEMES = frozenset(("http", "https", "mailto"))
_SCHEME = re.compile(r"^(?P<scheme>[a-zA-Z][\w+.-]*):")
#: What browsers leave out of an address before they read its scheme.
_IGNORED = re.compile(r"[\x00-\x20]+")
_LINK = re.compile(r"\]\(\s*<?(?P<target>[^)>\s]*)")
#: Attributes of what stands before them, as the extension `attr_list` reads them.
_ATTRIBUTES = re.compile(r"\{:?[ ]?(?P<list>[^{}\n]*=[^{}\n]*)\}")

#: message, remedy
Fault = tuple[str, str]


class _Html(HTMLParser):
    """Collects what raw HTML holds that a page may not, and what it leaves open."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[Fault] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS:
            self.faults.append((f"<{tag}> is not allowed", "write it in Markdown, or leave it out"))
            return
        for name, value in attrs:
            if name not in ELEMENTS[tag]:
                self.faults.append((f"<{tag} {name}> is not allowed", "leave the attribute out"))
            elif name == "href":
                self.faults.extend(_faults_of_href(value or ""))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ELEMENTS:
            return
        if tag in self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.faults.append((f"</{tag}> closes what is not open", "open and close in pairs"))


def _scheme(target: str) -> str | None:
    match = _SCHEME.match(_IGNORED.sub("", unescape(target)))
    return match["scheme"].lower() if match else None


def _faults_of_address(target: str) -> Iterator[Fault]:
    scheme = _scheme(target)
    if scheme and scheme not in _SCHEMES:
        yield f"links to {scheme}:", "link to https:// or to a page of the handbook"


def _faults_of_href(target: str) -> Iterator[Fault]:
    yield from _faults_of_address(target)
    if not target.startswith("#") and _scheme(target) is None:
        yield f'<a href="{target}"> leads to nothing that is checked', "write [text](page.md)"


def faults(text: str) -> Iterator[Fault]:
    """Yield what a text without code and formulas may not hold, as message and remedy."""
    parser = _Html()
    parser.feed(text)
    parser.close()
    yield from parser.faults
    for tag in parser.open:
        yield f"<{tag}> is never closed", f"write </{tag}>"
    for match in _ATTRIBUTES.finditer(text):
        yield f"{match[0]!r} sets attributes", "leave them out; .class and #id are allowed"
    for match in _LINK.finditer(text):
        yield from _faults_of_address(match["target"])

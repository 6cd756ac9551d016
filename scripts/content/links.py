"""Links between pages, held against the pages and places that there are, as a strict build does."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from scripts.base.problems import Problem
from scripts.content import prose
from scripts.content.pages import Page

_LINK = re.compile(
    r"""\]\(\s*
    (?:<(?P<angled>[^<>\n]*)>|(?P<bare>[^()\s<>]*(?:\([^()\s]*\)[^()\s]*)*))
    (?:\s+(?:"[^"\n]*"|'[^'\n]*'))?
    \s*\)""",
    re.VERBOSE,
)
_SCHEME = re.compile(r"[a-zA-Z][\w+.-]*:")
#: A page by its Markdown file, and a place on it or on the same page.
_TARGET = re.compile(r"(?P<file>[\w./-]*\.md)?(?:#(?P<place>[\w.:-]+))?")
#: How a page names a place: a heading, a question to oneself, a formula, raw HTML.
_PLACES = re.compile(
    r"\{:? ?#(?P<id>[\w.:-]+)|\\label\{(?P<label>[\w.:-]+)\}|\bid=\"(?P<raw>[\w.:-]+)"
)

#: message, remedy
Fault = tuple[str, str]


@cache
def places(page: Page) -> tuple[str, ...]:
    """Return the ids that a page gives to places, in their order."""
    text = prose.CODE.sub("", prose.without_blocks(page.body)[0])
    return tuple(name for match in _PLACES.finditer(text) for name in match.groups() if name)


def _nearest(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    return f"did you mean {near[0]}?" if near else "mend the link, or take it out"


def _targets(page: Page) -> Iterator[str | Fault]:
    """Yield where each link leads, or what is wrong with how it is written."""
    text = prose.plain(page.body)
    for start in re.finditer(r"\]\(", text):
        match = _LINK.match(text, start.start())
        if match is None:
            shown = text[start.start() : start.start() + 40].split("\n")[0]
            yield f"{shown!r} is no link", "write the address without blanks, and close it with )"
        else:
            yield match["bare"] if match["angled"] is None else match["angled"]
    for match in re.finditer(r"\]\[(?![\^\[])[^\]\n]*\]|^ {0,3}\[[^\]^\n][^\]\n]*\]:", text, re.M):
        yield f"{match[0]!r} keeps an address apart", "write the address behind the text, in ()"


@cache
def _written(page: Page) -> tuple[str | Fault, ...]:
    return tuple(_targets(page))


class _Site:
    """The pages of a language and the places that each has."""

    def __init__(self, pages: Iterable[Page], public: frozenset[str]) -> None:
        self.pages = {page.path: page for page in pages}
        self.places: Mapping[str, set[str]] = {
            path: set(places(page)) for path, page in self.pages.items()
        }
        for address in public:
            url, _, place = address[1:].partition("#")
            for path in (f"{url.rstrip('/')}.md", f"{url}index.md"):
                if place and path in self.pages:
                    self.places[path].add(place)

    def faults(self, page: Page, target: str) -> Iterator[Fault]:
        """Yield what is wrong with a link of `page` to `target`."""
        if _SCHEME.match(target):
            return
        match = _TARGET.fullmatch(target)
        if match is None or not target:
            remedy = "lead to a page by its Markdown file, as in ../glossary.md#bpe, or to https://"
            yield f"links to {target!r}, which is no page", remedy
            return
        file, place = match["file"], match["place"]
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), file or ""))
        path = path if file else page.path
        if path not in self.pages:
            yield f"links to {file}, which is not there", _nearest(path, self.pages)
        elif place and place not in self.places[path]:
            yield f"links to #{place}, which {path} has not", _nearest(place, self.places[path])


def problems(pages: Iterable[Page], public: frozenset[str]) -> Iterator[Problem]:
    """Yield each link, in the pages of one language, to a page or a place that is not there.

    Args:
        public: the addresses of the handbook, those of generated places too.
    """
    site = _Site(pages, public)
    for page in site.pages.values():
        for target in _written(page):
            found = site.faults(page, target) if isinstance(target, str) else [target]
            for message, remedy in found:
                yield Problem(page.file, "", "", message, remedy)

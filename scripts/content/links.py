"""Links between pages, held against the pages that there are, as a strict build does."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping

from scripts.base.problems import Problem
from scripts.content.pages import Page

#: A link to a page by its Markdown file, and a place on it or on the same page.
_LINK = re.compile(r"\]\((?P<file>[\w./-]*?\.md)?(?:#(?P<place>[\w.:-]+))?\)")
_CODE = re.compile(r"`[^`\n]*`")
#: How a page names a place: a heading, a question to oneself, a formula, raw HTML.
_PLACES = re.compile(
    r"\{ ?#(?P<id>[\w.:-]+)|\\label\{(?P<label>[\w.:-]+)\}|\bid=\"(?P<raw>[\w.:-]+)"
)


def _places(page: Page) -> set[str]:
    return {name for match in _PLACES.finditer(page.prose) for name in match.groups() if name}


def _nearest(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    return f"did you mean {near[0]}?" if near else "mend the link, or take it out"


def _faults(
    page: Page, written: Mapping[str, Page], places: Mapping[str, set[str]]
) -> Iterator[tuple[str, str]]:
    for match in _LINK.finditer(_CODE.sub("", page.prose)):
        file, place = match["file"], match["place"]
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), file or page.path))
        path = path if file else page.path
        if path not in written:
            yield f"links to {file}, which is not there", _nearest(path, written)
        elif place and written[path].is_question and place not in places[path]:
            yield f"links to #{place}, which {path} has not", _nearest(place, places[path])


def problems(pages: Iterable[Page]) -> Iterator[Problem]:
    """Yield each link, in the pages of one language, to a page or a place that is not there.

    Places are held against those of questions alone: other pages have some that are generated.
    """
    written = {page.path: page for page in pages}
    places = {path: _places(page) for path, page in written.items()}
    for page in written.values():
        for message, remedy in _faults(page, written, places):
            yield Problem(page.file, "", "", message, remedy)

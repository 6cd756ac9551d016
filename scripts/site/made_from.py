"""What a page shows beside its own text, so that a server renders it anew when that changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from scripts.content import markdown_values
from scripts.content.pages import Page
from scripts.fragments.generate import Content
from scripts.site import facts, terms

_INCLUDE = re.compile(r'--8<-- "(?P<path>[^":]+)')


def _included(body: str, fragments: Mapping[str, str], folders: tuple[Path, ...]) -> Iterator[str]:
    for match in _INCLUDE.finditer(body):
        if match["path"] in fragments:
            yield fragments[match["path"]]
            continue
        files = [folder / match["path"] for folder in folders]
        yield from (file.read_text(encoding="utf-8") for file in files if file.is_file())


def made_from(
    content: Content,
    page: Page,
    fragments: Mapping[str, str],
    folders: tuple[Path, ...],
    address: str,
) -> int:
    """Return a number that changes when anything does that the page takes from elsewhere.

    Args:
        fragments: what is generated, by path.
        folders: where other files that a page includes are looked for.
        address: of the site's root, with a slash at its end.
    """
    lookup = content.lookup(page.lang)
    values = tuple(lookup(name, form) for name, form in markdown_values.names_in(page.body))
    included = tuple(_included(page.body, fragments, folders))
    glossary = content.handbook.glossary if page.is_question else ()
    defined = tuple(terms.linked("".join((page.body, *included)), content.handbook, page.lang))
    of_page = repr(facts.of_page(content, page.lang, page.path, address))
    return hash((values, included, glossary, defined, of_page))

"""Links to the glossary bring the definition along, so that a reader need not leave the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from scripts.data.handbook import Handbook

_LINK = re.compile(r'<a href="(?P<address>[^"]*glossary/#(?P<id>[\w.-]+))"')
_MENTION = re.compile(r"glossary(?:\.md|/)#(?P<id>[\w.-]+)")
_SECTION = re.compile(r"(?=<h[23]\b)")


def linked(text: str, handbook: Handbook, lang: str) -> Iterator[str]:
    """Yield the definitions of the terms that a page's Markdown or HTML links to."""
    mentioned = {match["id"] for match in _MENTION.finditer(text)}
    yield from (term.definition[lang] for term in handbook.glossary if term.id in mentioned)


def with_definitions(html: str, handbook: Handbook, lang: str) -> str:
    """Return the page with the definition at the first link to each term in a section."""
    definitions = {term.id: term.definition[lang] for term in handbook.glossary}

    def section(text: str) -> str:
        seen: set[str] = set()

        def link(match: re.Match[str]) -> str:
            id_ = match["id"]
            if id_ in seen or id_ not in definitions:
                return match[0]
            seen.add(id_)
            return f'{match[0]} class="term" data-definition="{escape(definitions[id_])}"'

        return _LINK.sub(link, text)

    return "".join(map(section, _SECTION.split(html)))

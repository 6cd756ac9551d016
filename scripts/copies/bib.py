"""All sources as one file for reference managers (BibTeX)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scripts.base import citing
from scripts.data.lists import Source

_ARXIV = re.compile(r"arXiv:(?P<id>\d{4}\.\d{4,5})")


def _author(name: str) -> str:
    """A name without a comma is an organisation's, which braces keep whole."""
    escaped = citing.escaped(name)
    return escaped if "," in name else f"{{{escaped}}}"


def _entry(source: Source) -> str:
    authors = [_author(name) for name in source.authors] + ["others"] * source.others
    fields = {
        "author": " and ".join(authors),
        "title": f"{{{citing.escaped(source.title)}}}",
        "year": str(source.year),
        "howpublished": citing.escaped(source.venue),
        "url": source.url,
        "urldate": source.opened.isoformat(),
    }
    if arxiv := _ARXIV.search(source.venue):
        fields |= {"eprint": arxiv["id"], "archiveprefix": "arXiv"}
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    # Books are what BibTeX has a type for; the rest is told by where it was published.
    kind = "book" if source.kind == "book" else "misc"
    return f"@{kind}{{{source.id},\n{lines}\n}}\n"


def render(sources: Iterable[Source]) -> str:
    """Return the entries in the order of their ids, which are those of data/sources/."""
    return "\n".join(_entry(source) for source in sorted(sources, key=lambda one: one.id))

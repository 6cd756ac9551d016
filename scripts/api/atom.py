"""Atom feeds (RFC 4287), and the change log as one, both languages in each entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from xml.etree import ElementTree

from scripts.api.shapes import ChangeEntry

_ATOM = "http://www.w3.org/2005/Atom"
_XHTML = "http://www.w3.org/1999/xhtml"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TITLE = "大模型常见问题：数据变更 · LLM FAQ: changes of the data"

Element = ElementTree.Element


def add(parent: Element, name: str, text: str | None = None, **attributes: str) -> Element:
    """Add an element of Atom with its text and attributes, and return it."""
    child = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    child.text = text
    return child


def time(day: date) -> str:
    """Return the start of a day in UTC, as RFC 3339 writes it."""
    return f"{day.isoformat()}T00:00:00Z"


def pages_of(parent: Element, urls: Mapping[str, str]) -> None:
    """Add the pages that a feed or an entry stands for, by language."""
    for lang, url in urls.items():
        add(parent, "link", rel="alternate", type="text/html", hreflang=lang, href=url)


def start(address: str, title: str, updated: date, author: str, rights: str) -> Element:
    """Return a feed without entries; `address` is where it is published, and its id."""
    ElementTree.register_namespace("", _ATOM)
    ElementTree.register_namespace("xhtml", _XHTML)
    feed = ElementTree.Element(f"{{{_ATOM}}}feed")
    add(feed, "id", address)
    add(feed, "title", title)
    add(feed, "updated", time(updated))
    add(add(feed, "author"), "name", author)
    add(feed, "rights", rights)
    add(feed, "link", rel="self", type="application/atom+xml", href=address)
    return feed


def written(feed: Element) -> str:
    """Return a feed as it is published."""
    ElementTree.indent(feed, " ")
    text = ElementTree.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


def _content(entry: Element, change: ChangeEntry) -> None:
    content = add(entry, "content", type="xhtml")
    body = ElementTree.SubElement(content, f"{{{_XHTML}}}div")
    for lang in ("zh", "en"):
        line = ElementTree.SubElement(body, f"{{{_XHTML}}}p", {_LANG: lang})
        line.text = change.text[lang]
    if change.checkpoints:
        ids = ElementTree.SubElement(body, f"{{{_XHTML}}}p")
        ids.text = ", ".join(change.checkpoints)


def _entry(feed: Element, change: ChangeEntry, address: str) -> None:
    entry = add(feed, "entry")
    add(entry, "id", f"{address}#v{change.version}")
    add(entry, "title", change.version)
    add(entry, "updated", time(change.date))
    pages_of(entry, change.url.model_dump())
    _content(entry, change)


def render(changes: Sequence[ChangeEntry], address: str, pages: dict[str, str], rights: str) -> str:
    """Return the feed, newest first.

    Args:
        address: where the feed is published, which is its id as well.
        pages: the page with the change log, by language.
    """
    feed = start(address, TITLE, changes[0].date, "The LLM FAQ authors", rights)
    pages_of(feed, pages)
    for change in changes:
        _entry(feed, change, address)
    return written(feed)

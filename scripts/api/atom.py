"""The change log as an Atom feed (RFC 4287), both languages in each entry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from xml.etree import ElementTree

from scripts.api.shapes import ChangeEntry

_ATOM = "http://www.w3.org/2005/Atom"
_XHTML = "http://www.w3.org/1999/xhtml"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TITLE = "大模型常见问题：数据变更 · LLM FAQ: changes of the data"

Element = ElementTree.Element


def _add(parent: Element, name: str, text: str | None = None, **attributes: str) -> Element:
    child = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    child.text = text
    return child


def _time(day: date) -> str:
    """Return the start of a day in UTC, as RFC 3339 writes it."""
    return f"{day.isoformat()}T00:00:00Z"


def _pages(parent: Element, urls: dict[str, str]) -> None:
    for lang, url in urls.items():
        _add(parent, "link", rel="alternate", type="text/html", hreflang=lang, href=url)


def _content(entry: Element, change: ChangeEntry) -> None:
    content = _add(entry, "content", type="xhtml")
    body = ElementTree.SubElement(content, f"{{{_XHTML}}}div")
    for lang in ("zh", "en"):
        line = ElementTree.SubElement(body, f"{{{_XHTML}}}p", {_LANG: lang})
        line.text = change.text[lang]
    if change.checkpoints:
        ids = ElementTree.SubElement(body, f"{{{_XHTML}}}p")
        ids.text = ", ".join(change.checkpoints)


def _entry(feed: Element, change: ChangeEntry, address: str) -> None:
    entry = _add(feed, "entry")
    _add(entry, "id", f"{address}#v{change.version}")
    _add(entry, "title", change.version)
    _add(entry, "updated", _time(change.date))
    _pages(entry, change.url.model_dump())
    _content(entry, change)


def render(changes: Sequence[ChangeEntry], address: str, pages: dict[str, str], rights: str) -> str:
    """Return the feed, newest first.

    Args:
        address: where the feed is published, which is its id as well.
        pages: the page with the change log, by language.
    """
    ElementTree.register_namespace("", _ATOM)
    ElementTree.register_namespace("xhtml", _XHTML)
    feed = ElementTree.Element(f"{{{_ATOM}}}feed")
    _add(feed, "id", address)
    _add(feed, "title", TITLE)
    _add(feed, "updated", _time(changes[0].date))
    _add(_add(feed, "author"), "name", "The LLM FAQ authors")
    _add(feed, "rights", rights)
    _add(feed, "link", rel="self", type="application/atom+xml", href=address)
    _pages(feed, pages)
    for change in changes:
        _entry(feed, change, address)
    ElementTree.indent(feed, " ")
    text = ElementTree.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'

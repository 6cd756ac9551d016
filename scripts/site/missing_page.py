"""The one page for missing addresses, which speaks either language.

A host has one such page for the whole site. It is built once a language; of the two this makes one
in English in which each element of the frame carries what it is in Chinese, as `data-zh`. A script
of overrides/404.html puts that in its place where the address is a Chinese one.
"""

from __future__ import annotations

import json
from itertools import zip_longest
from typing import Any

from lxml import html

#: Below the site's root.
FILE = "404.html"
_CARRIER = "data-zh"


def both(english: str, chinese: str) -> str:
    """Return the English page whose elements carry their Chinese texts and attributes.

    Raises:
        ValueError: where the two differ in more than texts and values of attributes.
    """
    page: Any = html.document_fromstring(english)
    other: Any = html.document_fromstring(chinese)
    elements = page.body.iter("*"), other.body.iter("*")
    for ours, theirs in zip_longest(*elements):
        if ours is None or theirs is None or ours.tag != theirs.tag:
            raise ValueError("the 404 pages of the two languages differ in their elements")
        if carried := _differences(ours, theirs):
            ours.set(_CARRIER, json.dumps(carried, ensure_ascii=False, sort_keys=True))
    return str(html.tostring(page, encoding="unicode", doctype="<!doctype html>"))


def _differences(ours: Any, theirs: Any) -> dict[str, object]:
    """Return the attributes of the other element that differ and, below `texts`, its texts."""
    if ours.attrib.keys() != theirs.attrib.keys():
        raise ValueError(f"the 404 pages differ in the attributes of {ours.tag}")
    found: dict[str, object] = {
        name: value for name, value in theirs.attrib.items() if ours.get(name) != value
    }
    texts = _texts(theirs)
    if len(texts) != len(_texts(ours)):
        raise ValueError(f"the 404 pages differ in the number of texts in {ours.tag}")
    if texts != _texts(ours):
        found["texts"] = texts
    return found


def _texts(element: Any) -> list[str]:
    """Return the texts that stand in an element itself, blank ones left out."""
    texts = [element.text, *(child.tail for child in element)]
    return [text for text in texts if text and text.strip()]

"""The questions with which readers check themselves, as a built page holds them."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml.html import HtmlElement
from lxml.html.builder import DIV

SECTION = "self-check"


@dataclass(frozen=True)
class Item:
    """One question with its answer.

    Attributes:
        block: the block that folds on the site; it holds the question and the answer.
        question: the line of the question, in its place in the page.
        answer: a copy of what answers it, as the children of one `div`.
    """

    block: HtmlElement
    question: HtmlElement
    answer: HtmlElement


def items(article: HtmlElement) -> list[Item]:
    """Return the items of the section `self-check` of a page, none when it has no such section."""
    return [_item(block, summary) for block in _blocks(article) for summary in block[:1]]


def _blocks(article: HtmlElement) -> Iterator[HtmlElement]:
    for heading in article.xpath(f".//h2[@id='{SECTION}']"):
        for sibling in heading.itersiblings():
            if sibling.tag == "h2":
                break
            if sibling.tag == "details" and "question" in (sibling.get("class") or "").split():
                yield sibling


def _item(block: HtmlElement, question: HtmlElement) -> Item:
    return Item(block, question, DIV(*(deepcopy(part) for part in block[1:])))

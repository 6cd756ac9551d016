"""What a built page asks: the questions of its self-check, and the common mistakes."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml.html import HtmlElement
from lxml.html.builder import DIV, H2, LI, OL

SECTION = "self-check"
MISTAKES = "common-mistakes"


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
    blocks = _blocks(article, SECTION, "question")
    return [_item(block, title) for block in blocks for title in block[:1]]


def put_answers_last(article: HtmlElement, heading: str) -> None:
    """Move the answers of a self-check to the end of an article, in place; both get numbers."""
    found = items(article)
    if not found:
        return
    for number, item in enumerate(found, start=1):
        for part in [*item.block.iterchildren("*")]:
            if part is not item.question:
                part.drop_tree()
        item.question.text = f"{number}. {item.question.text or ''}"
    answers = [H2(heading), OL(*(LI(*item.answer) for item in found))]
    notes = article.xpath("./div[contains(@class,'footnote')]")
    at = article.index(notes[0]) if notes else len(article)
    for answer in reversed(answers):
        article.insert(at, answer)


def mistakes(article: HtmlElement) -> list[Item]:
    """Return the common mistakes of a page: what is believed as the question, and what is right."""
    blocks = _blocks(article, MISTAKES, "failure")
    return [_item(block, title) for block in blocks for title in block[:1]]


def _blocks(article: HtmlElement, section: str, kind: str) -> Iterator[HtmlElement]:
    for heading in article.xpath(f".//h2[@id='{section}']"):
        for sibling in heading.itersiblings():
            if sibling.tag == "h2":
                break
            if kind in (sibling.get("class") or "").split():
                yield sibling


def _item(block: HtmlElement, question: HtmlElement) -> Item:
    return Item(block, question, DIV(*(deepcopy(part) for part in block[1:])))

"""What a built page asks: the questions of its self-check, and the common mistakes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from math import ceil
from unicodedata import east_asian_width

from lxml.html import HtmlElement
from lxml.html.builder import DIV, H2, LI, OL

SECTION = "self-check"
MISTAKES = "common-mistakes"
#: The classes of a list of answers, and of one that stays on one page.
ANSWERS, KEPT = "answers", "kept"
#: So many lines of answers stay on one page; more would leave too much of the page before blank.
_MOST_KEPT = 12
_LETTERS_OF_LINE = 80


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
    answers = [H2(heading), *_lists([item.answer for item in found])]
    notes = article.xpath("./div[contains(@class,'footnote')]")
    at = article.index(notes[0]) if notes else len(article)
    for answer in reversed(answers):
        article.insert(at, answer)


def _lists(answers: Sequence[HtmlElement]) -> Iterator[HtmlElement]:
    """Give the answers as a list, in two if they are long: the last ones stay on one page.

    They end the chapter, whose last page is not to hold a line or two alone.
    """
    lines, first = 0, len(answers)
    while first and (
        first == len(answers) or lines + lines_on_paper([answers[first - 1]]) <= _MOST_KEPT
    ):
        first -= 1
        lines += lines_on_paper([answers[first]])
    if first:
        yield OL({"class": ANSWERS}, *(LI(*answer) for answer in answers[:first]))
    yield OL(
        {"class": f"{ANSWERS} {KEPT}"},
        *(LI(*answer) for answer in answers[first:]),
        start=str(first + 1),
    )


def lines_on_paper(paragraphs: Iterable[HtmlElement]) -> int:
    """Return about how many lines paragraphs take on paper."""
    texts = (paragraph.text_content() for paragraph in paragraphs)
    widths = (sum(1 + (east_asian_width(sign) in "WF") for sign in text) for text in texts)
    return sum(ceil(width / _LETTERS_OF_LINE) for width in widths)


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

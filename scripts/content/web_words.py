"""Words that make sense on a screen alone, looked for in what is to be printed.

A page is a web page on the site and a chapter, or a part of one, in a book; a book has nothing to
click. What only readers of the site need to know stands in the page with the class `no-print`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from scripts.base.problems import Problem

if TYPE_CHECKING:  # a book, each step of which reads its modules anew, needs no data of the site
    from scripts.content.pages import Page

#: What the site alone shows, on a line of its Markdown.
_NO_PRINT = re.compile(r'<(?P<tag>span|p|div)\b[^>]*class="[^"]*no-print[^"]*".*?</(?P=tag)>', re.S)
_REMEDY = "write it so that it holds on paper as well, or give it the class no-print"
#: How much of the text around a word a message shows.
_AROUND = 16
#: The words, as expressions, by language.
WORDS: Mapping[str, tuple[str, ...]] = {
    "zh": (
        "[本这此]一?页",
        "本站",
        "页面",
        r"[单双点][击按]",
        "点一下",
        "点开",
        "点家族名",
        "一起更新",
        "网址里",
        "地址栏",
        "搜索框",
        "勾选",
        "粘贴",
        "悬停",
        "鼠标",
        "滑块",
        "拖动",
        "按钮",
        r"[页站][首末尾]",
        "cookie",
    ),
    "en": (
        "this (?:web ?)?page",
        "these pages",
        "this (?:web ?)?site",
        "(?:on|see) the pages? (?:about|of|on)",
        "(?:foot|top|end) of (?:every|each|the) page",
        r"click(?:s|ed|ing)?\b",
        "hover",
        r"drag(?:ged|ging)?\b",
        "slider",
        "buttons?",
        "paste",
        "tick (?:a|the|two|one)",
        "the address (?:bar|keeps|names|holds)",
        "(?:double|right)-click",
        "cookies?",
    ),
}


def of_questions(pages: Iterable[Page]) -> Iterator[Problem]:
    """Give a problem for each such word of the Markdown of questions, before anything is built."""
    for page in pages:
        if page.is_question:
            yield from _of_page(page)


@cache
def _of_page(page: Page) -> tuple[Problem, ...]:
    return tuple(in_text(page.file, _NO_PRINT.sub(" ", page.body), page.lang))


def in_text(place: str, text: str, lang: str) -> Iterator[Problem]:
    """Give a problem for each such word of a text; `place` is what messages call it."""
    text = " ".join(text.lower().split())
    for found in _expression(WORDS[lang]).finditer(text):
        around = text[max(0, found.start() - _AROUND) : found.end() + _AROUND]
        message = f"is a word of the web: {around!r}"
        yield Problem(place, repr(found[0]), "", message, _REMEDY)


def _expression(words: Iterable[str]) -> re.Pattern[str]:
    bounds = (rf"\b(?:{word})\b" if word.isascii() else f"(?:{word})" for word in words)
    return re.compile("|".join(bounds))

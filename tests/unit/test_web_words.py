"""What is to be printed names nothing that only a screen has."""

from __future__ import annotations

import datetime

import pytest
from lxml.html import HtmlElement, fromstring

from scripts.content.pages import FrontMatter, Page
from scripts.content.web_words import in_text, of_questions
from scripts.publication.trimming import trim


def _found(html: str, lang: str) -> list[str]:
    article: HtmlElement = fromstring(f"<article>{html}</article>")
    trim(article)
    return [problem.entry for problem in in_text("questions/heron/", article.text_content(), lang)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "the numbers of <em>this</em>\npage"),
        ("en", "Click a family"),
        ("en", "We set no cookies"),
        ("en", "The address keeps what is chosen"),
        ("zh", "本页的数字"),
        ("zh", "下面四项一起更新"),
        ("zh", "点家族名看来历"),
        ("zh", "选择记在网址里"),
    ],
)
def test_a_word_of_the_web_is_found_in_what_is_printed(lang: str, text: str) -> None:
    assert len(_found(f"<p>{text}.</p>", lang)) == 1


def test_what_only_the_site_shows_may_say_anything() -> None:
    assert _found('<p>Kept.</p><p class="no-print">Click this page.</p>', "en") == []
    assert _found('<p>都在<span class="no-print">，本页可点击</span>。</p>', "zh") == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Two sequences share the pages of a cache; a page holds 16 tokens."),
        ("en", "A dragnet of buttonless coats."),
        ("zh", "散点图里每页缓存放 16 个词元，页表记下它们的去处。"),
    ],
)
def test_words_that_only_look_alike_stay(lang: str, text: str) -> None:
    assert _found(f"<p>{text}</p>", lang) == []


def test_a_word_of_the_web_is_told_before_anything_is_built() -> None:
    meta = FrontMatter(
        title="Herons", description="birds that wait for fish", reviewed=datetime.date(2026, 1, 2)
    )
    body = 'The numbers on this page. <span class="no-print">Click it.</span>'
    files = ("questions/heron.md", "about/data.md")
    [problem] = of_questions(Page("en", file, f"docs/en/{file}", meta, body) for file in files)
    assert (problem.file, problem.entry) == ("docs/en/questions/heron.md", "'this page'")

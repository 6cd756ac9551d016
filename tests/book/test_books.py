"""The books as made by `python -m scripts site`, as a reader of the PDFs meets them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml.html import HtmlElement

from scripts.paths import DOWNLOADS, LANGUAGES, SITE
from scripts.publication import book_name, site_reader
from scripts.publication.trimming import trim
from tests.book.pdf import (
    Pdf,
    bad_line_starts,
    fonts_not_embedded,
    misplaced_bookmarks,
    misplaced_contents,
)

#: What readers read of a page: the smallest elements of running text.
TEXT = ["p", "li", "dt", "dd", "h2", "h3", "h4", "figcaption", "summary"]
#: Set apart from the text around it, or replaced in print.
APART = "math|.//code|.//sup|.//svg|.//pre|.//*[contains(@class,'card-note')]"
APART_SIGN = "\ufffc"
LETTERS = {"zh": r"[\u3400-\u9fff]", "en": r"[A-Za-z]"}
#: What the book adds behind a link.
PAGE_REFERENCE = re.compile(
    r"（(?:[图表式]\s*[\d.]+)?，?(?:第\s*\d+\s*页)?）"
    r"|\((?:(?:figure|table|equation)\s*[\d.]+)?(?:,\s*)?(?:p\.\s*\d+)?\)"
)
SHORTEST = {"zh": 4, "en": 20}

pytestmark = pytest.mark.xdist_group("books")


@pytest.fixture(scope="module", params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def book(lang: str) -> Iterator[Pdf]:
    file = DOWNLOADS / book_name(lang)
    if not file.exists():
        pytest.exit(
            f"there is no {file.name}: run `make site` or `python -m scripts site` first", 1
        )
    pdf = Pdf(file)
    yield pdf
    pdf.close()


def test_every_bookmark_leads_to_its_heading(book: Pdf) -> None:
    assert len(book.bookmarks) > 50
    assert misplaced_bookmarks(book) == []


def test_the_contents_tell_the_pages_of_parts_and_chapters(book: Pdf) -> None:
    assert misplaced_contents(book) == []
    assert len(book.contents_pages) <= 2


def test_every_question_is_a_chapter(book: Pdf, lang: str) -> None:
    questions = SITE.glob("questions/*/" if lang == "zh" else f"{lang}/questions/*/")
    titles = {re.sub(r"^\d+ ", "", mark.title) for mark in book.bookmarks if mark.level == 1}
    for folder in questions:
        [heading] = site_reader.read_page(folder / "index.html").xpath("//article//h1")
        assert site_reader.text_of(heading) in titles


def test_fonts_are_embedded_and_none_is_drawn_by_hand(book: Pdf) -> None:
    assert fonts_not_embedded(book) == []
    assert "/Type3" not in {str(font["/Subtype"]) for font in book.fonts().values()}


def test_figures_are_vectors(book: Pdf) -> None:
    assert book.images() == 0


def test_no_chinese_line_begins_with_a_sign_that_closes(book: Pdf) -> None:
    assert bad_line_starts(book) == []


def test_the_book_is_tagged_for_readers_by_ear(book: Pdf) -> None:
    with book.structure.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"


def test_every_sentence_of_the_pages_can_be_read_in_the_book(book: Pdf, lang: str) -> None:
    inside = _letters(PAGE_REFERENCE.sub("", book.text), lang)
    missing = [text for text in _texts(SITE, lang) if not _is_in(text, inside)]
    assert missing == []


def _letters(text: str, lang: str) -> str:
    return "".join(re.findall(LETTERS[lang], text))


def _texts(site: Path, lang: str) -> Iterator[str]:
    for chapter in site_reader.read(site, lang).chapters():
        trim(chapter.article)
        for element in chapter.article.xpath("|".join(f".//{tag}" for tag in TEXT)):
            if not element.xpath("|".join(f".//{tag}" for tag in ("p", "li", "table", "dl"))):
                yield from _pieces(element, lang)


def _pieces(element: HtmlElement, lang: str) -> Iterator[str]:
    """Give the letters of an element's text, in pieces where something is set apart."""
    if element.xpath("ancestor-or-self::*[contains(@class,'footnote') or @class='card-note']"):
        return
    for apart in element.xpath(f".//{APART}"):
        apart.text, apart[:] = APART_SIGN, []
    for piece in element.text_content().split(APART_SIGN):
        letters = _letters(piece, lang)
        if len(letters) >= SHORTEST[lang]:
            yield letters


def _is_in(text: str, book: str) -> bool:
    """Return whether a text is in the book, whole or in two parts around the end of a page."""
    cuts = range(len(text))
    return any(text[:cut] in book and text[cut:] in book for cut in cuts)

"""The books as made by `python -m scripts site`, as a reader of the PDFs meets them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import pytest

from scripts.base.paths import DOWNLOADS, SITE, language_root
from scripts.publication import site_reader
from scripts.publication.books import book_name
from scripts.publication.division import BOOKS, QUESTIONS, Book
from scripts.publication.paper import PAPERS, US_LETTER, Paper
from tests.book import links, notes, parity
from tests.book.blank import half_empty
from tests.book.copying import zero_width
from tests.book.overprint import overprinted
from tests.book.pdf import (
    Pdf,
    bad_line_starts,
    broken_links,
    fonts_not_embedded,
    left_out_of_contents,
    misplaced_bookmarks,
    misplaced_contents,
    wrong_sides,
)
from tests.book.sheet import off_sheet

pytestmark = pytest.mark.long


def _one_worker_a_book() -> Iterator[object]:
    """Give the books with their languages and papers; what is read of one is kept for all tests.

    US Letter is read in `make standards`: template and text are the same. `make test` reads an
    invented book on it.
    """
    for book, (lang, papers) in product(BOOKS, PAPERS.items()):
        for paper in papers:
            name = f"{book.id}-{lang}-{paper.name}"
            marks = [pytest.mark.xdist_group(name)]
            if paper == US_LETTER:
                marks.append(pytest.mark.standards)
            yield pytest.param((lang, paper, book), marks=marks, id=name)


@pytest.fixture(scope="module", params=_one_worker_a_book())
def edition(request: pytest.FixtureRequest) -> tuple[str, Paper, Book]:
    """A book in a language and on a paper."""
    lang, paper, book = request.param
    return lang, paper, book


@pytest.fixture(scope="module")
def lang(edition: tuple[str, Paper, Book]) -> str:
    return edition[0]


@pytest.fixture(scope="module")
def kind(edition: tuple[str, Paper, Book]) -> Book:
    return edition[2]


@pytest.fixture(scope="module")
def book(edition: tuple[str, Paper, Book]) -> Iterator[Pdf]:
    file = DOWNLOADS / book_name(*edition)
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


def test_the_contents_list_parts_and_chapters_with_their_pages(book: Pdf) -> None:
    assert misplaced_contents(book) == []
    assert left_out_of_contents(book) == []
    # Parts and chapters only: a page of them holds some forty.
    assert len(book.contents) > 25 * len(book.contents_pages)


def test_odd_pages_are_on_the_right(book: Pdf) -> None:
    assert wrong_sides(book) == []


def test_every_link_into_the_book_leads_somewhere(book: Pdf) -> None:
    assert broken_links(book) == []


def test_links_out_of_the_book_are_those_of_the_site(book: Pdf, lang: str, kind: Book) -> None:
    volume = kind.of(site_reader.read(SITE, lang))
    printed = book.outward_links()
    assert links.to_others(printed, volume) == links.expected(volume, kind, SITE)
    assert links.dead(printed, volume, SITE) == []


def test_every_question_or_family_is_a_chapter(book: Pdf, lang: str, kind: Book) -> None:
    section = "questions" if kind == QUESTIONS else "models"
    pages = language_root(SITE, lang).glob(f"{section}/*/")
    titles = {re.sub(r"^\d+ ", "", mark.title) for mark in book.bookmarks if mark.level == 1}
    for folder in pages:
        if f"{section}/{folder.name}/" in site_reader.LEFT_OUT:
            continue
        [heading] = site_reader.read_page(folder / "index.html").xpath("//article//h1")
        assert site_reader.text_of(heading) in titles


def test_fonts_are_embedded_and_none_is_drawn_by_hand(book: Pdf) -> None:
    assert fonts_not_embedded(book) == []
    assert "/Type3" not in {str(font["/Subtype"]) for font in book.fonts().values()}


def test_figures_are_vectors(book: Pdf) -> None:
    assert book.images() == 0


def test_no_chinese_line_begins_with_a_sign_that_closes(book: Pdf) -> None:
    assert bad_line_starts(book) == []


def test_no_note_stands_before_its_mark(book: Pdf) -> None:
    assert notes.before_their_marks(book) == []


def test_hardly_a_page_ends_blank_unless_a_chapter_ends_there(book: Pdf) -> None:
    """A page in two hundred may, where a long formula or a figure had no room."""
    assert len(half_empty(book)) <= len(book.structure.pages) / 200, half_empty(book)


def test_no_word_is_printed_upon_another(book: Pdf) -> None:
    assert overprinted(book) == []


def test_nothing_is_printed_off_the_sheet(book: Pdf) -> None:
    assert off_sheet(book) == []


def test_no_sign_without_width_is_copied(book: Pdf) -> None:
    assert zero_width(book) == []


def test_the_book_is_tagged_for_readers_by_ear(book: Pdf) -> None:
    with book.structure.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"


def test_every_glyph_is_there_and_can_be_read(book: Pdf) -> None:
    assert book.tagged.unreadable == []


def test_every_paragraph_cell_and_code_line_of_the_site_can_be_read_in_order(
    book: Pdf, lang: str, kind: Book
) -> None:
    assert parity.differences(site_reader.read(SITE, lang), kind, book) == []

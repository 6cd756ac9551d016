"""The PDF that every question page offers, as made by `python -m scripts site`."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.base.paths import DEFAULT_LANGUAGE, LANGUAGES, ROOT, SITE, language_root
from scripts.publication import handouts, packs, site_reader
from tests.book.copying import zero_width
from tests.book.pdf import Pdf, bad_line_starts, fonts_not_embedded, holds, misplaced_bookmarks
from tests.book.sheet import off_sheet

WORDS = {"zh": "下载本页 PDF", "en": "PDF of this page"}


def _questions() -> list[str]:
    files = sorted((ROOT / "docs" / DEFAULT_LANGUAGE / "questions").glob("*.md"))
    return [file.stem for file in files if file.stem != "index"]


def _looked_through(lang: str) -> list[str]:
    """The questions take turns: the books hold the same manuscript, all of it in both languages."""
    return _questions()[LANGUAGES.index(lang) :: len(LANGUAGES)]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("question", _questions())
def test_the_link_on_a_question_page_leads_to_the_pdf_of_that_page(
    lang: str, question: str
) -> None:
    page = language_root(SITE, lang) / "questions" / question / "index.html"
    tree = site_reader.read_page(page)
    links = [a for a in tree.xpath("//article//a") if site_reader.text_of(a) == WORDS[lang]]
    assert len(links) == 1, f"{page}: no link to a PDF: run `python -m scripts site`"
    pdf = Pdf((page.parent / links[0].get("href")).resolve())
    [title] = tree.xpath("//article//h1")
    [address] = tree.xpath("//link[@rel='canonical']/@href")
    assert holds(pdf.texts[0], site_reader.text_of(title))
    assert holds(pdf.texts[0], address)
    if question in _looked_through(lang):
        assert misplaced_bookmarks(pdf) == []
        assert bad_line_starts(pdf) == []
        assert fonts_not_embedded(pdf) == []
        assert off_sheet(pdf) == []
        assert zero_width(pdf) == []
    pdf.close()


@pytest.mark.parametrize(
    "file", sorted((ROOT / "packs").glob("*.yaml")), ids=lambda file: file.stem
)
def test_the_packs_of_the_repository_hold_questions_of_the_site(file: Path) -> None:
    handout, _ = handouts.order(packs.read(file), file.name, SITE)
    assert handout.questions

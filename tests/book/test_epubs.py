"""The EPUBs as made by `python -m scripts site`; EPUBCheck reads them in `make standards`."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from lxml.html import HtmlElement

from scripts.base.paths import DOWNLOADS, LANGUAGES, SITE
from scripts.epub import epub_name, names
from scripts.epub.package import MATHML_FORMULAS, PICTURES, Formulas
from scripts.publication import site_reader
from scripts.publication.trimming import trim
from tests.epub import Epub, complaints, find, squeezed

#: What the EPUB says in another way: sources as numbers, notes with a number before them; formulas,
#: figures and tables that came before.
_OTHERWISE = (
    "ancestor::annotation or ancestor::sup or ancestor::svg or ancestor::figure"
    " or ancestor::*[contains(@class,'table-sources') or contains(@class,'card-note')]"
)
_MEGABYTES = 6

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("epubs")]


@pytest.fixture(scope="module", params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def _read(lang: str, formulas: Formulas) -> Epub:
    file = DOWNLOADS / epub_name(lang, formulas)
    if not file.exists():
        pytest.exit(
            f"there is no {file.name}: run `make site` or `python -m scripts site` first", 1
        )
    return Epub(file)


@pytest.fixture(scope="module")
def epub(lang: str) -> Epub:
    """The edition with MathML, whose formulas are text."""
    return _read(lang, MATHML_FORMULAS)


@pytest.fixture(scope="module")
def with_pictures(lang: str) -> Epub:
    return _read(lang, PICTURES)


@pytest.mark.standards
def test_epubcheck_finds_neither_error_nor_warning(epub: Epub, with_pictures: Epub) -> None:
    assert complaints(epub.file) == []
    assert complaints(with_pictures.file) == []


def test_every_link_into_the_epub_has_a_place(epub: Epub) -> None:
    assert epub.dead_links() == []


def test_every_question_is_a_chapter(epub: Epub, lang: str) -> None:
    root = SITE if lang == "zh" else SITE / lang
    for folder in root.glob("questions/*/"):
        assert names.document(f"questions/{folder.name}") in epub.documents


def test_every_formula_has_words(epub: Epub) -> None:
    formulas = [formula for root in epub.documents.values() for formula in find(root, "//m:math")]
    assert len(formulas) > 100
    assert all(formula.get("alttext") for formula in formulas)


def test_every_formula_is_a_picture_in_the_other_edition(epub: Epub, with_pictures: Epub) -> None:
    for name, root in with_pictures.documents.items():
        told = [formula.get("alttext") for formula in find(epub.documents[name], "//m:math")]
        pictures = find(root, "//h:img[starts-with(@src, 'formulas/')]")
        assert [picture.get("alt") for picture in pictures] == told, name
        missing = {
            f"EPUB/{picture.get('src')}" for picture in pictures
        } - with_pictures.files.keys()
        assert not missing


def test_every_text_of_a_page_is_in_its_chapter(epub: Epub, lang: str) -> None:
    missing = []
    for chapter in site_reader.read(SITE, lang).chapters():
        document = epub.documents[names.document(chapter.address)]
        inside = squeezed("".join(map(str, document.itertext())))
        trim(chapter.article)
        texts = set(_texts(chapter.article))
        missing += [f"{chapter.address}: {text}" for text in texts if text not in inside]
    assert missing == []


def test_every_table_is_there_once_with_all_its_cells(epub: Epub, lang: str) -> None:
    cells = {
        _cell(cell) for root in epub.documents.values() for cell in find(root, "//h:td|//h:th")
    }
    missing = set()
    for chapter in site_reader.read(SITE, lang).chapters():
        trim(chapter.article)
        for cell in chapter.article.xpath(
            ".//figure//td[not(@class='table-sources')]|.//figure//th"
        ):
            if not cell.xpath(".//sup|.//math|.//code"):
                missing |= {squeezed(cell.text_content())} - cells
    assert missing == set()


def test_the_files_are_small(epub: Epub, with_pictures: Epub) -> None:
    for file in (epub.file, with_pictures.file):
        assert file.stat().st_size < _MEGABYTES * 1e6


def _texts(article: HtmlElement) -> Iterator[str]:
    for text in article.xpath(f".//text()[not({_OTHERWISE})][not(ancestor::h1)]"):
        words = squeezed(str(text))
        if re.search(r"\w", words):
            yield words


def _cell(cell: object) -> str:
    return squeezed("".join(map(str, cell.itertext())))  # type: ignore[attr-defined]

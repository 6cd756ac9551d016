"""The standards that the books claim to keep, by the checkers that PyPI has.

veraPDF is the reference for both; outloud reads the tags once more, in code of its own. pikepdf is
qpdf, which looks at the syntax. The slow ones take minutes for a whole book and are asked by
`make standards`; `make test` asks them of the invented books, which hold one of everything
(tests/unit/test_publication_book.py).
"""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pikepdf
import pytest

from scripts.base.paths import DOWNLOADS, LANGUAGES
from scripts.publication.books import book_name
from scripts.publication.division import BOOKS
from tests.book import outloud, verapdf

_BOOKS = [book_name(lang, book=book) for lang, book in product(LANGUAGES, BOOKS)]

pytestmark = [pytest.mark.long, pytest.mark.parametrize("book", _BOOKS, indirect=True)]


@pytest.fixture
def book(request: pytest.FixtureRequest) -> Path:
    file = DOWNLOADS / str(request.param)
    if not file.exists():
        pytest.exit(f"there is no {file.name}: run `python -m scripts site` first", 1)
    return file


def test_the_book_claims_to_be_accessible_and_fit_for_archives(book: Path) -> None:
    with pikepdf.open(book) as pdf, pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["pdfaid:part"] == "2"
        assert metadata["pdfaid:conformance"] == "A"


@pytest.mark.standards
@pytest.mark.parametrize("standard", verapdf.STANDARDS)
def test_verapdf_finds_no_error(book: Path, standard: str) -> None:
    verdict = verapdf.check(book, standard)
    assert verdict.failed == []
    assert verdict.compliant
    assert verdict.checks > 1_000_000  # it did look inside


@pytest.mark.standards
def test_outloud_finds_no_error(book: Path) -> None:
    assert outloud.errors(book) == []


def test_the_syntax_is_sound(book: Path) -> None:
    with pikepdf.open(book) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.get_warnings() == []

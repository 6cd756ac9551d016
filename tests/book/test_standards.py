"""The standards that the books claim to keep, by the checkers that PyPI has.

veraPDF is the reference for both; outloud reads the tags once more, in code of its own. pikepdf is
qpdf, which looks at the syntax. A checker takes a minute for a book, and both books are made by
one template: the English one is read for ears by veraPDF, the Chinese one, which has the harder
fonts, for archives by veraPDF and for ears by outloud.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from scripts.base.paths import DOWNLOADS, LANGUAGES
from scripts.publication.books import book_name
from tests.book import verapdf

pytestmark = pytest.mark.long
_both = pytest.mark.parametrize("book", LANGUAGES, indirect=True)


@pytest.fixture
def book(request: pytest.FixtureRequest) -> Path:
    file = DOWNLOADS / book_name(request.param)
    if not file.exists():
        pytest.exit(f"there is no {file.name}: run `python -m scripts site` first", 1)
    return file


@_both
def test_the_book_claims_to_be_accessible_and_fit_for_archives(book: Path) -> None:
    with pikepdf.open(book) as pdf, pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["pdfaid:part"] == "2"
        assert metadata["pdfaid:conformance"] == "A"


@pytest.mark.parametrize(("book", "standard"), [("zh", "2a"), ("en", "ua1")], indirect=["book"])
def test_verapdf_finds_no_error(book: Path, standard: str) -> None:
    verdict = verapdf.check(book, standard)
    assert verdict.failed == []
    assert verdict.compliant
    assert verdict.checks > 500_000  # it did look inside


@pytest.mark.parametrize("book", ["zh"], indirect=True)
def test_outloud_finds_no_error(book: Path) -> None:
    options = ["--layer", "conformance", "--json", "-", "--quiet"]
    command: list[str | Path] = [Path(sys.executable).with_name("outloud"), *options, book]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.stdout, run.stderr
    [result] = json.loads(run.stdout)["results"]
    errors = [found for found in result["findings"] if found["severity"] == "error"]
    assert errors == []


@_both
def test_the_syntax_is_sound(book: Path) -> None:
    with pikepdf.open(book) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.get_warnings() == []

"""The Python that pages show runs: what is typed into a page, not only what is included."""

import re
from pathlib import Path
from unicodedata import east_asian_width

import pytest

from scripts import api
from scripts.base.paths import LANGUAGES, ROOT
from scripts.content import records
from scripts.content.pages import read_all
from scripts.fragments.generate import write

_BLOCK = re.compile(r"^```\s*python[^\n]*\n(?P<code>.*?)^```", re.MULTILINE | re.DOTALL)

#: Signs of the listings' type in the type area of A4 and Letter.
_PRINTED_COLUMNS = 88


def _pages_with_code() -> list[tuple[str, str]]:
    found = []
    for lang in LANGUAGES:
        for page in read_all(ROOT, lang):
            blocks = [match["code"] for match in _BLOCK.finditer(page.body)]
            typed = [code for code in blocks if "--8<--" not in code]
            if typed:
                found.append((page.file, "\n".join(typed)))
    return found


@pytest.fixture(scope="module")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files of the public data, as a reader has downloaded them."""
    folder = tmp_path_factory.mktemp("downloads")
    write(api.render_all(records.load(ROOT), "https://example.org/"), folder)
    return folder / api.FOLDER


@pytest.mark.parametrize(("file", "code"), _pages_with_code(), ids=lambda value: value[:60])
def test_the_code_of_a_page_runs(
    file: str, code: str, downloads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(downloads)
    exec(compile(code, file, "exec"), {"__name__": "page"})


@pytest.mark.parametrize(("file", "code"), _pages_with_code(), ids=lambda value: value[:60])
def test_a_line_of_code_fits_a_printed_page(file: str, code: str) -> None:
    """One that is wider goes on at the margin, where Python reads a line of its own."""
    wide = [line for line in code.splitlines() if _columns(line) > _PRINTED_COLUMNS]
    assert not wide, f"{file}: shorten to {_PRINTED_COLUMNS} columns"


def _columns(line: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in line)

"""The notebook of each question runs by itself, in either language, and every program opens it."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from scripts import api, notebooks
from scripts.base.paths import LANGUAGES, ROOT
from scripts.content import records
from scripts.content.pages import Page, read_all
from scripts.fragments.generate import write
from scripts.notebooks.needed import needed

ADDRESS = "https://example.org/"
PAGES = [page for lang in LANGUAGES for page in read_all(ROOT, lang) if page.notebook]


def _read(page: Page) -> nbformat.NotebookNode:
    """Return the notebook of a page, which keeps to the schema of the format."""
    text = notebooks.render(page, ADDRESS)
    notebook: nbformat.NotebookNode = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
    nbformat.validate(notebook)
    return notebook


@pytest.fixture(scope="module")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files of the public data, as a reader has downloaded them."""
    folder = tmp_path_factory.mktemp("downloads")
    write(api.render_all(records.load(ROOT), ADDRESS), folder)
    return folder / api.FOLDER


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.file)
def test_a_notebook_runs_from_its_first_cell_to_its_last(
    page: Page, downloads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(downloads)
    notebook = _read(page)
    names: dict[str, object] = {"__name__": "__main__"}
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert cells
    for cell in cells:
        assert "scripts." not in cell.source
        exec(compile(cell.source, f"{page.file} {cell.id}", "exec"), names)


def test_a_notebook_tells_where_it_is_from() -> None:
    page = next(page for page in PAGES if page.lang == "en" and page.meta.id == "rope")
    first = _read(page).cells[0]
    assert first.source.startswith(f"# {page.title}\n")
    assert "https://example.org/en/questions/rope/" in first.source


def test_what_a_piece_needs_is_found_in_other_files_too() -> None:
    imports, code = needed([("lora.py", "def f(x: Array) -> Array:\n    return np.abs(x)\n")])
    assert "import numpy as np" in imports
    assert any("Array" in text for text in code)


def test_what_is_shown_is_not_written_twice() -> None:
    shown = "def scaling(alpha: float, r: int) -> float:\n    return alpha / r\n"
    _, code = needed([("lora.py", shown), ("lora.py", "x = scaling(1, 2)\n")])
    assert not any("def scaling" in text for text in code)

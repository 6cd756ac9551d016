"""The code of each question as a Jupyter notebook that runs by itself, without a network."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import nbformat

from scripts.base.paths import ROOT, language_address
from scripts.base.writing import write_all
from scripts.content.pages import CODE, Page
from scripts.fragments.shown_code import without_docstrings
from scripts.notebooks.needed import Place, freed, needed

__all__ = ["make_notebooks", "render"]

_HEADING = re.compile(r"^#{2,4} (?P<title>.*?)\s*(?:\{[^}]*\})?\s*$")
_PARTS = re.compile(r"^(?P<heading>#{2,4} [^\n]+)$|" + CODE, re.MULTILINE | re.DOTALL)
_INCLUDED = re.compile(r'^--8<-- "(?P<file>\w+\.py):(?P<section>\w+)"\s*$')
_REFERENCE = ROOT / "scripts" / "reference"
_WORDS = {
    "zh": {
        "about": "出自《{title}》的[这个问题]({url})。文字 CC BY 4.0，代码 MIT。"
        "需要 NumPy，不用联网。",
        "needed": "下面的代码要用到的其余部分：",
        "handbook": "大模型常见问题",
    },
    "en": {
        "about": "From [this question]({url}) of {title}. Text CC BY 4.0, code MIT. "
        "It needs NumPy and no network.",
        "needed": "What else the code below needs:",
        "handbook": "LLM FAQ",
    },
}


@dataclass(frozen=True)
class _Piece:
    """A piece of code below its heading; `file` is that of the reference which holds it.

    A piece of no file takes what is at the `asked` places of the reference.
    """

    heading: str
    code: str
    file: str | None
    asked: tuple[Place, ...] = ()


def make_notebooks(out_dir: Path, pages: Mapping[str, Iterable[Page]], address: str) -> list[Path]:
    """Write a notebook for each question with code below `out_dir` and return their paths.

    Args:
        pages: of the handbook, by language.
        address: of the site, with a slash at its end.
    """
    made = {
        page.notebook: render(page, address).encode()
        for written in pages.values()
        for page in written
        if page.notebook
    }
    return write_all(out_dir, made)


def render(page: Page, address: str) -> str:
    """Return the notebook of a page; the same page gives the same text."""
    words = _WORDS[page.lang]
    url = language_address(address, page.lang) + page.url
    about = words["about"].format(title=words["handbook"], url=url)
    pieces = list(_pieces(page))
    cells = [("markdown", f"# {page.title}\n\n{about}")]
    asked = [place for piece in pieces for place in piece.asked]
    imports, others = needed([(p.file, p.code) for p in pieces if p.file is not None], asked)
    if imports or others:
        code = "\n".join(["from __future__ import annotations\n", *imports])
        cells.append(("markdown", words["needed"]))
        cells.append(("code", "\n\n\n".join([code, *map(without_docstrings, others)])))
    heading = ""
    for piece in pieces:
        if piece.heading != heading:
            heading = piece.heading
            cells.append(("markdown", f"## {heading}"))
        cells.append(("code", without_docstrings(piece.code).strip()))
    return _written(cells, page.lang)


def _pieces(page: Page) -> Iterator[_Piece]:
    heading = ""
    for found in _PARTS.finditer(page.body):
        if found["heading"]:
            match = _HEADING.match(found["heading"])
            heading = match["title"] if match else heading
            continue
        if found["kind"] != "python":
            continue
        included = _INCLUDED.match(found["code"].strip())
        if included:
            code = _section(included["file"], included["section"])
            yield _Piece(heading, code, included["file"])
        else:
            code, asked = freed(found["code"])
            yield _Piece(heading, code, None, tuple(asked))


def _section(file: str, section: str) -> str:
    source = (_REFERENCE / file).read_text(encoding="utf-8")
    mark = rf"# --8<-- \[start:{section}\]\n(.*?)# --8<-- \[end:{section}\]"
    found = re.search(mark, source, re.DOTALL)
    return re.sub(r"^ *# --8<-- .*\n", "", found[1], flags=re.MULTILINE) if found else ""


def _written(cells: Iterable[tuple[str, str]], lang: str) -> str:
    notebook = nbformat.v4.new_notebook(  # type: ignore[no-untyped-call]
        metadata={
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "language_info": {"name": "python"},
            "lang": lang,
        }
    )
    for number, (kind, text) in enumerate(cells, start=1):
        make = nbformat.v4.new_code_cell if kind == "code" else nbformat.v4.new_markdown_cell
        notebook.cells.append(make(text, id=f"cell-{number}"))  # type: ignore[no-untyped-call]
    return str(nbformat.writes(notebook)) + "\n"  # type: ignore[no-untyped-call]

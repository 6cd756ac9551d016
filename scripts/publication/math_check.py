"""A page on which a person compares each formula of the handbook: browser beside book, and words.

It is made from the built site and opens from disk; nothing of it is fetched from a host.
"""

from __future__ import annotations

import os
import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import typst
from lxml.html import tostring

from scripts.base import templating
from scripts.base.paths import BUILD, DOCS, LANGUAGES
from scripts.base.problems import HandbookError, Problem, raise_if_any
from scripts.base.writing import write_whole
from scripts.publication import fonts
from scripts.publication.manuscript import TEMPLATES
from scripts.publication.site_reader import read_page
from scripts.publication.tex_math import TexError, spoken, to_typst

FOLDER = BUILD / "math-check"

_STYLE = DOCS / "assets" / "styles" / "math.css"
#: One formula a page, each page as large as its formula.
_HEAD = """#import "/book.typ"
#set page(width: auto, height: auto, margin: 2pt)
#set text(font: book.serif, size: 12pt, top-edge: "bounds", bottom-edge: "bounds")
#show math.equation: set text(font: book.math-fonts)
"""
_PLACE = re.compile(r"┌─ \S*?:(\d+):\d+")


@dataclass(frozen=True)
class Expression:
    """A formula as the site has it, and the addresses of the pages that hold it."""

    tex: str
    display: bool
    mathml: str
    pages: tuple[str, ...]


def write_check(
    site_dir: Path, folder: Path = FOLDER, font_loader: fonts.Loader = fonts.locate
) -> Path:
    """Write `index.html` for the built site into `folder` and return its path.

    Raises:
        HandbookError: naming page and formula where one cannot be set or has no words.
    """
    found = expressions(site_dir)
    if not found:
        remedy = "build the site: python -m scripts html"
        raise HandbookError([Problem("site", "", "", "no formula is in it", remedy)])
    raise_if_any(_problems(found))
    rows = [
        {
            "expression": expression,
            "drawing": _data_address(drawing.encode(), "image/svg+xml"),
            "spoken": {lang: spoken(expression.tex, lang) for lang in LANGUAGES},
        }
        for expression, drawing in zip(found, _drawings(found, font_loader()), strict=True)
    ]
    site = Path(os.path.relpath(site_dir, folder)).as_posix()
    page = templating.render("math-check", "en", rows=rows, style=_style(), site=site)
    folder.mkdir(parents=True, exist_ok=True)
    return write_whole(folder / "index.html", page.encode())


def expressions(site_dir: Path) -> list[Expression]:
    """Return each formula of a site once, in the order of the pages."""
    found: dict[tuple[str, bool], tuple[str, list[str]]] = {}
    for file in sorted(site_dir.rglob("*.html")):
        address = file.relative_to(site_dir).as_posix()
        for tex, display, mathml in _formulas(file):
            _, pages = found.setdefault((tex, display), (mathml, []))
            if address not in pages:
                pages.append(address)
    return [
        Expression(tex, display, mathml, tuple(pages))
        for (tex, display), (mathml, pages) in found.items()
    ]


def _formulas(file: Path) -> Iterator[tuple[str, bool, str]]:
    for element in read_page(file).iter("math"):
        tex = "".join(map(str, element.xpath(".//annotation//text()"))).strip()
        mathml = tostring(element, encoding="unicode", with_tail=False)
        yield tex, element.get("display") == "block", mathml


def _problems(found: Sequence[Expression]) -> Iterator[Problem]:
    for expression in found:
        try:
            to_typst(expression.tex)
            for lang in LANGUAGES:
                spoken(expression.tex, lang)
        except TexError as error:
            for page in expression.pages:
                yield _problem(page, expression, str(error))


def _problem(page: str, expression: Expression, message: str) -> Problem:
    remedy = "write it with commands the book knows"
    return Problem(page, f"formula {expression.tex!r}", "", message, remedy)


def _drawings(found: Sequence[Expression], folders: Sequence[Path]) -> list[str]:
    """Return the formulas as the book sets them, as SVG, from one run of Typst."""
    source = (_HEAD + "#pagebreak()\n".join(f"{_equation(e)}\n" for e in found)).encode()
    compiler = typst.Compiler(
        source,
        root=TEMPLATES,
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=list(folders)),
        sys_inputs={"lang": LANGUAGES[0], "paper": "a4"},
    )
    try:
        made, warnings = compiler.compile_with_warnings(format="svg")
    except typst.TypstError as error:
        raise HandbookError(_refused([str(error.diagnostic)], found)) from None
    raise_if_any(_refused([str(warning.diagnostic) for warning in warnings], found))
    pages = made if isinstance(made, list) else [made]
    return [page.decode() for page in pages if page is not None]


def _equation(expression: Expression) -> str:
    """Return a formula as Typst markup on one line, so that a line tells which one failed."""
    body = to_typst(expression.tex).typst.replace("\n", " ")
    return f"$ {body} $" if expression.display else f"${body}$"


def _refused(diagnostics: Sequence[str], found: Sequence[Expression]) -> Iterator[Problem]:
    for message in diagnostics:
        for line in map(int, _PLACE.findall(message)):
            # A formula and a page break take two lines.
            at = (line - 1 - _HEAD.count("\n")) // 2
            expression = found[max(0, min(len(found) - 1, at))]
            yield _problem(expression.pages[0], expression, message.strip())


def _style() -> str:
    """Return the site's style sheet of formulas with its font in it."""
    text = _STYLE.read_text(encoding="utf-8")
    return re.sub(r'url\("([^"]+)"\)', lambda match: f'url("{_font(match[1])}")', text)


def _font(path: str) -> str:
    return _data_address((_STYLE.parent / path).read_bytes(), "font/woff2")


def _data_address(data: bytes, kind: str) -> str:
    return f"data:{kind};base64,{b64encode(data).decode()}"

"""A chapter made from the HTML of one page, as markup of the book and as pages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import typst

from scripts.publication import fonts
from scripts.publication.citations import Citations
from scripts.publication.html_to_typst import ChapterWriter
from scripts.publication.lines import Output, Setting
from scripts.publication.manuscript import write_files
from scripts.publication.paper import A4
from scripts.publication.references import References
from scripts.publication.site_reader import Chapter, Part, Volume, read_page
from scripts.publication.typesetter import Place
from scripts.publication.wording import WORDING

ADDRESS = "questions/heron/"
_MAIN = """#import "/book.typ"
#show: book.with-paper
#show: book.running-text.with("cn")
{markup}
#book.places
"""


def markup(folder: Path, body: str) -> str:
    """Return a page as markup."""
    file = folder / "index.html"
    file.write_text(f"<article><h1>Heron</h1>{body}</article>", encoding="utf-8")
    chapter = Chapter(ADDRESS, "Heron", file, read_page(file).find(".//article"))
    parts = (Part("Birds", (chapter,)),)
    volume = Volume("en", "Birds", "", "https://example.org/", folder, None, parts, ())
    references = References(volume, folder)
    setting = Setting("en", A4, WORDING["en"], references, Citations({}, {}))
    return ChapterWriter(chapter, 1, setting, Output()).markup()


def at_page_ends(blocks: Sequence[str], first: int, step: float = 1.0) -> str:
    """Return each block on a page of its own, each `step` millimetres further down, in markup."""
    lowered = (
        f"#pagebreak(weak: true)\n#v({first + at * step:g}mm)\n{block}"
        for at, block in enumerate(blocks)
    )
    return "\n\n".join(lowered)


def typeset(folder: Path, text: str) -> tuple[Path, list[Place]]:
    """Return the PDF of a chapter's markup, without what finish.py does, and its places."""
    write_files(folder, {"main.typ": _MAIN.format(markup=text).encode()})
    compiler = typst.Compiler(
        folder / "main.typ",
        root=folder,
        font_paths=list(fonts.locate()),
        ignore_system_fonts=True,
        sys_inputs={"lang": "en", "paper": "a4"},
    )
    places: list[Place] = json.loads(compiler.query("<places>", field="value", one=True))
    compiler.compile(output=folder / "main.pdf")
    return folder / "main.pdf", places

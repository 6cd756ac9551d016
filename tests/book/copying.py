"""What is copied from a PDF: by programs that read it, and from what its fonts say of signs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pikepdf

from tests.book.pdf import Pdf

#: Signs without width, which nobody sees and which spoil an address or a line of code. What joins
#: words at the end of a line (U+00AD) is none of them: programs leave it out of what they copy.
_WITHOUT_WIDTH = re.compile("[\u200b-\u200f\u2060-\u2064\ufeff]")
_CODES = re.compile(r"<([0-9A-Fa-f]{4,})>")


def zero_width(pdf: Pdf) -> list[str]:
    """Return where the text of a PDF holds signs without width, by any of its readers."""
    found = [
        f"page {number}, {reader}: {text[max(0, sign.start() - 20) : sign.end()]!r}"
        for reader, texts in copied(pdf).items()
        for number, text in enumerate(texts, start=1)
        for sign in _WITHOUT_WIDTH.finditer(text)
    ]
    return found + [f"font {name}: {signs!r}" for name, signs in _spoilt_maps(pdf.structure)]


def copied(pdf: Pdf) -> Mapping[str, list[str]]:
    """Return the text of each page as each reader gives it to be copied."""
    return {"pdfium": pdf.texts, "mupdf": [sheet.text for sheet in pdf.sheets]}


def _spoilt_maps(document: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    """Give the fonts in which a glyph stands for signs of which one has no width.

    A reader that takes text from its fonts alone, as pdf.js does, gives all of them, or none.
    """
    for font in document.objects:
        if isinstance(font, pikepdf.Dictionary) and "/ToUnicode" in font:
            for code in _CODES.findall(font["/ToUnicode"].read_bytes().decode("latin-1")):
                signs = bytes.fromhex(code).decode("utf-16-be", errors="replace")
                if _WITHOUT_WIDTH.search(signs) and len(signs) > 1:
                    yield str(font.get("/BaseFont")), signs

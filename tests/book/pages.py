"""Pages of the invented books as small grey images, and how they differ from the approved ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from scripts.base.paths import BUILD, ROOT
from tests.book.pdf import Pdf

APPROVED = ROOT / "tests" / "data" / "book-pages"
ACTUAL = BUILD / "book-pages"
COMMAND = "python -m tests.book.approve_pages"
DPI = 50
#: Images are compared in squares of so many pixels a side, about 2 mm on paper.
_SQUARE = 4
#: So far may the grey of a square be off, of 255, and so many squares further: what another
#: processor rounds otherwise. A line that moves by half a millimetre is off in more.
_GREY = 24
_FEW = 4

#: The pages of each book by the bookmark that leads to them (none: the first page), and how many
#: pages on.
SHOWN: dict[str, dict[str, tuple[str | None, int]]] = {
    "en": {
        "cover": (None, 0),
        "colophon": (None, 1),
        "contents": ("Contents", 0),
        "question": ("1 How does a heron fish?", 0),
        "code": ("1.3 Code", 0),
        "formulas": ("2 How is a sum written?", 0),
        "bibliography": ("Bibliography", 0),
        "index": ("Index", 0),
    },
    "zh": {
        "contents": ("目录", 0),
        "question": ("1 苍鹭怎样捕鱼？", 0),
        "glossary": ("术语表", 0),
    },
    "atlas-en": {"turned-table": ("2.2 Fifteen columns", 1)},
    "atlas-zh": {"cover": (None, 0), "tables": ("2 宽表", 0)},
}

Grey = NDArray[np.uint8]


def images(pdf: Pdf, book: str) -> Iterator[tuple[str, Grey]]:
    """Give the name and the image of each page that is held against an approved one."""
    for name, (title, further) in SHOWN[book].items():
        yield f"{book}-{name}", pdf.image(_page(pdf, title) + further, DPI)


def _page(pdf: Pdf, title: str | None) -> int:
    if title is None:
        return 0
    found = [mark.page for mark in pdf.bookmarks if mark.title == title]
    assert found, f"no bookmark is called {title!r}: {[mark.title for mark in pdf.bookmarks]}"
    return found[0]


def differs(actual: Grey, approved: Grey) -> bool:
    """Return whether two images differ by more than rounding."""
    if actual.shape != approved.shape:
        return True
    off = np.abs(_squares(actual) - _squares(approved)) > _GREY
    return int(off.sum()) > _FEW


def _squares(image: Grey) -> NDArray[np.float64]:
    """Return the mean grey of each square."""
    height, width = (side // _SQUARE for side in image.shape)
    cut = image[: height * _SQUARE, : width * _SQUARE].astype(float)
    return np.asarray(cut.reshape(height, _SQUARE, width, _SQUARE).mean(axis=(1, 3)))


def read(file: Path) -> Grey:
    """Return an image from a file."""
    with Image.open(file) as image:
        return np.asarray(image.convert("L"))


def write(file: Path, image: Grey) -> None:
    """Write an image as a file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(image).save(file, optimize=True)


def report(name: str, actual: Grey, approved: Grey | None) -> str:
    """Write what a person needs to judge a page, and return what to do."""
    file = ACTUAL / f"{name}.png"
    write(file, actual)
    if approved is None:
        return f"{_shown(file)} has no approved image; when it is right: {COMMAND}"
    if approved.shape != actual.shape:
        return f"{_shown(file)} has another size than the approved image; when right: {COMMAND}"
    difference = ACTUAL / f"{name}-difference.png"
    write(difference, _difference(actual, approved))
    return f"compare {_shown(file)} with {_shown(APPROVED)}, see {_shown(difference)}; {COMMAND}"


def _difference(actual: Grey, approved: Grey) -> Grey:
    """Return an image that is white where both are alike and dark where they differ."""
    return np.asarray(255 - np.abs(actual.astype(int) - approved.astype(int)), dtype=np.uint8)


def _shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()

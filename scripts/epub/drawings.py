"""Formulas as pictures, for readers that cannot show MathML: drawn by Typst, all in one run.

The letters of a picture are one outline without names, since readers differ in what of SVG they
know. It lies on a light ground that lets the page through a little, so that it can be read on a
dark page as well.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import typst
from lxml import etree

from scripts.epub.markup import SVG
from scripts.publication import apart
from scripts.publication.tex_math import to_typst

_TEMPLATE = Path(__file__).with_name("drawing.typ")
#: Points of a drawing to the em, as the template sets it.
_EM = 10.0
#: Letters of mathematics are small beside those of most readers' fonts.
_SCALE = 1.1
#: Around a drawing, in points; some letters lean out of it.
_MARGIN = 0.6
_LINK = "{http://www.w3.org/1999/xlink}href"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
#: Spaces that a path needs not.
_SPACE = re.compile(r"\s*([a-zA-Z])\s*| (?=-)")


@dataclass(frozen=True)
class Source:
    """A formula in TeX, and whether it stands on lines of its own."""

    tex: str
    displayed: bool


@dataclass(frozen=True)
class Drawing:
    """A picture of a formula: its file, its size and its reach below the line in em of the text."""

    name: str
    svg: bytes
    width: float
    height: float
    below: float


class Drawings:
    """The pictures of formulas, each drawn once."""

    def __init__(self, fonts: Sequence[Path]) -> None:
        self._fonts = tuple(fonts)
        self._made: dict[Source, Drawing] = {}

    def of(self, sources: Iterable[Source]) -> Mapping[Source, Drawing]:
        """Return the pictures of formulas, which `to_typst` knows all."""
        new = [source for source in dict.fromkeys(sources) if source not in self._made]
        if new:
            pages, sizes = apart.call(_set, _markup(new), self._fonts)
            for source, page, size in zip(new, pages, sizes, strict=True):
                self._made[source] = _drawing(page, *size)
        return self._made


def _markup(sources: Iterable[Source]) -> str:
    calls = []
    for source in sources:
        edge = " " if source.displayed else ""
        calls.append(f"#drawn(${edge}{to_typst(source.tex).typst}{edge}$)\n")
    return f'#import "{_TEMPLATE.name}": drawn, sheets\n#show: sheets\n' + "#pagebreak()\n".join(
        calls
    )


def _set(markup: str, fonts: Sequence[Path]) -> tuple[list[bytes], list[tuple[float, ...]]]:
    """Return the pages of the markup as SVG, and the sizes that they tell in em."""
    with TemporaryDirectory(prefix="formulas-") as folder:
        main = Path(folder) / "main.typ"
        main.write_text(markup, encoding="utf-8")
        (Path(folder) / _TEMPLATE.name).write_bytes(_TEMPLATE.read_bytes())
        compiler = typst.Compiler(
            main, root=folder, font_paths=list(fonts), ignore_system_fonts=True
        )
        pages = compiler.compile(format="svg")
        sizes = json.loads(compiler.query("<size>", field="value"))
    drawn = pages if isinstance(pages, list) else [pages]
    return [page for page in drawn if page is not None], sizes


def _drawing(page: bytes, width: float, height: float, below: float) -> Drawing:
    edge = _MARGIN / _EM
    box = (-_MARGIN, -_MARGIN, width * _EM + 2 * _MARGIN, height * _EM + 2 * _MARGIN)
    svg = _file(etree.fromstring(page), box)
    return Drawing(
        f"formulas/{sha256(svg).hexdigest()[:16]}.svg",
        svg,
        *(round(_SCALE * size, 3) for size in (width + 2 * edge, height + 2 * edge, below + edge)),
    )


def _file(page: etree._Element, box: tuple[float, ...]) -> bytes:
    """Return the picture on a page, in a box of left, top, width and height, as a file."""
    x, y, width, height = (f"{size:.2f}" for size in box)
    letters = "".join(_letters(page))
    rules = "".join(_rules(page))
    ink = f'<path transform="scale(1 -1)" d="{letters}"/>' if letters else ""
    return (
        f'<svg xmlns="{SVG}" width="{width}" height="{height}"'
        f' viewBox="{x} {y} {width} {height}">'
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="#fff" fill-opacity=".6"/>'
        f"{ink}{rules}</svg>"
    ).encode()


def _letters(page: etree._Element) -> Iterable[str]:
    """Give the outlines of letters, upside down as fonts have them, each from its own place on."""
    outlines = {
        str(symbol.get("id")): _short(str(symbol[0].get("d")))
        for symbol in page.iter(f"{{{SVG}}}symbol")
    }
    for group in page.iter(f"{{{SVG}}}g"):
        *_, left, y = map(float, _NUMBER.findall(str(group.get("transform"))))
        for use in group:
            x = left + float(str(use.get("x")))
            outline = outlines[str(use.get(_LINK))[1:]]
            yield outline.replace("M0 0", f"M{x:.2f} {-y:.2f}", 1)


def _rules(page: etree._Element) -> Iterable[str]:
    """Give the lines of fractions, roots and tables."""
    for path in page.iter(f"{{{SVG}}}path"):
        if path.get("stroke") is not None:
            yield (
                f'<path fill="none" stroke="#000" stroke-width="{path.get("stroke-width")}"'
                f' transform="{path.get("transform")}" d="{_short(str(path.get("d")))}"/>'
            )


@cache
def _short(path: str) -> str:
    return _SPACE.sub(lambda found: found[1] or "", path.strip())

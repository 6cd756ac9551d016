"""The fonts of the book, from Python packages: no system needs to have them installed.

All are under the SIL Open Font License. To take other fonts, give `make_books` another loader:
a function that returns the folders, which must hold the families that `book.typ` names.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTFont

from scripts.base.problems import Problem, raise_if_any

REMEDY = "write it with a character that the fonts have, or add a font that has it"

#: Returns the folders that hold the fonts.
Loader = Callable[[], list[Path]]


@dataclass(frozen=True)
class FontPackage:
    """A package of PyPI and the font files that the book takes from it."""

    distribution: str
    module: str
    files: tuple[str, ...]

    def folder(self) -> Path | None:
        """Return where the package lies, None when it is not installed."""
        spec = find_spec(self.module)
        return Path(spec.origin).parent if spec is not None and spec.origin else None


PACKAGES = (
    FontPackage("manimgx-fonts-cjk", "manimgx_fonts_cjk", ("NotoSansCJK-VF.otf.ttc",)),
    FontPackage(
        "pylopdf-fonts-zh-cn",
        "pylopdf_fonts_zh_cn",
        ("NotoSansSC-Regular.otf", "NotoSerifSC-Regular.otf"),
    ),
    FontPackage(
        "manimgx-fonts", "manimgx_fonts", ("NotoSans[wght].ttf", "NotoSansSymbols[wght].ttf")
    ),
    FontPackage(
        "fontpkg-inconsolata", "fontpkg_inconsolata", ("files/Inconsolata[wdth,wght].ttf",)
    ),
)
_FIGURES = PACKAGES[1]


def locate() -> list[Path]:
    """Return the folders of the fonts.

    Raises:
        HandbookError: naming every package that is missing or lacks a file.
    """
    raise_if_any(problem for package in PACKAGES for problem in _problems(package))
    return [folder for package in PACKAGES if (folder := package.folder()) is not None]


def _problems(package: FontPackage) -> list[Problem]:
    folder = package.folder()
    remedy = f"pip install {package.distribution} as pinned in requirements.txt"
    place = ("requirements.txt", package.distribution, "")
    if folder is None:
        return [Problem(*place, "this package of fonts is not installed", remedy)]
    return [
        Problem(*place, f"the font file {name} is missing", remedy)
        for name in package.files
        if not (folder / name).exists()
    ]


@dataclass(frozen=True, eq=False)
class Measure:
    """The characters of a font and their widths in em."""

    widths: Mapping[int, float]

    @cache  # noqa: B019 - there is one measure, and tables ask for the same texts many times
    def width(self, text: str) -> float:
        """Return the width of `text` in em; an unknown character counts as a full one."""
        return sum(self.widths.get(ord(char), 1.0) for char in text)

    def missing(self, text: str) -> list[str]:
        """Return the characters of `text` that the font has no glyph for, each once."""
        unseen = {char for char in text if ord(char) not in self.widths and not char.isspace()}
        return sorted(unseen)


@cache
def figure_font() -> Measure:
    """Return the font in which figures are lettered and by which tables are measured."""
    folder = _FIGURES.folder()
    if folder is None:
        raise_if_any(_problems(_FIGURES))
        raise AssertionError
    with TTFont(folder / _FIGURES.files[0], lazy=True) as font:
        units, count = font["head"].unitsPerEm, font["hhea"].numberOfHMetrics
        # Read by its table, which gives each of 65,000 glyphs a name, this would take a second.
        widths = struct.unpack_from(f">{2 * count}H", font.reader["hmtx"])[::2]
        glyphs = font.getReverseGlyphMap()
        return Measure(
            {
                code: widths[min(glyphs[glyph], count - 1)] / units
                for code, glyph in font.getBestCmap().items()
            }
        )

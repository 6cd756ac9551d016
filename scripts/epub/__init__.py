"""The EPUB: the built site of one language as a book for e-readers and phones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from scripts.base.edition import Edition
from scripts.base.paths import DOCS
from scripts.base.problems import all_made, raise_if_any
from scripts.base.writing import write_all
from scripts.epub import cover, front, names
from scripts.epub.book import BookWriter
from scripts.epub.lines import Output
from scripts.epub.markup import STYLES, Element, written
from scripts.epub.package import Item, package, zipped
from scripts.publication import fonts
from scripts.publication.books import read_volume
from scripts.publication.printing import in_language
from scripts.publication.references import References, targets, unplaced
from scripts.publication.site_reader import Volume
from scripts.publication.trimming import trim

__all__ = ["epub_name", "make_epubs"]

_ASSETS = DOCS / "assets"
_MATH_FONT = "vendor/noto-sans-math/noto-sans-math-subset.woff2"
#: The style sheet of formulas is the site's own, which names the font beside it.
_STYLES: Mapping[str, Path] = {
    "math.css": _ASSETS / "styles" / "math.css",
    "book.css": Path(__file__).parent / "book.css",
}


def epub_name(lang: str) -> str:
    """Return the file name of the EPUB of `lang`."""
    return f"llm-faq-{lang}.epub"


def make_epubs(
    site_dir: Path, out_dir: Path, langs: Iterable[str], *, edition: Edition
) -> list[Path]:
    """Write an EPUB for each of `langs` into `out_dir` and return their paths.

    Args:
        site_dir: the built site, all languages.
        out_dir: the folder of the EPUBs; made when absent.
        langs: languages of the site.
        edition: the version and the day that the EPUBs tell.

    Raises:
        HandbookError: with all that is wrong in all EPUBs; then none is written.
    """
    folders = fonts.locate()

    def make(lang: str) -> bytes:
        return pack_volume(read_volume(site_dir, lang), site_dir, edition, folders)

    makers = {epub_name(lang): partial(make, lang) for lang in langs}
    return write_all(out_dir, all_made(makers))


def pack_volume(
    volume: Volume, site_dir: Path, edition: Edition, font_folders: Sequence[Path]
) -> bytes:
    """Return the EPUB of `volume`, whose articles are used up.

    Raises:
        HandbookError: with all that is wrong in the volume.
    """
    references = References(volume, site_dir, prepare=trim)
    wanted = targets(volume, references)
    output = Output(volume.lang)
    made = BookWriter(volume, references, output).book()
    problems = [*output.problems, *unplaced(wanted, output.labels)]
    raise_if_any(in_language(problem, volume.lang) for problem in problems)
    items = [
        _document(names.COVER, front.cover_page(volume)),
        _document(names.TITLE_PAGE, front.title_page(volume, edition)),
        _document(names.NAV, front.navigation(volume, made)),
        *(_document(found.name, found.root) for found in made.documents),
        *(Item(f"styles/{name}", _STYLES[name].read_bytes()) for name in STYLES),
        Item(_MATH_FONT, (_ASSETS / _MATH_FONT).read_bytes()),
        Item(names.COVER_IMAGE, cover.picture(volume, edition, font_folders)),
        *(Item(name, data) for name, data in sorted(output.files.items())),
    ]
    return zipped(package(volume, edition, items), items)


def _document(name: str, root: Element) -> Item:
    return Item(name, written(root), root)

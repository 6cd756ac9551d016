"""The EPUB: the built site of one language as a book for e-readers and phones.

Of each language there are two. Not every reader shows MathML, so that in the one formulas are
pictures; in the other they are MathML, which takes the colour and size of the text and can be
read aloud part by part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from scripts.base.edition import Edition
from scripts.base.paths import DOCS
from scripts.base.problems import all_made, raise_if_any
from scripts.base.writing import write_all
from scripts.epub import cover, formulas, front, names
from scripts.epub.book import BookWriter
from scripts.epub.drawings import Drawings
from scripts.epub.lines import Output
from scripts.epub.markup import STYLES, Element, written
from scripts.epub.package import MATHML_FORMULAS, PICTURES, Formulas, Item, package, packed
from scripts.publication import fonts
from scripts.publication.books import read_volume
from scripts.publication.printing import in_language
from scripts.publication.references import References, targets, unplaced
from scripts.publication.site_reader import Volume
from scripts.publication.trimming import trim

__all__ = ["epub_name", "make_epubs"]

_ASSETS = DOCS / "assets"
_MATH_FONT = "vendor/noto-sans-math/noto-sans-math-subset.woff2"
_HERE = Path(__file__).parent
#: The style sheet of MathML is the site's own, which names the font beside it.
_MATH_STYLES: Mapping[Formulas, Path] = {
    PICTURES: _HERE / "pictures.css",
    MATHML_FORMULAS: _ASSETS / "styles" / "math.css",
}


def epub_name(lang: str, formulas: Formulas = PICTURES) -> str:
    """Return the file name of the EPUB of `lang` with such formulas."""
    return f"llm-faq-{lang}{formulas.suffix}.epub"


def make_epubs(
    site_dir: Path, out_dir: Path, langs: Iterable[str], *, edition: Edition
) -> list[Path]:
    """Write the EPUBs of each of `langs` into `out_dir` and return their paths.

    Args:
        site_dir: the built site, all languages.
        out_dir: the folder of the EPUBs; made when absent.
        langs: languages of the site.
        edition: the version and the day that the EPUBs tell.

    Raises:
        HandbookError: with all that is wrong in all EPUBs; then none is written.
    """
    folders = fonts.locate()
    drawings = Drawings(folders)

    def make(lang: str) -> dict[str, bytes]:
        return pack_volume(read_volume(site_dir, lang), site_dir, edition, folders, drawings)

    made = all_made({lang: partial(make, lang) for lang in langs})
    return write_all(out_dir, *made.values())


def _trim(volume: Volume) -> None:
    for chapter in volume.chapters():
        trim(chapter.article)


def pack_volume(
    volume: Volume,
    site_dir: Path,
    edition: Edition,
    font_folders: Sequence[Path],
    drawings: Drawings,
) -> dict[str, bytes]:
    """Return the EPUBs of `volume`, whose articles are used up, by their names.

    Raises:
        HandbookError: with all that is wrong in the volume.
    """
    references = References(volume, site_dir, _trim)
    wanted = targets(volume, references)
    output = Output(volume.lang)
    made = BookWriter(volume, references, output).book()
    problems = [*output.problems, *unplaced(wanted, output.labels)]
    raise_if_any(in_language(problem, volume.lang) for problem in problems)
    found = [place for document in made.documents for place in formulas.take_sources(document.root)]
    image = cover.picture(volume, edition, font_folders)

    def of_kind(kind: Formulas, files: Mapping[str, bytes]) -> bytes:
        styles = dict(zip(STYLES, (_MATH_STYLES[kind], _HERE / "book.css"), strict=True))
        items = [
            _document(names.COVER, front.cover_page(volume)),
            _document(names.TITLE_PAGE, front.title_page(volume, edition, kind)),
            _document(names.NAV, front.navigation(volume, made)),
            *(_document(document.name, document.root) for document in made.documents),
            *(Item(f"styles/{name}", file.read_bytes()) for name, file in styles.items()),
            Item(names.COVER_IMAGE, image),
            *(Item(name, data) for name, data in sorted(files.items())),
        ]
        return packed(package(volume, edition, kind, items), items)

    font = {_MATH_FONT: (_ASSETS / _MATH_FONT).read_bytes()}
    with_mathml = of_kind(MATHML_FORMULAS, output.files | font)
    pictures = formulas.put_pictures(found, drawings)
    return {
        epub_name(volume.lang): of_kind(PICTURES, output.files | pictures),
        epub_name(volume.lang, MATHML_FORMULAS): with_mathml,
    }


def _document(name: str, root: Element) -> Item:
    return Item(name, written(root), root)

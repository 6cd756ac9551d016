"""The package around the documents: what an EPUB says of itself, and the zip that holds it all."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from lxml import etree

from scripts.base.edition import Edition
from scripts.base.zipping import zipped
from scripts.epub import names
from scripts.epub.markup import MATHML, SVG, XML, Element, Maker, language_tag
from scripts.epub.wording import WORDING as OWN_WORDING
from scripts.publication.site_reader import Volume
from scripts.publication.wording import WORDING

_OPF = "http://www.idpf.org/2007/opf"
_DC = "http://purl.org/dc/elements/1.1/"
_FOLDER = "EPUB"
_PACKAGE = f"{_FOLDER}/package.opf"
_CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">\n'
    f'  <rootfiles><rootfile full-path="{_PACKAGE}" '
    'media-type="application/oebps-package+xml"/></rootfiles>\n'
    "</container>\n"
)
_TYPES = {
    ".xhtml": "application/xhtml+xml",
    ".css": "text/css",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
_RIGHTS = "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"
#: What EPUB Accessibility 1.1 asks to be told; `tests/epub` holds the EPUB against most of it.
_ACCESSIBILITY = (
    ("schema:accessMode", "textual"),
    ("schema:accessMode", "visual"),
    ("schema:accessModeSufficient", "textual"),
    ("schema:accessibilityFeature", "alternativeText"),
    ("schema:accessibilityFeature", "displayTransformability"),
    ("schema:accessibilityFeature", "readingOrder"),
    ("schema:accessibilityFeature", "structuralNavigation"),
    ("schema:accessibilityFeature", "tableOfContents"),
    ("schema:accessibilityHazard", "none"),
)
_CONFORMS_TO = "EPUB Accessibility 1.1 - WCAG 2.1 Level AA"

_O = Maker(_OPF, dc=_DC)


@dataclass(frozen=True)
class Formulas:
    """How an EPUB has its formulas.

    Attributes:
        suffix: what sets it apart, in the name of its file.
        feature: what the package tells of it, in the words of schema.org.
    """

    suffix: str
    feature: str


PICTURES = Formulas("", "describedMath")
MATHML_FORMULAS = Formulas("-mathml", "MathML")


@dataclass(frozen=True)
class Item:
    """A file of the EPUB; `root` is what it is written from when it is a document."""

    name: str
    data: bytes
    root: Element | None = None


def identifier(volume: Volume, formulas: Formulas) -> str:
    """Return the identifier of the EPUB: it stays the same from edition to edition."""
    name = f"{volume.url}#{volume.lang}{formulas.suffix}"
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}"


def package(volume: Volume, edition: Edition, formulas: Formulas, items: Sequence[Item]) -> bytes:
    """Return the package document; the documents among `items` are in reading order."""
    root = _O.package(
        _metadata(volume, edition, formulas),
        _O.manifest(*(_manifest_item(item) for item in items)),
        _O.spine(*(_O.itemref(idref=_id(item)) for item in items if item.root is not None)),
        {"version": "3.0", "unique-identifier": "id", f"{{{XML}}}lang": language_tag(volume.lang)},
    )
    etree.indent(root)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _metadata(volume: Volume, edition: Edition, formulas: Formulas) -> Element:
    author = WORDING[volume.lang].author
    told = (
        _dc("identifier", identifier(volume, formulas), id="id"),
        _dc("title", volume.title, id="title"),
        _meta("title-type", "main", refines="#title"),
        _dc("language", language_tag(volume.lang)),
        _dc("creator", author),
        _dc("description", volume.description),
        _dc("source", volume.url),
        _dc("rights", _RIGHTS),
        _dc("date", edition.day.isoformat()),
        _meta("dcterms:modified", f"{edition.day.isoformat()}T00:00:00Z"),
        _meta("schema:version", edition.version),
    )
    return _O.metadata(*told, *_accessibility(volume, formulas, author))


def _accessibility(volume: Volume, formulas: Formulas, author: str) -> Iterable[Element]:
    for key, value in _ACCESSIBILITY:
        yield _meta(key, value)
    yield _meta("schema:accessibilityFeature", formulas.feature)
    own = OWN_WORDING[volume.lang]
    summary = own.accessibility.format(formulas=own.formulas_told[formulas.suffix])
    yield _meta("schema:accessibilitySummary", summary)
    yield _meta("dcterms:conformsTo", _CONFORMS_TO, id="conformance")
    yield _meta("a11y:certifiedBy", author, refines="#conformance")


def _dc(name: str, text: str, **attributes: str) -> Element:
    return _O(f"{{{_DC}}}{name}", text, **attributes)


def _meta(key: str, value: str, **attributes: str) -> Element:
    return _O.meta(value, {"property": key, **attributes})


def _manifest_item(item: Item) -> Element:
    made = _O.item(
        {"id": _id(item), "href": item.name, "media-type": _TYPES[PurePosixPath(item.name).suffix]}
    )
    properties = _properties(item)
    if properties:
        made.set("properties", properties)
    return made


def _properties(item: Item) -> str:
    inside = {
        "nav": item.name == names.NAV,
        "cover-image": item.name == names.COVER_IMAGE,
        "mathml": _holds(item.root, MATHML),
        "svg": _holds(item.root, SVG),
    }
    return " ".join(key for key, found in inside.items() if found)


def _holds(root: Element | None, namespace: str) -> bool:
    return root is not None and next(root.iter(f"{{{namespace}}}*"), None) is not None


def _id(item: Item) -> str:
    return "f-" + item.name.replace("/", "-").replace(".", "-")


def packed(opf: bytes, items: Iterable[Item]) -> bytes:
    """Return the EPUB. The same input gives the same bytes; the package tells its day."""
    files: Mapping[str, bytes] = {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": _CONTAINER.encode(),
        _PACKAGE: opf,
        **{f"{_FOLDER}/{item.name}": item.data for item in items},
    }
    return zipped(files, mode=0o644, level=9, stored=("mimetype",))

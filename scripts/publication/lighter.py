"""A PDF of Typst's written in fewer bytes."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import deflate
import pikepdf

#: Digits behind a hundredth of a point, finer than any printer; of what is below 2, and so may be
#: the factor by which a figure is scaled, those behind the fourth. In shown text there are none:
#: its codes have two bytes, and no font of the book has so many glyphs that the first is a digit.
_FINER = re.compile(rb"(?<=[2-9]\.\d\d)\d+|(?<=\d\d\.\d\d)\d+|(?<=\.\d{4})\d+")
#: The marks of tags, which may hold texts with numbers.
_MARK = re.compile(rb"^(.*BDC)$", re.MULTILINE)

_CELLS = ("/TD", "/TH")

#: How well pages are compressed; more would take several times as long.
_LEVEL = 9
_AT_ONCE = 2


def lighten(document: pikepdf.Pdf) -> None:
    """Compress the pages, and keep of the tags what tells a reader something, each thing once."""
    _shorten_tags(document)
    _compress_pages(document)


def _shorten_tags(document: pikepdf.Pdf) -> None:
    """Let tags share their attributes, as the cells of a column can, without the looks of cells."""
    shared: dict[bytes, pikepdf.Object] = {}
    for tag in document.objects:
        if not isinstance(tag, pikepdf.Dictionary) or "/S" not in tag or "/P" not in tag:
            continue
        if "/Type" in tag:  # it need not be told
            del tag.Type
        if "/A" in tag:
            attributes = tag.A
            if tag.S in _CELLS:
                told = [one for one in attributes if pikepdf.Name.Layout != one.O]
                attributes = pikepdf.Array(told)
            written = attributes.unparse()
            if written not in shared:
                shared[written] = document.make_indirect(attributes)
            tag.A = shared[written]


def _compress_pages(document: pikepdf.Pdf) -> None:
    contents = [page.obj.Contents for page in document.pages]
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        packed = threads.map(_packed, [content.read_bytes() for content in contents])
        for content, data in zip(contents, packed, strict=True):
            content.write(data, filter=pikepdf.Name.FlateDecode)


def _packed(content: bytes) -> bytes:
    parts = _MARK.split(content)
    parts[::2] = [_FINER.sub(b"", part) for part in parts[::2]]
    return bytes(deflate.zlib_compress(b"".join(parts), _LEVEL))


def lighten_file(file: Path) -> None:
    """Compress the pages and the tags of a PDF in place."""
    with pikepdf.open(file, allow_overwriting_input=True) as document:
        lighten(document)
        document.save(deterministic_id=True)

"""A PDF of Typst's written in fewer bytes."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import deflate
import pikepdf

#: Numbers with digits behind a hundredth of a point, finer than any printer; of what is below 2,
#: and so may be the factor by which a figure is scaled, those behind the fourth. In shown text
#: there are none: its codes have two bytes, and no font of the book has so many glyphs that the
#: first is a digit. The pattern begins with the point, to which a search leaps.
_FINE = re.compile(rb"(\.(?:(?<=[2-9]\.)|(?<=\d\d\.)|\d\d)\d\d)\d+")
#: The marks of tags that hold texts with such numbers.
_MARK = re.compile(rb"^(.*\.\d{3}.*BDC)$", re.MULTILINE)

#: The word joiner between signs that are not to part. It has done its work when the lines are
#: broken, and is no part of what is copied: neither where a page tells the text of its signs, nor
#: where a font tells what one of its glyphs stands for.
_JOINER = b"2060"
_TEXT = re.compile(rb"(?<=/ActualText<FEFF)[0-9A-F]*" + _JOINER + rb"[0-9A-F]*")
#: The joiner's own glyph keeps it: a font tells of each glyph what it stands for.
_GLYPH = re.compile(rb"(?<=<)(?=[0-9A-F]{8})(?:[0-9A-F]{4})*" + _JOINER + rb"(?:[0-9A-F]{4})*(?=>)")

_KEYS_OF_TAGS = {"/S", "/P"}
_CELLS = ("/TD", "/TH")

#: How well pages are compressed; more would take several times as long.
_LEVEL = 9
_AT_ONCE = 2


def lighten(document: pikepdf.Pdf) -> None:
    """Compress the pages, and keep of the tags what tells a reader something, each thing once."""
    _shorten_tags(document)
    _take_joiners_out(document)
    _compress_pages(document)


def _shorten_tags(document: pikepdf.Pdf) -> None:
    """Let tags share their attributes, as the cells of a column can, without the looks of cells."""
    told: dict[bytes, pikepdf.Object] = {}
    shared: dict[tuple[bool, bytes], pikepdf.Object] = {}
    for tag in document.objects:
        if not isinstance(tag, pikepdf.Dictionary):
            continue
        keys = tag.keys()
        if not keys >= _KEYS_OF_TAGS:
            continue
        if "/Type" in keys:  # it need not be told
            del tag.Type
        if "/A" in keys:
            attributes, of_cell = tag.A, tag.S in _CELLS
            key = of_cell, attributes.unparse()
            if key not in shared:
                kept = _without_looks(attributes) if of_cell else attributes
                shared[key] = told.setdefault(kept.unparse(), document.make_indirect(kept))
            tag.A = shared[key]


def _without_looks(attributes: pikepdf.Object) -> pikepdf.Object:
    return pikepdf.Array(one for one in attributes if pikepdf.Name.Layout != one.O)


def _take_joiners_out(document: pikepdf.Pdf) -> None:
    for font in document.objects:
        if isinstance(font, pikepdf.Dictionary) and "/ToUnicode" in font:
            told = font.ToUnicode.read_bytes()
            without = _GLYPH.sub(_without_joiners, told)
            if without != told:
                font.ToUnicode.write(without)


def _without_joiners(told: re.Match[bytes]) -> bytes:
    """Return a text in hexadecimal signs without its joiners."""
    signs = (told[0][at : at + 4] for at in range(0, len(told[0]), 4))
    return b"".join(sign for sign in signs if sign != _JOINER)


def _compress_pages(document: pikepdf.Pdf) -> None:
    contents = [page.obj.Contents for page in document.pages]
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        packed = threads.map(_packed, [content.read_bytes() for content in contents])
        for content, data in zip(contents, packed, strict=True):
            content.write(data, filter=pikepdf.Name.FlateDecode)


def _packed(content: bytes) -> bytes:
    parts = _MARK.split(_TEXT.sub(_without_joiners, content))
    parts[::2] = [b"".join(_FINE.split(part)) for part in parts[::2]]
    return bytes(deflate.zlib_compress(b"".join(parts), _LEVEL))

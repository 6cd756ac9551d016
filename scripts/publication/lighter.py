"""A PDF of Typst's written in fewer bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

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
_TOLD = re.compile(rb"/ToUnicode (\d+) 0 R")
#: The joiner's own glyph keeps it: a font tells of each glyph what it stands for.
_GLYPH = re.compile(rb"(?<=<)(?=[0-9A-F]{8})(?:[0-9A-F]{4})*" + _JOINER + rb"(?:[0-9A-F]{4})*(?=>)")

#: A tag at the beginning of its object, with its attributes if it has any.
_TAG = re.compile(
    rb"(?<= obj\n<<)/Type/StructElem(/S/(?:T[DH](?=/)[^\[<>]*/A\[(?:<<[^<>]*>>)+\])?)"
)
_LOOKS = re.compile(rb"<</O/Layout[^<>]*>>")

#: How well pages are compressed; more would take several times as long.
_LEVEL = 9
_AT_ONCE = 2


def without_looks(pdf: bytes) -> bytes:
    """Return a PDF of Typst's with spaces for what its tags need not tell.

    These are their type and the looks of cells. A program that reads each tag as an object, of
    which the atlas has 80,000, takes ten times as long.
    """
    return _TAG.sub(_blanked, pdf)


def _blanked(tag: re.Match[bytes]) -> bytes:
    kept = _LOOKS.sub(lambda looks: b" " * len(looks[0]), tag[1])
    return b" " * (len(tag[0]) - len(kept)) + kept


@contextmanager
def lightened(document: pikepdf.Pdf, pdf: bytes) -> Iterator[None]:
    """Take the joiners out and compress the pages, in threads while other things are done.

    Args:
        pdf: the document as Typst wrote it, by which its fonts are found.
    """
    contents = [page.obj.Contents for page in document.pages]
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        packed = threads.map(_packed, [content.read_bytes() for content in contents])
        for number in map(int, _TOLD.findall(pdf)):
            _take_joiners_out(document.get_object(number, 0))
        yield
        for content, data in zip(contents, packed, strict=True):
            content.write(data, filter=pikepdf.Name.FlateDecode)


def _take_joiners_out(told: pikepdf.Object) -> None:
    """Take them out of what a font tells of its glyphs."""
    told.write(_GLYPH.sub(_without_joiners, told.read_bytes()))


def _without_joiners(told: re.Match[bytes]) -> bytes:
    """Return a text in hexadecimal signs without its joiners."""
    signs = (told[0][at : at + 4] for at in range(0, len(told[0]), 4))
    return b"".join(sign for sign in signs if sign != _JOINER)


def _packed(content: bytes) -> bytes:
    parts = _MARK.split(_TEXT.sub(_without_joiners, content))
    parts[::2] = [b"".join(_FINE.split(part)) for part in parts[::2]]
    return bytes(deflate.zlib_compress(b"".join(parts), _LEVEL))

"""What a first visit of a page fetches, in bytes as a server with Brotli sends them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import brotli
from lxml import html

#: A browser fetches these of a page by itself; links of other kinds wait for the reader.
_FETCHED = "//script/@src | //img/@src | //link[@rel='stylesheet' or @rel='icon']/@href"
_FACE = re.compile(r"@font-face\s*\{(?P<face>[^}]*)\}")
_URL = re.compile(r"url\(\"?([^)\"]+)\"?\)")
_RANGE = re.compile(r"U\+([0-9A-Fa-f]+)(?:-([0-9A-Fa-f]+))?")
_HOST = "https://site.invalid/"


@cache
def size(file: Path, quality: int = 11) -> int:
    """Return the bytes of a file as they are sent; fonts are compressed already.

    Args:
        quality: how hard Brotli tries, at most 11; 9 takes a tenth of the time.
    """
    data = file.read_bytes()
    return len(data) if file.suffix == ".woff2" else len(brotli.compress(data, quality=quality))


def _covers(face: str, signs: set[str]) -> bool:
    """Whether a browser without a font of its own fetches this face for these signs."""
    ranges = [(int(a, 16), int(b or a, 16)) for a, b in _RANGE.findall(face)]
    return not ranges or any(a <= ord(sign) <= b for sign in signs for a, b in ranges)


def files(site: Path, page: Path, math_signs: set[str]) -> list[Path]:
    """Return the files that a first visit of `page` fetches.

    Args:
        math_signs: what its formulas show; empty where it has none. The reader has no math font.
    """
    tree = html.parse(str(page), html.HTMLParser(encoding="utf-8")).getroot()
    found = [page]
    base = _HOST + page.relative_to(site).as_posix()
    for address in tree.xpath(_FETCHED):
        file = _local(site, base, str(address))
        if file is None:
            continue
        found.append(file)
        if file.suffix == ".css" and math_signs:
            sheet_base = _HOST + file.relative_to(site).as_posix()
            for match in _FACE.finditer(file.read_text(encoding="utf-8")):
                url = _URL.search(match["face"])
                font = _local(site, sheet_base, url[1]) if url else None
                if font is not None and _covers(match["face"], math_signs):
                    found.append(font)
    return list(dict.fromkeys(found))


def _local(site: Path, base: str, address: str) -> Path | None:
    url = urljoin(base, address)
    file = site / unquote(urlsplit(url).path).lstrip("/")
    return file if url.startswith(_HOST) and file.is_file() else None

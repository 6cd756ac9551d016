"""The links that lead out of a book, held against those of the pages it was made from."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from scripts.publication.division import Book
from scripts.publication.references import Address, References
from scripts.publication.site_reader import Volume, read_page


def expected(volume: Volume, book: Book, site_dir: Path) -> set[str]:
    """Return the addresses on other sites that the pages of a book link to.

    The articles of the volume are made fit for print in place.
    """
    references = References(volume, site_dir, book.prepare)
    places = (
        references.resolve(chapter, str(href))
        for chapter in volume.chapters()
        for href in chapter.article.xpath(".//a/@href")
    )
    return to_others((place.url for place in places if isinstance(place, Address)), volume)


def to_others(urls: Iterable[str], volume: Volume) -> set[str]:
    """Return the addresses that are not of the book's own site."""
    return {url for url in urls if not url.startswith(volume.url.rstrip("/"))}


def dead(urls: Iterable[str], volume: Volume, site_dir: Path) -> list[str]:
    """Return the addresses of the book's own site at which it has nothing."""
    own = [url for url in urls if url.startswith(volume.url.rstrip("/"))]
    return sorted(url for url in own if not _is_there(url, volume, site_dir))


def _is_there(url: str, volume: Volume, site_dir: Path) -> bool:
    parts = urlsplit(url.removeprefix(volume.url))
    file = site_dir / unquote(parts.path)
    file = file / "index.html" if file.is_dir() else file
    if parts.scheme or not file.is_file():
        return False
    return not parts.fragment or bool(
        read_page(file).xpath("//*[@id=$name]", name=unquote(parts.fragment))
    )

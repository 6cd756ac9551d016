"""Take the pages of the invented books as they are now for right: look at them before committing.

`python -m tests.book.approve_pages` builds the site and its books and writes the images that
tests/unit/test_publication_book.py compares with.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests import invented_site
from tests.book import pages
from tests.book.invented_books import print_books
from tests.book.pdf import Pdf


def main() -> None:
    """Write the images anew, and remove those of pages that are no longer compared."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        books = print_books(invented_site.build(folder / "site"), folder / "books")
        written = {file for name in pages.SHOWN for file in _approve(books[name], name)}
    for file in set(pages.APPROVED.glob("*.png")) - written:
        file.unlink()
    print(f"{len(written)} pages are in {pages.APPROVED}: look at them")


def _approve(file: Path, book: str) -> list[Path]:
    pdf = Pdf(file)
    files = []
    for name, image in pages.images(pdf, book):
        files.append(pages.APPROVED / f"{name}.png")
        pages.write(files[-1], image)
    pdf.close()
    return files


if __name__ == "__main__":
    main()

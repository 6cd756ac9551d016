"""The books of the small invented site: `python -m tests.book.invented_books <site> <out>`."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from scripts.base.paths import LANGUAGES
from scripts.publication.books import book_name, make_books
from scripts.publication.division import ATLAS, QUESTIONS
from scripts.publication.paper import A4, PAPERS, US_LETTER
from tests.invented_site import EDITION

#: The files of the books as tests call them.
NAMES = {
    "zh": book_name("zh"),
    "en": book_name("en"),
    "letter": book_name("en", US_LETTER),
    "atlas-zh": book_name("zh", book=ATLAS),
    "atlas-en": book_name("en", book=ATLAS),
}


def print_books(site: Path, out: Path) -> Mapping[str, Path]:
    """Print the books of the site into `out`, the questions on all papers; return their files."""
    on_a4 = dict.fromkeys(LANGUAGES, (A4,))
    for book, papers in ((QUESTIONS, PAPERS), (ATLAS, on_a4)):
        work = out / "work"
        make_books(
            site, out, LANGUAGES, edition=EDITION, books=[book], papers=papers, work_dir=work
        )
    return {name: out / file for name, file in NAMES.items()}


if __name__ == "__main__":
    print_books(Path(sys.argv[1]), Path(sys.argv[2]))

"""The books of the small invented site: `python -m tests.book.invented_books <site> <out>`."""

from __future__ import annotations

import sys
from pathlib import Path

from scripts.base.paths import LANGUAGES
from scripts.publication.books import make_books
from tests.invented_site import EDITION


def print_books(site: Path, out: Path) -> list[Path]:
    """Print the books of the site into `out`, on all papers of each."""
    return make_books(site, out, LANGUAGES, edition=EDITION, work_dir=out / "work")


if __name__ == "__main__":
    print_books(Path(sys.argv[1]), Path(sys.argv[2]))

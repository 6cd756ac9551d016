"""The small invented site; `python -m tests.book.invented <site> <out>` prints its books."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from scripts.edition import Edition
from scripts.paths import LANGUAGES, ROOT
from scripts.publication import make_books

EDITION = Edition("0.9.1", date(2026, 11, 23))


def build_site(folder: Path) -> Path:
    """Build the site into `folder`."""
    config = ROOT / "tests" / "data" / "book-site" / "mkdocs.yml"
    command: list[str | Path] = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    command += ["-f", config, "-d", folder]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return folder


def print_books(site: Path, out: Path) -> list[Path]:
    """Print the books of a site into `out`."""
    return make_books(site, out, LANGUAGES, edition=EDITION, work_dir=out / "work")


if __name__ == "__main__":
    print_books(Path(sys.argv[1]), Path(sys.argv[2]))

"""A small invented site with every construct that copies of the handbook must carry over."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from scripts.base.edition import Edition
from scripts.base.paths import ROOT

EDITION = Edition("0.9.1", date(2026, 11, 23))
_CONFIG = ROOT / "tests" / "data" / "book-site" / "mkdocs.yml"


def build(folder: Path) -> Path:
    """Build the site into `folder` and return it."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    command += ["-f", str(_CONFIG), "-d", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return folder


def spoil(site: Path, page: str, old: str, new: str) -> None:
    """Replace text in a page of a site."""
    file = site / page
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")

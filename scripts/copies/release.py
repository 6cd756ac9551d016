"""A release: everything that readers take along, in one folder with its checksums."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from scripts.base import edition
from scripts.base.edition import Edition
from scripts.base.problems import HandbookError, Problem, raise_if_any
from scripts.copies import downloads
from scripts.copies.downloads import Copy


def check_tag(tag: str, current: Edition) -> None:
    """Raise HandbookError unless `tag` names the version of the handbook."""
    if tag != f"v{current.version}":
        message = f"is {current.version}, which the tag {tag} does not name"
        remedy = f"tag the release v{current.version}, or change the version"
        raise HandbookError([Problem(edition.FILE, "", "version", message, remedy)])


def write(site_dir: Path, folder: Path, copies: Mapping[str, Copy], current: Edition) -> None:
    """Make `folder` hold exactly the files of the list and what describes them.

    Raises:
        HandbookError: with every file that was not made; then `folder` stays as it was.
    """
    raise_if_any(downloads.missing(copies))
    temporary = folder.with_suffix(".part")
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir()
    for copy in copies.values():
        shutil.copyfile(site_dir / copy.file.path, temporary / copy.file.name)
    for name, text in downloads.lists(copies, current).items():
        (temporary / name).write_text(text, encoding="utf-8", newline="\n")
    shutil.rmtree(folder, ignore_errors=True)
    temporary.rename(folder)

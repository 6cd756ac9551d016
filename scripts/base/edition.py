"""The edition of the handbook: its version, from CITATION.cff, and the day that dates it."""

from __future__ import annotations

import datetime
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.base import reading
from scripts.base.problems import HandbookError, Problem, raise_if_any

FILE = "CITATION.cff"
_REMEDY = "write the version as three numbers, such as `version: 1.2.0`"


@dataclass(frozen=True)
class Edition:
    """What a copy says of itself: version as `1.2.0`, and the day in UTC."""

    version: str
    day: datetime.date


def read(root: Path, newest_review: datetime.date) -> Edition:
    """Return the edition of the handbook below `root`.

    Args:
        newest_review: the day of the newest page; SOURCE_DATE_EPOCH goes before it when set.

    Raises:
        HandbookError: when CITATION.cff gives no version of three numbers.
    """
    return Edition(_version(root / FILE), _day(newest_review))


def address(root: Path) -> str:
    """Return the address of the site that CITATION.cff names, with a slash at its end."""
    return str(_fields(root / FILE).get("url", "")).rstrip("/") + "/"


def _fields(file: Path) -> dict[str, Any]:
    found, problems = reading.read(file, FILE)
    raise_if_any(problems)
    return found if isinstance(found, dict) else {}


def _version(file: Path) -> str:
    version = str(_fields(file).get("version", ""))
    if len(version.split(".")) != 3 or not version.replace(".", "").isdecimal():
        raise HandbookError([Problem(FILE, "", "version", f"is {version!r}", _REMEDY)])
    return version


def _day(newest_review: datetime.date) -> datetime.date:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return newest_review
    return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()

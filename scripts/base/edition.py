"""The edition of the handbook: its version, from CITATION.cff, and the day that dates it."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.base import reading
from scripts.base.problems import Problem, raise_if_any

FILE = "CITATION.cff"
#: What a build takes from it: the form of each field, and what to do about another.
_FORMS = {
    "version": (r"\d+\.\d+\.\d+", "write three numbers, such as `version: 1.2.0`"),
    "url": (r"https://\S+", "write the address of the site, such as `url: https://example.org/`"),
}


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
        HandbookError: when CITATION.cff gives no version of three numbers, or no address.
    """
    fields = _fields(root / FILE)
    raise_if_any(_problems(fields))
    return Edition(str(fields["version"]), _day(newest_review))


def address(root: Path) -> str:
    """Return the address of the site that CITATION.cff names, with a slash at its end."""
    return str(_fields(root / FILE).get("url", "")).rstrip("/") + "/"


def _fields(file: Path) -> dict[str, Any]:
    found, problems = reading.read(file, FILE)
    raise_if_any(problems)
    return found if isinstance(found, dict) else {}


def _problems(fields: Mapping[str, Any]) -> Iterator[Problem]:
    for name, (form, remedy) in _FORMS.items():
        value = str(fields.get(name, ""))
        if not re.fullmatch(form, value):
            yield Problem(FILE, "", name, f"is {value!r}", remedy)


def _day(newest_review: datetime.date) -> datetime.date:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return newest_review
    return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()

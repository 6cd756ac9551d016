"""The day of a release as readers see it; one known only from the repository is marked as such."""

from __future__ import annotations

from scripts.base import numbers
from scripts.base.words import label
from scripts.data.models import Release

#: Stands before a day on which only the weights' repository was created.
MARK = "≈\u00a0"


def is_approximate(release: Release) -> bool:
    """Tell whether only the day is known on which the weights' repository was created."""
    return release.date_of == "repository"


def short(release: Release) -> str:
    """Return the day for a narrow cell: 2023-07-18, or ≈ 2023-07-18."""
    day = release.date.isoformat()
    return MARK + day if is_approximate(release) else day


def month(release: Release) -> str:
    """Return the month for a narrow cell, with a hyphen that does not break the line."""
    found = release.date.isoformat()[:7].replace("-", "\u2011")
    return MARK + found if is_approximate(release) else found


def words(release: Release, lang: str) -> str:
    """Return the day for running text: 18 July 2023, or about 18 July 2023."""
    day = numbers.date(release.date, lang)
    if not is_approximate(release):
        return day
    return f"约 {day}" if lang == "zh" else f"about {day}"


def whole(release: Release, lang: str) -> str:
    """Return the day, and what it is of where it is not that of the announcement."""
    if not is_approximate(release):
        return numbers.date(release.date, lang)
    note = label("date_of.repository", lang)
    shown = words(release, lang)
    return f"{shown}（{note}）" if lang == "zh" else f"{shown} ({note})"

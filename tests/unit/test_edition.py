"""The edition: version of CITATION.cff and the day of the newest page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from scripts.base import edition
from scripts.base.edition import Edition
from scripts.base.problems import HandbookError

NEWEST = date(2026, 1, 2)
URL = "url: https://example.org/\n"


def _written(folder: Path, text: str) -> Path:
    (folder / "CITATION.cff").write_text(text, encoding="utf-8")
    return folder


def test_the_version_is_the_one_that_readers_cite(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    root = _written(tmp_path, f"version: 1.2.3\n{URL}")
    assert edition.read(root, NEWEST) == Edition("1.2.3", NEWEST)


def test_a_day_set_from_outside_goes_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert edition.read(_written(tmp_path, f"version: 1.2.3\n{URL}"), NEWEST).day == date(
        1970, 1, 2
    )


@pytest.mark.parametrize("text", ["", "- a list\n", "version: 1.2\n", "version: new\n"])
def test_a_version_that_is_none_is_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(HandbookError, match=r"CITATION\.cff.*version"):
        edition.read(_written(tmp_path, text), NEWEST)


def test_version_and_address_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(HandbookError) as caught:
        edition.read(_written(tmp_path, "version: 1\nurl: example.org\n"), NEWEST)
    assert [problem.field for problem in caught.value.problems] == ["url", "version"]

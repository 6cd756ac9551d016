"""Fragments are written once, when they changed, and stale ones go; days to come are named."""

import datetime
from pathlib import Path

from scripts.base.paths import ROOT
from scripts.fragments import generate
from scripts.fragments.generate import write


def test_the_folder_holds_exactly_the_texts(tmp_path: Path) -> None:
    write({"zh/a.html": "1", "en/b.svg": "2"}, tmp_path)
    write({"zh/a.html": "1", "en/c.svg": "3"}, tmp_path)
    files = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()}
    assert files == {"zh/a.html", "en/c.svg"}


def test_an_unchanged_file_is_not_touched(tmp_path: Path) -> None:
    write({"a": "1", "b": "1"}, tmp_path)
    before = {name: (tmp_path / name).stat().st_mtime_ns for name in "ab"}
    write({"a": "1", "b": "2"}, tmp_path)
    assert (tmp_path / "a").stat().st_mtime_ns == before["a"]
    assert (tmp_path / "b").read_text(encoding="utf-8") == "2"


def test_a_day_that_has_not_come_is_named_with_its_place() -> None:
    content = generate.read(ROOT)
    newest = content.newest_review
    opened = max(source.opened for source in content.handbook.sources.values())
    assert not list(generate.days_to_come(content, max(newest, opened)))
    eve = min(newest, opened) - datetime.timedelta(days=1)
    found = {problem.field for problem in generate.days_to_come(content, eve)}
    assert found == {"reviewed", "opened", "date"}

"""What is built takes its place whole or not at all, and by one command at a time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scripts.base.alone import alone
from scripts.base.paths import ROOT
from scripts.base.problems import HandbookError
from scripts.base.writing import whole_folder, write_whole

_HOLD = """
import sys, pathlib
from scripts.base.alone import alone
with alone(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def _texts(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text() for file in folder.iterdir()}


def test_a_folder_is_replaced_when_all_went_well(tmp_path: Path) -> None:
    site, beside = tmp_path / "站点 a", tmp_path / "build" / "site"
    for text in ("first", "second"):
        with whole_folder(site, beside) as growing:
            (growing / text).write_text(text)
    assert _texts(site) == {"second": "second"}
    assert list(beside.parent.iterdir()) == []


def test_a_folder_stays_as_it_was_when_something_fails(tmp_path: Path) -> None:
    site, beside = tmp_path / "site", tmp_path / "build" / "site"
    site.mkdir()
    (site / "good").write_text("good")
    with pytest.raises(FileNotFoundError), whole_folder(site, beside) as growing:
        (growing / "no folder" / "half").write_text("half")
    assert _texts(site) == {"good": "good"}
    with whole_folder(site, beside) as growing:
        assert list(growing.iterdir()) == [], "what a failed run left is gone"


def test_a_folder_comes_back_when_a_run_was_interrupted_while_it_changed_place(
    tmp_path: Path,
) -> None:
    site, beside = tmp_path / "site", tmp_path / "build" / "site"
    before = beside.with_name("site-before")
    before.mkdir(parents=True)
    (before / "good").write_text("good")
    with pytest.raises(FileNotFoundError), whole_folder(site, beside) as growing:
        (growing / "no folder" / "half").write_text("half")
    assert _texts(site) == {"good": "good"}
    assert not before.exists()


def test_files_of_one_stem_are_written_beside_each_other(tmp_path: Path) -> None:
    for name in ("a.html", "a.svg"):
        write_whole(tmp_path / name, name.encode())
    assert _texts(tmp_path) == {"a.html": "a.html", "a.svg": "a.svg"}


def test_a_second_build_is_refused_until_the_first_has_ended(tmp_path: Path) -> None:
    lock = tmp_path / "build" / "in-use"
    command = [sys.executable, "-c", _HOLD, str(lock)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(HandbookError, match="another command builds"), alone(lock):
            pass
        other.kill()  # a build that is killed bars nobody
    with alone(lock):
        pass

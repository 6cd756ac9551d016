"""How many books are made at the same time: Typst takes too much memory for two."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.base.paths import LANGUAGES
from scripts.publication import apart, books
from scripts.publication.printing import Manuscript
from tests.invented_site import EDITION


def test_two_books_are_never_at_the_press_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work: list[str] = []
    seen: list[list[str]] = []

    def step(function: Callable[..., object], *_: object) -> object:
        name = function.__name__
        at_work.append(name)
        seen.append(list(at_work))
        time.sleep(0.02)
        at_work.remove(name)
        return b"" if name == "finish" else Manuscript((), {})

    def typeset(*_: object) -> object:
        return step(typeset)

    monkeypatch.setattr(apart, "call", step)
    monkeypatch.setattr(books, "typeset", typeset)
    made = books.make_books(
        tmp_path, tmp_path / "out", LANGUAGES, edition=EDITION, font_loader=list
    )
    assert sum(steps[-1] == "typeset" for steps in seen) == len(made)
    assert max(steps.count("typeset") for steps in seen) == 1
    assert max(map(len, seen)) == 2

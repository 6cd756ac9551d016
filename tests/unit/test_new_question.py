"""The draft of a question has all it needs, and is refused until it is written."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from scripts.base.paths import ROOT
from scripts.base.problems import HandbookError
from scripts.content import new_question, pages, records

TINY = ROOT / "tests" / "data" / "tiny"
TODAY = datetime.date(2026, 1, 2)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_draft_is_a_page_that_check_refuses(tmp_path: Path, lang: str) -> None:
    handbook = records.load(TINY)
    draft = new_question.draft(handbook, "why-bills", lang, TODAY)
    file = tmp_path / draft.file
    file.parent.mkdir(parents=True)
    file.write_text(draft.text, encoding="utf-8")
    [page] = pages.read_all(tmp_path, lang)
    assert page.title == handbook.planned[0].title[lang]
    assert "a drawing of each" in page.body
    assert all(f"{{#{part}}}" in page.body for part in new_question.PARTS)
    found = pages.problems([page], handbook, lambda _: lambda name, form: "")
    told = {p.message for p in found}
    assert "holds a TODO" in told
    assert any(message.startswith("holds a TODO in #top, #short-answer, ") for message in told)


def test_an_id_of_no_chapter_is_refused_with_the_nearest() -> None:
    with pytest.raises(HandbookError, match="nearest: why-bills"):
        new_question.draft(records.load(TINY), "why-bill", "en", TODAY)

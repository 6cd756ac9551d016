"""What the benchmark of the search reads and counts; the times are measured by its user."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.base.problems import HandbookError
from scripts.site import search_benchmark
from scripts.site.search_benchmark import Answer, Query
from scripts.site.search_records import Record, Section


def test_queries_expect_questions_by_id_and_places_by_path(tmp_path: Path) -> None:
    file = tmp_path / "queries.yaml"
    file.write_text("- {lang: zh, q: a, expect: [rope, models/qwen/#qwen3-32b]}", encoding="utf-8")
    expect = ("questions/rope/", "models/qwen/#qwen3-32b")
    assert search_benchmark.read(file) == [Query("zh", "a", expect)]


@pytest.mark.parametrize(
    "text", ["- {lang: fr, q: a, expect: [b]}", "- {lang: zh, q: a}", "a: b", "- [", "- b"]
)
def test_another_form_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "queries.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(HandbookError):
        search_benchmark.read(file)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(HandbookError, match="cannot be read"):
        search_benchmark.read(tmp_path / "none.yaml")


def _answer(expect: str, *groups: list[str], lang: str = "en") -> Answer:
    return Answer(Query(lang, "q", (expect,)), list(groups), 1.0)


def test_answers_are_scored() -> None:
    rope, qwen = ["en/questions/rope/"], ["en/models/qwen/", "en/models/qwen/#a"]
    found = search_benchmark.score(
        [
            _answer("questions/rope/", rope, qwen),
            _answer("questions/rope/", qwen, rope),
            _answer("models/qwen/#a", qwen),
            _answer("models/qwen/#b", qwen),
            _answer("questions/rope/"),
            _answer("questions/rope/", ["questions/rope/"]),
        ]
    )
    assert found.recall_1 == pytest.approx(2 / 6)
    assert found.recall_3 == pytest.approx(3 / 6)
    assert found.mean_reciprocal_rank == pytest.approx(2.5 / 6)
    assert (found.n_queries, found.empty, found.leaks) == (6, 1, 1)
    assert len(found.missed) == 4


def test_more_questions_are_copies_that_no_query_asks_for() -> None:
    text = Section("a", "Rotary", "One two three four. Five six.")
    records = [Record("question", "questions/rope/", "RoPE", ["rope"], sections=[text])]
    found = search_benchmark.with_questions(records, 3)
    assert found[0] == records[0]
    assert len({record.url for record in found}) == 3
    for copy in found[1:]:
        assert "RoPE" not in (copy.title, *copy.keywords)
        assert sorted(copy.sections[0].text) == sorted(text.text)

"""Whatever stands in an authored file, reading it ends in a value or in problems with a place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.base import reading
from scripts.base.paths import ROOT
from tests.unit.properties import steady

AUTHORED = [
    *sorted((ROOT / "data").rglob("*.yaml")),
    *sorted((ROOT / "packs").glob("*.yaml")),
    ROOT / "CITATION.cff",
]
TEXTS = [file.read_text(encoding="utf-8") for file in AUTHORED]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: yes", {"a": "yes"}),
        ("a: 1.0e12", {"a": 1.0e12}),
        ("a: 0x10", {"a": "0x10"}),
        ("a: 1_000", {"a": "1_000"}),
        ("a: 12:30", {"a": "12:30"}),
    ],
)
def test_values_are_what_they_look_like(text: str, value: Any) -> None:
    assert reading.parse(text, "a.yaml") == (value, [])


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("a: 1\na: 2", "line 2", "the key is written twice"),
        ("a: 2026-02-30", "line 1", "is no day of the calendar"),
        ("a: 2026-13-01", "line 1", "is no day of the calendar"),
        ("a: " + "9" * 5000, "line 1", "has too many digits"),
        ("\na: 1e400", "line 2", "is too large"),
        ("a: &x [1]\nb: *x", "line 2", "refers to another place (*)"),
        ("a: &x [*x]", "line 1", "refers to another place (*)"),
        ("? [a, b]\n: 1", "line 1", "a key is a list or a mapping"),
        ("? {a: b}\n: 1", "line 1", "a key is a list or a mapping"),
        ("a: " + "[" * 500 + "]" * 500, "line 1", "stands too deep in lists"),
        ("a: [", "line 2", "is not YAML: did not find expected node content"),
        ("a: !!python/name:os.system x", "line 1", "is not YAML: could not determine a "
         "constructor for the tag 'tag:yaml.org,2002:python/name:os.system'"),
    ],
)  # fmt: skip
def test_what_nobody_means_is_refused_at_its_line(text: str, place: str, message: str) -> None:
    _, problems = reading.parse(text, "a.yaml")
    assert [(p.entry, p.message) for p in problems] == [(place, message)]


@pytest.mark.parametrize(
    ("raw", "place", "message"),
    [
        ("a: 模型\n".encode("gbk"), "line 1", "is not UTF-8"),
        (b"a: b\nc: \xff\n", "line 2", "is not UTF-8"),
        ("a: b\n".encode("utf-16"), "line 1", "is not UTF-8"),
        (b"a: b\nc: d\x00\n", "line 2", "holds the invisible character U+0000"),
        ("a: d\u200be\n".encode(), "line 1", "holds the invisible character U+200B"),
    ],
)
def test_what_editors_do_to_a_file_is_told(
    tmp_path: Path, raw: bytes, place: str, message: str
) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(raw)
    _, problems = reading.read(file, "a.yaml")
    assert [(p.entry, p.message) for p in problems] == [(place, message)]


def test_a_mark_of_byte_order_and_carriage_returns_do_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"\xef\xbb\xbfa: b\r\nc: d\r\n")
    assert reading.read(file, "a.yaml") == ({"a": "b", "c": "d"}, [])


@pytest.mark.parametrize("kind", ["missing", "folder", "broken link"])
def test_a_file_that_is_none_is_told(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "a.yaml"
    if kind == "folder":
        file.mkdir()
    elif kind == "broken link":
        file.symlink_to(tmp_path / "nowhere")
    _, problems = reading.read(file, "a.yaml")
    assert [p.message for p in problems] == ["the file is missing"]


@steady
@given(data=st.data())
def test_a_spoilt_file_ends_in_problems_or_a_value(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(TEXTS))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 80)))
    put = data.draw(
        st.text(max_size=12) | st.sampled_from(["*a", "&a ", "? ", "[", "{", "!!", "<<: "])
    )
    value, problems = reading.parse(text[:start] + put + text[end:], "a.yaml")
    assert all(problem.message and problem.remedy for problem in problems)
    assert problems or value is not None or not (text[:start] + put + text[end:]).strip()


def test_a_link_to_nothing_has_a_state(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to(tmp_path / "gone.yaml")
    assert reading.state(tmp_path / "a.yaml") == (0, 0)
    assert [found.message for found in reading.read(tmp_path / "a.yaml", "a.yaml")[1]] == [
        "the file is missing"
    ]

"""What the check of Chinese typesetting finds, and what it lets pass."""

from __future__ import annotations

import pytest

from scripts.base import typography


def _messages(markdown: str) -> list[str]:
    return [message for message, _ in typography.mistakes(typography.running_text(markdown))]


@pytest.mark.parametrize(
    ("markdown", "named"),
    [
        ("白鹭 站着", "a space within"),
        ("它在 **水里** 站着", "a space within"),
        ("见[水鸟](bird.md) 一章", "a space within"),
        ("“ 白鹭”", "a space within"),
        ("白鹭,站着", "half-width punctuation"),
        ("白鹭(小)", "half-width punctuation"),
        ("白鹭heron", "without a gap"),
        ("有 3只", "without a gap"),
        ("用**GQA**的模型", "without a gap"),
        ('叫"白鹭"', "straight quotation marks"),
    ],
)
def test_a_mistake_is_found(markdown: str, named: str) -> None:
    assert any(named in message for message in _messages(markdown))


@pytest.mark.parametrize(
    "markdown",
    [
        "白鹭（heron）有 3 只，**站着**不动。",
        "宽度 $d$ 与 `d_ff` 见[水鸟](bird.md)[^heron]。",
        "有 [[heron-1b.total|short]] 个参数。",
        '!!! mistake "白鹭 heron(小)"',
        "```python\nx = 1  # 白鹭heron\n```",
        '--8<-- "zh/figures/heron.svg"',
        "## 白鹭 {#heron}",
    ],
)
def test_what_is_right_or_no_text_passes(markdown: str) -> None:
    assert not _messages(markdown)


def test_a_text_of_data_is_named_by_its_place() -> None:
    data = [{"id": "heron", "note": {"zh": "白鹭heron", "en": "a heron's"}, "zh": "白鹭"}]
    found = list(typography.problems_of_data("data/birds.yaml", data))
    assert [(p.file, p.entry, p.field) for p in found] == [
        ("data/birds.yaml", "heron", "note.zh"),
        ("data/birds.yaml", "heron", "note.en"),
    ]


def test_texts_of_data_in_each_other_s_place_are_named() -> None:
    names = {
        "id": "heron",
        "name": {"zh": "Heron", "en": "苍鹭"},
        "of": {"zh": "河口", "en": "Estuary"},
    }
    found = [
        (problem.entry, problem.field, problem.message)
        for problem in typography.problems_of_data("data/x.yaml", names)
    ]
    assert found == [("heron", "name.en", "is written in Chinese")]

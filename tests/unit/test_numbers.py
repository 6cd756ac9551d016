"""Counts are written as models are named, also where they round up to the next unit."""

from __future__ import annotations

import pytest

from scripts.base import numbers


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (999, "999"),
        (124_439_808, "124M"),
        (999_499_999, "999M"),
        (999_885_952, "1.00B"),
        (6_738_415_616, "6.74B"),
        (1_571_327_875_360, "1.57T"),
    ],
)
def test_a_count_in_short(count: int, text: str) -> None:
    assert numbers.short(count) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("from 2048 to 8192; in 2024", "from 2,048 to 8,192; in 2024"),
        ("训练长度为 2048；宽 18432", "训练长度为 2,048；宽 18,432"),
        ("1000 万，4,096，0.12345", "1000 万，4,096，0.12345"),
        ("Qwen3-4B-2507, issue #29123, sm90a", "Qwen3-4B-2507, issue #29123, sm90a"),
    ],
)
def test_numbers_in_running_text_are_grouped_and_names_and_years_are_not(
    text: str, shown: str
) -> None:
    assert numbers.grouped_in(text) == shown

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

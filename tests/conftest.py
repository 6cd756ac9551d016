"""The order of a run: long tests first, so that two workers end together."""

from __future__ import annotations

import pytest

import scripts  # noqa: F401  # tells NumPy its threads, before a test loads it


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.get_closest_marker("long") is None)

"""Numbers of a table's column: on the right, digit below digit, whatever decimals each has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

#: A number, perhaps with a sign before it and a unit behind.
_NUMBER = re.compile(
    r"[+\-−±~≈<>≤≥]?\s?\d[\d,\u202f\u2009]*(?:\.(?P<decimals>\d+))?(?P<unit>\s?[^\d\s]{0,6})"
)
_ABSENT = frozenset(("", "—", "–", "-", "−", "?", "unknown", "未知", "unlimited"))


def padding(texts: Iterable[str]) -> Mapping[str, str] | None:
    """Return what is to stand unseen behind each text of a column, None unless all are numbers.

    Where they have the same unit, it is what is missing to the most decimals.
    """
    found = {text: _NUMBER.fullmatch(text) for text in texts}
    numbers = [number for number in found.values() if number]
    if not numbers or not all(found[text] or text in _ABSENT for text in found):
        return None
    most = max(len(number["decimals"] or "") for number in numbers)
    if len({number["unit"] for number in numbers}) > 1:
        most = 0
    return {text: _missing(number, most) for text, number in found.items()}


def _missing(number: re.Match[str] | None, most: int) -> str:
    if number is None or not most:
        return ""
    decimals = len(number["decimals"] or "")
    return ("" if decimals else ".") + "0" * (most - decimals)

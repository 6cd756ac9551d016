"""Numbers of a table's column: digit below digit, whatever decimals each has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from scripts.base.numbers import Alone, alone, are_compared


def padding(texts: Iterable[str], heads: Iterable[str] = ()) -> Mapping[str, str] | None:
    """Return what is to stand unseen behind each text of a column, None unless all are numbers.

    Where they have the same unit, it is what is missing to the most decimals. So it is for heads
    that are numbers themselves.
    """
    found = {text: alone(text) for text in texts}
    numbers = [number for number in found.values() if number]
    if not are_compared(found):
        return None
    most = max(number.decimals for number in numbers)
    if len({number.unit for number in numbers}) > 1:
        most = 0
    found |= {head: number for head in heads if (number := alone(head))}
    return {text: _missing(number, most) for text, number in found.items()}


def _missing(number: Alone | None, most: int) -> str:
    if number is None or not most:
        return ""
    return ("" if number.decimals else ".") + "0" * (most - number.decimals)

"""The figures of the handbook as SVG text: drawn from `scripts.reference` and from the data.

A module of this folder offers its figures by name: `FIGURES` holds functions of the language, and
`FIGURES_OF_DATA` functions of the handbook and the language.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from scripts.base import offers
from scripts.data.handbook import Handbook


@cache
def renderers() -> dict[str, Callable[[str], str]]:
    """Return the figures that need no data, by name."""
    return offers.of(__name__, "FIGURES")


@cache
def of_data() -> dict[str, Callable[[Handbook, str], str]]:
    """Return the figures of the data, by name."""
    return offers.of(__name__, "FIGURES_OF_DATA")


@cache
def _without_data(lang: str) -> dict[str, str]:
    return {name: render(lang) for name, render in renderers().items()}


def render_all(handbook: Handbook, lang: str) -> dict[str, str]:
    """Return every figure by name, as SVG text in the language; nothing is written."""
    return _without_data(lang) | offers.made(of_data(), handbook, lang)

"""What single questions show of the data: a module here offers its tables by name in `TABLES`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from scripts.base import offers
from scripts.data.handbook import Handbook


@cache
def renderers() -> dict[str, Callable[[Handbook, str], str]]:
    """Return the functions that render a table, by its name."""
    return offers.of(__name__, "TABLES")


def render_all(handbook: Handbook, lang: str) -> dict[str, str]:
    """Return every table of a question as HTML in the language, by its name."""
    return offers.made(renderers(), handbook, lang)

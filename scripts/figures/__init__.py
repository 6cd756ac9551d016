"""The figures of the handbook as SVG text: drawn from `scripts.reference` and from the data.

A module of this folder offers its figures by name: `FIGURES` holds functions of the language, and
`FIGURES_OF_DATA` functions of the handbook and the language.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from functools import cache
from types import ModuleType
from typing import Any

from scripts.data.handbook import Handbook


@cache
def _modules() -> tuple[ModuleType, ...]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__, __name__ + "."))
    return tuple(importlib.import_module(name) for name in names)


def _offered(attribute: str) -> Iterator[tuple[str, Any]]:
    seen: dict[str, str] = {}
    for module in _modules():
        for name, render in getattr(module, attribute, {}).items():
            if name in seen:
                raise ValueError(
                    f"two figures are called {name!r}: {seen[name]}, {module.__name__}"
                )
            seen[name] = module.__name__
            yield name, render


@cache
def renderers() -> dict[str, Callable[[str], str]]:
    """Return the figures that need no data, by name."""
    return dict(_offered("FIGURES"))


@cache
def of_data() -> dict[str, Callable[[Handbook, str], str]]:
    """Return the figures of the data, by name."""
    return dict(_offered("FIGURES_OF_DATA"))


def render_all(handbook: Handbook, lang: str) -> dict[str, str]:
    """Return every figure by name, as SVG text in the language; nothing is written."""
    figures = {name: render(lang) for name, render in renderers().items()}
    return figures | {name: render(handbook, lang) for name, render in of_data().items()}

"""What the modules of a package offer under one name: a module is found without being listed."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any


def of(package: str, attribute: str) -> dict[str, Any]:
    """Return the entries of the mapping `attribute` of every module of `package`.

    Raises:
        ValueError: where two modules offer something under the same name.
    """
    found: dict[str, Any] = {}
    owner: dict[str, str] = {}
    path = importlib.import_module(package).__path__
    for name in sorted(module.name for module in pkgutil.iter_modules(path, f"{package}.")):
        for key, value in getattr(importlib.import_module(name), attribute, {}).items():
            if key in found:
                raise ValueError(f"{attribute} has {key!r} twice: in {owner[key]} and {name}")
            found[key], owner[key] = value, name
    return found

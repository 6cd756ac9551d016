"""What the modules of a package offer under one name: a module is found without being listed."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from scripts.base.problems import HandbookError, Problem, all_made


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


def made(offered: Mapping[str, Callable[..., str]], *arguments: Any) -> dict[str, str]:
    """Return what each function makes of the arguments, by its name.

    Raises:
        HandbookError: with each that fails, since the data have not what it counts on.
    """

    def make(name: str, function: Callable[..., str]) -> str:
        try:
            return function(*arguments)
        except HandbookError:
            raise
        except Exception as error:
            file = f"{function.__module__.replace('.', '/')}.py"
            message = f"cannot be made: {type(error).__name__}: {error}"
            remedy = "give the data what it shows, or mend the function"
            raise HandbookError([Problem(file, name, "", message, remedy)]) from error

    return all_made({name: partial(make, name, function) for name, function in offered.items()})

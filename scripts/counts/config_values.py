"""The values of a Hugging Face `config.json`, and which of its keys were asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeGuard

from scripts.base.problems import HandbookError, Problem
from scripts.counts import config_names

#: A configuration is a few kilobytes and a few levels deep; more than this is not one.
MAX_BYTES = 2_000_000
MAX_DEPTH = 50
#: Groups of a configuration are read so many levels deep.
_LEVELS = 3


def refuse(file: str, place: str, message: str, remedy: str) -> HandbookError:
    """Return the error of a text that is no configuration."""
    return HandbookError([Problem(file, "", place, message, remedy)])


def _constant(name: str) -> float:
    if name == "NaN":
        raise ValueError(f"{name} is no number")
    return float(name.replace("Infinity", "inf"))


def _integer(digits: str) -> int | float:
    """Return a whole number, rounded where it has so many digits that none of ours can mean it."""
    return int(digits) if len(digits) < 20 else float(digits)


def _depth(text: str) -> int:
    """Return how deep brackets nest outside of strings."""
    deepest = depth = 0
    quoted = escaped = False
    for character in text:
        if quoted:
            quoted = escaped or character != '"'
            escaped = character == "\\" and not escaped
        elif character == '"':
            quoted = True
        elif character in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "]}":
            depth -= 1
    return deepest


def parsed(text: str, file: str) -> dict[str, Any]:
    """Return the mapping that a text in JSON is.

    Raises:
        HandbookError: naming file and remedy where the text is no configuration.
    """
    if len(text.encode()) > MAX_BYTES:
        remedy = "give the configuration itself, which is a few kilobytes"
        raise refuse(file, "", f"is larger than {MAX_BYTES:,} bytes", remedy)
    if _depth(text) > MAX_DEPTH:
        remedy = "give the configuration itself, which is a few levels deep"
        raise refuse(file, "", f"nests deeper than {MAX_DEPTH} levels", remedy)
    try:
        found = json.loads(text, parse_constant=_constant, parse_int=_integer)
    except ValueError as error:
        raise refuse(file, "", f"is not JSON: {error}", "give the file as published") from error
    if not isinstance(found, dict):
        raise refuse(file, "", "is not a mapping", "give a config.json of transformers")
    return found


def merged(config: dict[str, Any]) -> dict[str, Any]:
    """Return a configuration with the keys of its language part one level higher."""
    for name in config_names.MERGED:
        inner = config.get(name)
        if isinstance(inner, dict):
            config = {key: value for key, value in config.items() if key != name} | inner
    return config


def flat(config: Mapping[str, Any], level: int = _LEVELS) -> dict[str, Any]:
    """Return the values of a configuration, those of nested groups as `group.key`."""
    found: dict[str, Any] = {}
    for name, value in config.items():
        if isinstance(value, dict) and value and level:
            inner = flat(value, level - 1)
            found |= {f"{name}.{key}": each for key, each in inner.items()}
        else:
            found[name] = value
    return found


def _is_number(value: Any) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def whole_number(name: str, value: Any) -> int:
    """Return the value of the key `name`; ValueError where it is no size of anything."""
    if not _is_number(value) or not 0 <= value < 10**9 or value != int(value):
        raise ValueError(f"{name}: {str(value)[:40]!r} is not a whole number below 1e9")
    return int(value)


class Config:
    """A configuration that remembers which of its keys were asked for."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = values
        self.used: set[str] = set()
        self.unread: list[str] = []

    def get(self, name: str) -> Any:
        self.used.add(name)
        return self.values.get(name)

    def refuse(self, name: str) -> None:
        """Say that the value of a key is not understood."""
        if name not in self.unread:
            self.unread.append(name)

    def whole(self, names: Sequence[str]) -> int | None:
        """Return the first whole number; a list of equal ones is one."""
        self.used.update(names)
        for name in names:
            value = self.values.get(name)
            if value is None:
                continue
            if not isinstance(value, list) or not value:
                return whole_number(name, value)
            numbers = [whole_number(name, each) for each in value]
            if len(set(numbers)) == 1:
                return numbers[0]
            self.refuse(name)
        return None

    def number(self, *names: str) -> float | None:
        self.used.update(names)
        for name in names:
            value = self.values.get(name)
            if _is_number(value):
                if 0 < value < 1e12:
                    return float(value)
                raise ValueError(f"{name}: {value!r} is out of range")
        return None

    def size(self, spec: Any, *, never_none: bool = False) -> Any:
        """Return what a table says of a size: a constant, or a whole number."""
        if isinstance(spec, Mapping):
            return spec["is"]
        names = (spec,) if isinstance(spec, str) else spec
        found = self.whole(names)
        if found == 0 and never_none:
            name = next(name for name in names if self.values.get(name) is not None)
            raise ValueError(f"{name}: is zero, and every model has some")
        return found

    def size_or_flag(self, spec: Any) -> Any:
        """Return the same, or a flag where the key that a table names holds one."""
        if isinstance(spec, str) and isinstance(self.values.get(spec), bool):
            return self.get(spec)
        return self.size(spec)

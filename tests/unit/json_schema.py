"""A validator of the part of JSON Schema 2020-12 that the published schemas use.

It refuses words that it does not know, lest a schema be believed to check what nothing checks.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from typing import Any

Node = dict[str, Any]

_TYPES: dict[str, Callable[[Any], bool]] = {
    "object": lambda v: isinstance(v, dict),
    "array": lambda v: isinstance(v, list),
    "string": lambda v: isinstance(v, str),
    "integer": lambda v: isinstance(v, int) and not isinstance(v, bool),
    "number": lambda v: isinstance(v, int | float) and not isinstance(v, bool),
    "boolean": lambda v: isinstance(v, bool),
    "null": lambda v: v is None,
}
_SAYS_NOTHING = {"$schema", "$id", "$defs", "components", "title", "description", "examples"}


def _is_date(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


#: Words that look at one value by itself.
_SIMPLE: dict[str, Callable[[Any, Any], bool]] = {
    "type": lambda wanted, v: _TYPES[wanted](v),
    "enum": lambda wanted, v: v in wanted,
    "const": lambda wanted, v: v == wanted,
    "minimum": lambda wanted, v: v >= wanted,
    "exclusiveMinimum": lambda wanted, v: v > wanted,
    "minLength": lambda wanted, v: len(v) >= wanted,
    "minItems": lambda wanted, v: len(v) >= wanted,
    "pattern": lambda wanted, v: re.search(wanted, v) is not None,
    "format": lambda wanted, v: wanted == "date" and _is_date(v),
    "required": lambda wanted, v: set(wanted) <= v.keys(),
}


def resolved(schema: Node, root: Node) -> Node:
    """Return what a reference refers to, or the schema itself."""
    if "$ref" not in schema:
        return schema
    found = root
    for step in schema["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return found


def _children(word: str, wanted: Any, value: Any) -> Iterator[tuple[str, Node, Any]]:
    if word == "items":
        yield from ((str(index), wanted, item) for index, item in enumerate(value))
    else:
        yield from ((name, wanted[name], value[name]) for name in wanted if name in value)


def _errors(schema: Node, value: Any, root: Node, place: str) -> Iterator[str]:
    for word, wanted in schema.items():
        if word in _SAYS_NOTHING:
            continue
        if word == "$ref":
            yield from _errors(resolved(schema, root), value, root, place)
        elif word == "anyOf":
            if all(list(_errors(option, value, root, place)) for option in wanted):
                yield f"{place}: none of the options fits {value!r:.80}"
        elif word in ("items", "properties"):
            for name, inner, item in _children(word, wanted, value):
                yield from _errors(inner, item, root, f"{place}.{name}".removeprefix("."))
        elif not _SIMPLE[word](wanted, value):
            yield f"{place}: {value!r:.80} is not {word} {wanted}"
            if word == "type":
                return


def errors(schema: Node, value: Any) -> list[str]:
    """Return where and why `value` does not fit; KeyError for a word that is not known here."""
    # A wrong type makes the other words meaningless, so it is looked at first.
    return list(_errors(_types_first(schema), value, _types_first(schema), ""))


def _types_first(node: Any) -> Any:
    if isinstance(node, list):
        return [_types_first(item) for item in node]
    if not isinstance(node, dict):
        return node
    inner = {key: _types_first(value) for key, value in node.items()}
    return dict(sorted(inner.items(), key=lambda item: item[0] != "type"))


def _options(schema: Node, root: Node) -> Iterator[Node]:
    schema = resolved(schema, root)
    for option in schema.get("anyOf", [schema]):
        yield resolved(option, root)


def _kind(schema: Node) -> str:
    return " ".join([schema.get("type", "any"), *sorted(map(str, schema.get("enum", ())))])


def properties(
    schema: Node, root: Node | None = None, prefix: str = ""
) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the dotted name of every property with the types it may have, null included.

    A word out of a closed list is a type of its own: readers may have a case for each.
    """
    root = root or schema
    for option in _options(schema, root):
        if "items" in option:
            yield from properties(option["items"], root, f"{prefix}[]")
        for name, inner in option.get("properties", {}).items():
            path = f"{prefix}.{name}".removeprefix(".")
            yield path, frozenset(_kind(option) for option in _options(inner, root))
            yield from properties(inner, root, path)

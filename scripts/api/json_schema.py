"""JSON Schema 2020-12 of the published documents, derived from their shapes.

Within a version, readers may rely on the schema: so it forbids no further properties, and words
that the field may add to (a new activation) are named as examples, not as the only ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from scripts.api import fields
from scripts.data import architecture, lists, models

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Node = dict[str, Any]

_GROWING = {
    frozenset(get_args(words))
    for words in (
        architecture.PositionKind,
        architecture.NormKind,
        architecture.NormPlacement,
        architecture.Activation,
        architecture.AttentionKind,
        architecture.LinearKind,
        architecture.ArchitectureKind,
        models.LicenceClass,
        lists.SourceKind,
        architecture.QkNormKind,
        architecture.GateKind,
    )
}
#: Said of the data that are read, not of those that are published.
_DROPPED = ("additionalProperties", "default", "title")
#: pydantic's own words for bounds behind a conversion.
_BOUNDS = {"gt": "exclusiveMinimum", "ge": "minimum"}


def _property_names(node: Node) -> Node:
    return {name: _tidied(value) for name, value in node.items()}


def _tidied(node: Any) -> Any:
    """Return what pydantic wrote as what readers may rely on."""
    if isinstance(node, list):
        return [_tidied(item) for item in node]
    if not isinstance(node, dict):
        return node
    found: Node = {}
    key: str
    for key, value in node.items():
        if key == "enum" and frozenset(value) in _GROWING:
            found["examples"] = value
        elif key in ("properties", "$defs"):
            found[key] = _property_names(value)
        elif key not in _DROPPED:
            found[_BOUNDS.get(key, key)] = _tidied(value)
    if "properties" in found:
        found["required"] = list(found["properties"])
    return found


def _without_code(text: str) -> str:
    """Return the first paragraph of a docstring on one line, without its marks of code."""
    return " ".join(text.split("\n\n")[0].replace("`", "").split())


def _targets(node: Node, definitions: Node) -> Iterator[Node]:
    """Yield the definitions that a property refers to, by itself or beside null."""
    for option in (node, *node.get("anyOf", ())):
        if "$ref" in option:
            yield definitions[option["$ref"].rsplit("/", 1)[-1]]


def _describe(definitions: Node) -> None:
    for field in fields.fields():
        *way, name = field.name.split(".")
        node = definitions["Checkpoint"]
        for step in way:
            node = next(_targets(node["properties"][step], definitions))
        unit = f" [{field.unit}]" if field.unit else ""
        node["properties"][name]["description"] = field.en + unit


def definitions(shapes: tuple[type[BaseModel], ...], template: str) -> Node:
    """Return the schemas of `shapes` and of all they hold, by name.

    Args:
        template: how a schema refers to another, with `{model}` for its name.
    """
    wanted = [(shape, "serialization") for shape in shapes]
    _, found = models_json_schema(wanted, ref_template=template)  # type: ignore[arg-type]
    tidied: Node = _property_names(found["$defs"])
    for node in tidied.values():
        if "description" in node:
            node["description"] = _without_code(node["description"])
    if "Checkpoint" in tidied:
        _describe(tidied)
    return tidied


def of(shape: type[BaseModel], address: str, title: str) -> Node:
    """Return the schema of a document, which is published at `address`."""
    found = definitions((shape,), "#/$defs/{model}")
    own = found.pop(shape.__name__)
    return {"$schema": DIALECT, "$id": address, "title": title, **own, "$defs": found}

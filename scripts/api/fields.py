"""The fields of a checkpoint by their dotted names, with unit and meaning, told once.

The list orders the columns of the CSV, describes the properties of the JSON Schema and is shown on
the page about the data; `unlisted` finds what the shapes have and the list has not.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

from scripts.api.shapes import Checkpoint
from scripts.data.forms import Bilingual

UNITS = {
    "": {"zh": "", "en": ""},
    "tokens": {"zh": "词元", "en": "tokens"},
    "bytes": {"zh": "字节", "en": "bytes"},
    "parameters": {"zh": "参数", "en": "parameters"},
    "dimensions": {"zh": "维", "en": "dimensions"},
    "FLOPs": {"zh": "FLOPs", "en": "FLOPs"},
    "ratio": {"zh": "比值", "en": "ratio"},
}


@dataclass(frozen=True)
class Field:
    """A field; a bilingual one is one field here and two columns, `.zh` and `.en`."""

    name: str
    unit: str
    zh: str
    en: str
    bilingual: bool

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns."""
        return (f"{self.name}.zh", f"{self.name}.en") if self.bilingual else (self.name,)


def _record(annotation: Any) -> type | None:
    """Return the model that an annotation such as `Architecture | None` allows, if any."""
    for one in (annotation, *get_args(annotation)):
        if isinstance(one, type) and (issubclass(one, BaseModel) or dataclasses.is_dataclass(one)):
            return one
    return None


def _members(record: type) -> Iterator[tuple[str, Any]]:
    if issubclass(record, BaseModel):
        for name, field in record.model_fields.items():
            if not field.exclude:
                yield field.alias or name, field.annotation
    elif dataclasses.is_dataclass(record):
        yield from ((field.name, field.type) for field in dataclasses.fields(record))


def _leaves(record: type, prefix: str = "") -> Iterator[tuple[str, bool]]:
    """Yield every field of the shapes that holds no other ones, and whether it is bilingual."""
    for name, annotation in _members(record):
        inner = _record(annotation)
        if inner is None or issubclass(inner, Bilingual):
            yield prefix + name, inner is not None
        else:
            yield from _leaves(inner, f"{prefix}{name}.")


def _lines() -> Iterator[list[str]]:
    text = (Path(__file__).parent / "fields.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            yield [part.strip() for part in line.split("|")]


@cache
def fields() -> tuple[Field, ...]:
    """Return all fields in the order of the list."""
    bilingual = dict(_leaves(Checkpoint))
    return tuple(
        Field(name, unit, zh, en, bilingual.get(name, False)) for name, unit, zh, en in _lines()
    )


def unlisted() -> set[str]:
    """Return the names that only one of shapes and list has."""
    return {name for name, _ in _leaves(Checkpoint)} ^ {field.name for field in fields()}

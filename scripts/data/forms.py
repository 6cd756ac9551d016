"""The forms that the data are made of: texts, ids, addresses, counts, and the base of every model.

An absent value means "no opened source supports one" and is shown as unknown; so nearly every
figure is optional, and what is given carries the ids of its sources (`data/sources/*.yaml`).
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

Language = Literal["zh", "en"]

#: Forms of texts; `scripts.content.records` has a remedy for each.
SLUG = r"^[a-z0-9]+(?:[.-][a-z0-9]+)*$"
TEXT = r"^[^\n]*\S[^\n]*$"
#: Printed ASCII without what RFC 3986 leaves out: quotation marks, brackets, braces, backslashes.
ADDRESS = r"^https?://[!#-;=?-\[\]_a-z~]+$"
#: An address below the root of a language, for both languages.
PLACE = r"^/(?:[\w.-]+/)*(?:#[\w.-]+)?$"
#: A repository of weights on Hugging Face, and the account that owns it.
ACCOUNT = r"^[A-Za-z0-9][\w-]*$"
REPOSITORY = r"^[A-Za-z0-9][\w-]*/[A-Za-z0-9][\w.-]*$"

Id = Annotated[str, StringConstraints(pattern=SLUG)]
Line = Annotated[str, StringConstraints(min_length=1, pattern=TEXT)]
Ids = Annotated[tuple[Id, ...], Field(strict=False)]
Lines = Annotated[tuple[Line, ...], Field(strict=False)]
#: Ids of the sources of a group of figures: at least one.
Cited = Annotated[tuple[Id, ...], Field(strict=False, min_length=1)]


def _integral(value: Any) -> Any:
    """Let a count be written as 2.0e12, but never as a fraction."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Count = Annotated[int, BeforeValidator(_integral), Field(gt=0)]
CountOrZero = Annotated[int, BeforeValidator(_integral), Field(ge=0)]
Positive = Annotated[float, Field(gt=0)]


class Record(BaseModel):
    """Base of every model: unknown keys, wrong types and later changes are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Bilingual(Record):
    """A text in both languages."""

    zh: Line
    en: Line

    def __getitem__(self, lang: str) -> str:
        return {"zh": self.zh, "en": self.en}[lang]


class SourcedText(Bilingual):
    """A text in both languages, with its sources."""

    source: Cited

"""The format of the lists of the data: bibliography, glossary, chapters, paths, redirects."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from scripts.data.forms import ADDRESS, PLACE, Bilingual, Cited, Id, Ids, Line, Lines, Record

SourceKind = Literal[
    "paper", "model-card", "config", "code", "blog", "licence", "documentation", "dataset", "book"
]


class Source(Record):
    """One entry of the bibliography; opened is the day on which it was read.

    others: whether there are more authors than those listed; a team that signs alone stands for its
    members. as_of: last day that it covers, for a state of something that changes, such as a table
    of downloads.
    """

    id: Id
    authors: Annotated[tuple[Line, ...], Field(strict=False, min_length=1)]
    title: Line
    year: Annotated[int, Field(ge=1900)]
    venue: Line
    url: Annotated[str, StringConstraints(pattern=ADDRESS)]
    kind: SourceKind
    opened: datetime.date
    others: bool = False
    as_of: datetime.date | None = None


class Aliases(Record):
    """Other words for a term, by language."""

    zh: Lines = ()
    en: Lines = ()


class Gpu(Record):
    """An accelerator: memory in GB (10^9 bytes), peak of dense BF16 matrix products in TFLOPS.

    bandwidth_gb_s: peak of reading and writing that memory, in 10^9 bytes per second.
    """

    id: Id
    name: Line
    memory_gb: Annotated[float, Field(gt=0, strict=False)]
    bf16_tflops: Annotated[float, Field(gt=0, strict=False)] | None = None
    bandwidth_gb_s: Annotated[float, Field(gt=0, strict=False)] | None = None
    source: Cited


class Term(Record):
    """One entry of the glossary; see names terms or questions."""

    id: Id
    zh: Line
    en: Line
    abbr: Line | None = None
    aliases: Aliases = Aliases()
    definition: Bilingual
    see: Ids = ()
    source: Ids = ()


class Chapter(Record):
    """A chapter with its questions in reading order."""

    id: Id
    title: Bilingual
    summary: Bilingual
    questions: Ids


class Planned(Record):
    """A question that has no page yet: what it asks, and what its answer may not leave out."""

    id: Id
    title: Bilingual
    must: Line


class ReadingPath(Record):
    """An order of questions for one kind of reader."""

    id: Id
    title: Bilingual
    summary: Bilingual
    questions: Ids


class Redirect(Record):
    """An address that was published, and the one that took over from it."""

    from_: Annotated[str, StringConstraints(pattern=PLACE)] = Field(alias="from")
    to: Annotated[str, StringConstraints(pattern=PLACE)]

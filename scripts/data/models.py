"""The format of the files of `data/models/`: families, their releases and checkpoints."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from scripts.data.architecture import Architecture
from scripts.data.forms import (
    ACCOUNT,
    REPOSITORY,
    Bilingual,
    Cited,
    Count,
    Id,
    Ids,
    Line,
    Record,
    SourcedText,
)

LicenceClass = Literal["open-source", "open-weights", "non-commercial", "closed"]
Commercial = Literal["yes", "conditional", "no", "unknown"]


class Training(Record):
    """tokens: tokens seen in pre-training."""

    source: Cited
    tokens: Count | None = None
    note: Bilingual | None = None


class Parameters(Record):
    """The count as published: total and active for one token; rounded as "13B" is."""

    source: Cited
    total: Count
    active: Count | None = None
    precision: Literal["exact", "rounded"]


class Checkpoint(Record):
    """One set of weights. `weights` is given only where it differs from its release's.

    repository: where the maker itself publishes them on Hugging Face, as owner/name; of several
    variants the one that the entry describes, else the base model, else the only one there is.
    """

    id: Id
    name: Line
    repository: Annotated[str, StringConstraints(pattern=REPOSITORY)] | None = None
    weights: Literal["open", "closed"] | None = None
    architecture: Architecture | None = None
    training: Training | None = None
    parameters: Parameters | None = None
    explanation: Bilingual | None = None
    note: Bilingual | None = None


class Licence(Record):
    """Terms of the weights; spdx is null where the licence is in no SPDX list."""

    name: Line
    spdx: Line | None = None
    class_: LicenceClass = Field(alias="class")
    commercial: Commercial
    conditions: Bilingual | None = None
    source: Cited


class Release(Record):
    """Checkpoints made public together; `date` is the day of the weights or of the report.

    date_of: `repository` where only the day is known on which the weights' repository was created:
    days, sometimes months before they were public, or after where a repository was made anew.
    papers: ids of the maker's own reports on it, or on the release that it only adds sizes to, or
    that it updates, where its own card names that report.
    """

    id: Id
    name: Line
    date: datetime.date
    date_source: Cited
    date_of: Literal["publication", "repository"] = "publication"
    papers: Ids = ()
    weights: Literal["open", "closed"]
    derived_from: Id | None = None
    licence: Licence
    languages: SourcedText | None = None
    note: Bilingual | None = None
    checkpoints: Annotated[tuple[Checkpoint, ...], Field(strict=False, min_length=1)]


class Family(Record):
    """One file of `data/models/`; the id is the file's name.

    owners: accounts on Hugging Face that belong to the makers.
    """

    id: Id
    name: Bilingual
    developer: Bilingual
    owners: Annotated[
        tuple[Annotated[str, StringConstraints(pattern=ACCOUNT)], ...], Field(strict=False)
    ] = ()
    role: Literal["open", "comparison"]
    summary: Bilingual
    releases: Annotated[tuple[Release, ...], Field(strict=False, min_length=1)]

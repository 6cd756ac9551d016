"""The form of what is published: frozen models, from which the JSON Schema is derived as well.

Groups that the data hold are published as they are in `scripts.data`, so that neither can
drift; only their sources move to one place, `Sources`. A value that is not known is null, never
absent.
"""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from scripts.counts import comparison, parameters
from scripts.data import architecture, forms, lists, models
from scripts.data.changes import Change
from scripts.data.forms import Bilingual, Cited

LICENCE = "CC-BY-4.0"
#: The number of the format; a change that breaks readers gets a new one, and a new folder.
VERSION = 1


class Shape(BaseModel):
    """Base of what only the published data have."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Family(Shape):
    """The family of a model; `role` is comparison where it is no open model."""

    id: str
    name: Bilingual
    developer: Bilingual
    role: Literal["open", "comparison"]


class Licence(models.Licence):
    """Terms of the weights; `spdx` is null where no SPDX list has the licence."""

    source: Cited = Field(exclude=True)


class Languages(forms.SourcedText):
    """Languages that the release was trained on."""

    source: Cited = Field(exclude=True)


class Release(Shape):
    """Checkpoints made public together."""

    id: str
    name: str
    date: datetime.date
    date_of: Literal["publication", "repository"]
    weights: Literal["open", "closed"]
    derived_from: str | None
    licence: Licence
    languages: Languages | None
    note: Bilingual | None


class Architecture(architecture.Architecture):
    """What a configuration states."""

    source: Cited = Field(exclude=True)


class Training(models.Training):
    """What is known of the pre-training."""

    source: Cited = Field(exclude=True)


class Parameters(models.Parameters):
    """The count as published."""

    source: Cited = Field(exclude=True)


class Computed(Shape):
    """The count worked out from the architecture and held against the published one."""

    status: comparison.Status
    total: int | None
    active: int | None
    difference: float | None
    parts: parameters.Parts | None


class Derived(Shape):
    """What follows from architecture, parameters and tokens."""

    parameters: int | None
    active_parameters: int | None
    weight_bytes_16: int | None
    weight_bytes_8: int | None
    weight_bytes_4: int | None
    kv_bytes_per_token: int | None
    kv_bytes_at_context: int | None
    forward_flops_per_token: int | None
    # Beyond 2^63, where many readers of integers stop.
    training_flops: float | None
    tokens_per_parameter: float | None
    state_bytes: int | None


class Sources(Shape):
    """Ids of the sources (`sources.json`) of each group; empty where there is no such group."""

    date: tuple[str, ...]
    licence: tuple[str, ...]
    languages: tuple[str, ...]
    architecture: tuple[str, ...]
    training: tuple[str, ...]
    parameters: tuple[str, ...]
    papers: tuple[str, ...]


class Checkpoint(Shape):
    """One set of weights."""

    id: str
    name: str
    url: Bilingual
    weights: Literal["open", "closed"]
    family: Family
    release: Release
    architecture: Architecture | None
    training: Training | None
    parameters: Parameters | None
    computed: Computed
    derived: Derived
    explanation: Bilingual | None
    note: Bilingual | None
    sources: Sources
    repository: str | None


class Term(lists.Term):
    """An entry of the glossary; `see` names terms, or questions of the handbook."""

    url: Bilingual


class ChangeEntry(Change):
    """One version of the data."""

    url: Bilingual


class Document(Shape):
    """What every JSON document begins with."""

    version: int
    data_version: str
    data_date: datetime.date
    licence: Literal["CC-BY-4.0"]
    attribution: str


class Models(Document):
    """All checkpoints, ordered by family."""

    checkpoints: tuple[Checkpoint, ...]


class Bibliography(Document):
    """All sources, ordered by id."""

    sources: tuple[lists.Source, ...]


class Glossary(Document):
    """All terms."""

    terms: tuple[Term, ...]


class ChangeLog(Document):
    """All versions of the data, newest first."""

    changes: tuple[ChangeEntry, ...]

"""From an entry of the data to what is published of it."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeVar, cast

from scripts.api import shapes
from scripts.base.paths import LANGUAGES, language_address
from scripts.counts import comparison, costs, memory, parameters
from scripts.data.forms import Bilingual, Record
from scripts.data.handbook import Entry
from scripts.data.models import Checkpoint

S = TypeVar("S", bound=Record)
#: Checkpoints that are kept for as long as their entry does not change.
_KEPT = 1 << 12


def both(site_url: str, path: str) -> Bilingual:
    """Return the absolute addresses of a page in either language."""
    return Bilingual(**{lang: language_address(site_url, lang) + path for lang in LANGUAGES})


def widened(shape: type[S], record: Record, **more: object) -> S:
    """Return a record of the data, valid as it is, in the shape it is published in."""
    return cast(S, shape.model_construct(**{**vars(record), **more}))


def _group(shape: type[S], record: Record | None) -> S | None:
    return None if record is None else widened(shape, record)


def _release(entry: Entry) -> shapes.Release:
    release = entry.release
    return shapes.Release(
        id=release.id,
        name=release.name,
        date=release.date,
        date_of=release.date_of,
        weights=release.weights,
        derived_from=release.derived_from,
        licence=widened(shapes.Licence, release.licence),
        languages=_group(shapes.Languages, release.languages),
        note=release.note,
    )


def _family(entry: Entry) -> shapes.Family:
    family = entry.family
    return shapes.Family(
        id=family.id, name=family.name, developer=family.developer, role=family.role
    )


def _computed(checkpoint: Checkpoint) -> shapes.Computed:
    arch, held = checkpoint.architecture, comparison.compare(checkpoint)
    return shapes.Computed(
        status=held.status,
        total=held.computed,
        active=parameters.active_parameters(arch),
        difference=held.difference,
        parts=parameters.parts(arch) if arch else None,
    )


def _derived(checkpoint: Checkpoint) -> shapes.Derived:
    arch, count = checkpoint.architecture, comparison.best_count(checkpoint)
    training = costs.training_flops(checkpoint)
    return shapes.Derived(
        parameters=count,
        active_parameters=comparison.best_active(checkpoint),
        weight_bytes_16=memory.weight_bytes(count, 16),
        weight_bytes_8=memory.weight_bytes(count, 8),
        weight_bytes_4=memory.weight_bytes(count, 4),
        kv_bytes_per_token=memory.kv_bytes_per_token(arch),
        kv_bytes_at_context=memory.kv_bytes_at_context(arch),
        forward_flops_per_token=costs.forward_flops(arch),
        training_flops=None if training is None else float(training),
        tokens_per_parameter=costs.tokens_per_parameter(checkpoint),
        state_bytes=memory.state_bytes(arch),
    )


def _sources(entry: Entry) -> shapes.Sources:
    release, checkpoint = entry.release, entry.checkpoint
    return shapes.Sources(
        date=release.date_source,
        licence=release.licence.source,
        languages=release.languages.source if release.languages else (),
        architecture=checkpoint.architecture.source if checkpoint.architecture else (),
        training=checkpoint.training.source if checkpoint.training else (),
        parameters=checkpoint.parameters.source if checkpoint.parameters else (),
        papers=release.papers,
    )


@lru_cache(_KEPT)
def publish(entry: Entry, site_url: str) -> shapes.Checkpoint:
    """Return what is published of a checkpoint."""
    checkpoint = entry.checkpoint
    return shapes.Checkpoint(
        id=checkpoint.id,
        name=checkpoint.name,
        url=both(site_url, f"models/{entry.family.id}/"),
        weights="closed" if entry.weights == "closed" else "open",
        family=_family(entry),
        release=_release(entry),
        architecture=_group(shapes.Architecture, checkpoint.architecture),
        training=_group(shapes.Training, checkpoint.training),
        parameters=_group(shapes.Parameters, checkpoint.parameters),
        computed=_computed(checkpoint),
        derived=_derived(checkpoint),
        explanation=checkpoint.explanation,
        note=checkpoint.note,
        sources=_sources(entry),
        repository=checkpoint.repository,
    )

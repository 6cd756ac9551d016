"""Figures of the data by name, for running text: `[[llama-7b.kv_bytes_per_token|kib]]`."""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from scripts.base import numbers
from scripts.counts import comparison, costs, layers, memory, parameters
from scripts.data.handbook import Entry, Handbook
from scripts.data.models import Checkpoint, Release
from scripts.fragments import days

#: Format that a name takes when the page gives none, by the end of the name.
_DEFAULTS = {"tokens": "tokens", "total": "int", "active": "int", "eps": "small"}


def _leaves(record: BaseModel, prefix: str) -> Iterator[tuple[str, Any]]:
    for name in type(record).model_fields:
        value = getattr(record, name)
        if isinstance(value, BaseModel):
            yield from _leaves(value, f"{prefix}{name}.")
        elif isinstance(value, str | int | float | datetime.date):
            yield f"{prefix}{name}", value


def _derived(checkpoint: Checkpoint) -> Iterator[tuple[str, float | None]]:
    arch = checkpoint.architecture
    difference = comparison.compare(checkpoint).difference
    yield "computed.total", parameters.total_parameters(arch)
    yield "computed.active", parameters.active_parameters(arch)
    yield "computed.multiplied", parameters.multiplied_parameters(arch)
    yield "computed.difference", None if difference is None else abs(difference)
    yield "kv_bytes_per_token", memory.kv_bytes_per_token(arch)
    yield "kv_bytes_at_context", memory.kv_bytes_at_context(arch)
    yield "state_bytes", memory.state_bytes(arch)
    for bits in (16, 8, 4):
        count = comparison.best_count(checkpoint)
        yield f"weight_bytes_{bits}", memory.weight_bytes(count, bits)
    yield "forward_flops", costs.forward_flops(arch)
    if arch and arch.context:
        yield "forward_flops_at_context", costs.forward_flops(arch, arch.context)
    yield "training_flops", costs.training_flops(checkpoint)
    yield "tokens_per_parameter", costs.tokens_per_parameter(checkpoint)
    for mixer, count in layers.of_decoder(arch).mixers.items() if arch else ():
        yield f"layers.{mixer}", count
    parts = parameters.parts(arch) if arch else None
    for name, count in (vars(parts) if parts else {}).items():
        yield f"computed.{name}", count


@lru_cache(maxsize=1024)
def of_entry(entry: Entry) -> Mapping[str, Any]:
    """Return every figure of a checkpoint that is known, given or derived, by its name.

    Pages name some checkpoints hundreds of times, so what was reckoned is kept.
    """
    checkpoint = entry.checkpoint
    found: dict[str, Any] = {"name": checkpoint.name, "date": entry.release}
    for part in ("architecture", "training", "parameters"):
        record = getattr(checkpoint, part)
        if record is not None:
            found.update(_leaves(record, f"{part}."))
    found.update({name: value for name, value in _derived(checkpoint) if value is not None})
    return found


def _shown(value: Any, form: str, lang: str) -> str:
    if form not in numbers.FORMATS:
        known = ", ".join(sorted(numbers.FORMATS))
        raise KeyError(f"no format is called {form!r}; there are {known}")
    return numbers.FORMATS[form](value, lang)


#: Stands for the checkpoint of the newest release in running text: `[[newest.date]]`.
NEWEST = "newest"


def newest(handbook: Handbook) -> Entry:
    """Return the newest release's first checkpoint, by which a page says how far the data go."""
    return max(handbook.entries(), key=lambda entry: entry.release.date)


#: Before the id of a source, whose days running text can name: `[[sources.llmfit-hub.as_of]]`.
SOURCES = "sources."
_DAYS = ("opened", "as_of")


def _day_of_source(handbook: Handbook, name: str, lang: str) -> str:
    """Return the day on which a source was opened, or the last one that it covers."""
    id_, _, field = name.removeprefix(SOURCES).rpartition(".")
    if id_ not in handbook.sources:
        raise KeyError(f"no source is called {id_}")
    day = getattr(handbook.sources[id_], field) if field in _DAYS else None
    if day is None:
        raise KeyError(f"source {id_} has no day {field!r}; days are opened and as_of, where given")
    return numbers.date(day, lang)


def _id(handbook: Handbook, name: str) -> str:
    """Return the checkpoint in a name; ids may hold dots too, so the longest that fits."""
    at = len(name)
    while (at := name.rfind(".", 0, at)) > 0:
        if name[:at] in handbook.by_id:
            return name[:at]
    return name.split(".")[0]


def value(handbook: Handbook, name: str, form: str | None, lang: str) -> str:
    """Return the figure called `checkpoint.field` in the words of `lang`.

    `newest` stands for the checkpoint of the newest release; `sources.` begins a day of a source.

    Raises:
        KeyError: for an unknown checkpoint, field or format; the message lists the nearest.
    """
    if name.startswith(SOURCES):
        return _day_of_source(handbook, name, lang)
    id_ = _id(handbook, name)
    found = of_entry(newest(handbook) if id_ == NEWEST else handbook.entry(id_))
    field = name[len(id_) + 1 :]
    if field not in found:
        near = difflib.get_close_matches(field, found, n=3, cutoff=0.4)
        hint = f"; nearest: {', '.join(near)}" if near else ""
        raise KeyError(f"{id_} has no known figure {field!r}{hint}")
    known = found[field]
    if isinstance(known, Release):
        return days.words(known, lang)
    if isinstance(known, str):
        if form is not None:
            raise KeyError(f"{field} of {id_} is a word, not a figure: it takes no format")
        return known
    return _shown(known, form or _DEFAULTS.get(field.split(".")[-1], "plain"), lang)

"""The data of each family as HTML in both languages: releases, checkpoints, parts, sources, kin.

Addresses begin with the literal `{root}`, as in `scripts.fragments.tables`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from scripts.base import numbers
from scripts.base.templating import render
from scripts.base.words import label
from scripts.counts import memory, parameters
from scripts.data.handbook import Entry, Handbook, entries_of
from scripts.data.lists import Source
from scripts.data.models import Family, Release
from scripts.fragments import columns, diagrams, source_links
from scripts.fragments.cells import Cell, Column, joined
from scripts.fragments.source_links import Link

#: Families that are kept, in each language, for as long as they do not change.
_KEPT = 512
#: What a family's page states of each checkpoint, by group.
_CARD: dict[str, Sequence[Column]] = {
    "architecture": (
        columns.KIND,
        *columns.WIDTHS,
        columns.HEAD_DIM,
        columns.CONTEXT,
        columns.LAYERS,
        *columns.CHOICES,
        columns.EMBEDDING_NORM,
        columns.TIED,
        columns.EXPERTS,
    ),
    "training": (columns.TOKENS,),
    "parameters": columns.COUNTS,
    "memory": columns.MEMORY,
    "parts": [columns.part(field.name) for field in fields(parameters.Parts)],
}
#: What a search need not find, because it repeats another line or is seldom asked for.
_NOT_SEARCHED = {
    *("computed", "status", "embedding_norm", "layers"),
    *("weights8", "weights4", "kv_at_context"),
}
#: Groups of a card that name their own sources; the others are computed from these.
_SOURCED = ("architecture", "training", "parameters")
#: Groups of figures whose sources stand once for a whole release.
_OF_RELEASE = ("date", "licence", "languages")
#: As many checkpoints as the explorer compares (docs/assets/scripts/explorer-address.js).
_MOST_COMPARED = 4
#: A family of so few releases is read as it is.
_MOST_UNFOLDED = 3

Sources = Mapping[str, Source]


@dataclass(frozen=True)
class Line:
    """One field of all checkpoints of a release; whether the site's search reads it."""

    name: str
    cells: Sequence[Cell]
    is_searched: bool


@dataclass(frozen=True)
class Group:
    """Fields that share their sources; `links` are those of each checkpoint."""

    title: str
    lines: Sequence[Line]
    links: Sequence[Sequence[Link]]


@dataclass(frozen=True)
class Kin:
    """A release that another one derives from, or that derives from it."""

    family: str
    id: str
    name: str
    derived_from: str | None


def _group(sources: Sources, entries: Sequence[Entry], name: str, lang: str) -> Group:
    lines = []
    for field, show in _CARD[name]:
        cells = [show(entry, lang) for entry in entries]
        is_searched = (
            name != "parts" and field not in _NOT_SEARCHED and any(cell.raw for cell in cells)
        )
        lines.append(Line(label(field, lang), cells, is_searched))
    if name == "parts":  # a part that no checkpoint has would be a line of noughts
        lines = [line for line in lines if any(cell.raw for cell in line.cells)]
    sourced = entries if name in _SOURCED else ()
    links = [source_links.of_groups([entry], (name,), sources, lang) for entry in sourced]
    return Group(label(f"group.{name}", lang), lines, links)


def _notes(entries: Sequence[Entry], lang: str) -> list[tuple[str, str]]:
    """Return what is remarked on the checkpoints of a release, once where several share it."""
    names: dict[tuple[str, str], list[str]] = {}
    for entry in entries:
        one = entry.checkpoint
        remarks = (
            ("group.architecture", one.architecture and one.architecture.note),
            ("group.training", one.training and one.training.note),
            ("explanation", one.explanation),
            ("note", one.note),
        )
        for name, text in remarks:
            if text:
                remark = label(name, lang), numbers.grouped_in(text[lang])
                names.setdefault(remark, []).append(one.name)
    return [(f"{joined(of, lang)} · {name}", text) for (name, text), of in names.items()]


def _facts(entry: Entry, lang: str) -> list[tuple[str, Cell]]:
    shown = (columns.WHOLE_DATE, columns.LICENCE, *columns.TERMS)
    return [(label(name, lang), show(entry, lang)) for name, show in shown]


def _is_older(family: Family, release: Release) -> bool:
    """Whether a release is folded on the site: there are many, and it is not of the newest day."""
    dates = [other.date for other in family.releases]
    return len(dates) > _MOST_UNFOLDED and release.date < max(dates)


def _gist(entry: Entry, lang: str) -> list[str]:
    """Return what stands for the data of a release while they are folded."""
    date, sizes, contexts, licence = (
        show(entry, lang)
        for _, show in (columns.WHOLE_DATE, columns.SIZES, columns.CONTEXTS, columns.LICENCE_CLASS)
    )
    known = contexts.raw is not None
    context = f"{label('gist.context', lang)} {contexts.text}" if known else ""
    size = "" if sizes.raw is None else sizes.text
    return list(filter(None, (date.title or date.text, size, context, licence.text)))


def _compared(family: Family, release: Release) -> str:
    """Return the view of the explorer that shows a release: its checkpoints compared, if few."""
    ids = [checkpoint.id for checkpoint in release.checkpoints]
    few = 1 < len(ids) <= _MOST_COMPARED
    return f"compare={','.join(ids)}" if few else f"family={family.id}"


def _release(
    family: Family, release: Release, sources: Sources, kin: Sequence[Kin], lang: str
) -> dict[str, Any]:
    entries = [entry for entry in entries_of(family) if entry.release.id == release.id]
    groups = [_group(sources, entries, name, lang) for name in _CARD]
    return {
        "release": release,
        "is_older": _is_older(family, release),
        "gist": _gist(entries[0], lang),
        "fields": _facts(entries[0], lang),
        "weights": columns.RELEASE_WEIGHTS[1](entries[0], lang),
        "repositories": [
            entry.checkpoint.repository for entry in entries if entry.checkpoint.repository
        ],
        "papers": [sources[id_] for id_ in release.papers],
        "links": source_links.of_groups(entries[:1], _OF_RELEASE, sources, lang),
        "parents": [one for one in kin if one.id == release.derived_from],
        "descendants": [one for one in kin if one.derived_from == release.id],
        "checkpoints": release.checkpoints,
        "calculated": [
            checkpoint
            for checkpoint in release.checkpoints
            if memory.kv_bytes_per_token(checkpoint.architecture) is not None
        ],
        "compared": _compared(family, release),
        "diagram": diagrams.of_release(entries, lang),
        "groups": [group for group in groups if group.lines],
        "note": numbers.grouped_in(release.note[lang]) if release.note else None,
        "notes": _notes(entries, lang),
    }


@lru_cache(_KEPT)
def _rendered(
    family: Family,
    sources: tuple[Source, ...],
    kin: tuple[Kin, ...],
    lang: str,
) -> str:
    by_id = {source.id: source for source in sources}
    releases = [_release(family, release, by_id, kin, lang) for release in family.releases]
    return render("family", lang, releases=releases)


def _kin(handbook: Handbook) -> dict[str, tuple[Kin, ...]]:
    """Return what the releases of each family derive from and what derives from them."""
    every = {
        release.id: Kin(family.id, release.id, release.name, release.derived_from)
        for family, release in handbook.releases()
    }
    found: dict[str, dict[Kin, None]] = {family: {} for family in handbook.families}
    for child in every.values():
        if parent := every.get(child.derived_from or ""):
            found[parent.family][child] = None
            found[child.family][parent] = None
    return {family: tuple(kin) for family, kin in found.items()}


def render_families(handbook: Handbook, lang: str) -> dict[str, str]:
    """Return the data of each family by its id."""
    kin, found = _kin(handbook), {}
    for family in handbook.families.values():
        papers = [id_ for release in family.releases for id_ in release.papers]
        cited = source_links.first_groups(entries_of(family), (*_OF_RELEASE, *_SOURCED))
        sources = tuple(handbook.sources[id_] for id_ in dict.fromkeys([*cited, *papers]))
        found[family.id] = _rendered(family, sources, kin[family.id], lang)
    return found

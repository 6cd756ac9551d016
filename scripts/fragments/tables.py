"""The comparison tables and the data of each family, as HTML in both languages.

Addresses begin with the literal `{root}`, which the build replaces by the way from the page to the
root of its language.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

from scripts.base import numbers
from scripts.base.templating import render
from scripts.base.words import label, raw_label, value_word
from scripts.counts import architecture
from scripts.data.handbook import Entry, Handbook
from scripts.data.schema import Family, Release
from scripts.figures.drawing import text_width
from scripts.fragments import columns, diagrams, values
from scripts.fragments.columns import Cell, Column

value = values.value

#: The columns of each table, the row header and the sources apart.
TABLES: dict[str, Sequence[Column]] = {
    "models-overview": (
        columns.FAMILY,
        columns.DEVELOPER,
        columns.DATE,
        columns.ROLE,
        columns.RELEASE_WEIGHTS,
        columns.SIZES,
        columns.CONTEXTS,
        columns.TOKENS_OF_RELEASE,
        columns.LICENCE,
    ),
    "models-architecture": (
        columns.KIND,
        *columns.WIDTHS,
        *columns.CHOICES,
        columns.TIED,
        columns.EXPERTS,
    ),
    "models-choices": columns.CHOICES_OF_RELEASE,
    "models-sizes": (*columns.COUNTS, *columns.MEMORY, *columns.WIDTHS[:2], columns.CONTEXT),
    "models-licences": (columns.LICENCE, *columns.TERMS),
    "attention-cache": (
        columns.ATTENTION,
        columns.WIDTHS[0],
        *columns.WIDTHS[2:4],
        columns.HEAD_DIM,
        columns.KV_PER_TOKEN,
        columns.KV_OF_MHA,
        columns.CONTEXT,
        columns.KV_AT_CONTEXT,
        columns.STATE,
    ),
    "models-charts": (
        columns.DATE,
        columns.COUNT,
        columns.COUNTS[-1],
        columns.TOKENS,
        columns.CONTEXT,
        columns.ATTENTION,
        columns.KV_PER_TOKEN,
        columns.WIDTHS[-1],
        columns.TIED,
    ),
    "models-explorer": (
        columns.FAMILY,
        columns.DEVELOPER,
        columns.DATE,
        columns.LICENCE_CLASS,
        columns.COUNT,
        columns.ACTIVE,
        columns.CONTEXT,
        columns.ATTENTION,
        *columns.CHOICES[1:2],
        columns.KIND,
        columns.EXPERTS,
        *columns.WIDTHS[:4],
        columns.HEAD_DIM,
        *columns.WIDTHS[4:],
        *columns.CHOICES[2:4],
        columns.TIED,
        columns.TOKENS,
        columns.TOKENS_PER_PARAMETER,
        *columns.MEMORY,
        *columns.COSTS,
        columns.STATUS,
    ),
}
#: Tables with one row a release instead of one a checkpoint.
_BY_RELEASE = ("models-overview", "models-choices", "models-licences")
#: The table whose columns keep their widths whatever rows are shown, and in em, as the style sheet
#: has it (docs/assets/styles/tables.css), the least width of a head and the padding of a cell.
_FIXED = "models-explorer"
#: Tables that open with the newest releases and end with history.
_NEWEST_FIRST = (_FIXED, "models-overview")
_LEAST_HEAD, _PADDING = 4.2, 1.5
#: As many checkpoints as the explorer compares (docs/assets/scripts/explorer-address.js).
_MOST_COMPARED = 4
#: Groups that a release states, the others are a checkpoint's.
_OF_RELEASE = ("licence", "languages")
#: The groups of figures whose sources a table names.
_GROUPS = {
    "models-overview": ("date", "parameters", "architecture", "training", "licence"),
    "models-architecture": ("architecture",),
    "models-choices": ("architecture",),
    "models-sizes": ("parameters", "architecture"),
    "models-licences": ("licence",),
    "attention-cache": ("architecture",),
    "models-charts": ("date", "parameters", "architecture", "training"),
    "models-explorer": (),  # a row leads to the entry, which names them
}


#: How readers call what mixes experts, whatever the table's own words are.
_MIXTURE = ("MoE", "mixture of experts", "混合专家")


@dataclass(frozen=True)
class Link:
    """A labelled way to a source; the title is the source's."""

    text: str
    url: str
    title: str


def _sources_of(entry: Entry, group: str) -> tuple[str, ...]:
    if group == "date":
        return entry.release.date_source
    owner = entry.release if group in _OF_RELEASE else entry.checkpoint
    record = getattr(owner, group)
    return record.source if record else ()


def _first_groups(entries: Sequence[Entry], groups: Iterable[str]) -> dict[str, str]:
    """Return the ids of the sources in their order, each with the first group that names it."""
    found: dict[str, str] = {}
    for group in groups:
        for entry in entries:
            for id_ in _sources_of(entry, group):
                found.setdefault(id_, group)
    return found


def _links(
    handbook: Handbook, entries: Sequence[Entry], groups: Iterable[str], lang: str
) -> list[Link]:
    counted: dict[str, int] = {}
    found = []
    for id_, group in _first_groups(entries, groups).items():
        counted[group] = counted.get(group, 0) + 1
        name = label(group if group in ("date", *_OF_RELEASE) else f"group.{group}", lang)
        text = f"{name} {counted[group]}" if counted[group] > 1 else name
        source = handbook.sources[id_]
        found.append(Link(text, source.url, source.title))
    return found


@dataclass(frozen=True)
class Head:
    """A column's key and title, what its raw figures are where they have another unit, its kind."""

    key: str
    text: str
    raw: str | None
    is_number: bool


@dataclass(frozen=True)
class Row:
    """One line of a table; `data` are the attributes by which readers filter."""

    name: str
    id: str
    url: str
    cells: Sequence[Cell]
    links: Sequence[Link]
    data: dict[str, str]


def _choices(entry: Entry, lang: str) -> dict[str, tuple[str, str]]:
    """Return key and word of what rows of checkpoints are filtered by."""
    arch = entry.checkpoint.architecture
    found: dict[str, tuple[str, str]] = {}
    structure = columns.structure(entry)
    if structure:
        found["structure"] = (structure, label(structure, lang))
    if arch and arch.attention:
        found["attention"] = (arch.attention, value_word("attention", arch.attention, lang))
    if arch and arch.position and arch.position.kind != "unknown":
        kind = arch.position.kind
        found["position"] = (kind, value_word("position.kind", kind, lang))
    return found


def _data(entry: Entry, by_release: bool, lang: str) -> dict[str, str]:
    licence = entry.release.licence.class_
    family = entry.family
    found = {
        "family": (family.id, family.name[lang]),
        "developer": (family.developer.en, family.developer[lang]),
        "licence-class": (licence, value_word("licence.class", licence, lang)),
        **({} if by_release else _choices(entry, lang)),
    }
    keys = {f"data-{name}": key for name, (key, _) in found.items()}
    labels = {f"data-{name}-label": word for name, (_, word) in found.items()}
    return keys | labels | {"data-keywords": _names(entry)}


def _names(entry: Entry) -> str:
    """Return what finds a row beside its text: names in both languages, licence, kind of layers."""
    family, release, licence = entry.family, entry.release, entry.release.licence
    names = (family.name.zh, family.name.en, family.developer.zh, family.developer.en, release.name)
    kinds = _MIXTURE if columns.structure(entry) == "moe" else ()
    return " ".join(dict.fromkeys((*names, licence.spdx or "", licence.name, *kinds))).strip()


def _row(handbook: Handbook, entry: Entry, table: str, lang: str) -> Row:
    by_release = table in _BY_RELEASE
    release = entry.release
    item = release if by_release else entry.checkpoint
    # A release and its only checkpoint may share an id.
    anchor = f"release-{item.id}" if by_release else item.id
    entries = [Entry(entry.family, release, checkpoint) for checkpoint in release.checkpoints]
    return Row(
        name=item.name,
        id=item.id,
        url=f"{{root}}models/{entry.family.id}/#{anchor}",
        cells=[show(entry, lang) for _, show in TABLES[table]],
        links=_links(handbook, entries if by_release else [entry], _GROUPS[table], lang),
        data=_data(entry, by_release, lang),
    )


def _rank(entry: Entry) -> tuple[bool, str, object]:
    """Order of rows: open families first, each by its dates."""
    return entry.family.role == "comparison", entry.family.id, entry.release.date


def _entries(handbook: Handbook, table: str) -> list[Entry]:
    entries = sorted(handbook.entries(), key=_rank)
    if table in _NEWEST_FIRST:
        entries = sorted(entries, key=lambda entry: entry.release.date, reverse=True)
    if table in _BY_RELEASE:
        return list({entry.release.id: entry for entry in reversed(entries)}.values())[::-1]
    return entries


def _width(head: str, texts: Iterable[str]) -> float:
    """Return the width in em that a column needs; a head breaks between words, a cell does not."""
    words = (f"{word} ↕" for word in head.split())
    widest = max(text_width(text, 1.0) for text in (*words, *texts))
    return round(max(widest, _LEAST_HEAD) + _PADDING, 2)


def _widths(columns_: Sequence[Head], head: str, rows: Sequence[Row]) -> list[float]:
    """Return the widths of all columns, so that no browser need lay out all rows to find them."""
    names = _width(head, (row.name for row in rows))
    cells = zip(*(row.cells for row in rows), strict=True)
    return [
        names,
        *(
            _width(column.text, (cell.text for cell in column_cells if cell.raw is not None))
            for column, column_cells in zip(columns_, cells, strict=True)
        ),
    ]


def _table(handbook: Handbook, table: str, lang: str) -> str:
    head = label("release" if table in _BY_RELEASE else "checkpoint", lang)
    rows = [_row(handbook, entry, table, lang) for entry in _entries(handbook, table)]
    heads = [
        Head(
            name,
            label(name, lang),
            raw_label(name, lang),
            any(isinstance(row.cells[index].raw, int | float) for row in rows),
        )
        for index, (name, _) in enumerate(TABLES[table])
    ]
    return render(
        "table",
        lang,
        table=table,
        head=head,
        columns=heads,
        has_sources=bool(_GROUPS[table]),
        rows=rows,
        widths=_widths(heads, head, rows) if table == _FIXED and rows else None,
    )


def render_all(handbook: Handbook, lang: str) -> dict[str, str]:
    """Return every comparison table of `lang` by its name."""
    return {table: _table(handbook, table, lang) for table in TABLES}


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
    "parts": [columns.part(field.name) for field in fields(architecture.Parts)],
}
#: What a search need not find, because it repeats another line or is seldom asked for.
_NOT_SEARCHED = {
    *("computed", "status", "embedding_norm", "layers"),
    *("weights8", "weights4", "kv_at_context"),
}
#: Groups of a card that name their own sources; the others are computed from these.
_SOURCED = ("architecture", "training", "parameters")


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


def _group(handbook: Handbook, entries: Sequence[Entry], name: str, lang: str) -> Group:
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
    links = [_links(handbook, [entry], (name,), lang) for entry in sourced]
    return Group(label(f"group.{name}", lang), lines, links)


def _notes(entry: Entry, lang: str) -> list[tuple[str, str]]:
    checkpoint = entry.checkpoint
    return [
        (
            f"{checkpoint.name} · {label(name, lang)}",
            numbers.grouped_in(getattr(checkpoint, name)[lang]),
        )
        for name in ("explanation", "note")
        if getattr(checkpoint, name)
    ]


def _facts(entry: Entry, lang: str) -> list[tuple[str, Cell]]:
    shown = (columns.WHOLE_DATE, columns.RELEASE_WEIGHTS, columns.LICENCE, *columns.TERMS)
    return [(label(name, lang), show(entry, lang)) for name, show in shown]


def _descendants(handbook: Handbook, release: Release) -> list[tuple[Family, Release]]:
    return [pair for pair in handbook.releases() if pair[1].derived_from == release.id]


def _compared(family: Family, release: Release) -> str:
    """Return the view of the explorer that shows a release: its checkpoints compared, if few."""
    ids = [checkpoint.id for checkpoint in release.checkpoints]
    few = 1 < len(ids) <= _MOST_COMPARED
    return f"compare={','.join(ids)}" if few else f"family={family.id}"


def _release(handbook: Handbook, family: Family, release: Release, lang: str) -> dict[str, Any]:
    entries = [Entry(family, release, checkpoint) for checkpoint in release.checkpoints]
    groups = [_group(handbook, entries, name, lang) for name in _CARD]
    return {
        "release": release,
        "fields": _facts(entries[0], lang),
        "links": _links(handbook, entries[:1], ("date", "licence", "languages"), lang),
        "parents": [pair for pair in handbook.releases() if pair[1].id == release.derived_from],
        "descendants": _descendants(handbook, release),
        "checkpoints": release.checkpoints,
        "calculated": [
            checkpoint
            for checkpoint in release.checkpoints
            if architecture.kv_bytes_per_token(checkpoint.architecture) is not None
        ],
        "compared": _compared(family, release),
        "diagram": diagrams.of_release(entries, lang),
        "groups": [group for group in groups if group.lines],
        "note": numbers.grouped_in(release.note[lang]) if release.note else None,
        "notes": [note for entry in entries for note in _notes(entry, lang)],
    }


def render_families(handbook: Handbook, lang: str) -> dict[str, str]:
    """Return the data of each family by its id: releases, checkpoints, parts, sources, lineage."""
    return {
        family.id: render(
            "family",
            lang,
            releases=[_release(handbook, family, release, lang) for release in family.releases],
        )
        for family in handbook.families.values()
    }

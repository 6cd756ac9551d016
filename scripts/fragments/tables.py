"""The comparison tables, as HTML in both languages.

Addresses begin with the literal `{root}`, which the build replaces by the way from the page to the
root of its language.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from scripts.base.templating import render
from scripts.base.words import label, raw_label, value_word
from scripts.data.handbook import Entry, Handbook
from scripts.figures.drawing import text_width
from scripts.fragments import columns, source_links
from scripts.fragments.cells import Cell, Column
from scripts.fragments.source_links import Link

#: Rows that are kept for as long as their entry does not change.
_KEPT = 1 << 14

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


def _weights(entry: Entry, table: str) -> dict[str, str]:
    """Return where the weights are, for the table whose rows are compared."""
    repository = entry.checkpoint.repository
    return {"data-repository": repository} if repository and table == _FIXED else {}


def _names(entry: Entry) -> str:
    """Return what finds a row beside its text: names in both languages, licence, kind of layers."""
    family, release, licence = entry.family, entry.release, entry.release.licence
    names = (family.name.zh, family.name.en, family.developer.zh, family.developer.en, release.name)
    kinds = _MIXTURE if columns.structure(entry) == "moe" else ()
    return " ".join(dict.fromkeys((*names, licence.spdx or "", licence.name, *kinds))).strip()


@lru_cache(_KEPT)
def _cells(entry: Entry, table: str, lang: str) -> tuple[Cell, ...]:
    return tuple(show(entry, lang) for _, show in TABLES[table])


@lru_cache(_KEPT)
def _row(
    entry: Entry, table: str, are_numbers: tuple[bool, ...], links: tuple[Link, ...], lang: str
) -> str:
    by_release = table in _BY_RELEASE
    item = entry.release if by_release else entry.checkpoint
    # A release and its only checkpoint may share an id.
    anchor = f"release-{item.id}" if by_release else item.id
    row = Row(
        name=item.name,
        id=item.id,
        url=f"{{root}}models/{entry.family.id}/#{anchor}",
        cells=_cells(entry, table, lang),
        links=links,
        data=_data(entry, by_release, lang) | _weights(entry, table),
    )
    has_sources = bool(_GROUPS[table])
    return render("table-row", lang, row=row, are_numbers=are_numbers, has_sources=has_sources)


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


def _width(head: str, widest: float) -> float:
    """Return the width in em that a column needs; a head breaks between words, a cell does not."""
    words = (text_width(f"{word} ↕", 1.0) for word in head.split())
    return round(max(widest, *words, _LEAST_HEAD) + _PADDING, 2)


@lru_cache(_KEPT)
def _text_widths(entry: Entry, table: str, lang: str) -> tuple[float, ...]:
    """Return how wide name and cells of a row are in em; what is unknown asks for no room."""
    cells = _cells(entry, table, lang)
    texts = (entry.checkpoint.name, *("" if cell.raw is None else cell.text for cell in cells))
    return tuple(text_width(text, 1.0) for text in texts)


def _widths(heads: Iterable[str], entries: Sequence[Entry], table: str, lang: str) -> list[float]:
    """Return the widths of all columns, so that no browser need lay out all rows to find them."""
    rows = [_text_widths(entry, table, lang) for entry in entries]
    return [
        _width(head, max(cells)) for head, cells in zip(heads, zip(*rows, strict=True), strict=True)
    ]


def _table(handbook: Handbook, table: str, lang: str) -> str:
    head = label("release" if table in _BY_RELEASE else "checkpoint", lang)
    entries, groups = _entries(handbook, table), _GROUPS[table]
    cells = [_cells(entry, table, lang) for entry in entries]
    are_numbers = tuple(
        any(isinstance(row[index].raw, int | float) for row in cells)
        for index in range(len(TABLES[table]))
    )
    heads = [
        Head(name, label(name, lang), raw_label(name, lang), is_number)
        for (name, _), is_number in zip(TABLES[table], are_numbers, strict=True)
    ]
    in_row = [handbook.of_release[e.release.id] if table in _BY_RELEASE else [e] for e in entries]
    links = [source_links.of_groups(row, groups, handbook.sources, lang) for row in in_row]
    texts = (head, *(column.text for column in heads))
    return render(
        "table",
        lang,
        table=table,
        head=head,
        columns=heads,
        has_sources=bool(groups),
        rows=[
            _row(entry, table, are_numbers, named, lang)
            for entry, named in zip(entries, links, strict=True)
        ],
        widths=_widths(texts, entries, table, lang) if table == _FIXED and entries else None,
    )


def render_all(handbook: Handbook, lang: str) -> dict[str, str]:
    """Return every comparison table of `lang` by its name."""
    return {table: _table(handbook, table, lang) for table in TABLES}

"""The comparison tables and the data of each family, as HTML in both languages.

Addresses begin with the literal `{root}`, which the build replaces by the way from the page to the root
of its language. An absent figure is shown as unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from scripts import architecture, numbers, values
from scripts.handbook import Entry, Handbook
from scripts.schema import Architecture, Family, Release
from scripts.words import label, value_word

value = values.value

_ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True)
class Cell:
    """What a cell shows, the raw figure it is sorted by, and a longer form on demand."""

    text: str
    raw: float | str | None = None
    title: str | None = None


@dataclass(frozen=True)
class Link:
    """A labelled way to a source."""

    text: str
    url: str


Show = Callable[[Entry, str], Cell]


def render_template(name: str, lang: str, **context: object) -> str:
    """Return a template's text without blank lines, which would end its block for Markdown."""
    text = _ENVIRONMENT.get_template(f"{name}.html.jinja").render(lang=lang, label=label, **context)
    return "\n".join(line for line in text.splitlines() if line.strip()) + "\n"


def _unknown(lang: str) -> Cell:
    return Cell(label("unknown", lang))


def _arch(entry: Entry) -> Architecture:
    return entry.checkpoint.architecture or Architecture(source=("none",))


def _number(pick: Callable[[Entry], float | None], form: Callable[[float, str], str]) -> Show:
    def show(entry: Entry, lang: str) -> Cell:
        found = pick(entry)
        if found is None:
            return _unknown(lang)
        return Cell(form(found, lang), found, numbers.grouped(found))

    return show


def _grouped(found: float, _: str) -> str:
    return numbers.grouped(found)


def _short(found: float, _: str) -> str:
    return numbers.short(round(found))


def _gib(found: float, _: str) -> str:
    return numbers.gib(found)


def _kib(found: float, _: str) -> str:
    return numbers.kib(found)


def _short_tokens(found: float, lang: str) -> str:
    return numbers.short_tokens(round(found), lang)


def _field(name: str) -> Show:
    return _number(lambda entry: getattr(_arch(entry), name), _grouped)


def _word(field: str, pick: Callable[[Entry], str | None]) -> Show:
    def show(entry: Entry, lang: str) -> Cell:
        found = pick(entry)
        if found is None or found == "unknown":
            return _unknown(lang)
        return Cell(value_word(field, found, lang), found)

    return show


def _flag(name: str, words: str = "") -> Show:
    def show(entry: Entry, lang: str) -> Cell:
        found = getattr(_arch(entry), name)
        if found is None:
            return _unknown(lang)
        return Cell(label(f"{words}{str(found).lower()}", lang), str(found))

    return show


def _biases(entry: Entry, lang: str) -> Cell:
    found = _arch(entry).biases
    if found is None:
        return _unknown(lang)
    flags = {name: getattr(found, name) for name in ("qkv", "attention_output", "ffn", "lm_head")}
    if all(flag is None for flag in flags.values()):
        return _unknown(lang)
    named = [label(f"biases.{name}", lang) for name, flag in flags.items() if flag]
    separator = "、" if lang == "zh" else ", "
    return Cell(separator.join(named) or label("biases.none", lang), str(len(named)))


def _experts(entry: Entry, lang: str) -> Cell:
    arch = _arch(entry)
    if entry.checkpoint.architecture is None or (arch.d_ff is None and arch.experts is None):
        return _unknown(lang)
    if arch.experts is None:
        return Cell(label("dense", lang), 1)
    return Cell(f"{arch.experts.active} / {arch.experts.total}", arch.experts.total)


def _position(entry: Entry, lang: str) -> Cell:
    found = _arch(entry).position
    if found is None or found.kind == "unknown":
        return _unknown(lang)
    word = value_word("position.kind", found.kind, lang)
    theta = f" (θ={numbers.grouped(found.rope_theta)})" if found.rope_theta else ""
    return Cell(word + theta, found.kind)


def _norm(entry: Entry, lang: str) -> Cell:
    found = _arch(entry).norm
    if found is None or found.kind == "unknown":
        return _unknown(lang)
    placement = value_word("norm.placement", found.placement, lang) if found.placement else ""
    kind = value_word("norm.kind", found.kind, lang)
    return Cell(f"{placement} {kind}".strip(), f"{kind} {placement}")


def _status(entry: Entry, lang: str) -> Cell:
    compared = architecture.compare(entry.checkpoint)
    title = value_word("status", compared.status, lang)
    if compared.difference is not None:
        title += f" ({100 * compared.difference:+.3f}%)"
    return Cell(value_word("status.short", compared.status, lang), compared.status, title)


def _published(entry: Entry) -> int | None:
    return entry.checkpoint.parameters.total if entry.checkpoint.parameters else None


def _weights(bits: int) -> Show:
    return _number(
        lambda e: architecture.weight_bytes(architecture.best_count(e.checkpoint), bits), _gib
    )


def _share_of_mha(entry: Entry) -> float | None:
    arch = _arch(entry)
    each = architecture.kv_bytes_per_token(entry.checkpoint.architecture)
    if each is None or not (arch.n_layers and arch.n_heads and arch.head_dim):
        return None
    return each / (2 * arch.n_layers * arch.n_heads * arch.head_dim * architecture.CACHE_BYTES)


_KIND = _word("kind", lambda entry: _arch(entry).kind)
_ATTENTION = _word("attention", lambda entry: _arch(entry).attention)
_COUNT = _number(lambda entry: architecture.best_count(entry.checkpoint), _short)
_ACTIVE = _number(lambda entry: architecture.best_active(entry.checkpoint), _short)
_KV_TOKEN = _number(lambda e: architecture.kv_bytes_per_token(e.checkpoint.architecture), _kib)
_KV_CONTEXT = _number(lambda e: architecture.kv_bytes_at_context(e.checkpoint.architecture), _gib)
_TOKENS = _number(
    lambda e: e.checkpoint.training.tokens if e.checkpoint.training else None, _short_tokens
)


def _release_word(field: str, pick: Callable[[Release], str]) -> Show:
    return _word(field, lambda entry: pick(entry.release))


def _date(entry: Entry, lang: str) -> Cell:
    day = entry.release.date.isoformat()
    return Cell(day, day, numbers.date(entry.release.date, lang))


def _developer(entry: Entry, lang: str) -> Cell:
    return Cell(entry.family.developer[lang])


def _licence(entry: Entry, lang: str) -> Cell:
    licence = entry.release.licence
    return Cell(licence.spdx or licence.name, licence.name, licence.name)


def _conditions(entry: Entry, lang: str) -> Cell:
    found = entry.release.licence.conditions
    return Cell(found[lang] if found else "—")


#: The columns of each table: label and cell, the row header apart.
TABLES: dict[str, Sequence[tuple[str, Show]]] = {
    "models-overview": (
        ("developer", _developer),
        ("date", _date),
        ("weights", _word("weights", lambda entry: entry.weights)),
        ("parameters", _COUNT),
        ("context", _field("context")),
        ("tokens", _TOKENS),
        ("licence", _licence),
    ),
    "models-architecture": (
        ("kind", _KIND),
        ("n_layers", _field("n_layers")),
        ("d_model", _field("d_model")),
        ("n_heads", _field("n_heads")),
        ("n_kv_heads", _field("n_kv_heads")),
        ("d_ff", _field("d_ff")),
        ("vocab_size", _field("vocab_size")),
        ("attention", _ATTENTION),
        ("position", _position),
        ("norm", _norm),
        ("activation", _word("activation", lambda entry: _arch(entry).activation)),
        ("biases", _biases),
        ("tied_embeddings", _flag("tied_embeddings", "tied.")),
        ("experts", _experts),
    ),
    "models-sizes": (
        ("published", _number(_published, _short)),
        (
            "computed",
            _number(lambda e: architecture.total_parameters(e.checkpoint.architecture), _short),
        ),
        ("status", _status),
        ("active", _ACTIVE),
        ("weights16", _weights(16)),
        ("weights8", _weights(8)),
        ("weights4", _weights(4)),
        ("kv_per_token", _KV_TOKEN),
        ("kv_at_context", _KV_CONTEXT),
    ),
    "models-licences": (
        ("licence", _licence),
        ("licence.class", _release_word("licence.class", lambda r: r.licence.class_)),
        ("licence.commercial", _release_word("licence.commercial", lambda r: r.licence.commercial)),
        ("licence.conditions", _conditions),
    ),
    "attention-cache": (
        ("attention", _ATTENTION),
        ("n_layers", _field("n_layers")),
        ("n_heads", _field("n_heads")),
        ("n_kv_heads", _field("n_kv_heads")),
        ("head_dim", _field("head_dim")),
        ("kv_per_token", _KV_TOKEN),
        ("kv_of_mha", _number(_share_of_mha, lambda share, _: f"{100 * share:.4g}%")),
        ("context", _field("context")),
        ("kv_at_context", _KV_CONTEXT),
    ),
}
#: Tables with one row a release instead of one a checkpoint.
_BY_RELEASE = ("models-licences",)


def _ids_of(entry: Entry, groups: Iterable[str]) -> list[tuple[str, str]]:
    """Return (group, source id) pairs, each source once, under its first group."""
    checkpoint, release = entry.checkpoint, entry.release
    found = {
        "parameters": checkpoint.parameters and checkpoint.parameters.source,
        "architecture": checkpoint.architecture and checkpoint.architecture.source,
        "training": checkpoint.training and checkpoint.training.source,
        "date": release.date_source,
        "licence": release.licence.source,
    }
    pairs = [(group, id_) for group in groups for id_ in found[group] or ()]
    return list({id_: (group, id_) for group, id_ in reversed(pairs)}.values())[::-1]


_GROUPS = {
    "models-overview": ("date", "parameters", "architecture", "training", "licence"),
    "models-architecture": ("architecture",),
    "models-sizes": ("parameters", "architecture"),
    "models-licences": ("licence",),
    "attention-cache": ("architecture",),
}


def _group_label(group: str, lang: str) -> str:
    return label(group if group in ("date", "licence") else f"group.{group}", lang)


def _links(handbook: Handbook, entry: Entry, groups: Iterable[str], lang: str) -> list[Link]:
    counted: dict[str, int] = {}
    found = []
    for group, id_ in _ids_of(entry, groups):
        counted[group] = counted.get(group, 0) + 1
        text = _group_label(group, lang)
        number = f" {counted[group]}" if counted[group] > 1 else ""
        found.append(Link(text + number, handbook.sources[id_].url))
    return found


@dataclass(frozen=True)
class Row:
    """One line of a table; `data` are the attributes by which readers filter."""

    name: str
    url: str
    cells: Sequence[Cell]
    links: Sequence[Link]
    data: dict[str, str]


def _data(entry: Entry, lang: str) -> dict[str, str]:
    arch, licence = _arch(entry), entry.release.licence
    found: dict[str, tuple[str, str]] = {
        "family": (entry.family.id, entry.family.name[lang]),
        "licence-class": (licence.class_, value_word("licence.class", licence.class_, lang)),
    }
    if arch.attention:
        found["attention"] = (arch.attention, value_word("attention", arch.attention, lang))
    if arch.position and arch.position.kind != "unknown":
        kind = arch.position.kind
        found["position"] = (kind, value_word("position.kind", kind, lang))
    keys = {f"data-{name}": key for name, (key, _) in found.items()}
    return keys | {f"data-{name}-label": word for name, (_, word) in found.items()}


def _row(handbook: Handbook, entry: Entry, table: str, lang: str) -> Row:
    by_release = table in _BY_RELEASE
    item = entry.release if by_release else entry.checkpoint
    return Row(
        name=item.name,
        url=f"{{root}}models/{entry.family.id}/#{item.id}",
        cells=[show(entry, lang) for _, show in TABLES[table]],
        links=_links(handbook, entry, _GROUPS[table], lang),
        data=_data(entry, lang),
    )


def _entries(handbook: Handbook, table: str) -> list[Entry]:
    entries = list(handbook.entries())
    if table in _BY_RELEASE:
        return list({entry.release.id: entry for entry in reversed(entries)}.values())[::-1]
    if table == "models-overview":
        return sorted(entries, key=lambda entry: entry.release.date)
    return entries


def _table(handbook: Handbook, table: str, lang: str) -> str:
    head = "release" if table in _BY_RELEASE else "checkpoint"
    columns = [label(name, lang) for name, _ in TABLES[table]]
    rows = [_row(handbook, entry, table, lang) for entry in _entries(handbook, table)]
    return render_template(
        "table", lang, table=table, head=label(head, lang), columns=columns, rows=rows
    )


def render_all(handbook: Handbook, lang: str) -> dict[str, str]:
    """Return every comparison table of `lang` by its name."""
    return {table: _table(handbook, table, lang) for table in TABLES}


#: What a family's page states of each checkpoint, by group.
_CARD: dict[str, Sequence[tuple[str, Show]]] = {
    "architecture": (
        *TABLES["models-architecture"][:5],
        ("head_dim", _field("head_dim")),
        *TABLES["models-architecture"][5:7],
        ("context", _field("context")),
        *TABLES["models-architecture"][7:12],
        ("embedding_norm", _flag("embedding_norm")),
        *TABLES["models-architecture"][12:],
    ),
    "training": (("tokens", _TOKENS),),
    "parameters": TABLES["models-sizes"][:4],
    "memory": TABLES["models-sizes"][4:],
}


@dataclass(frozen=True)
class Group:
    """Fields of a checkpoint that share their sources."""

    title: str
    fields: Sequence[tuple[str, Cell]]
    links: Sequence[Link]


def _group(handbook: Handbook, entry: Entry, name: str, lang: str) -> Group:
    cells = [(label(field, lang), show(entry, lang)) for field, show in _CARD[name]]
    sources = (
        _links(handbook, entry, (name,), lang)
        if name in ("architecture", "training", "parameters")
        else []
    )
    return Group(label(f"group.{name}", lang), cells, sources)


def _parts(entry: Entry, lang: str) -> list[tuple[str, str, str]]:
    arch = entry.checkpoint.architecture
    counted = architecture.parts(arch) if arch else None
    if counted is None:
        return []
    return [
        (
            label(f"part.{name}", lang),
            numbers.grouped(count),
            numbers.percent(count / counted.total),
        )
        for name, count in vars(counted).items()
        if count
    ]


def _checkpoint(handbook: Handbook, entry: Entry, lang: str) -> dict[str, Any]:
    checkpoint = entry.checkpoint
    return {
        "id": checkpoint.id,
        "name": checkpoint.name,
        "groups": [_group(handbook, entry, name, lang) for name in _CARD],
        "parts": _parts(entry, lang),
        "notes": [
            (label(name, lang), getattr(checkpoint, name)[lang])
            for name in ("explanation", "note")
            if getattr(checkpoint, name)
        ],
    }


def _release(handbook: Handbook, family: Family, release: Release, lang: str) -> dict[str, Any]:
    entries = [Entry(family, release, checkpoint) for checkpoint in release.checkpoints]
    parent = handbook.release(release.derived_from) if release.derived_from else None
    return {
        "release": release,
        "fields": [
            (label("date", lang), _date(entries[0], lang)),
            (label("weights", lang), Cell(value_word("weights", release.weights, lang))),
            *(
                (label(name, lang), show(entries[0], lang))
                for name, show in TABLES["models-licences"]
            ),
        ],
        "links": _links(handbook, entries[0], ("date", "licence"), lang),
        "parent": parent,
        "parent_family": next((f.id for f, r in handbook.releases() if r is parent), None),
        "checkpoints": [_checkpoint(handbook, entry, lang) for entry in entries],
    }


def render_families(handbook: Handbook, lang: str) -> dict[str, str]:
    """Return the data of each family by its id: releases, checkpoints, parts, sources, lineage."""
    return {
        family.id: render_template(
            "family",
            lang,
            releases=[_release(handbook, family, release, lang) for release in family.releases],
        )
        for family in handbook.families.values()
    }

"""The ways from a group of figures to the sources that it names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scripts.base.words import label
from scripts.data.handbook import Entry
from scripts.data.lists import Source

#: Groups that a release states, the others are a checkpoint's.
_OF_RELEASE = ("licence", "languages")


@dataclass(frozen=True)
class Link:
    """A labelled way to a source; the title is the source's.

    A further one of the same group has a number behind the text, which eyes need not see again.
    """

    text: str
    url: str
    title: str
    number: int = 1


def _sources_of(entry: Entry, group: str) -> tuple[str, ...]:
    if group == "date":
        return entry.release.date_source
    owner = entry.release if group in _OF_RELEASE else entry.checkpoint
    record = getattr(owner, group)
    return record.source if record else ()


def first_groups(entries: Sequence[Entry], groups: Iterable[str]) -> dict[str, str]:
    """Return the ids of the sources in their order, each with the first group that names it."""
    found: dict[str, str] = {}
    for group in groups:
        for entry in entries:
            for id_ in _sources_of(entry, group):
                found.setdefault(id_, group)
    return found


def of_groups(
    entries: Sequence[Entry], groups: Iterable[str], sources: Mapping[str, Source], lang: str
) -> tuple[Link, ...]:
    """Return a way to each source that `groups` of figures name, labelled by the group."""
    counted: dict[str, int] = {}
    found = []
    for id_, group in first_groups(entries, groups).items():
        counted[group] = counted.get(group, 0) + 1
        name = label(group if group in ("date", *_OF_RELEASE) else f"group.{group}", lang)
        found.append(Link(name, sources[id_].url, sources[id_].title, counted[group]))
    return tuple(found)

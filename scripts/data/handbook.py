"""The data as a whole, and ways to find an entry of it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from scripts.data.changes import Change
from scripts.data.lists import Chapter, Gpu, Planned, ReadingPath, Redirect, Source, Term
from scripts.data.measurements import GrokkingRun, ParallelText, Vocabulary
from scripts.data.models import Checkpoint, Family, Release

#: Families whose entries are kept.
_KEPT = 256


def unknown_name(name: str, known: Iterable[str], what: str) -> KeyError:
    """Return the error for a name that is not in the data; it lists the nearest that are."""
    near = difflib.get_close_matches(name, list(known), n=3, cutoff=0.5)
    hint = f"; nearest: {', '.join(near)}" if near else ""
    return KeyError(f"no {what} is called {name!r}{hint}")


@dataclass(frozen=True, eq=False)
class Entry:
    """A checkpoint with the release and the family it belongs to: one as long as these stay.

    So what is made of an entry alone can be kept by it when other files of the data change.
    """

    family: Family
    release: Release
    checkpoint: Checkpoint

    @property
    def weights(self) -> str:
        """`open` or `closed`: the checkpoint's own, or else its release's."""
        return self.checkpoint.weights or self.release.weights

    @property
    def file(self) -> str:
        """The file that holds the entry, for messages."""
        return f"data/models/{self.family.id}.yaml"


@lru_cache(_KEPT)
def entries_of(family: Family) -> tuple[Entry, ...]:
    """Return the checkpoints of a family, in its order."""
    return tuple(
        Entry(family, release, checkpoint)
        for release in family.releases
        for checkpoint in release.checkpoints
    )


@dataclass(frozen=True, eq=False)
class Handbook:
    """All data, read and checked; whoever reads them anew has another one."""

    families: Mapping[str, Family]
    sources: Mapping[str, Source]
    glossary: tuple[Term, ...]
    chapters: tuple[Chapter, ...]
    changes: tuple[Change, ...] = ()
    gpus: tuple[Gpu, ...] = ()
    planned: tuple[Planned, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    paths: tuple[ReadingPath, ...] = ()
    vocabularies: tuple[Vocabulary, ...] = ()
    parallel_texts: tuple[ParallelText, ...] = ()
    grokking_runs: tuple[GrokkingRun, ...] = ()

    def releases(self) -> Iterator[tuple[Family, Release]]:
        """Yield every release with its family, families by id, releases as written."""
        for family in self.families.values():
            for release in family.releases:
                yield family, release

    def entries(self) -> Iterator[Entry]:
        """Yield every checkpoint with its release and family."""
        yield from self._entries

    @cached_property
    def _entries(self) -> tuple[Entry, ...]:
        return tuple(e for family in self.families.values() for e in entries_of(family))

    @cached_property
    def of_release(self) -> Mapping[str, Sequence[Entry]]:
        """The checkpoints of each release, by its id."""
        found: dict[str, list[Entry]] = {}
        for entry in self._entries:
            found.setdefault(entry.release.id, []).append(entry)
        return found

    @cached_property
    def derived(self) -> Mapping[str, Sequence[tuple[Family, Release]]]:
        """What derives from a release, by its id; releases from which none does are left out."""
        found: dict[str, list[tuple[Family, Release]]] = {}
        for family, release in self.releases():
            if release.derived_from:
                found.setdefault(release.derived_from, []).append((family, release))
        return found

    @cached_property
    def by_id(self) -> Mapping[str, Entry]:
        """Every checkpoint by its id."""
        return {entry.checkpoint.id: entry for entry in self._entries}

    def release(self, id_: str) -> Release:
        """Return a release by id; KeyError names the nearest ids."""
        found = {release.id: release for _, release in self.releases()}
        if id_ not in found:
            raise unknown_name(id_, found, "release")
        return found[id_]

    def entry(self, id_: str) -> Entry:
        """Return a checkpoint by id; KeyError names the nearest ids."""
        if id_ not in self.by_id:
            raise unknown_name(id_, self.by_id, "checkpoint")
        return self.by_id[id_]

    def grokking_run(self, id_: str) -> GrokkingRun:
        """Return a stored run by id; KeyError names the nearest ids."""
        found = {run.id: run for run in self.grokking_runs}
        if id_ not in found:
            raise unknown_name(id_, found, "run")
        return found[id_]

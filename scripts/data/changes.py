"""What became different in the published data, version by version: `data/changes.yaml`."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Annotated

from pydantic import StringConstraints

from scripts.base.problems import Problem
from scripts.data.forms import Bilingual, Ids, Record

FILE = "data/changes.yaml"

#: Three numbers; the first is that of the format (`api/v1/`).
VERSION = r"^\d+\.\d+\.\d+$"


class Change(Record):
    """One version of the data. `checkpoints`: ids added or corrected; none concerns no single one.

    The version's middle number counts additions, its last one corrections.
    """

    date: datetime.date
    version: Annotated[str, StringConstraints(pattern=VERSION)]
    text: Bilingual
    checkpoints: Ids = ()

    @property
    def order(self) -> tuple[int, ...]:
        """The version as numbers: 1.10.0 comes after 1.9.0."""
        return tuple(map(int, self.version.split(".")))


def _of_order(changes: Sequence[Change]) -> Iterator[Problem]:
    for newer, older in pairwise(changes):
        if newer.date < older.date:
            message = f"{newer.date} stands above {older.date} of {older.version}"
            yield Problem(FILE, newer.version, "date", message, "put the newest entry first")
        if newer.order <= older.order:
            message = f"{newer.version} is not above {older.version}, which it stands above"
            remedy = "put the newest entry first, and give each a version of its own"
            yield Problem(FILE, newer.version, "version", message, remedy)


def problems(
    changes: Sequence[Change], checkpoints: frozenset[str], complete: bool = True
) -> Iterator[Problem]:
    """Yield every broken rule of the list.

    Args:
        checkpoints: the ids that there are.
        complete: False while files could not be read, so that ids cannot be held against them.
    """
    yield from _of_order(changes)
    if complete and not changes:
        remedy = "write an entry; the newest one gives the data its version"
        yield Problem(FILE, "", "", "holds no entry", remedy)
    for change in changes:
        for id_, count in Counter(change.checkpoints).items():
            if count > 1:
                message = f"{id_} is named {count} times"
                yield Problem(FILE, change.version, "checkpoints", message, "name it once")
            if complete and id_ not in checkpoints:
                message = f"no checkpoint is called {id_}"
                remedy = "name a checkpoint of data/models, or mend the id"
                yield Problem(FILE, change.version, "checkpoints", message, remedy)

"""One build at a time in a checkout: a second one says so instead of spoiling the first."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.base.problems import HandbookError, Problem

if sys.platform == "win32":
    import msvcrt

    def _take(number: int) -> None:
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(number: int) -> None:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def alone(file: Path) -> Iterator[None]:
    """Hold `file` while something is built; the system lets it go when the process ends.

    Raises:
        HandbookError: while another process holds it.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("ab") as lock:
        try:
            _take(lock.fileno())
        except OSError as error:
            message = "another command builds in this folder"
            remedy = "wait until it has ended, or build in a second checkout"
            raise HandbookError([Problem(file.name, "", "", message, remedy)]) from error
        yield

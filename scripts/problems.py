"""What is wrong with the input, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in the data or in a page, with its place and its remedy."""

    file: str
    entry: str
    field: str
    message: str
    remedy: str

    def __str__(self) -> str:
        place = " › ".join(part for part in (self.file, self.entry, self.field) if part)
        return f"{place}: {self.message}. Remedy: {self.remedy}"


class HandbookError(Exception):
    """All problems of one run, so that a contributor mends them in one go."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[HandbookError], tuple[tuple[Problem, ...]]]:
        return HandbookError, (self.problems,)  # so that it comes whole out of a process

    def __str__(self) -> str:
        count = len(self.problems)
        head = f"{count} problem{'' if count == 1 else 's'} found; nothing was written:"
        return "\n".join([head, *(f"  {problem}" for problem in self.problems)])


def raise_if_any(problems: Iterable[Problem]) -> None:
    """Raise HandbookError when there is at least one problem."""
    found = tuple(problems)
    if found:
        raise HandbookError(found)

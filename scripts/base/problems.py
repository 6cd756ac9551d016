"""What is wrong with the input, and how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

_Name = TypeVar("_Name")
_Made = TypeVar("_Made")


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


def all_made(makers: Mapping[_Name, Callable[[], _Made]]) -> dict[_Name, _Made]:
    """Return what each maker makes, by its name.

    Raises:
        HandbookError: with all that is wrong in all of them.
    """
    made: dict[_Name, _Made] = {}
    problems: list[Problem] = []
    for name, make in makers.items():
        try:
            made[name] = make()
        except HandbookError as error:
            problems.extend(error.problems)
    raise_if_any(problems)
    return made

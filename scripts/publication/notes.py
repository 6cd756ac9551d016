"""The notes of a chapter, numbered in the order in which their marks stand in its markup.

Typst could count them, but each mark would then be set once more when Typst knows its number: with
777 notes in a book of 450 pages that takes a quarter of the time and of the memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from scripts.publication.typst_text import string

#: How the label of a note at the foot of a page begins, before its number; book.typ has the same.
AT_THE_FOOT = "note:"
_STRING = r'"(?:\\.|[^"\\])*"'
_IN_CELL = ", in-cell: true"
_MARK = re.compile(rf"#book\.note\((?P<name>{_STRING})(?P<cell>{_IN_CELL})?\);")


@dataclass
class Notes:
    """The text of each note by its label, as markup."""

    texts: dict[str, str] = field(default_factory=dict)

    def mark(self, name: str, in_cell: bool = False) -> str:
        """Return the mark of a note, in a cell of a table or not, which `numbered` completes."""
        return f"#book.note({string(name)}{_IN_CELL if in_cell else ''});"

    def numbered(self, markup: str) -> str:
        """Return the markup with numbered marks, the first of each note with its text."""
        return "".join(self._numbered(markup))

    def _numbered(self, markup: str) -> Iterator[str]:
        texts = {string(name): text for name, text in self.texts.items()}
        numbers: dict[str, int] = {}
        end = 0
        for found in _MARK.finditer(markup):
            yield markup[end : found.start()]
            end, name = found.end(), found["name"]
            repeated = name in numbers
            number = numbers.setdefault(name, len(numbers) + 1)
            if repeated:
                yield f'#book.noted-again({name}, "{number}"{found["cell"] or ""});'
            else:
                yield f'{opening(name)}"{number}")[{texts[name]}];'
        yield markup[end:]


def opening(name: str) -> str:
    """Return how the markup of the note with this label, a string of Typst, begins."""
    return f"#book.note({name}, "


def number_of(label: str) -> str | None:
    """Return the number of the note at the foot of a page that has this label, if it is one."""
    return label.split(":")[1] if label.startswith(AT_THE_FOOT) else None


def marked(label: str) -> str:
    """Return the label of the mark of the note at the foot of a page that has this label."""
    return label.split(":", 2)[2]

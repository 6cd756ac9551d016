"""The notes of a chapter, numbered in the order in which their marks stand in its markup.

Those of a table stand below it: of what breaks where it must, as a table does, Typst knows too late
whether its notes have room at the foot of the page.

Typst could count them, but each mark would then be set once more when Typst knows its number: with
777 notes in a book of 450 pages that takes a quarter of the time and of the memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scripts.publication.typst_text import string

#: How the label of a note at the foot of a page begins, before its number; book.typ has the same.
AT_THE_FOOT = "note:"
_STRING = r'"(?:\\.|[^"\\])*"'
_IN_CELL = ", in-cell: true"
_MARK = re.compile(
    rf"#book\.note\((?P<name>{_STRING})(?P<cell>{_IN_CELL}(?:, head: {_STRING})?)?\);"
    r"|(?P<below>#book\.table-notes\(\))"
)
#: Stands in markup where the notes of the table above are to stand.
BELOW_TABLE = "#book.table-notes()"


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
        of_table: dict[str, bool] = {}
        end = 0
        for found in _MARK.finditer(markup):
            yield markup[end : found.start()]
            end, name = found.end(), found["name"]
            if found["below"]:
                yield _below(of_table, numbers, texts)
                of_table = {}
                continue
            is_new = name not in numbers
            number = numbers.setdefault(name, len(numbers) + 1)
            if found["cell"]:
                of_table.setdefault(name, is_new)
                head = found["cell"].removeprefix(_IN_CELL)
                is_first = ", is-first: true" if is_new else ""
                yield f'#book.table-mark({name}, "{number}"{is_first}{head});'
            elif is_new:
                yield f'{opening(name)}"{number}")[{texts[name]}];'
            else:
                yield f'#book.noted-again({name}, "{number}");'
        yield markup[end:]


def in_head(markup: str, table: str) -> str:
    """Return the markup of a cell in the head of a table, which comes again on each page.

    Args:
        markup: of the cell.
        table: the label that the head has on each page.
    """
    return markup.replace(f"{_IN_CELL});", f"{_IN_CELL}, head: {string(table)});")


def _below(marked: Mapping[str, bool], numbers: Mapping[str, int], texts: Mapping[str, str]) -> str:
    """Return what stands below a table: its new notes, and where those stand that are not new."""
    new = (f'({n}, "{numbers[n]}", [{texts[n]}])' for n, is_new in marked.items() if is_new)
    known = sorted((n for n, is_new in marked.items() if not is_new), key=lambda n: numbers[n])
    again = (f'({n}, "{numbers[n]}"), ' for n in known)
    options = [*new, f"again: ({''.join(again)})"]
    return f"#book.table-notes({', '.join(options)})" if marked else ""


def opening(name: str) -> str:
    """Return how the markup of the note with this label, a string of Typst, begins."""
    return f"#book.note({name}, "


def number_of(label: str) -> str | None:
    """Return the number of the note at the foot of a page that has this label, if it is one."""
    return label.split(":")[1] if label.startswith(AT_THE_FOOT) else None


def marked(label: str) -> str:
    """Return the label of the mark of the note at the foot of a page that has this label."""
    return label.split(":", 2)[2]

"""What pages include, held against the fragments and files that there are."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from scripts.base import reading
from scripts.base.problems import Problem
from scripts.content import blocks
from scripts.content.pages import Page

_PART = re.compile(r"--8<-- \[start:(?P<name>\w+)\]")


class _Texts:
    """What may be included: fragments by their path, files below the folders."""

    def __init__(self, fragments: Mapping[str, str], folders: Iterable[Path]) -> None:
        self._fragments, self._folders = fragments, tuple(folders)

    def of(self, path: str) -> str | None:
        """Return the text at a path, None where there is none."""
        if path in self._fragments:
            return self._fragments[path]
        found = (folder / path for folder in self._folders if ".." not in path.split("/"))
        file = next((file for file in found if file.is_file()), None)
        return reading.read_text(file, path)[0] if file else None

    def nearest(self, path: str) -> str:
        """Return a remedy for a path that leads to nothing."""
        near = difflib.get_close_matches(path, self._fragments, n=1)
        return f"did you mean {near[0]}?" if near else "mend the path, or take the line out"


def _faults(path: str, texts: _Texts) -> Iterator[tuple[str, str]]:
    file, _, part = path.partition(":")
    text = texts.of(file)
    if text is None:
        yield f"includes {file}, which is not there", texts.nearest(file)
    elif part and part not in (parts := _PART.findall(text)):
        near = difflib.get_close_matches(part, parts, n=1)
        remedy = f"did you mean {near[0]}?" if near else f"mark the part in {file}"
        yield f"includes the part {part}, which {file} has not", remedy


def problems(
    pages: Iterable[Page], fragments: Mapping[str, str], folders: Iterable[Path]
) -> Iterator[Problem]:
    """Yield each inclusion of something that is not there.

    Args:
        folders: where files lie that pages include, beside what is generated.
    """
    texts = _Texts(fragments, folders)
    for page in pages:
        for path in blocks.included(page.body):
            for message, remedy in _faults(path, texts):
                yield Problem(page.file, "", "", message, remedy)

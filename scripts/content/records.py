"""The data of the handbook, read, checked and frozen.

`load` is the door: it reads `data/` and either returns a Handbook or raises once with all mistakes.
The format itself is in `scripts.data`, the rules that no type can state are in
`scripts.content.rules` and `scripts.content.cross_references`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from scripts.base import reading, typography
from scripts.base.problems import Problem, raise_if_any
from scripts.content import cross_references, rules
from scripts.counts import comparison
from scripts.data import changes
from scripts.data.architecture import LAYERS, Architecture, Experts, Norm, Position
from scripts.data.forms import (
    ACCOUNT,
    ADDRESS,
    PLACE,
    REPOSITORY,
    SLUG,
    TEXT,
    Bilingual,
    Language,
    Record,
    SourcedText,
)
from scripts.data.handbook import Entry, Handbook
from scripts.data.lists import Chapter, Gpu, Planned, ReadingPath, Redirect, Source, Term
from scripts.data.measurements import GrokkingRun, ParallelText, Vocabulary
from scripts.data.models import Checkpoint, Family, Licence, Parameters, Release, Training

__all__ = [
    "Architecture",
    "Bilingual",
    "Chapter",
    "Checkpoint",
    "Entry",
    "Experts",
    "Family",
    "Handbook",
    "Language",
    "Licence",
    "Norm",
    "Parameters",
    "Position",
    "Release",
    "Source",
    "SourcedText",
    "Term",
    "Training",
    "load",
]

R = TypeVar("R", bound=Record)
#: Files of families, or of sources, that are kept as they were read.
_KEPT = 256

_REMEDIES = {
    "missing": "add it; the format is described in CONTRIBUTING.md",
    "string_too_short": "write the text, in both languages",
    "literal_error": "choose one of the values named",
    "greater_than": "give a figure above zero, or leave the key out if it is not known",
    "greater_than_equal": "give a figure that is not negative, or leave the key out",
    "too_short": "name at least one",
    "date_type": "write the date as 2023-07-18, without quotes",
    "int_type": "write a whole number, or leave the key out if it is not known",
    "float_type": "write a number, or leave the key out if it is not known",
    "bool_type": "write true or false, or leave the key out if it is not known",
}
_REMEDIES_OF_PATTERNS = {
    SLUG: "use lower-case letters, digits, hyphens and dots",
    TEXT: "write the text, in one line",
    ADDRESS: "write an address that begins with https://, other signs as %E4%B8%AD or %22",
    LAYERS: "write names of layers, each with its count: linear*3 full, (ssm-alone ffn)*4",
    ACCOUNT: "write the account's name alone, as in Qwen",
    REPOSITORY: "write owner/name, as in Qwen/Qwen3-8B; leave it out where it is not known",
    PLACE: "write it as below the root of a language: /questions/rope/#code",
    changes.VERSION: "write three whole numbers, as in 1.2.0",
}
_MESSAGES = {
    "extra_forbidden": "the key is unknown",
    "missing": "is missing",
    "too_short": "is empty",
}


def _field_names(model: type[Record] = Record) -> Iterator[str]:
    for child in model.__subclasses__():
        yield from (field.alias or name for name, field in child.model_fields.items())
        yield from _field_names(child)


def _remedy(error: ErrorDetails) -> str:
    if error["type"] == "string_pattern_mismatch":
        return _REMEDIES_OF_PATTERNS[error["ctx"]["pattern"]]
    if error["type"] != "extra_forbidden":
        return _REMEDIES.get(error["type"], "give a value of the form that the format asks for")
    near = difflib.get_close_matches(str(error["loc"][-1]), set(_field_names()), n=1)
    return f"did you mean `{near[0]}`?" if near else "take the key out; the format does not know it"


def _message(error: ErrorDetails) -> str:
    if error["type"] == "string_pattern_mismatch":
        return f"{error['input']!r} is not allowed"
    return _MESSAGES.get(error["type"]) or error["msg"].removeprefix("Input ")


def _is_echo(error: ErrorDetails) -> bool:
    """Whether a list only counts as empty because its items were refused, each by itself."""
    return error["type"] == "too_short" and bool(error["input"])


def _place(raw: Any, loc: tuple[int | str, ...]) -> tuple[str, str]:
    """Return the id of the innermost entry on the way to `loc`, and the rest of the way.

    An entry of the change log is known by its version.
    """
    entry, rest = "", list(loc)
    for depth, step in enumerate(loc):
        name = raw.get("id", raw.get("version")) if isinstance(raw, dict) else None
        if isinstance(name, str):
            entry, rest = name, list(loc[depth:])
        try:
            raw = raw[step]
        except (KeyError, IndexError, TypeError):
            break
    return entry, ".".join(map(str, rest))


def _parse(model: type[R], raw: Any, file: str) -> tuple[R | None, list[Problem]]:
    try:
        return model.model_validate(raw), []
    except ValidationError as caught:
        return None, [
            Problem(file, *_place(raw, error["loc"]), _message(error), _remedy(error))
            for error in caught.errors()
            if not _is_echo(error)
        ]


class _Reading:
    """One pass over `data/`: `problems` of form hid an entry, `faults` of sense did not."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.faults: list[Problem] = []

    def _raw(self, path: Path, kind: type[dict[str, Any]] | type[list[Any]]) -> Any:
        file = path.relative_to(self.root).as_posix()
        value, problems = reading.read(path, file)
        self.problems.extend(problems)
        if not problems and not isinstance(value, kind):
            wanted = "a mapping" if kind is dict else "a list"
            self.problems.append(Problem(file, "", "", f"is not {wanted}", f"write {wanted}"))
        self.faults.extend(typography.problems_of_data(file, value))
        return value if isinstance(value, kind) else kind()

    def _item(self, model: type[R], raw: Any, file: str) -> R | None:
        item, problems = _parse(model, raw, file)
        self.problems.extend(problems)
        return item

    def _add(self, alone: _Reading) -> None:
        self.problems.extend(alone.problems)
        self.faults.extend(alone.faults)

    def family(self, path: Path) -> Family | None:
        file, raw = path.relative_to(self.root).as_posix(), self._raw(path, dict)
        if "id" in raw:
            message, remedy = "the key is unknown", "take it out: the file's name is the id"
            self.problems.append(Problem(file, path.stem, "id", message, remedy))
        return self._item(Family, {**raw, "id": path.stem}, file) if raw else None

    def families(self) -> Iterator[tuple[str, Family]]:
        for path in sorted((self.root / "data" / "models").glob("*.yaml")):
            alone, family = _family(self.root, path, reading.state(path))
            self._add(alone)
            if family:
                yield path.stem, family

    def _source(self, file: str, key: str, raw: Any) -> Source | None:
        if not isinstance(raw, dict):
            remedy = "write authors, title, year, venue, url, kind and opened below the id"
            self.problems.append(Problem(file, key, "", "is not a mapping", remedy))
            return None
        source = self._item(Source, {**raw, "id": key}, file)
        faults = rules.of_source(source) if source else ()
        self.faults.extend(Problem(file, key, *fault) for fault in faults)
        return source

    def sources_of(self, path: Path) -> Iterator[tuple[str, str, Source]]:
        file = path.relative_to(self.root).as_posix()
        for key, raw in self._raw(path, dict).items():
            if source := self._source(file, key, raw):
                yield file, key, source

    def sources(self) -> Iterator[tuple[str, str, Source]]:
        for path in sorted((self.root / "data" / "sources").glob("*.yaml")):
            alone, found = _sources(self.root, path, reading.state(path))
            self._add(alone)
            yield from found

    def items(self, name: str, model: type[R]) -> tuple[R, ...]:
        file = f"data/{name}"
        raws = self._raw(self.root / file, list)
        return tuple(item for raw in raws if (item := self._item(model, raw, file)))


@lru_cache(_KEPT)
def _family(root: Path, path: Path, _state: tuple[int, int]) -> tuple[_Reading, Family | None]:
    """Return the family in a file, kept for as long as the file does not change."""
    alone = _Reading(root)
    return alone, alone.family(path)


@lru_cache(_KEPT)
def _sources(
    root: Path, path: Path, _state: tuple[int, int]
) -> tuple[_Reading, tuple[tuple[str, str, Source], ...]]:
    """Return the sources in a file, kept for as long as the file does not change."""
    alone = _Reading(root)
    return alone, tuple(alone.sources_of(path))


def _merged(pass_: _Reading) -> Mapping[str, Source]:
    merged: dict[str, Source] = {}
    files: dict[str, str] = {}
    for file, key, source in pass_.sources():
        if key in merged:
            message = f"the id is also in {files[key]}"
            pass_.faults.append(Problem(file, key, "", message, "keep one of the two"))
        files[key], merged[key] = file, source
    return MappingProxyType(merged)


def load(root: Path) -> Handbook:
    """Return the data below `root / "data"`; as long as no file changes, the same object.

    Raises:
        HandbookError: with every mistake of every file at once.
    """
    files = sorted((root / "data").rglob("*.yaml"))
    return _load(root, tuple((file, reading.state(file)) for file in files))


@lru_cache(maxsize=1)
def _load(root: Path, _files: tuple[tuple[Path, tuple[int, int]], ...]) -> Handbook:
    pass_ = _Reading(root)
    handbook = Handbook(
        families=MappingProxyType(dict(pass_.families())),
        sources=_merged(pass_),
        glossary=pass_.items("glossary.yaml", Term),
        chapters=pass_.items("chapters.yaml", Chapter),
        changes=pass_.items("changes.yaml", changes.Change),
        gpus=pass_.items("gpus.yaml", Gpu),
        planned=pass_.items("planned.yaml", Planned),
        redirects=pass_.items("redirects.yaml", Redirect),
        paths=pass_.items("paths.yaml", ReadingPath),
        vocabularies=pass_.items("tokenizers.yaml", Vocabulary),
        parallel_texts=pass_.items("parallel-texts.yaml", ParallelText),
        grokking_runs=pass_.items("runs/grokking.yaml", GrokkingRun),
    )
    # A broken file would make every mention of its ids look unresolved; so references wait for it.
    complete = not pass_.problems
    known = frozenset(entry.checkpoint.id for entry in handbook.entries())
    raise_if_any(
        [
            *pass_.problems,
            *pass_.faults,
            *rules.problems(handbook),
            *cross_references.problems(handbook, complete),
            *changes.problems(handbook.changes, known, complete),
            *comparison.problems(handbook),
        ]
    )
    return handbook

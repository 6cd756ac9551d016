"""A book as a folder of Typst files: one a chapter, one that joins them, and the template."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts import numbers
from scripts.edition import Edition
from scripts.problems import Problem
from scripts.publication import citations
from scripts.publication.html_to_typst import ChapterWriter
from scripts.publication.lines import Output
from scripts.publication.references import References, label, targets, unplaced
from scripts.publication.site_reader import Chapter, Volume
from scripts.publication.typst_text import optional, string
from scripts.publication.wording import WORDING, Wording

#: The files of the look of the book.
TEMPLATES = Path(__file__).parent / "template"
_IMPORT = '#import "/book.typ"\n\n'


@dataclass(frozen=True)
class Manuscript:
    """What was wrong in making it, and the page that each of its files was made from."""

    problems: tuple[Problem, ...]
    pages: Mapping[str, str]


@dataclass(frozen=True)
class _Entry:
    """A chapter in its place: its number when it has one, and what comes before its title."""

    chapter: Chapter
    file: str
    number: int | None
    opening: str


def write_manuscript(volume: Volume, site_dir: Path, folder: Path, edition: Edition) -> Manuscript:
    """Write the Typst files of `volume` into `folder`, which need not exist."""
    references = References(volume, site_dir)
    cited = citations.read(volume)
    wanted = targets(volume, references)
    wording = WORDING[volume.lang]
    output = Output(volume.lang, wanted | cited.labels())
    entries = list(_entries(volume, wording))
    for entry in entries:
        output.labels[label(entry.chapter)] = entry.chapter
    for entry in entries:
        depth = 1 if entry.chapter is volume.preface else 2
        writer = ChapterWriter(
            entry.chapter, entry.number, references, cited, wording, output, depth
        )
        output.files[entry.file] = (_IMPORT + writer.markup() + "\n").encode()
    output.problems += unplaced(wanted, output.labels)
    main = _main(volume, entries, wording, edition)
    _write(folder, {**output.files, "main.typ": main.encode()})
    pages = {entry.file: entry.chapter.address for entry in entries}
    return Manuscript(tuple(output.problems), pages)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    for template in TEMPLATES.iterdir():
        shutil.copy(template, folder / template.name)


def _entries(volume: Volume, wording: Wording) -> Iterator[_Entry]:
    """Give every chapter behind the contents with its number; parts open with their first one."""
    if volume.preface is not None:
        yield _Entry(volume.preface, _file(volume.preface), None, "")
    number = 0
    for at, part in enumerate(volume.parts, start=1):
        opening = _part(wording.part(at), part.title)
        for chapter in part.chapters:
            number += 1
            yield _Entry(chapter, _file(chapter), number, opening)
            opening = ""
    opening = _part(None, wording.back_matter)
    for chapter in volume.back_matter:
        yield _Entry(chapter, _file(chapter), None, opening)
        opening = ""


def _file(chapter: Chapter) -> str:
    return f"chapters/{chapter.address.strip('/').replace('/', '-')}.typ"


def _part(number: str | None, title: str) -> str:
    return f"#book.part({optional(number)}, {string(title)})\n"


def _main(volume: Volume, entries: list[_Entry], wording: Wording, edition: Edition) -> str:
    day = edition.day
    settings = {
        "title": string(volume.title),
        "subtitle": string(volume.description),
        "region": string(wording.region),
        "author": string(wording.author),
        "day": f"datetime(year: {day.year}, month: {day.month}, day: {day.day})",
        "contents": string(wording.contents),
        "imprint": _imprint(volume, wording, edition),
        "preface": _preface(volume),
    }
    listed = ",\n  ".join(f"{name}: {value}" for name, value in settings.items())
    body = "\n".join(_chapter(entry, wording) for entry in entries[volume.preface is not None :])
    return f"{_IMPORT}#show: book.volume.with(\n  {listed},\n)\n\n{body}"


def _imprint(volume: Volume, wording: Wording, edition: Edition) -> str:
    shown = f"{edition.version} · {numbers.date(edition.day, volume.lang)}"
    return (
        f"(edition: {string(shown)}, edition-word: {string(wording.edition)},"
        f" online: {string(volume.url)}, online-word: {string(wording.online)},"
        f" licence: {string(wording.licence)}, note: {string(wording.print_note)})"
    )


def _preface(volume: Volume) -> str:
    if volume.preface is None:
        return "none"
    call = f"book.preface({string(volume.preface.title)}, {string(label(volume.preface))})"
    return f"[#{call}\n#include {string(_file(volume.preface))}]"


def _chapter(entry: _Entry, wording: Wording) -> str:
    number = "none" if entry.number is None else string(str(entry.number))
    above = "none" if entry.number is None else string(wording.chapter(entry.number))
    title, name = string(entry.chapter.title), string(label(entry.chapter))
    start = "opens-part: true" if entry.opening else "opens-part: false"
    call = f"#book.chapter({number}, {above}, {title}, {name}, {start})"
    return f"{entry.opening}{call}\n#include {string(entry.file)}\n"

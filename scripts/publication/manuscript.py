"""A book as a folder of Typst files: one a chapter, one that joins them, and the template."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from scripts.base import numbers
from scripts.base.edition import Edition
from scripts.base.paths import DOWNLOADS_PAGE
from scripts.base.problems import Problem
from scripts.content import web_words
from scripts.publication import citations, index
from scripts.publication.division import Book
from scripts.publication.html_to_typst import ChapterWriter
from scripts.publication.lines import Output, Setting
from scripts.publication.paper import Paper
from scripts.publication.pictures import qr_code
from scripts.publication.press import MAIN
from scripts.publication.printing import Manuscript
from scripts.publication.references import References, label, targets, unplaced
from scripts.publication.site_reader import Chapter, Volume
from scripts.publication.typst_text import optional, string
from scripts.publication.wording import WORDING, Wording

#: The files of the look of the book.
TEMPLATES = Path(__file__).parent / "template"
_INDEX = "chapters/index.typ"
_IMPORT = '#import "/book.typ"\n\n'


@dataclass(frozen=True)
class _Entry:
    """A chapter in its place: its number when it has one, and the part that it stands in.

    opens_part: how the part is numbered, for the first chapter of one; empty for a part without
    number, None for all other chapters.
    """

    chapter: Chapter
    file: str
    number: int | None
    part: str = ""
    opens_part: str | None = None


def _web_words(volume: Volume) -> Iterator[Problem]:
    """Yield what the chapters, made fit for print, say of a screen."""
    for chapter in volume.chapters():
        text = chapter.article.text_content()
        yield from web_words.in_text(chapter.address, text, volume.lang)


def write_book(
    site: Volume, kind: Book, site_dir: Path, folder: Path, edition: Edition, paper: Paper
) -> Manuscript:
    """Write all Typst files of a book into `folder`, which need not exist.

    Args:
        site: all of a language, whose articles are used up.
        kind: which of its books.
    """
    volume = kind.of(site)
    wording = WORDING[volume.lang]
    setting = Setting(
        lang=volume.lang,
        paper=paper,
        wording=wording,
        references=References(volume, site_dir, kind.prepare),
        citations=citations.read(volume),
    )
    wanted = targets(volume, setting.references)
    entries = list(_entries(volume, wording))
    output = Output(
        targets=wanted | setting.citations.labels(),
        terms=index.terms(site),
        labels={label(entry.chapter): entry.chapter for entry in entries},
        problems=list(_web_words(volume)),
    )
    for entry in entries:
        depth = 1 if entry.chapter is volume.preface else 2
        writer = ChapterWriter(entry.chapter, entry.number, setting, output, depth)
        output.files[entry.file] = (_IMPORT + writer.markup() + "\n").encode()
    output.problems += unplaced(wanted, output.labels)
    marks = [output.marks[entry.chapter.address] for entry in entries]
    indexed = index.markup(output.terms, marks, volume.lang)
    output.files[_INDEX] = f"{_IMPORT}{indexed}\n".encode()
    main = _main(volume, entries, kind, edition, output, bool(indexed))
    write_files(folder, {**output.files, MAIN: main.encode()})
    return Manuscript(
        tuple(output.problems), {entry.file: entry.chapter.address for entry in entries}
    )


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files, and the templates if they are not there, into `folder`, which need not exist."""
    for name, data in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    for template in TEMPLATES.iterdir():
        if not (folder / template.name).exists():
            shutil.copy(template, folder / template.name)


def _entries(volume: Volume, wording: Wording) -> Iterator[_Entry]:
    """Give every chapter behind the contents with its number; parts open with their first one."""
    if volume.preface is not None:
        yield _Entry(volume.preface, file_of(volume.preface), None)
    number = 0
    for at, part in enumerate(volume.parts, start=1):
        opening: str | None = wording.part(at)
        for chapter in part.chapters:
            number += 1
            yield _Entry(chapter, file_of(chapter), number, part.title, opening)
            opening = None
    opening = ""
    for chapter in volume.back_matter:
        yield _Entry(chapter, file_of(chapter), None, wording.back_matter, opening)
        opening = None


def file_of(chapter: Chapter) -> str:
    """Return the file that holds the markup of a chapter."""
    return f"chapters/{chapter.address.strip('/').replace('/', '-')}.typ"


def _main(
    volume: Volume,
    entries: Sequence[_Entry],
    kind: Book,
    edition: Edition,
    output: Output,
    indexed: bool,
) -> str:
    wording = WORDING[volume.lang]
    day = edition.day
    settings = {
        "title": string(volume.title),
        "name": string(volume.name),
        "subtitle": string(volume.description),
        "region": string(wording.region),
        "author": string(wording.author),
        "day": f"datetime(year: {day.year}, month: {day.month}, day: {day.day})",
        "contents": string(wording.contents),
        "depth": str(kind.contents),
        "imprint": _imprint(volume, kind, edition, output),
        "preface": _preface(volume),
    }
    listed = ",\n  ".join(f"{name}: {value}" for name, value in settings.items())
    opening = f"{_IMPORT}#show: book.volume.with(\n  {listed},\n)\n\n"
    called = (entry for entry in entries if entry.part)  # the opening calls the preface
    body = "".join(f"{_chapter(entry, wording)}\n" for entry in called)
    return f"{opening}{body}{_index(wording) if indexed else ''}"


def _imprint(volume: Volume, kind: Book, edition: Edition, output: Output) -> str:
    """Return what the colophon tells; its code is a file of the book, which it adds."""
    wording = WORDING[volume.lang]
    told = wording.told(volume.title, volume.home, edition, volume.lang)
    other = wording.books[kind.id].companion.format(urljoin(volume.home, DOWNLOADS_PAGE))
    said = {**told, wording.companion: other, **wording.print_imprint}
    lines = ", ".join(f"({string(word)}, {string(text)})" for word, text in said.items())
    code = f"files/site-{volume.lang}.svg"
    output.files[code] = qr_code(volume.home)
    shown = f"{edition.version} · {numbers.date(edition.day, volume.lang)}"
    return (
        f"(edition: {string(shown)}, online: {string(volume.home)},"
        f" code: {string('/' + code)}, lines: ({lines},))"
    )


def _preface(volume: Volume) -> str:
    if volume.preface is None:
        return "none"
    title, name = string(volume.preface.title), string(label(volume.preface))
    return f"book.preface({title}, {name}, include {string(file_of(volume.preface))})"


def _chapter(entry: _Entry, wording: Wording) -> str:
    number = "none" if entry.number is None else string(str(entry.number))
    above = "none" if entry.number is None else string(wording.chapter(entry.number))
    title, name = string(entry.chapter.title), string(label(entry.chapter))
    options = f"part: {string(entry.part)}"
    if entry.opens_part is not None:
        options += f", opens-part: (number: {optional(entry.opens_part)})"
    call = f"#book.chapter({number}, {above}, {title}, {name}, {options})"
    return f"{call}[\n#include {string(entry.file)}\n]\n"


def _index(wording: Wording) -> str:
    title, part = string(wording.index), string(wording.back_matter)
    call = f'#book.chapter(none, none, {title}, "index/", part: {part})'
    return f"{call}[\n#include {string(_INDEX)}\n]\n"

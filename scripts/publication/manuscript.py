"""A book as a folder of Typst files: one a chapter, one that joins them, and the template.

The pages on the models are the annex of the book, which has a joining file of its own.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from scripts.base import numbers
from scripts.base.edition import Edition
from scripts.publication import citations, index, numbering, web_words
from scripts.publication.annex import ANNEX
from scripts.publication.html_to_typst import ChapterWriter
from scripts.publication.lines import Output, Setting
from scripts.publication.paper import Paper
from scripts.publication.pictures import qr_code
from scripts.publication.press import MAIN
from scripts.publication.printing import Manuscript
from scripts.publication.references import References, label, targets, unplaced
from scripts.publication.site_reader import Chapter, Part, Volume
from scripts.publication.typst_text import optional, string
from scripts.publication.wording import WORDING, Wording

#: The files of the look of the book.
TEMPLATES = Path(__file__).parent / "template"
_INDEX = "chapters/index.typ"
_MODELS = "models/"
#: About so much text makes a page.
_BYTES_OF_PAGE = 2500
_IMPORT = '#import "/book.typ"\n\n'


@dataclass(frozen=True)
class _Entry:
    """A chapter in its place: its number when it has one, and the part that it stands in.

    opens_part: how the part is numbered, for the first chapter of one; empty for a part without
    number, None for all other chapters.
    in_annex: whether it is set by itself.
    """

    chapter: Chapter
    file: str
    number: int | None
    part: str = ""
    opens_part: str | None = None
    in_annex: bool = False


class Writing:
    """A manuscript as it is written: first its annex, if it has one, then the rest.

    Attributes:
        pages: the page of the site that each file is made from.
        has_annex: whether there are chapters to be set by themselves.
    """

    def __init__(
        self, volume: Volume, site_dir: Path, folder: Path, edition: Edition, paper: Paper
    ) -> None:
        """Read what the chapters of `volume` need to know of each other.

        Its articles are used up. The `folder` of the manuscript need not exist.
        """
        self._setting = Setting(
            lang=volume.lang,
            paper=paper,
            wording=WORDING[volume.lang],
            references=References(volume, site_dir),
            citations=citations.read(volume),
        )
        self._volume, self._folder, self._edition = volume, folder, edition
        self._wanted = targets(volume, self._setting.references)
        self._entries = list(_entries(volume, self._setting.wording))
        self._annex = [entry for entry in self._entries if entry.in_annex]
        self._rest = [entry for entry in self._entries if not entry.in_annex]
        self._output = Output(
            targets=self._wanted | self._setting.citations.labels(),
            terms=index.terms(volume),
            labels={label(entry.chapter): entry.chapter for entry in self._entries},
            tables=numbering.tables((entry.chapter, entry.number) for entry in self._rest),
            problems=list(web_words.problems(volume.chapters(), volume.lang)),
        )
        self._written: set[str] = set()
        self.pages = {entry.file: entry.chapter.address for entry in self._entries}
        self.has_annex = bool(self._annex)

    def guessed_pages(self) -> int:
        """Return about how many pages stand before the annex; it should have as many digits."""
        texts = (entry.chapter.article.text_content() for entry in self._rest)
        return sum(len(text.encode()) for text in texts) // _BYTES_OF_PAGE

    def write_annex(self) -> None:
        """Write all files that the annex is set from."""
        self._convert(self._annex)
        wording = self._setting.wording
        opening = _opening("annex", _settings(self._volume, wording, self._edition))
        self._write({ANNEX: f"{opening}{_chapters(self._annex, wording)}".encode()})

    def write_rest(self) -> Manuscript:
        """Write all other files, and return what was written."""
        entries, output, wording = self._entries, self._output, self._setting.wording
        self._convert(self._rest)
        output.problems += unplaced(self._wanted, output.labels)
        marks = [output.marks[entry.chapter.address] for entry in entries]
        indexed = index.markup(output.terms, marks, self._volume.lang)
        main = _main(self._volume, entries, wording, self._edition, output, bool(indexed))
        self._write({_INDEX: f"{_IMPORT}{indexed}\n".encode(), MAIN: main.encode()})
        return Manuscript(tuple(output.problems), self.pages, self._outside())

    def _convert(self, entries: Iterable[_Entry]) -> None:
        for entry in entries:
            depth = 1 if entry.chapter is self._volume.preface else 2
            writer = ChapterWriter(entry.chapter, entry.number, self._setting, self._output, depth)
            self._output.files[entry.file] = (_IMPORT + writer.markup() + "\n").encode()

    def _write(self, joining: Mapping[str, bytes]) -> None:
        """Write the new files; those that there are may be being read."""
        files = {**self._output.files, **joining}
        write_files(self._folder, {name: files[name] for name in files.keys() - self._written})
        self._written |= files.keys()

    def _outside(self) -> tuple[str, ...]:
        addresses = {entry.chapter.address for entry in self._rest}
        labels = self._output.labels.items()
        return tuple(name for name, chapter in labels if chapter.address in addresses)


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
    last = [*takewhile(_on_models, reversed(volume.parts))]
    for at, part in enumerate(volume.parts, start=1):
        opening: str | None = wording.part(at)
        for chapter in part.chapters:
            number += 1
            yield _Entry(chapter, file_of(chapter), number, part.title, opening, part in last)
            opening = None
    opening = ""
    for chapter in volume.back_matter:
        yield _Entry(chapter, file_of(chapter), None, wording.back_matter, opening)
        opening = None


def _on_models(part: Part) -> bool:
    return all(chapter.address.startswith(_MODELS) for chapter in part.chapters)


def file_of(chapter: Chapter) -> str:
    """Return the file that holds the markup of a chapter."""
    return f"chapters/{chapter.address.strip('/').replace('/', '-')}.typ"


def _main(
    volume: Volume,
    entries: Sequence[_Entry],
    wording: Wording,
    edition: Edition,
    output: Output,
    indexed: bool,
) -> str:
    settings = {
        **_settings(volume, wording, edition),
        "subtitle": string(volume.description),
        "contents": string(wording.contents),
        "imprint": _imprint(volume, wording, edition, output),
        "preface": _preface(volume),
    }
    in_main = [entry for entry in entries if not entry.in_annex]
    last = max((at for at, entry in enumerate(in_main) if entry.number), default=0)
    before, behind = in_main[: last + 1], in_main[last + 1 :]
    blank = "#book.blank-pages()\n\n" if len(in_main) < len(entries) else ""
    body = f"{_chapters(before, wording)}{blank}{_chapters(behind, wording)}"
    return f"{_opening('volume', settings)}{body}{_index(wording) if indexed else ''}"


def _settings(volume: Volume, wording: Wording, edition: Edition) -> dict[str, str]:
    day = edition.day
    return {
        "title": string(volume.title),
        "region": string(wording.region),
        "author": string(wording.author),
        "day": f"datetime(year: {day.year}, month: {day.month}, day: {day.day})",
    }


def _opening(template: str, settings: Mapping[str, str]) -> str:
    listed = ",\n  ".join(f"{name}: {value}" for name, value in settings.items())
    return f"{_IMPORT}#show: book.{template}.with(\n  {listed},\n)\n\n"


def _chapters(entries: Iterable[_Entry], wording: Wording) -> str:
    """Return the calls of chapters; the preface is called by the opening of the book."""
    called = (entry for entry in entries if entry.part)
    return "".join(f"{_chapter(entry, wording)}\n" for entry in called)


def _imprint(volume: Volume, wording: Wording, edition: Edition, output: Output) -> str:
    """Return what the colophon tells; its code is a file of the book, which it adds."""
    told = wording.told(volume.title, volume.home, edition, volume.lang)
    lines = ", ".join(
        f"({string(word)}, {string(said)})"
        for word, said in {**told, **wording.print_imprint}.items()
    )
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

"""A handout as a folder of Typst files: questions of the book, counted from 1, without the rest."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from copy import copy, deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urljoin

from lxml.html import HtmlElement
from lxml.html.builder import DIV, UL

from scripts.base import numbers
from scripts.base.edition import Edition
from scripts.publication import citations, fonts, self_check
from scripts.publication.citations import BIBLIOGRAPHY
from scripts.publication.html_to_typst import ChapterWriter
from scripts.publication.lines import Output, Setting
from scripts.publication.manuscript import file_of, write_files
from scripts.publication.notes import Notes
from scripts.publication.packs import Answers, Handout
from scripts.publication.paper import Paper
from scripts.publication.press import MAIN
from scripts.publication.printing import Manuscript
from scripts.publication.references import References, label, targets, unplaced
from scripts.publication.shortening import shorten
from scripts.publication.site_reader import Chapter, Part, Volume
from scripts.publication.trimming import trim
from scripts.publication.typst_text import optional, string
from scripts.publication.wording import HANDOUT_WORDING, WORDING

_IMPORT = '#import "/book.typ"\n#import "/handout.typ"\n\n'
#: The level of the title of a question.
_DEPTH = 1
#: A handout of more questions than these has contents.
_FEW = 2
#: What makes the book leave an element out.
_LEFT_OUT = "no-print"
#: Room to write in: lines for a line of print, and at least and at most so many.
_LINES, _FEWEST_LINES, _MOST_LINES = 1.5, 3, 9
#: The width of the text in em.
_LINE = 38


@dataclass(frozen=True)
class _Exercise:
    """A question of a self-check: its number, its label, that of its answer, lines to write on."""

    number: str
    label: str
    answer: str
    lines: int


@dataclass(frozen=True)
class _Question:
    """A question of the handout.

    Attributes:
        number: None in a handout of one question, which needs none.
        exercises: those whose answers do not stand below them, by their blocks.
        answers: those answers, as a chapter of pairs with their questions, or None.
    """

    chapter: Chapter
    number: int | None
    exercises: Mapping[HtmlElement, _Exercise] = field(default_factory=dict)
    answers: Chapter | None = None


class _Writer(ChapterWriter):
    """Converts a question of a handout."""

    exercises: Mapping[HtmlElement, _Exercise]

    def block(self, element: HtmlElement) -> list[str]:
        """Return a block of the page, an exercise without its answer."""
        exercise = self.exercises.get(element)
        if exercise is None:
            return super().block(element)
        options = (
            f"{string(self._wording.kinds['question'])}, {string(exercise.number)},"
            f" {string(exercise.label)}, answer: {optional(exercise.answer)},"
            f" lines: {exercise.lines}"
        )
        call = f"#handout.exercise({options})[{self.line(element[0])}]"
        return [self.anchor(element) + call]

    def section_number(self, level: int) -> str:
        """Return none: in a handout the exercises have such numbers."""
        return ""

    def answers(self, chapter: Chapter) -> str:
        """Return the answers that stand at the end, with notes anew: others are far away."""
        writer = copy(self)
        writer.chapter, writer.foot, writer.exercises = chapter, Notes(), {}
        pairs = zip(self.exercises.values(), chapter.article, strict=True)
        markup = "\n\n".join(
            f"#handout.answer({string(exercise.number)}, {string(exercise.answer)},"
            f" {string(exercise.label)}, [{writer.line(question)}])[\n{writer.content(answer)}\n]"
            for exercise, (question, answer) in pairs
        )
        return writer.foot.numbered(markup)


def write_handout(
    handout: Handout,
    volume: Volume,
    site_dir: Path,
    folder: Path,
    edition: Edition,
    paper: Paper,
) -> Manuscript:
    """Write the Typst files of a handout of the questions of `volume` into `folder`.

    The volume stays as it is: a handout is made of copies.
    """
    questions = [*_questions(handout, volume)]
    answers = [question.answers for question in questions if question.answers is not None]
    only = Part("", tuple(question.chapter for question in questions))
    part = replace(volume, preface=None, parts=(only,), back_matter=())
    references = References(part, site_dir)
    for chapter in answers:
        trim(chapter.article)
    whole = replace(part, back_matter=tuple(answers))
    cited = citations.read(volume).only(
        url for chapter in whole.chapters() for url in citations.listed(chapter.article)
    )
    wanted = targets(whole, references)
    setting = Setting(volume.lang, paper, WORDING[volume.lang], references, cited)
    output = Output(wanted | cited.labels())
    output.labels |= {label(chapter): chapter for chapter in only.chapters}
    for question in questions:
        _write_question(question, setting, output)
    sources = _write_sources(volume, setting, output)
    output.problems += unplaced(wanted, output.labels)
    main = _main(handout, volume, questions, sources, edition)
    write_files(folder, {**output.files, MAIN: main.encode()})
    pages = {file_of(chapter): chapter.address for chapter in [*whole.chapters(), *sources]}
    return Manuscript(tuple(output.problems), pages)


def _questions(handout: Handout, volume: Volume) -> Iterator[_Question]:
    chapters = {chapter.question: chapter for chapter in volume.chapters()}
    for at, id_ in enumerate(handout.questions, start=1):
        chapter = chapters[id_]
        own = replace(chapter, article=deepcopy(chapter.article))
        words = HANDOUT_WORDING[volume.lang]
        shorten(own.article, handout.tables, _online(volume, own), words)
        worksheet = handout.parts == "questions"
        if worksheet:
            _leave_exercises(own.article)
        number = at if len(handout.questions) > 1 else None
        yield _question(own, number, handout.answers, worksheet)


def _leave_exercises(article: HtmlElement) -> None:
    """Mark all of a page but its title, its self-check and its notes as left out."""
    kept = [item.block for item in self_check.items(article)]
    kept += article.xpath(".//h1|.//div[contains(@class,'footnote')]")
    for part in kept[0].getparent() if kept else ():
        if part not in kept and isinstance(part.tag, str):
            part.set("class", _LEFT_OUT)


def _question(chapter: Chapter, number: int | None, answers: Answers, worksheet: bool) -> _Question:
    items = self_check.items(chapter.article)
    if answers == "shown" or not items:
        return _Question(chapter, number)
    behind = replace(
        chapter,
        address=f"{chapter.address}answers/",
        article=DIV(*(DIV(deepcopy(item.question), item.answer) for item in items)),
    )
    before = "" if number is None else f"{number}."
    exercises = {
        item.block: _Exercise(
            number=f"{before}{at}",
            label=label(chapter, f"exercise-{at}"),
            answer=label(behind, f"exercise-{at}") if answers == "end" else "",
            lines=_lines(item.answer) if worksheet or answers == "hidden" else 0,
        )
        for at, item in enumerate(items, start=1)
    }
    for item in items:
        for part in item.block.iterchildren("*"):
            if part is not item.question:
                part.set("class", _LEFT_OUT)
    return _Question(chapter, number, exercises, behind if answers == "end" else None)


def _lines(answer: HtmlElement) -> int:
    """Return how many lines to leave for writing an answer by hand."""
    printed = fonts.figure_font().width(" ".join(answer.text_content().split())) / _LINE
    return min(max(math.ceil(printed * _LINES) + 1, _FEWEST_LINES), _MOST_LINES)


def _write_question(question: _Question, setting: Setting, output: Output) -> None:
    """Add the files of a question, and of its answers when they stand at the end."""
    writer = _Writer(question.chapter, question.number, setting, output, _DEPTH)
    writer.exercises = question.exercises
    _add(output, question.chapter, writer.markup())
    if question.answers is not None:
        _add(output, question.answers, writer.answers(question.answers))


def _write_sources(volume: Volume, setting: Setting, output: Output) -> list[Chapter]:
    """Add the file of the sources that tables cite by number; return its chapter, if any."""
    entries = setting.citations.by_element
    if not entries:
        return []
    listed = UL(*entries)
    trim(listed)
    [whole] = (chapter for chapter in volume.back_matter if chapter.address == BIBLIOGRAPHY)
    chapter = replace(whole, article=DIV(listed))
    writer = ChapterWriter(chapter, None, setting, output, _DEPTH)
    _add(output, chapter, writer.markup())
    return [chapter]


def _add(output: Output, chapter: Chapter, markup: str) -> None:
    output.files[file_of(chapter)] = f"{_IMPORT}{markup}\n".encode()


def _main(
    handout: Handout,
    volume: Volume,
    questions: Sequence[_Question],
    sources: Sequence[Chapter],
    edition: Edition,
) -> str:
    words = HANDOUT_WORDING[volume.lang]
    alone = len(questions) == 1 and handout.title is None
    several = words.title.format(book=volume.title, count=len(questions))
    title = questions[0].chapter.title if alone else handout.title or several
    online = _online(volume, questions[0].chapter if alone else None)
    worksheet = handout.parts == "questions"
    with_contents = len(questions) > _FEW and not worksheet
    filled_in = words.filled_in if worksheet else ()
    day = edition.day
    shown_day = numbers.date(day, volume.lang)
    excerpt = words.excerpt.format(book=volume.title, version=edition.version, day=shown_day)
    settings = {
        "title": string(title),
        "titled": "false" if alone else "true",
        "head": string(volume.title if alone else title),
        "course": optional(handout.course),
        "region": string(WORDING[volume.lang].region),
        "author": string(WORDING[volume.lang].author),
        "day": f"datetime(year: {day.year}, month: {day.month}, day: {day.day})",
        "excerpt": string(excerpt),
        "online": string(online),
        "contents": optional(WORDING[volume.lang].contents if with_contents else None),
        "filled-in": f"({''.join(f'{string(word)}, ' for word in filled_in)})",
    }
    listed = ",\n  ".join(f"{name}: {value}" for name, value in settings.items())
    body = [_opening(question, None if alone else volume, worksheet) for question in questions]
    body += [f"#handout.sources({string(words.sources)})[{_include(part)}]" for part in sources]
    answers = "\n".join(_answers(questions))
    if answers:
        body.append(f"#handout.section({string(words.answers)}, page: true)[\n{answers}\n]")
    return f"{_IMPORT}#show: handout.sheets.with(\n  {listed},\n)\n\n" + "\n".join(body) + "\n"


def _online(volume: Volume, chapter: Chapter | None) -> str:
    """Return the address of a page, or of the home page, in the language of the volume."""
    return urljoin(volume.home, chapter.address if chapter else "")


def _opening(question: _Question, volume: Volume | None, run_on: bool) -> str:
    """Return a question below its title, and below its address when the volume is given.

    Args:
        run_on: whether it begins on the page where the one before ends.
    """
    chapter = question.chapter
    address = _online(volume, chapter) if volume is not None else None
    options = f"{_number(question)}, {string(chapter.title)}, {string(label(chapter))}"
    options += f", {optional(address)}, run-on: {'true' if run_on else 'false'}"
    return f"#handout.question({options})\n{_include(chapter)}"


def _answers(questions: Sequence[_Question]) -> Iterator[str]:
    """Give the answers that stand at the end below the titles of their questions."""
    for question in questions:
        if question.answers is not None:
            title = string(question.chapter.title)
            yield f"#handout.answers-of({_number(question)}, {title})"
            yield _include(question.answers)


def _number(question: _Question) -> str:
    return optional(None if question.number is None else str(question.number))


def _include(chapter: Chapter) -> str:
    return f"#include {string(file_of(chapter))}"

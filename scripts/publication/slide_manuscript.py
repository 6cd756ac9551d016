"""Slides as a folder of Typst files: of each question what is shown in class, a section a slide.

A deck has the short answer, the formulas, the figures, and the questions of the self-check, each
before its answer. Of a section with formulas it has all down to the paragraph behind the last one:
what leads from one formula to the next is what a class is to follow.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urljoin

from lxml.html import HtmlElement

from scripts.base import numbers
from scripts.base.edition import Edition
from scripts.publication import fonts, pictures, pieces, self_check, table_markup, tables
from scripts.publication.citations import Citations
from scripts.publication.html_to_typst import ChapterWriter
from scripts.publication.lines import Output, Setting, classes
from scripts.publication.manuscript import file_of, write_files
from scripts.publication.numbering import kind_of
from scripts.publication.packs import Handout
from scripts.publication.paper import SLIDE, SLIDE_SCALE
from scripts.publication.press import MAIN
from scripts.publication.printing import Manuscript
from scripts.publication.references import Label, References, label, targets, unplaced
from scripts.publication.site_reader import Chapter, Part, Volume
from scripts.publication.typst_text import optional, string
from scripts.publication.wording import HANDOUT_WORDING, SLIDE_WORDING, WORDING

_IMPORT = '#import "/book.typ"\n#import "/slides.typ"\n\n'
_SHORT_ANSWER, _STATEMENT = "short-answer", "exact-statement"
_SECTIONS = ("h2", "h3")
#: What makes the book leave an element out.
_LEFT_OUT = "no-print"
_CITATIONS = ".//sup[.//a[contains(@class,'footnote-ref')]]"
_FORMULAS = "descendant-or-self::math[@display='block']"
_DRAWINGS = "descendant-or-self::figure[.//svg[contains(@class,'figure')]]"
#: A figure of more units in height is cut: on a slide its letters would come out too small.
_TALLEST = 480
#: Points of height that a table may take on one slide, and on how many it may go on.
_ROOM, _MOST_SLIDES = 320.0, 2
#: A paragraph of more signs may be parted by a page.
_LONG = {"zh": 260, "en": 600}


@dataclass(frozen=True)
class _Section:
    """A slide, and those on which it goes on.

    Attributes:
        head: the element whose words are its title.
        parts: the elements below it.
    """

    head: HtmlElement
    parts: tuple[HtmlElement, ...]


class _Writer(ChapterWriter):
    """Converts a question into slides."""

    above: str
    _count = 0

    def deck(self) -> str:
        """Return all slides of the question behind its title."""
        return "\n\n".join(self._slides())

    def _slides(self) -> Iterator[str]:
        for section in _sections(self.chapter.article):
            if section.head.get("id") == self_check.SECTION:
                yield from self._exercises(section)
                continue
            title, anchor = self.line(section.head), section.head.get("id") or ""
            drawings = [figure for part in section.parts for figure in _drawings(part)]
            blocks = self._blocks([part for part in section.parts if not _drawings(part)])
            if blocks:
                yield self._slide(title, anchor, self.anchor(section.head) + "\n\n".join(blocks))
            for drawing in drawings:
                yield self._drawing(drawing)

    def _slide(self, title: str, anchor: str, body: str) -> str:
        """Return a slide with the address of its section at its foot."""
        self._count += 1
        name = label(self.chapter, f"slide-{self._count}")
        address = self.setting.references.url(self.chapter, anchor)
        options = f"{string(self.above)}, [{title}], {string(name)}, {string(address)}"
        return f"#slides.slide({options})[\n{body}\n]"

    def _blocks(self, elements: list[HtmlElement]) -> list[str]:
        """Return the blocks of a slide; one before a formula keeps with it."""
        found: list[str] = []
        for at, element in enumerate(elements):
            following = elements[at + 1] if at + 1 < len(elements) else None
            held = following is not None and bool(following.xpath(_FORMULAS))
            found += self._kept(element, held)
        return found

    def _kept(self, element: HtmlElement, held: bool) -> list[str]:
        if element.tag != "p":
            return self.block(element)
        whole = len(element.text_content()) <= _LONG[self.lang]
        options = f"held: {_flag(held)}, whole: {_flag(whole)}"
        body = "\n\n".join(self.paragraph(element))
        return [f"{self.anchor(element)}#slides.paragraph({options})[{body}]"] if body else []

    def _exercises(self, section: _Section) -> Iterator[str]:
        """Give each question of the self-check alone, and then with its answer."""
        words = SLIDE_WORDING[self.lang]
        title = self.line(section.head)
        for number, item in enumerate(self_check.items(self.chapter.article), start=1):
            anchor = item.block.get("id") or ""
            asked = self.anchor(item.block) + f"#slides.question[{self.line(item.question)}]"
            yield self._slide(f"{title} {number}", anchor, asked)
            again = f"#slides.asked-again[{self.line(item.question)}]"
            answer = self._blocks(list(item.answer))
            answered = words.answered.format(title=title, number=number)
            yield self._slide(answered, anchor, "\n\n".join([again, *answer]))

    def _drawing(self, figure: HtmlElement) -> str:
        """Return the slide of a figure, in pieces where it is tall."""
        printed = self._numbered(figure)
        called = f"{self._wording.figures[kind_of(figure)]} {printed.number}"
        captions = figure.xpath("./figcaption")
        [svg] = figure.xpath(".//svg[contains(@class,'figure')]")[:1]
        cut = pieces.cut(svg, _TALLEST)
        moved = self.text(f" {SLIDE_WORDING[self.lang].moved}") if len(cut) > 1 else ""
        caption = f"[{self.content(captions[0])}{moved}]" if captions else "none"
        options = ", ".join(
            [
                f"numbered: {optional(called if printed.number else None)}",
                f"caption: {caption}",
                *(self._piece(piece, at, len(cut)) for at, piece in enumerate(cut, start=1)),
            ]
        )
        title = svg.find("./title")
        named = title.text_content() if title is not None else called
        place = f"#book.anchor({string(printed.label)});" if printed.label else ""
        return self._slide(
            self.text(named), figure.get("id") or "", f"{place}#slides.picture({options})"
        )

    def _piece(self, svg: HtmlElement, at: int, count: int) -> str:
        words = pictures.alternative_text(svg)
        if at > 1:
            words = SLIDE_WORDING[self.lang].piece.format(at=at, count=count)
        path = self.file(pictures.static_svg(svg), ".svg")
        size = f"width: {pictures.width(svg):g}, height: {pieces.height(svg):g}"
        return f"(path: {string(path)}, words: {string(words)}, {size})"

    def block(self, element: HtmlElement) -> list[str]:
        """Return a block; code has no place on a slide, since it stands in the notebook."""
        if element.tag == "table":
            return self._table(element)
        if element.tag == "figure":
            return self._table_with_caption(element)
        if element.tag == "pre" or "highlight" in classes(element):
            return []
        return super().block(element)

    def _table(self, element: HtmlElement) -> list[str]:
        """Return a table in letters of slides; one too large for that is told of."""
        table = tables.read(element)
        fitted = tables.fit(table, fonts.figure_font(), SLIDE, tables.ON_SLIDES)
        large = fitted and replace(fitted, size=fitted.size * SLIDE_SCALE)
        if large is None or tables.height(table, large) > _MOST_SLIDES * _ROOM:
            return [f"#slides.pointer[{self.text(SLIDE_WORDING[self.lang].too_large)}]"]
        call = table_markup.typst(table, large, SLIDE, self.cell)
        return [f"#slides.whole[{call}]"] if tables.height(table, large) <= _ROOM else [call]

    def _table_with_caption(self, figure: HtmlElement) -> list[str]:
        """Return a table below its caption; drawn figures have slides of their own."""
        printed = self._numbered(figure)
        called = self.text(f"{self._wording.figures['table']} {printed.number}")
        caption = "".join(self.content(found) for found in figure.xpath("./figcaption"))
        place = f"#book.anchor({string(printed.label)});" if printed.label else ""
        found = [f"#slides.paragraph(held: true)[{place}#strong[{called}]#h(0.7em){caption}]"]
        for table in figure.iter("table"):
            found += self._table(table)
        return found

    def _reference(self, link: HtmlElement, place: Label) -> str:
        """Return nothing: on a screen a link is followed."""
        return ""

    def _on_paper(self, link: HtmlElement, url: str) -> str:
        """Return nothing: on a screen a link is followed."""
        return ""


def write_slides(
    deck: Handout, volume: Volume, site_dir: Path, folder: Path, edition: Edition
) -> Manuscript:
    """Write the Typst files of the slides of some questions of `volume` into `folder`.

    The volume stays as it is: slides are made of copies.
    """
    chapters = [*_chapters(deck, volume)]
    part = replace(volume, preface=None, parts=(Part("", tuple(chapters)),), back_matter=())
    references = References(part, site_dir)
    wanted = targets(part, references)
    setting = Setting(volume.lang, SLIDE, WORDING[volume.lang], references, Citations({}, {}))
    output = Output(wanted)
    output.labels |= {label(chapter): chapter for chapter in chapters}
    alone = len(chapters) == 1
    for at, chapter in enumerate(chapters, start=1):
        writer = _Writer(chapter, None if alone else at, setting, output)
        writer.above = chapter.title if alone else f"{at}  {chapter.title}"
        output.files[file_of(chapter)] = f"{_IMPORT}{writer.deck()}\n".encode()
    main = _main(deck, volume, chapters, edition, output)
    output.problems += unplaced(wanted, output.labels)
    write_files(folder, {**output.files, MAIN: main.encode()})
    return Manuscript(tuple(output.problems), {file_of(c): c.address for c in chapters})


def _chapters(deck: Handout, volume: Volume) -> Iterator[Chapter]:
    """Give copies of the questions in which all that slides do not show is marked as left out."""
    chapters = {chapter.question: chapter for chapter in volume.chapters()}
    for id_ in deck.questions:
        chapter = replace(chapters[id_], article=deepcopy(chapters[id_].article))
        for mark in chapter.article.xpath(_CITATIONS):
            mark.drop_tree()
        shown = {
            part
            for section in _sections(chapter.article)
            for part in [section.head, *section.parts]
        }
        for part in chapter.article:
            if part not in shown and isinstance(part.tag, str):
                part.set("class", _LEFT_OUT)
        yield chapter


def _sections(article: HtmlElement) -> list[_Section]:
    """Return what of a page stands on slides, in the order of the page."""
    found: list[_Section] = []
    part = ""
    for head, elements in _headed(article):
        part = head.get("id") or "" if head.tag == "h2" else part
        if part in (_SHORT_ANSWER, self_check.SECTION):
            found.append(_Section(head, tuple(elements)))
            continue
        kept = _with_formulas(elements) if part == _STATEMENT else []
        behind = [element for element in elements[len(kept) :] if _drawings(element)]
        if kept or behind:
            found.append(_Section(head, (*kept, *behind)))
    return found


def _drawings(element: HtmlElement) -> list[HtmlElement]:
    """Return the figures of an element that are drawn: itself, or those inside."""
    return list(element.xpath(_DRAWINGS))


def _headed(article: HtmlElement) -> Iterator[tuple[HtmlElement, list[HtmlElement]]]:
    """Give each heading of an article with what stands below it, up to the next one."""
    heads = [part for part in article if part.tag in _SECTIONS]
    for head in heads:
        below: list[HtmlElement] = []
        for part in head.itersiblings():
            if part.tag in _SECTIONS:
                break
            if isinstance(part.tag, str):
                below.append(part)
        yield head, below


def _with_formulas(elements: list[HtmlElement]) -> list[HtmlElement]:
    """Return what leads to the last formula of a section, and what stands behind that.

    A paragraph that ends with a colon brings along what it announces.
    """
    end = max((at for at, e in enumerate(elements) if e.xpath(_FORMULAS)), default=-2) + 2
    while 0 < end < len(elements) and elements[end - 1].text_content().strip().endswith(
        (":", "：")
    ):
        end += 1
    return elements[:end]


def _main(
    deck: Handout, volume: Volume, chapters: list[Chapter], edition: Edition, output: Output
) -> str:
    """Return the file that joins the questions; the codes to photograph are added to the output."""
    words, alone = HANDOUT_WORDING[volume.lang], len(chapters) == 1
    several = words.title.format(book=volume.title, count=len(chapters))
    title = deck.title or (chapters[0].title if alone else several)
    day = edition.day
    excerpt = words.excerpt.format(
        book=volume.title, version=edition.version, day=numbers.date(day, volume.lang)
    )
    wording = WORDING[volume.lang]
    settings = {
        "title": string(title),
        "region": string(wording.region),
        "author": string(wording.author),
        "day": f"datetime(year: {day.year}, month: {day.month}, day: {day.day})",
        "excerpt": string(excerpt),
    }
    listed = ", ".join(f"{name}: {value}" for name, value in settings.items())
    body = [f"{_IMPORT}#show: slides.deck.with({listed})"]
    if not alone:
        questions = "".join(
            f"({string(str(at))}, {string(c.title)}, {string(label(c))}), "
            for at, c in enumerate(chapters, start=1)
        )
        options = f"{string(title)}, {optional(deck.course)}, {string(excerpt)}"
        body.append(f"#slides.deck-title({options}, {string(volume.home)}, ({questions}))")
    for at, chapter in enumerate(chapters, start=1):
        online = urljoin(volume.home, chapter.address)
        code = f"files/code-{chapter.question}.svg"
        output.files[code] = pictures.qr_code(online)
        options = ", ".join(
            (
                optional(None if alone else str(at)),
                string(chapter.title),
                string(label(chapter)),
                optional(deck.course if alone else None),
                optional(excerpt if alone else None),
                string(online),
                string(f"/{code}"),
            )
        )
        body += [f"#slides.question-title({options})", f"#include {string(file_of(chapter))}"]
    return "\n\n".join(body) + "\n"


def _flag(value: bool) -> str:
    return "true" if value else "false"

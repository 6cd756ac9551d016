"""The tables and figures of one page to Typst markup, with their numbers and captions."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import NamedTuple

from lxml.html import HtmlElement

from scripts.publication import fonts, pictures, table_markup, tables
from scripts.publication.citations import is_list
from scripts.publication.lines import LineWriter, Output, Setting, classes
from scripts.publication.notes import BELOW_TABLE
from scripts.publication.numbering import Numbering, Printed, kind_of, table_text
from scripts.publication.pieces import height
from scripts.publication.references import label
from scripts.publication.site_reader import Chapter
from scripts.publication.typst_text import BETWEEN_BLOCKS, optional, string

#: Points of the page for a unit of a figure: lettering of 14 units comes out at 8.7 points.
_FIGURE_SCALE = 0.62
#: A figure of so many points leaves little of a page blank where it does not fit.
_LOW = 130.0
#: The figures of an element, itself one or not, that have a number and an address.
_NUMBERED = "descendant-or-self::figure[@id and figcaption]"
#: Stands before what is in the place of a block that needs a turned page, and before the block.
TURNED = "/*turned*/"


class _Grid(NamedTuple):
    """The markup of a table, and whether it stays on one page."""

    markup: str
    whole: bool


class FigureWriter(LineWriter):
    """Converts the tables and figures of one chapter, which it counts."""

    def __init__(
        self, chapter: Chapter, number: int | None, setting: Setting, output: Output
    ) -> None:
        super().__init__(chapter, setting, output)
        self._wording = setting.wording
        self._numbering = Numbering(chapter, number)
        self._n_grids = self._n_turned = 0
        #: What may go to the top or the foot of a page.
        self.floating = frozenset(filter(_floats, chapter.article))

    @abstractmethod
    def flow(self, element: HtmlElement) -> list[str]:
        """Return the blocks of an element, the lines between them as paragraphs."""

    @abstractmethod
    def content(self, element: HtmlElement) -> str:
        """Return what an item, a cell or a caption holds."""

    def table(self, element: HtmlElement) -> list[str]:
        """Return a table that stands by itself; facts of a release have no number.

        It has the title of its section, unless that holds several.
        """
        if "card-table" in classes(element):
            return self._turned([grid.markup for grid in self._grids(element, "")], "none")
        number, word = self._numbering.count("table"), self._wording.figures["table"]
        grids = self._grids(element, number)
        heading = _only_table_below(element, self.chapter.article)
        caption = "" if heading is None else self.line(heading)
        options = f"kind: table, word: {string(word)}, number: {string(number)}"
        options += f", caption: [{caption}], whole: {_true(_stay_whole(grids))}"
        made = _picture(options, [grid.markup for grid in grids])
        return self._turned([made], string(number))

    def _grids(self, element: HtmlElement, number: str) -> list[_Grid]:
        """Return a table fitted to a page, or several when it is too wide for any."""
        paper = self.setting.paper
        parts = tables.fitted(tables.read(element), fonts.figure_font(), paper)
        turned = TURNED if any(fit.turned for _, fit in parts) else ""
        # A head is set again on every page, so the places in it stand in front of the table.
        heads = [self.label(head) for head in element.xpath("./thead//*[@id]")]
        places = [[name for name in heads if name], *([] for _ in parts[1:])]
        self._n_grids += 1
        grids = [
            _Grid(
                turned
                + table_markup.typst(
                    part,
                    fit,
                    paper,
                    self.cell,
                    places=here,
                    name=label(self.chapter, f"grid-{self._n_grids}-{at}"),
                    number=number,
                    goes_on=at > 0,
                ),
                tables.stays_whole(part, fit, paper),
            )
            for at, ((part, fit), here) in enumerate(zip(parts, places, strict=True))
        ]
        last = grids[-1]
        return [*grids[:-1], last._replace(markup=f"{last.markup}\n\n{BELOW_TABLE}")]

    def _turned(self, blocks: list[str], number: str) -> list[str]:
        """Return blocks that need a turned page as one, behind what stands in their place."""
        if not any(block.startswith(TURNED) for block in blocks):
            return blocks
        self._n_turned += 1
        name = string(label(self.chapter, f"turned-{self._n_turned}"))
        body = "\n\n".join(block.removeprefix(TURNED) for block in blocks)
        see = f"#book.see-turned({number}, {name})"
        return [f"{TURNED}{see}{TURNED}#book.anchor({name})\n\n{body}"]

    def cell(self, element: HtmlElement) -> str:
        """Return what a cell holds; the first one carries the label of its row."""
        row = element.getparent()
        anchor = self.anchor(row) if row is not None and row.index(element) == 0 else ""
        content = self.sources(element) if is_list(element) else self.content(element)
        return anchor + self.anchor(element) + content

    def figure(self, element: HtmlElement) -> list[str]:
        """Return a figure or a table with its number and caption.

        Of a table that the book prints elsewhere, return a reference to it.
        """
        seen = self.output.tables.get(table_text(element))
        see, captions = self.see_figures(element), element.xpath("./figcaption")
        caption = f"[{self.content(captions[0])}]" if captions else "none"
        if seen is not None and seen.label != label(self.chapter, element.get("id") or ""):
            return [f"#book.see-table({string(seen.number)}, {string(seen.label)}, {caption})"]
        printed, kind = self._numbered(element), kind_of(element)
        called = self._wording.numbered[kind]
        if printed.label and printed.number:
            self.output.numbered[printed.label] = (called, printed.number)
        for found in captions:
            found.drop_tree()
        whole = False
        if kind == "table":
            found = (self._grids(table, printed.number) for table in element.iter("table"))
            grids = [grid for group in found for grid in group]
            blocks, whole = [grid.markup for grid in grids], _stay_whole(grids)
        else:
            blocks = self.flow(element)
        options = (
            f"kind: {kind}, word: {string(self._wording.figures[kind])},"
            f" in-sentence: {string(called)}, whole: {_true(whole)},"
            f" place-at: {'auto' if element in self.floating else 'none'},"
            f" number: {optional(printed.number)}, place: {optional(printed.label)},"
            f" caption: {caption}"
        )
        return [*see, *self._turned([_picture(options, blocks)], optional(printed.number))]

    def see_figures(self, element: HtmlElement) -> list[str]:
        """Return what stands below a heading behind which there are only figures that float away.

        It stands before the first of them.
        """
        section = _section(element)
        if element is not section[0] or not self.floating.issuperset(section):
            return []
        places = (found for one in section for found in one.xpath(_NUMBERED))
        names = (string(label(self.chapter, str(place.get("id")))) for place in places)
        return [f"#book.see-figures({', '.join(names)})"]

    def _numbered(self, element: HtmlElement) -> Printed:
        """Return the number and label of a figure, which it gets here; a table is remembered."""
        printed = self._numbering.next(element)
        if printed.label:
            self.output.labels[printed.label] = self.chapter
        if printed.label and printed.number and kind_of(element) == "table":
            self.output.tables[table_text(element)] = printed
        return printed

    def drawing(self, element: HtmlElement) -> list[str]:
        """Return a drawing, checked for its words and its letters."""
        name = (element.get("aria-labelledby") or "figure").split()[0].removesuffix("-title")
        words = pictures.alternative_text(element)
        if not words:
            self.problem(name, "the figure has no alternative text", "give its SVG a <desc>")
        for char in fonts.figure_font().missing(pictures.texts(element)):
            place = f"figure {name}, character {char!r} (U+{ord(char):04X})"
            self.problem(place, "has no glyph in the book", fonts.REMEDY)
        path = self.file(pictures.static_svg(element), ".svg")
        width = f"{pictures.width(element) * _FIGURE_SCALE:.1f}pt"
        return [f"#book.drawing({string(path)}, {string(words or name)}, {width})"]


def _picture(options: str, blocks: Sequence[str]) -> str:
    """Return the call of the template's figure with these blocks, turned if one of them is."""
    turned = TURNED if any(block.startswith(TURNED) for block in blocks) else ""
    body = "\n\n".join(block.removeprefix(TURNED) for block in blocks)
    return f"{turned}#book.picture({options})[\n{body}\n]"


def _stay_whole(grids: Iterable[_Grid]) -> bool:
    """Return whether what holds these stays on one page: a single one that does."""
    return [grid.whole for grid in grids] == [True]


def _true(told: bool) -> str:
    return "true" if told else "false"


def _only_table_below(table: HtmlElement, article: HtmlElement) -> HtmlElement | None:
    """Return the heading above a table if that is the only one without a title below it.

    What a box holds is not what its section is on.
    """
    if table.xpath("ancestor::details|ancestor::div[contains(@class,'admonition')]"):
        return None
    heading = _heading_above(table)
    others = (other for other in article.iter("table") if not _has_title(other))
    alone = all(_heading_above(other) is not heading for other in others if other is not table)
    return heading if alone else None


def _heading_above(element: HtmlElement) -> HtmlElement | None:
    found = element.xpath("preceding::*[self::h2 or self::h3 or self::h4 or self::h5 or self::h6]")
    return found[-1] if found else None


def _has_title(table: HtmlElement) -> bool:
    return next(table.iterancestors("figure"), None) is not None


def _floats(element: HtmlElement) -> bool:
    """Return whether an element of an article may go to the top or the foot of a page.

    What is low need not, and where a section holds figures alone, they stay with its heading if
    they have no numbers by which to tell their places.
    """
    drawn = element.xpath(".//*[local-name()='svg'][contains(@class,'figure')]")
    if not _is_figure(element) or sum(map(height, drawn)) * _FIGURE_SCALE <= _LOW:
        return False
    section = _section(element)
    return not all(map(_is_figure, section)) or all(one.xpath(_NUMBERED) for one in section)


def _section(element: HtmlElement) -> list[HtmlElement]:
    """Return what stands between the headings before and behind an element, and itself."""
    before = takewhile(_is_no_heading, element.itersiblings(preceding=True))
    behind = takewhile(_is_no_heading, element.itersiblings())
    return [*reversed(list(before)), element, *behind]


def _is_figure(element: HtmlElement) -> bool:
    return element.tag == "figure" or "explorer" in classes(element)


def _is_no_heading(element: HtmlElement) -> bool:
    return not re.fullmatch("h[1-6]", element.tag)


def with_turned_pages(blocks: list[str]) -> str:
    """Return the blocks; what needs a turned page stands behind all others.

    In its place stands the way to it: else the page before a turned one would end blank.
    """
    result: list[str] = []
    last: list[str] = []
    for block in blocks:
        if block.startswith(TURNED):
            _, see, turned = block.split(TURNED)
            result.append(see)
            last.append(turned)
        else:
            result.append(block)
    turned_pages = ["#book.turned[\n" + "\n\n".join(last) + "\n]"] if last else []
    return BETWEEN_BLOCKS.join([*result, *turned_pages])

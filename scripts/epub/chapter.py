"""The article of one page as XHTML of the EPUB: its blocks; `lines` has what stands in a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy

from lxml.html import HtmlElement

from scripts.epub import names, tables
from scripts.epub.lines import LineWriter, LongTable, Output
from scripts.epub.markup import (
    E,
    Element,
    Parts,
    add,
    add_text,
    is_a,
    mean,
    parts_of,
    put_first,
    text_of,
)
from scripts.publication.citations import Citations, is_list
from scripts.publication.fonts import figure_font
from scripts.publication.html_to_typst import ADMONITIONS
from scripts.publication.lines import classes
from scripts.publication.numbering import Numbering, Printed, kind_of, table_text
from scripts.publication.references import References
from scripts.publication.site_reader import Chapter
from scripts.publication.tables import Cell, read
from scripts.publication.wording import WORDING

#: Of the highlighting of code what shows without colour: keywords, comments, descriptions.
_TOKENS = re.compile(r"^(?:k\w?|ow|c\d?|cm|cp|sd)$")

_FIRST_SENTENCE = re.compile(r".*?(?=[。；;]|\.(?:\s|$)|$)")


class ChapterWriter(LineWriter):
    """Converts one chapter; `number` counts its figures and tables, as in the printed book."""

    def __init__(
        self,
        chapter: Chapter,
        number: int | None,
        references: References,
        citations: Citations,
        output: Output,
    ) -> None:
        super().__init__(chapter, references, citations, output)
        self._numbering = Numbering(chapter, number)
        self._wording = WORDING[output.lang]

    def content(self) -> list[Element]:
        """Return the article without its title, and its footnotes behind it."""
        article = self.chapter.article
        items = article.xpath(".//div[contains(@class,'footnote')]//li[@id]")
        for element in article.xpath(".//h1|.//div[contains(@class,'footnote')]"):
            element.drop_tree()
        return [*self.filled(E.div(), article), *self._footnotes(items)]

    def special(self, element: HtmlElement) -> Parts | None:
        """Return an element that the EPUB sets in a way of its own, None for any other."""
        by_class = (f for name, f in _BY_CLASS.items() if name in classes(element))
        convert = next(by_class, _BY_TAG.get(element.tag))
        return convert(self, element) if convert is not None else None

    # Text

    def paragraph(self, element: HtmlElement) -> Parts:
        """Return a paragraph; one that lists sources has them as numbers."""
        if is_list(element):
            return [add(E.p({"class": "sources"}), self.sources(element))]
        made = self.kept(element)
        return [made] if len(made) or (made.text or "").strip() else []

    def _footnotes(self, items: Iterable[HtmlElement]) -> list[Element]:
        notes = [self._footnote(number, item) for number, item in enumerate(items, start=1)]
        return [mean(E.section(E.hr(), *notes, {"class": "notes"}), "footnotes")] if notes else []

    def _footnote(self, number: int, item: HtmlElement) -> Element:
        made = self.filled(self.identified(E.aside(), item), item)
        reference = str(item.get("id")).replace("fn:", "fnref:")
        back = E.a(f"[{number}]", href=self.here(reference))
        paragraphs = [part for part in made if is_a(part, "p")]
        put_first(paragraphs[0] if paragraphs else made, mean(back, "backlink", "doc-backlink"))
        return mean(made, "footnote", "doc-footnote")

    # Boxes

    def explorer(self, element: HtmlElement) -> Parts:
        """Return what stands for an interactive part, and the way to it."""
        url = self.url(element)
        way = E.p(self._wording.live, " ", E.a(url, href=url), {"class": "sources"})
        return [*self.inner(element), way]

    def admonition(self, element: HtmlElement) -> Parts:
        """Return a box; one that folds is open, but for a question, which hides its answer."""
        kind = next((key for key in sorted(classes(element)) if key in ADMONITIONS), "note")
        folds = element.tag == "details"
        made = E(element.tag if folds else "div", {"class": f"box {kind}"})
        if folds and kind != "question":
            made.set("open", "open")
        for title in element.xpath("./p[contains(@class,'admonition-title')]|./summary"):
            made.append(self._box_title(title, self._wording.kinds.get(kind), folds))
            title.drop_tree()
        return [self.filled(self.identified(made, element), element)]

    def _box_title(self, title: HtmlElement, word: str | None, folds: bool) -> Element:
        made = self.filled(E.summary() if folds else E.p({"class": "box-title"}), title)
        if word and word != title.text_content().strip():
            put_first(made, E.span(word, {"class": "kind"}))
        return made

    def tabs(self, element: HtmlElement) -> Parts:
        """Return tabs one below the other, each with its label."""
        labels = element.xpath("./div[contains(@class,'tabbed-labels')]/label")
        bodies = element.xpath("./div[contains(@class,'tabbed-content')]/div")
        return [self._tab(*pair) for pair in zip(labels, bodies, strict=True)]

    def _tab(self, title: HtmlElement, body: HtmlElement) -> Element:
        head = self.filled(E.p({"class": "tab-title"}), title)
        return self.filled(E.div(head, {"class": "tab"}), body)

    def code_block(self, element: HtmlElement) -> Parts:
        """Return code on lines of its own, below its title if it has one."""
        blocks = [element] if element.tag == "pre" else element.xpath(".//pre")
        if not blocks:
            return self.inner(element)
        title = "".join(map(str, element.xpath(".//span[contains(@class,'filename')]//text()")))
        pre = E.pre(_listing(blocks[0]))
        return [E.p(title, {"class": "tab-title"}), pre] if title else [pre]

    # Tables and figures

    def figure(self, element: HtmlElement) -> Parts:
        """Return a figure or a table with its number; of a table that came before, a reference."""
        seen = self.output.tables.get(table_text(element))
        if seen is not None:
            return [self._see(element, seen)]
        printed, kind = self._numbering.next(element), kind_of(element)
        if printed.number and printed.label and kind == "table":
            self.output.tables[table_text(element)] = printed
        title = f"{self._wording.figures[kind]} {printed.number}"
        made = self.identified(E.figure({"class": kind}), element)
        pieces = _pieces(element.find(".//table"))
        if printed.number and any(piece.run for piece in pieces):
            self._add_long(made, element, title, names.table(printed.number), pieces)
        else:
            self.filled(made, element)
        for caption in [part for part in made if is_a(part, "figcaption")]:
            put_first(caption, E.span(title, {"class": "number"}))
        return [made]

    def _add_long(
        self,
        made: Element,
        figure: HtmlElement,
        title: str,
        name: str,
        pieces: Sequence[tables.Piece],
    ) -> None:
        """Put a long table into a document of its own, and into `made` its caption and a link."""
        caption = self.kept(figure.find("./figcaption"))
        words = self.own_wording.open_table.format(title=title)
        add(made, [caption, E.p(E.a(words, href=name))])
        back = E.a(self.chapter.title, href=self.here(str(figure.get("id") or "")))
        content = [
            E.h1(title, {"id": "title"}),
            E.p(*parts_of(_without_notes(caption))),
            E.p(self.own_wording.belongs, back),
            _groups(pieces, self.own_wording.columns),
            *map(self._scrolling, pieces),
        ]
        self._move(content, name)
        for piece, box in zip(pieces, content[-len(pieces) :], strict=True):
            if piece.run == 0:
                box.set("id", _group_id(piece))
        about = _FIRST_SENTENCE.match(text_of(content[1]))
        self.output.long_tables.append(
            LongTable(title, about[0] if about else "", name, tuple(content))
        )

    def _move(self, content: Iterable[Element], name: str) -> None:
        """Note that what links look for in the chapter is in a document of its own."""
        here = names.document(self.chapter.address)
        for found in (str(e.get("id")) for part in content for e in part.iter() if e.get("id")):
            self.output.moved[names.anchor(here, found)] = names.anchor(name, found)

    def _see(self, element: HtmlElement, seen: Printed) -> Element:
        made = self.identified(E.p(), element)
        for caption in element.xpath("./figcaption"):
            add_text(self.filled(made, caption), " ")
        words = self.own_wording.see.format(kind=self._wording.figures["table"], number=seen.number)
        return add(made, [E.a(words, href=names.place(seen.label))])

    def table(self, element: HtmlElement) -> Parts:
        """Return a table in pieces that fit a phone, with its number if it stands by itself."""
        pieces: Parts = [self._scrolling(piece) for piece in _pieces(element)]
        in_figure = next(element.iterancestors("figure"), None) is not None
        if in_figure or "card-table" in classes(element):
            return pieces
        title = f"{self._wording.figures['table']} {self._numbering.count('table')}"
        caption = E.figcaption(E.span(title, {"class": "number"}))
        return [E.figure({"class": "table"}, caption, *pieces)]

    def _scrolling(self, piece: tables.Piece) -> Element:
        """Return a table that scrolls where a reader has made the letters large."""
        return E.div(tables.markup(piece, self._cell), {"class": "table-scroll"})

    def _cell(self, cell: Cell) -> Element:
        element, row = cell.element, cell.element.getparent()
        made = self.empty(element)
        if row is not None and row.index(element) == 0 and made.get("id") is None:
            self.identified(made, row)
        if cell.align == "right":
            made.set("class", f"{made.get('class', '')} right".strip())
        if cell.heading and element.get("scope"):
            made.set("scope", str(element.get("scope")))
        for key, spanned in (("colspan", cell.columns), ("rowspan", cell.rows)):
            if spanned > 1:
                made.set(key, str(spanned))
        return add(made, self.sources(element)) if is_list(element) else self.filled(made, element)


_Convert = Callable[[ChapterWriter, HtmlElement], Parts]

_BY_CLASS: Mapping[str, _Convert] = {
    "explorer": ChapterWriter.explorer,
    "admonition": ChapterWriter.admonition,
    "tabbed-set": ChapterWriter.tabs,
    "highlight": ChapterWriter.code_block,
    "table-scroll": ChapterWriter.inner,
}
_BY_TAG: Mapping[str, _Convert] = {
    "a": ChapterWriter.link,
    "p": ChapterWriter.paragraph,
    "sup": ChapterWriter.superscript,
    **dict.fromkeys(("code", "samp", "tt"), ChapterWriter.code),
    "math": ChapterWriter.formula,
    "svg": ChapterWriter.picture,
    "img": ChapterWriter.image,
    "input": ChapterWriter.checkbox,
    "pre": ChapterWriter.code_block,
    "figure": ChapterWriter.figure,
    "table": ChapterWriter.table,
    "details": ChapterWriter.admonition,
}


def _pieces(table: HtmlElement | None) -> list[tables.Piece]:
    return [] if table is None else tables.fitted(read(table), figure_font())


def _group_id(piece: tables.Piece) -> str:
    return f"columns-{piece.group + 1}"


def _groups(pieces: Iterable[tables.Piece], word: str) -> Element:
    """Return links to the groups of columns of a long table, each named by its columns."""
    items = [
        E.li(E.a(", ".join(tables.names(piece.table)), href=f"#{_group_id(piece)}"))
        for piece in pieces
        if piece.run == 0
    ]
    return E.ul(*items, {"class": "groups", "aria-label": word})


def _without_notes(caption: Element) -> Element:
    """Return a copy of a caption without ids and references to notes, for a second place."""
    made = deepcopy(caption)
    for element in made.iter():
        if "id" in element.attrib:
            del element.attrib["id"]
        if is_a(element, "sup"):
            element[:], element.text = [], None
    return made


def _listing(block: HtmlElement) -> Element:
    """Return the code of a block without the empty line that may precede it."""
    made = E.code()
    _copy_code(made, block)
    made.text = (made.text or "").lstrip("\n")
    return made


def _copy_code(made: Element, element: HtmlElement) -> None:
    """Copy code with the marks that show without colour."""
    add_text(made, element.text)
    for child in element:
        kinds = [name for name in classes(child) if _TOKENS.match(name)]
        if kinds and child.tag == "span":
            made.append(E.span(child.text_content(), {"class": kinds[0]}))
        else:
            _copy_code(made, child)
        add_text(made, child.tail)

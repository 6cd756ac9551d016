"""The article of one page to Typst markup: its blocks; `lines` has what stands in a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from lxml.html import HtmlElement

from scripts.publication import listing
from scripts.publication.citations import is_list
from scripts.publication.fact_sheets import UNKNOWN
from scripts.publication.figures_to_typst import TURNED, FigureWriter, with_turned_pages
from scripts.publication.index import mentions
from scripts.publication.lines import Output, Setting, classes, is_block, trimmed
from scripts.publication.names import names
from scripts.publication.pictures import qr_code
from scripts.publication.references import address, label
from scripts.publication.self_check import ANSWERS, KEPT, lines_on_paper
from scripts.publication.site_reader import Chapter, text_of
from scripts.publication.typst_text import optional, string

#: The kinds of boxes that Material has.
ADMONITIONS = names(
    """note abstract summary info todo tip hint success question help warning caution attention
    failure fail missing danger error bug example quote"""
)
_LANGUAGES = {"py": "python", "sh": "bash", "console": "bash", "shell": "bash", "yml": "yaml"}
#: In a block of code a line folds at its spaces, and only a word this long within.
_LONG_WORD = re.compile(r"\S{80,}")
#: The level of the chapters, down to which the contents go.
_LISTED = 2
#: Chapters that are lists in alphabetical order themselves.
_LISTS = ("glossary/", "bibliography/")
#: So many lines of a paragraph, and of a box, stay on one page.
_KEPT, _KEPT_IN_BOX = 4, 7
#: So many lines that lead to what follows do not end a page.
_KEPT_WITH_NEXT = 2


class ChapterWriter(FigureWriter):
    """Converts one chapter.

    `number` counts its figures, tables and equations (`3` gives Figure 3.1); `depth` is the level
    of its title, 2 for a chapter of a part, 1 for the preface.
    """

    def __init__(
        self,
        chapter: Chapter,
        number: int | None,
        setting: Setting,
        output: Output,
        depth: int = 2,
    ) -> None:
        super().__init__(chapter, number, setting, output)
        self._depth = depth
        self._place, self._section = "", chapter.title

    def markup(self) -> str:
        """Return the article without its title."""
        for title in self.chapter.article.xpath(".//h1"):
            title.drop_tree()
        if self._is_indexed():
            self.marks.title(self.chapter.title, label(self.chapter))
        return self.foot.numbered(with_turned_pages(self.flow(self.chapter.article)))

    def flow(self, element: HtmlElement) -> list[str]:
        """Return the blocks of an element, the lines between them as paragraphs."""
        found: list[str] = []
        line: list[str] = [self.text(element.text)]
        for child in element:
            if is_block(child):
                found += [trimmed(line), *self.block(child)]
                line = [self.text(child.tail)]
            else:
                line += [self.inline(child), self.tail(child)]
        return [block for block in [*found, trimmed(line)] if block and block != '#"";']

    def block(self, element: HtmlElement) -> list[str]:
        """Return an element that stands by itself, as blocks."""
        by_class = (f for name, f in _BY_CLASS.items() if name in classes(element))
        by_tag = _BY_TAG.get(element.tag, ChapterWriter.flow)
        blocks = next(by_class, by_tag)(self, element)
        # What has not set its own label, as a heading or a figure does, gets it in front.
        return _behind(self.anchor(element), blocks) if blocks else blocks

    def content(self, element: HtmlElement) -> str:
        """Return what an item, a cell or a caption holds."""
        if any(map(is_block, element)):
            return "\n\n".join(self.flow(element))
        return self.line(element)

    def _is_indexed(self) -> bool:
        """Return whether the index takes note of this chapter: lists are found without it."""
        return not self.chapter.address.startswith(_LISTS)

    # Text

    def paragraph(self, element: HtmlElement) -> list[str]:
        """Return a paragraph, in pieces where it holds a displayed formula."""
        if is_list(element):
            return [f"#book.source-line[{self.sources(element)}]"]
        with self.prose(self._is_indexed()):
            content = self.content(element)
        if not content or element.getparent() is not self.chapter.article:
            return [content] if content else []
        lines = lines_on_paper([element])
        if lines <= _KEPT_WITH_NEXT and text_of(element).endswith((":", "：")):
            return [f"#book.kept(sticky: true)[{content}]"]
        is_noted = element.find(".//sup[@id]") is not None
        return [f"#book.kept[{content}]" if is_noted and lines <= _KEPT else content]

    def facts(self, element: HtmlElement) -> list[str]:
        """Return the line below a title that says how hard a question is, its parts set apart."""
        parts = [self.line(part) for part in element.iterchildren("span")]
        return [f"#book.facts[{' #h(1em) '.join(parts)}]"]

    def heading(self, element: HtmlElement) -> list[str]:
        """Return a heading at its level below the chapter's title."""
        words = text_of(element)
        indexed = self._is_indexed() and mentions(words, self.output.terms)
        name, level = self.label(element, bool(indexed)), int(element.tag[1]) - 1 + self._depth
        self._place = element.get("id") or self._place
        if name and indexed:
            self.marks.heading(words, name)
        mark = f"#label({string(name)})" if name else ""
        # The contents list numbered sections of chapters; others are only bookmarks.
        number = self.section_number(level - self._depth)
        is_hidden = level <= _LISTED or not number
        options = ", outlined: false, bookmarked: true" if is_hidden else ""
        options += f", numbering: (..) => {string(number)}" if number else ""
        self._section = words
        return [f"#heading(level: {level}{options})[{self.line(element)}]{mark}"]

    def section_number(self, level: int) -> str:
        """Return the number of the next section, empty where sections have none."""
        return self._numbering.section(level)

    def listing(self, element: HtmlElement) -> list[str]:
        """Return a list."""
        items = [child for child in element if child.tag == "li"]
        if any(item in self.setting.citations.by_element for item in items):
            return [self._entry(item) for item in items]
        loose = any(item.find("p") is not None for item in items)
        options = [f"tight: {'false' if loose else 'true'}"]
        if element.tag == "ol" and element.get("start"):
            options.append(f"start: {int(element.get('start') or 1)}")
        with self.prose(self._is_indexed()):
            bodies = [f"[{self.anchor(item)}{self.content(item)}]" for item in items]
        kind = "enum" if element.tag == "ol" else "list"
        return [f"#{kind}({', '.join([*options, *bodies])})"] if items else []

    def answer_list(self, element: HtmlElement) -> list[str]:
        """Return a list of answers to a self-check, which may stay on one page."""
        whole = "true" if KEPT in classes(element) else "false"
        body = "\n\n".join(self.listing(element))
        return [f"#book.answers(whole: {whole})[\n{body}\n]"]

    def _entry(self, item: HtmlElement) -> str:
        """Return an entry of the bibliography with its number and its address."""
        body = self.anchor(item) + self.content(item)
        entry = self.setting.citations.by_element.get(item)
        if entry is None:
            return f"#list([{body}])"
        return f"#book.entry({string(str(entry.number))}, {address(entry.url)})[{body}]"

    def definitions(self, element: HtmlElement) -> list[str]:
        """Return a list of terms with what each means."""
        if "facts" in classes(element):
            return self.fact_list(element)
        items: list[str] = []
        terms: list[str] = []
        for child in element.xpath("./dt|./dd|./div/dt|./div/dd"):
            if child.tag == "dt":
                terms.append(self.plain(child))
                continue
            term = '#"; ";'.join(terms)
            with self.prose(self._is_indexed()):
                meaning = self.content(child)
            items.append(f"#book.definition([{term}])[{self.anchor(child)}{meaning}]")
            terms = []
        return items

    def fact_list(self, element: HtmlElement) -> list[str]:
        """Return short facts as names and values side by side."""
        cells = (f"[{self.plain(cell)}]" for cell in element.xpath(".//dt|.//dd"))
        sources = element.getnext()
        keeps = "true" if sources is not None and is_list(sources) else "false"
        return [f"#book.fact-list(keeps: {keeps}, {', '.join(cells)})"]

    def unknown(self, element: HtmlElement) -> list[str]:
        """Return which facts of the table above are unknown."""
        return [f"#book.source-line[{self.line(element)}]"]

    def quotation(self, element: HtmlElement) -> list[str]:
        """Return a quotation."""
        return [f"#quote(block: true)[{self.content(element)}]"]

    def rule(self, element: HtmlElement) -> list[str]:
        """Return a rule between two thoughts."""
        return ["#book.rule()"]

    def display(self, element: HtmlElement) -> list[str]:
        """Return a formula on lines of its own, with its number."""
        parent = element.getparent()
        place = self.label(parent) if parent is not None else None
        found = self.converted(element)
        if found is None:
            return [f"#book.anchor({string(place)})"] if place else []
        formula, words = found
        number = formula.tag or self._numbering.count("equation")
        word = self._wording.numbered["equation"]
        if place:
            self.output.numbered[place] = (word, number)
        names = ", ".join((*map(string, (words, number, word)), optional(place)))
        return [f"#book.display({names}, $ {formula.typst} $)"]

    def explorer(self, element: HtmlElement) -> list[str]:
        """Return what stands for an interactive part, and the way to it."""
        see, place = self.see_figures(element), "auto" if element in self.floating else "none"
        anchors = [str(figure.get("id")) for figure in element.xpath(".//figure[@id]")]
        url = self.setting.references.url(self.chapter, next(iter(anchors), self._place))
        code = self.file(qr_code(url), ".svg")
        words = string(self._wording.live)
        way = f"#book.live-code({string(code)}, {string(url)}, words: {words})"
        body = "\n\n".join([*self.flow(element), way])
        return [*see, f"#book.live({place})[\n{body}\n]"]

    def dropped(self, element: HtmlElement) -> list[str]:
        """Return nothing: the notes stand at the foot of the pages."""
        return []

    # Boxes

    def admonition(self, element: HtmlElement) -> list[str]:
        """Return a box; one that folds on the site is open."""
        titles = element.xpath("./p[contains(@class,'admonition-title')]|./summary")
        title = "none"
        if titles:
            title = f"[{self.line(titles[0])}]"
            element.remove(titles[0])
        kind = next((name for name in sorted(classes(element)) if name in ADMONITIONS), "note")
        word = optional(self._wording.kinds.get(kind))
        is_whole = _is_text(element) and lines_on_paper(element) <= _KEPT_IN_BOX
        body = "\n\n".join(self.flow(element))
        options = f"{string(kind)}, {word}, {title}, whole: {'true' if is_whole else 'false'}"
        options += "" if body else ", brief: true"
        return [f"#book.admonition({options})[\n{body}\n]"]

    def tabs(self, element: HtmlElement) -> list[str]:
        """Return tabs one below the other, each with its label."""
        labels = element.xpath("./div[contains(@class,'tabbed-labels')]/label")
        bodies = element.xpath("./div[contains(@class,'tabbed-content')]/div")
        return [
            f"#book.tab([{self.line(name)}])[\n{self.content(body)}\n]"
            for name, body in zip(labels, bodies, strict=True)
        ]

    def code_block(self, element: HtmlElement) -> list[str]:
        """Return code on lines of its own."""
        blocks = [element] if element.tag == "pre" else element.xpath(".//pre")
        if not blocks:
            return self.flow(element)
        text = blocks[0].text_content().strip("\n")
        language = re.search(r"language-([\w+#-]+)", " ".join(sorted(classes(element))))
        name = language[1] if language else ""
        title = "".join(map(str, element.xpath(".//span[contains(@class,'filename')]//text()")))
        word, number = self._wording.figures["listing"], self._numbering.count("listing")
        place = label(self.chapter, f"listing-{number}")
        options = f"{string(place)}, {string(word)}, {string(number)}, "
        options += string(title or listing.names(text) or self._section)
        options += f", lang: {optional(_LANGUAGES.get(name, name))}"
        if _LONG_WORD.search(text):
            options += ", long-word: true"
        pieces = (
            f"({string(code)}, {', '.join('true' if told else 'false' for told in how)})"
            for code, *how in listing.pieces(text)
        )
        return [f"#book.code({options}, {', '.join(pieces)})"]


_Block = Callable[[ChapterWriter, HtmlElement], list[str]]

_BY_CLASS: Mapping[str, _Block] = {
    "footnote": ChapterWriter.dropped,
    "explorer": ChapterWriter.explorer,
    "page-facts": ChapterWriter.facts,
    "admonition": ChapterWriter.admonition,
    "tabbed-set": ChapterWriter.tabs,
    "highlight": ChapterWriter.code_block,
    ANSWERS: ChapterWriter.answer_list,
    UNKNOWN: ChapterWriter.unknown,
}
_BY_TAG: Mapping[str, _Block] = {
    "p": ChapterWriter.paragraph,
    **dict.fromkeys(names("h2 h3 h4 h5 h6"), ChapterWriter.heading),
    **dict.fromkeys(names("ul ol"), ChapterWriter.listing),
    "dl": ChapterWriter.definitions,
    "blockquote": ChapterWriter.quotation,
    "hr": ChapterWriter.rule,
    "math": ChapterWriter.display,
    "svg": ChapterWriter.drawing,
    "pre": ChapterWriter.code_block,
    "table": ChapterWriter.table,
    "figure": ChapterWriter.figure,
    "details": ChapterWriter.admonition,
}


def _is_text(box: HtmlElement) -> bool:
    """Return whether a box holds paragraphs and lists alone."""
    return all(child.tag in ("p", "ul", "ol") for child in box) and not box.xpath(
        ".//math[@display='block']"
    )


def _behind(anchor: str, blocks: list[str]) -> list[str]:
    """Return the blocks with an anchor in front, behind the mark of a turned page."""
    turned = TURNED if blocks[0].startswith(TURNED) else ""
    return [turned + anchor + blocks[0].removeprefix(TURNED), *blocks[1:]]

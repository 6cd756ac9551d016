"""The alphabetical index: which terms it lists, and where each is spoken of.

Terms are the headwords of the glossary and the families of models. A term is marked where a
chapter first speaks of it and at every heading that names it. What stands in nearly every
chapter is of no use to a reader who looks something up, so of many places the best are listed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise

from lxml.html import HtmlElement

from scripts.base import alphabet
from scripts.publication.site_reader import Chapter, Volume, text_of
from scripts.publication.typst_text import IDEOGRAPHS, string

GLOSSARY = "glossary/"
FAMILIES = re.compile(r"models/[\w.-]+/$")
#: The most places that an entry lists.
_MOST = 10
#: A heading is worth so many mentions in the text.
_HEADING = 100
_HAN = re.compile(f"[{IDEOGRAPHS}]")
_APART = re.compile(r"[（）()、]|与| and ")


@dataclass(frozen=True)
class Term:
    """A term as the index shows it, and the forms by which a text names it.

    others: names under which a reader may look for it, which lead to the first form.
    """

    id: str
    shown: str
    forms: tuple[str, ...]
    others: tuple[str, ...] = ()


#: Sorts the longest form first, and the rest as they are listed.
_Form = tuple[int, int, str, Term]


@dataclass(frozen=True)
class Terms:
    """What an index lists.

    A text is looked through for those forms alone that begin with two signs of its own, or with one
    if they have no more: each look takes as long as another, and there are few.
    """

    listed: tuple[Term, ...] = ()

    @cached_property
    def _openings(self) -> Mapping[str, Sequence[tuple[str, _Form]]]:
        openings: dict[str, list[tuple[str, _Form]]] = defaultdict(list)
        forms = ((form, term) for term in self.listed for form in term.forms)
        for at, (form, term) in enumerate(forms):
            small = form.lower()
            openings[small[:2]].append((small, (-len(form), at, form, term)))
        return openings

    def named_in(self, text: str) -> list[tuple[str, Term]]:
        """Return the forms whose letters stand in a text, the longest first, with their terms."""
        lowered = text.lower()
        pieces = {*lowered, *map("".join, pairwise(lowered))}
        openings = (self._openings.get(piece, ()) for piece in pieces)
        found = [form for forms in openings for small, form in forms if small in lowered]
        return [(form, term) for _, _, form, term in sorted(found)]


@dataclass
class Mark:
    """A place of a term: its label, and how much it tells about the term."""

    label: str
    weight: int


class Marks:
    """The places of one chapter: its title and headings, and of each term the first in the text."""

    def __init__(self, terms: Terms, address: str) -> None:
        self.terms = terms
        self.by_term: dict[str, list[Mark]] = {}
        self._address = address
        self._first: dict[str, Mark] = {}

    def heading(self, text: str, label: str) -> None:
        """Note the terms that a heading with this label names."""
        self._add(text, label, _HEADING)

    def title(self, text: str, label: str) -> None:
        """Note the terms that the title of the chapter names."""
        self._add(text, label, 2 * _HEADING)

    def _add(self, text: str, label: str, weight: int) -> None:
        for term, _ in mentions(text, self.terms):
            found = self.by_term.setdefault(term.id, [])
            if all(mark.label != label for mark in found):
                found.append(Mark(label, weight))

    def of_text(self, text: str) -> list[tuple[int, str]]:
        """Return where in `text` places are to be set, with their labels, in order."""
        found = []
        for term, at in mentions(text, self.terms):
            mark = self._first.get(term.id)
            if mark is not None:
                mark.weight += 1
                continue
            mark = self._first[term.id] = Mark(f"index:{term.id}:{self._address}", 1)
            self.by_term.setdefault(term.id, []).append(mark)
            found.append((at, mark.label))
        return sorted(found)


def mentions(text: str, terms: Terms) -> list[tuple[Term, int]]:
    """Return the terms that `text` names, with the first place of each; longer ones go first.

    "Attention" is not named by "multi-head attention".
    """
    taken: list[tuple[int, int]] = []
    found: dict[str, tuple[Term, int]] = {}
    for form, term in terms.named_in(text):
        spans = _spans(form, text)
        free = [span for span in spans if not any(a < span[1] and span[0] < b for a, b in taken)]
        taken += free
        if free:
            at = min(start for start, _ in free)
            found[term.id] = min(found.get(term.id, (term, at)), (term, at), key=lambda p: p[1])
    return list(found.values())


def _spans(form: str, text: str) -> list[tuple[int, int]]:
    """Return where `form` stands in `text`; a word stands by itself, and its plural counts."""
    if _HAN.search(form):
        pattern = re.escape(form)
    else:
        pattern = rf"(?<![A-Za-z0-9]){re.escape(form)}s?(?![A-Za-z0-9])"
    # A name written with capitals is another word without them: Yi, OPT, Seed.
    flags = 0 if form != form.lower() else re.IGNORECASE
    return [match.span() for match in re.finditer(pattern, text, flags)]


def terms(volume: Volume) -> Terms:
    """Return the terms that the indexes of the books of a site list."""
    chapters = list(volume.chapters())
    glossary = (c for c in chapters if c.address == GLOSSARY)
    headwords = [term for chapter in glossary for term in _headwords(chapter, volume.lang)]
    return Terms((*headwords, *_families(volume)))


def _headwords(chapter: Chapter, lang: str) -> Iterator[Term]:
    for entry in chapter.article.xpath(".//dl[contains(@class,'glossary')]/dt[@id]"):
        beside = [text_of(small) for small in entry.xpath("./small")]
        word = _own_text(entry)
        others = _looked_for(beside, lang)
        shown = _with_beside(word, others, lang)
        yield Term(str(entry.get("id")), shown, (word, *beside), tuple(others))


def _looked_for(names: Sequence[str], lang: str) -> list[str]:
    """Return the names beside a headword that help: in English the Chinese one does not."""
    return [name for name in names if lang == "zh" or not _HAN.search(name)]


def _own_text(entry: HtmlElement) -> str:
    return " ".join((entry.text or "").replace("¶", " ").split())


def _with_beside(word: str, others: Sequence[str], lang: str) -> str:
    if not others:
        return word
    return f"{word}（{'，'.join(others)}）" if lang == "zh" else f"{word} ({', '.join(others)})"


def _families(volume: Volume) -> Iterator[Term]:
    """Give the families of models, which are the last part of the site."""
    for chapter in volume.parts[-1].chapters if volume.parts else ():
        if FAMILIES.fullmatch(chapter.address):
            names = [name.strip() for name in _APART.split(chapter.title) if name.strip()]
            yield Term(chapter.address, chapter.title, tuple(names))


def markup(terms: Terms, chapters: Sequence[Marks], lang: str) -> str:
    """Return the index in the markup of the book, empty when no term has a place.

    Args:
        terms: what it lists.
        chapters: the places of the chapters, in the order of the book.
        lang: the language that it is sorted by.
    """
    places = {
        term: [mark for marks in chapters for mark in marks.by_term.get(term.id, ())]
        for term in terms.listed
    }
    found = {term: marks for term, marks in places.items() if marks}
    entries = [(term.shown, _entry(term, marks)) for term, marks in found.items()]
    entries += [(name, _see(name, term)) for term in found for name in term.others]
    keyed = sorted((alphabet.sort_key(name, lang), name, entry) for name, entry in entries)
    lines = []
    for letter, group in groupby(keyed, key=lambda item: alphabet.initial(item[0])):
        lines.append(f"#book.index-letter({string(letter)})")
        lines += [entry for *_, entry in group]
    return f"#book.index-columns[\n{chr(10).join(lines)}\n]" if lines else ""


def _entry(term: Term, places: Sequence[Mark]) -> str:
    """Return an entry with its best places in the order of the book; a heading is the main one."""
    best = sorted(places, key=lambda mark: -mark.weight)[:_MOST]
    labels = ", ".join(string(mark.label) for mark in places if mark in best)
    is_told = len(best) > 1 and best[0].weight >= _HEADING
    main = f"main: {string(best[0].label)}, " if is_told else ""
    return f"#book.index-entry({string(term.shown)}, {main}{labels})"


def _see(name: str, term: Term) -> str:
    """Return the line that leads from another name of a term to its entry."""
    return f"#book.index-see({string(name)}, {string(term.forms[0])})"

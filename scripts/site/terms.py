"""Links to the glossary: put where a question first uses a term, each with the definition."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from html import escape

from scripts.base.paths import LANGUAGES
from scripts.data.handbook import Handbook
from scripts.data.lists import Term

#: What marks a link that nobody wrote; the books, whose index names the terms, leave it out.
MET = "data-met"
_LINK = re.compile(r'<a href="(?P<address>[^"]*glossary/#(?P<id>[\w.-]+))"')
_MENTION = re.compile(r"glossary(?:\.md|/)#(?P<id>[\w.-]+)")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SECTION = re.compile(r"(?=<h[23]\b)")
_TOKEN = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][\w-]*)")
_TEXT = frozenset({"p", "li"})
_NOT_TEXT = frozenset(
    {"a", "code", "pre", "math", "svg", "table", "figure", "details", "summary", "script", "sup"}
    | {"h1", "h2", "h3", "h4", "h5", "h6"}
)
#: A term of more than this share of the questions is known to who reads any of them.
_COMMON = 1 / 3
#: Most links of a page that nobody wrote: a text full of them is hard to read.
MOST_MET = 12


def linked(text: str, handbook: Handbook, lang: str) -> Iterator[str]:
    """Yield the definitions of the terms that a page's Markdown or HTML links to."""
    mentioned = {match["id"] for match in _MENTION.finditer(text)}
    yield from (term.definition[lang] for term in handbook.glossary if term.id in mentioned)


def with_definitions(html: str, handbook: Handbook, lang: str) -> str:
    """Return the page with the definition at the first link to each term in a section."""
    definitions = {term.id: term.definition[lang] for term in handbook.glossary}

    def section(text: str) -> str:
        seen: set[str] = set()

        def link(match: re.Match[str]) -> str:
            id_ = match["id"]
            if id_ in seen or id_ not in definitions:
                return match[0]
            seen.add(id_)
            return f'{match[0]} class="term" data-definition="{escape(definitions[id_])}"'

        return _LINK.sub(link, text)

    return "".join(map(section, _SECTION.split(html)))


def _is_distinct(form: str, lang: str) -> bool:
    """Whether a form means the term wherever it stands: no single word of everyday language."""
    if _HAN.search(form):
        return len(form) > 2 and "（" not in form and lang == "zh"
    return bool(re.search(r"[ -]|[A-Z].*[A-Z]", form)) and "," not in form


def _any_of(forms: Iterable[str]) -> str:
    """Return a pattern of all forms, the longest first.

    Forms are grouped by their first sign: a text is then compared at each place with few of them.
    """
    of_sign: dict[str, list[str]] = {}
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        of_sign.setdefault(form[0].casefold(), []).append(_pattern_of(form))
    groups = (f"(?=(?i:{re.escape(sign)}))(?:{'|'.join(of)})" for sign, of in of_sign.items())
    return f"(?:{'|'.join(groups) or '(?!)'})"


def _pattern_of(form: str) -> str:
    if _HAN.search(form):
        return re.escape(form)
    # Abbreviations as they are written, words in any case and number.
    return f"{re.escape(form)}(?:s|es)?" if form.isupper() else f"(?i:{re.escape(form)}s?)"


def _pattern(forms: Collection[str]) -> re.Pattern[str]:
    """Return what finds the forms in a text: those in Latin letters as whole words only."""
    latin = _any_of(form for form in forms if not _HAN.search(form))
    han = _any_of(form for form in forms if _HAN.search(form))
    return re.compile(rf"(?<![\w-])(?=[^\W\u4e00-\u9fff]){latin}(?![\w-])|{han}")


class Names:
    """The forms of the glossary's terms in one language that a text may be searched for."""

    def __init__(self, glossary: Iterable[Term], lang: str, texts: Iterable[str]) -> None:
        """Leave out the terms that more than a third of `texts` use."""
        forms = {
            form: term
            for term in glossary
            for form in (term.zh if lang == "zh" else term.en, term.abbr)
            if form and _is_distinct(form, lang)
        }
        self._by_form: Mapping[str, Term] = {form.casefold(): term for form, term in forms.items()}
        self._pattern = _pattern(forms)
        every = [{term.id for term in self._found(text)} for text in texts]
        counts = {id_: sum(id_ in found for found in every) for id_ in set().union(*every)}
        self._common = {id_ for id_, count in counts.items() if count > _COMMON * len(every)}

    def _found(self, text: str) -> Iterator[Term]:
        for match in self._pattern.finditer(text):
            yield self._term(match[0])

    def _term(self, text: str) -> Term:
        folded = text.casefold()
        return (
            self._by_form.get(folded)
            or self._by_form.get(folded.removesuffix("s"))
            or (self._by_form[folded.removesuffix("es")])
        )

    def linked_in(self, html: str, question: str) -> str:
        """Return a question's HTML with a link where it uses each rarer term first.

        Terms that the page links by itself, or that it is itself about, get none.
        """
        done = {match["id"] for match in _LINK.finditer(html)} | self._common
        most = len(done) + MOST_MET

        def link(match: re.Match[str]) -> str:
            term = self._term(match[0])
            if term.id in done or term.id == question or question in term.see or len(done) >= most:
                return match[0]
            done.add(term.id)
            return f'<a href="{{root}}glossary/#{term.id}" {MET}>{match[0]}</a>'

        parts = []
        for part, is_text in _texts(html):
            parts.append(self._pattern.sub(link, part) if is_text else part)
        return "".join(parts)


@lru_cache(maxsize=len(LANGUAGES))
def names(glossary: tuple[Term, ...], lang: str, texts: tuple[str, ...]) -> Names:
    """Return the names of `glossary` for `texts`, kept for as long as neither changes."""
    return Names(glossary, lang, texts)


def _texts(html: str) -> Iterator[tuple[str, bool]]:
    """Yield the HTML in parts, each with whether it is running text of a paragraph or a list."""
    inside = outside = 0
    for part in _TOKEN.split(html):
        tag = _TAG.match(part)
        if tag is None:
            yield part, inside > 0 and outside == 0 and not part.startswith("<")
            continue
        step = -1 if tag["end"] else 1
        inside += step * (tag["name"] in _TEXT)
        outside += step * (tag["name"] in _NOT_TEXT)
        yield part, False

"""The handbook's pages as written: front matter, citations, and the list of sources of each."""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from scripts.base import citing, reading
from scripts.base.paths import question_notebook
from scripts.base.problems import HandbookError, Problem, all_made, raise_if_any
from scripts.content import cross_references, markdown_folds, markdown_values
from scripts.content.records import Handbook, Source
from scripts.data.forms import Line

Level = Literal["basic", "intermediate", "advanced"]
_ONE_LINE = r"^[^\n]*$"
_MESSAGES = {
    "extra_forbidden": "the key is unknown",
    "missing": "is missing",
    "string_pattern_mismatch": "is empty or has several lines",
    "string_too_short": "is too short",
    "string_type": "is no text",
    "tuple_type": "is no list",
    "dict_type": "is no mapping",
}

_FRONT_MATTER = re.compile(r"\A---\n(?P<yaml>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
_CITATION = re.compile(r"\[\^(?P<id>[\w.-]+)\]")
_SELF_CHECK = re.compile(r'^ *\?\?\?\+? question "(?P<title>.*)"', re.MULTILINE)
_MISTAKE = re.compile(r'^ *(?:!!!|\?\?\?\+?) failure "(?P<title>.*)"', re.MULTILINE)
_CHECK_ID = re.compile(r"check-[a-z0-9]+(?:-[a-z0-9]+)*")
_MISTAKE_ID = re.compile(r"mistake-[a-z0-9]+(?:-[a-z0-9]+)*")
_HEADING = re.compile(r"^#{2,6} (?P<title>[^\n]*?) \{ ?#(?P<id>[\w-]+)[^}\n]*\}[ ]*$", re.MULTILINE)
_TODO = re.compile(r"\bTODO\b")
_FENCE = re.compile(r"^(?P<mark>```+|~~~+).*?^(?P=mark)", re.MULTILINE | re.DOTALL)
#: A block of code with its language, as an expression of several lines.
CODE = r"^(?P<fence>`{3,}) ?(?P<kind>\w*)[^\n]*\n(?P<code>.*?)^(?P=fence)[ \t]*$"
_CODE = re.compile(CODE, re.MULTILINE | re.DOTALL)


class FrontMatter(BaseModel):
    """What a page says of itself."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Line
    description: Annotated[Line, Field(min_length=10)]
    reviewed: datetime.date
    keywords: tuple[Line, ...] = ()
    sources: Mapping[str, Annotated[str, Field(pattern=_ONE_LINE)]] = {}
    id: str | None = None
    chapter: str | None = None
    level: Level | None = None
    requires: tuple[str, ...] = ()
    hide: tuple[Literal["navigation", "toc"], ...] = ()


@dataclass(frozen=True, eq=False)
class Page:
    """One page of one language; read anew after a change it is another one.

    Attributes:
        path: the file's path below the language's folder, for example `questions/rope.md`.
        file: the same from the repository's root, for messages.
        body: the Markdown behind the front matter.
    """

    lang: str
    path: str
    file: str
    meta: FrontMatter
    body: str

    @property
    def title(self) -> str:
        return self.meta.title

    @property
    def url(self) -> str:
        """The address below the language's root: `questions/rope/`, or `` for the home page."""
        stem = self.path.removesuffix(".md").removesuffix("index")
        return stem if stem in ("", "404") or stem.endswith("/") else stem + "/"

    @property
    def is_question(self) -> bool:
        return self.path.startswith("questions/") and self.path != "questions/index.md"

    @property
    def prose(self) -> str:
        """The Markdown without its blocks of code."""
        return _FENCE.sub("", self.body)

    @property
    def todo(self) -> list[str]:
        """The fields that still hold a TODO, the text itself without a name."""
        texts = {"title": self.title, "description": self.meta.description, "": self.prose}
        return [field for field, text in texts.items() if _TODO.search(text)]

    def parts_to_do(self) -> list[str]:
        """The ids of the headings below which the text holds a TODO."""
        ids = ["top", *self.headings()]
        texts = _HEADING.split(self.prose)[:: 1 + _HEADING.groups]
        return [f"#{id_}" for id_, text in zip(ids, texts, strict=True) if _TODO.search(text)]

    @property
    def notebook(self) -> str | None:
        """The address of its notebook below the folder of downloads; None without Python."""
        if not self.is_question or self.meta.id is None:
            return None
        kinds = (match["kind"] for match in _CODE.finditer(self.body))
        return question_notebook(self.meta.id, self.lang) if "python" in kinds else None

    def headings(self) -> dict[str, str]:
        """The titles of the sections, as written, by their ids."""
        return {match["id"]: match["title"] for match in _HEADING.finditer(self.prose)}

    def cited(self) -> list[str]:
        """The ids of the sources cited, each once, in their order."""
        return list(dict.fromkeys(match["id"] for match in _CITATION.finditer(self.prose)))

    def self_checks(self) -> list[tuple[str, str | None]]:
        """The titles of the questions of the self-check, each with its id."""
        return [markdown_folds.split(match["title"]) for match in _SELF_CHECK.finditer(self.prose)]

    def mistakes(self) -> list[tuple[str, str | None]]:
        """The common mistakes, as their titles say them, each with its id."""
        return [markdown_folds.split(match["title"]) for match in _MISTAKE.finditer(self.prose)]


def _front_matter(found: re.Match[str], name: str) -> FrontMatter:
    raw, problems = reading.parse(found["yaml"], name, first_line=2)
    raise_if_any(problems)
    try:
        return FrontMatter.model_validate(raw)
    except ValidationError as error:
        raise HandbookError(_problem(name, item) for item in error.errors()) from error


def _problem(name: str, item: ErrorDetails) -> Problem:
    """Return what is wrong with a key of the front matter of the page `name`."""
    field = ".".join(map(str, item["loc"]))
    message = _MESSAGES.get(item["type"]) or item["msg"].removeprefix("Input ")
    near = difflib.get_close_matches(field, FrontMatter.model_fields, n=1)
    remedy = "write it as the front matter of another page has it"
    if item["type"] == "extra_forbidden":
        remedy = f"did you mean `{near[0]}`?" if near else "take it out"
    return Problem(name, "front matter", field, message, remedy)


def _parse(file: Path, root: Path, lang: str) -> Page:
    return _page(file, root, lang, reading.state(file))


@cache
def _page(file: Path, root: Path, lang: str, _state: tuple[int, int]) -> Page:
    """The same object for as long as the file does not change."""
    name = file.relative_to(root).as_posix()
    text, problems = reading.read_text(file, name)
    raise_if_any(problems)
    match = _FRONT_MATTER.match(text or "")
    if match is None:
        remedy = "begin the file with a block between two lines of three hyphens"
        raise HandbookError([Problem(name, "", "front matter", "is missing", remedy)])
    path = file.relative_to(root / "docs" / lang).as_posix()
    return Page(lang, path, name, _front_matter(match, name), match["body"])


def read_all(root: Path, lang: str) -> list[Page]:
    """Return the pages of `lang`, ordered by path.

    Raises:
        HandbookError: with every page whose front matter is missing or wrong.
    """
    files = sorted((root / "docs" / lang).rglob("*.md"))
    return list(all_made({file: partial(_parse, file, root, lang) for file in files}).values())


def _problems_of_sources(page: Page, handbook: Handbook) -> Iterable[Problem]:
    cited = page.cited()
    for unknown in page.meta.sources.keys() - handbook.sources.keys():
        remedy = "add it to a file of data/sources/, or mend the id"
        yield Problem(page.file, unknown, "sources", "no such source", remedy)
    for unlisted in set(cited) - page.meta.sources.keys():
        remedy = "list it under `sources:` in the front matter with its place in the source"
        yield Problem(page.file, unlisted, "sources", "is cited but not listed", remedy)
    for uncited in page.meta.sources.keys() - set(cited):
        remedy = f"cite it with [^{uncited}] or take it off the list"
        yield Problem(page.file, uncited, "sources", "is listed but never cited", remedy)


def _problems_of_question(page: Page, handbook: Handbook, ids: set[str]) -> Iterable[Problem]:
    stem = Path(page.path).stem
    if page.meta.id != stem:
        yield Problem(page.file, "", "id", "differs from the file's name", f"write `id: {stem}`")
    if page.meta.level is None:
        remedy = "write basic, intermediate or advanced"
        yield Problem(page.file, "", "level", "is missing", remedy)
    chapter = next((c for c in handbook.chapters if stem in c.questions), None)
    if chapter is None or chapter.id != page.meta.chapter:
        remedy = "name the chapter that lists the question in data/chapters.yaml"
        yield Problem(page.file, "", "chapter", f"{page.meta.chapter!r} does not list it", remedy)
    for missing in set(page.meta.requires) - ids:
        remedy = "name questions that have a page"
        yield Problem(page.file, missing, "requires", "no such question", remedy)


def _problems_of_self_checks(page: Page) -> Iterable[Problem]:
    seen: set[str] = set()
    checks = ((*check, _CHECK_ID, "check-what-it-asks") for check in page.self_checks())
    mistakes = ((*mistake, _MISTAKE_ID, "mistake-what-it-says") for mistake in page.mistakes())
    for title, id_, form, example in (*checks, *mistakes):
        if id_ is None or not form.fullmatch(id_) or id_ == f"{id_.split('-')[0]}-todo":
            remedy = f"end the title with an id in small letters, {{#{example}}}, and keep it"
            yield Problem(page.file, title, "id", "is missing or of another form", remedy)
        elif id_ in seen:
            remedy = "give the newer of the two an id of its own"
            yield Problem(page.file, id_, "id", "is given twice", remedy)
        seen.add(id_ or "")


def _problems_of_values(page: Page, lookup: markdown_values.Lookup) -> Iterable[Problem]:
    for name, form in markdown_values.names_in(page.body):
        try:
            lookup(name, form)
        except (KeyError, ValueError) as error:
            shown = f"[[{name}|{form}]]" if form else f"[[{name}]]"
            yield Problem(page.file, shown, "", str(error.args[0]), "see the names of the data")


def reading_order(handbook: Handbook, pages: Iterable[Page]) -> list[Page]:
    """Return the questions among `pages` in the order of the chapters."""
    by_id = {page.meta.id: page for page in pages if page.is_question}
    return [by_id[id_] for c in handbook.chapters for id_ in c.questions if id_ in by_id]


def _circle(needs: Mapping[str, tuple[str, ...]], start: str) -> tuple[str, ...]:
    """Return the way from `start` back to itself, or nothing when there is none."""
    seen: set[str] = set()
    open_ends: list[tuple[str, ...]] = [(start,)]
    while open_ends:
        trail = open_ends.pop()
        for next_ in needs.get(trail[-1], ()):
            if next_ == start:
                return (*trail, start)
            if next_ not in seen:
                seen.add(next_)
                open_ends.append((*trail, next_))
    return ()


def _problems_of_circles(pages: Iterable[Page]) -> Iterator[Problem]:
    """Yield a problem for each question that requires itself, through others or not."""
    questions = {page.meta.id or "": page for page in pages if page.is_question}
    needs = {id_: page.meta.requires for id_, page in questions.items()}
    for id_, page in questions.items():
        if circle := _circle(needs, id_):
            message = f"goes in a circle: {' → '.join(circle)}"
            remedy = "take one of them out: what is read first cannot need what comes later"
            yield Problem(page.file, "", "requires", message, remedy)


def _problems_of_drafts(page: Page) -> Iterator[Problem]:
    remedy = "write what is still to be done, or take it out"
    for field in page.todo:
        where = f" in {', '.join(page.parts_to_do())}" if not field else ""
        yield Problem(page.file, "", field, f"holds a TODO{where}", remedy)


def _problems_of_the_whole(pages: Iterable[Page], handbook: Handbook) -> Iterator[Problem]:
    """Yield what data and pages say of each other: families and planned questions."""
    written: dict[str, set[str]] = {}
    for page in pages:
        written.setdefault(page.lang, set()).add(page.path)
    for lang, paths in written.items():
        for family in handbook.families:
            if f"models/{family}.md" not in paths:
                remedy = f"write docs/{lang}/models/{family}.md like that of another family"
                yield Problem(
                    f"data/models/{family}.yaml", "", "", f"has no page in {lang}", remedy
                )
    listed = {id_ for chapter in handbook.chapters for id_ in chapter.questions}
    planned = {item.id for item in handbook.planned}
    there = set.intersection(*written.values()) if written else set()
    for id_ in sorted(listed - planned):
        if f"questions/{id_}.md" not in there:
            remedy = f"run `python -m scripts new-question {id_}`, mend the id, or take it out"
            message = "is neither written nor planned"
            yield Problem("data/chapters.yaml", id_, "questions", message, remedy)
    for id_ in sorted(planned - listed):
        remedy = "put the id into a chapter of data/chapters.yaml, or mend it"
        yield Problem("data/planned.yaml", id_, "", "no chapter lists it", remedy)
    for path in handbook.paths:
        for unknown in set(path.questions) - listed:
            remedy = "name questions of data/chapters.yaml"
            yield Problem("data/paths.yaml", path.id, unknown, "no chapter lists it", remedy)
    for item in handbook.planned:
        if any(f"questions/{item.id}.md" in paths for paths in written.values()):
            remedy = "take it out: the page says what it asks"
            yield Problem("data/planned.yaml", item.id, "", "has a page", remedy)


def problems(
    pages: Iterable[Page], handbook: Handbook, lookup: Callable[[str], markdown_values.Lookup]
) -> list[Problem]:
    """Return what is wrong with the pages' front matter, citations and values.

    Args:
        lookup: gives for a language the function that fills in values.
    """
    pages = list(pages)
    ids = {Path(page.path).stem for page in pages if page.is_question}
    found: list[Problem] = []
    for page in pages:
        found.extend(_problems_of_sources(page, handbook))
        found.extend(_problems_of_values(page, lookup(page.lang)))
        found.extend(_problems_of_drafts(page))
        if page.is_question:
            found.extend(_problems_of_question(page, handbook, ids))
            found.extend(_problems_of_self_checks(page))
    found.extend(_problems_of_the_whole(pages, handbook))
    for lang in {page.lang for page in pages}:
        found.extend(_problems_of_circles(page for page in pages if page.lang == lang))
    return found


def unused_sources(pages: Iterable[Page], handbook: Handbook) -> Iterator[Problem]:
    """Yield a problem for each entry of the bibliography that neither a page nor the data name."""
    used = {id_ for page in pages for id_ in page.meta.sources}
    used.update(id_ for *_, ids in cross_references.citations(handbook) for id_ in ids)
    for id_ in sorted(handbook.sources.keys() - used):
        remedy = "cite it on a page or in the data, or take it out"
        yield Problem("data/sources", id_, "", "the source is cited nowhere", remedy)


_MARKUP = re.compile(r"([\\`*_\[\]<>])")


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)


def _names(source: Source, lang: str) -> str:
    shown = [name.split(",")[0].strip() for name in source.authors[:3]]
    more = source.others or len(source.authors) > 3
    if lang == "zh":
        return "、".join(shown) + (" 等" if more else "")
    if more:
        return ", ".join(shown) + " et al."
    return " & ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]


def _before(place: str) -> str:
    """Return what stands between a Chinese word and `place`: a space, unless Chinese goes on."""
    return "" if re.match(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“‘]", place) else " "


def reference(source: Source, lang: str, locator: str = "") -> str:
    """Return one entry of a list of sources, as Markdown on one line."""
    names, title = _plain(_names(source, lang)), _plain(source.title)
    venue, place = _plain(source.venue), _plain(locator)
    end = citing.after_title(source.title, lang)
    if lang == "zh":
        text = f"{names}（{source.year}）。[{title}]({source.url}){end}{venue}。"
        return text + (f"见{_before(place)}{place}。" if place else "")
    text = f"{names} ({source.year}). [{title}]({source.url}){end}{venue}."
    return text + (f" See {place}." if place else "")


def footnotes(page: Page, handbook: Handbook) -> str:
    """Return the definitions of the footnotes that `page` cites, in the order of citation."""
    lines = [
        f"[^{key}]: {reference(handbook.sources[key], page.lang, page.meta.sources[key])}"
        for key in page.cited()
        if key in page.meta.sources
    ]
    return "\n".join(lines) + "\n"

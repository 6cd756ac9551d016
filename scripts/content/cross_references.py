"""Ids of the data held against each other: none twice, none leads nowhere or in a circle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from scripts.base.problems import Problem
from scripts.content.rules import ARXIV
from scripts.data.handbook import Handbook
from scripts.data.lists import Gpu, Planned, ReadingPath, Source
from scripts.data.models import Release


def _twice(places: Iterable[tuple[str, str]], what: str) -> Iterator[Problem]:
    """Yield the ids of (file, id) pairs that come more than once, with the files they are in."""
    files: dict[str, list[str]] = {}
    for file, id_ in places:
        files.setdefault(id_, []).append(file)
    for id_, found in files.items():
        if len(found) > 1:
            message = f"the id names {len(found)} {what}"
            where = ", ".join(dict.fromkeys(found))
            yield Problem(where, id_, "id", message, "give each an id of its own")


def _ids_of_models(handbook: Handbook) -> Iterator[tuple[str, str]]:
    for family, release in handbook.releases():
        file = f"data/models/{family.id}.yaml"
        yield file, release.id
        # A release and its only checkpoint may share an id.
        yield from ((file, c.id) for c in release.checkpoints if c.id != release.id)


def _duplicates(handbook: Handbook) -> Iterator[Problem]:
    glossary, chapters = "data/glossary.yaml", "data/chapters.yaml"
    yield from _twice(_ids_of_models(handbook), "releases or checkpoints")
    yield from _twice(((glossary, term.id) for term in handbook.glossary), "terms")
    yield from _twice(((chapters, chapter.id) for chapter in handbook.chapters), "chapters")
    questions = (id_ for chapter in handbook.chapters for id_ in chapter.questions)
    yield from _twice(((chapters, id_) for id_ in questions), "places of a question")
    lists: dict[str, Iterable[Planned | ReadingPath | Gpu]] = {
        "planned": handbook.planned,
        "paths": handbook.paths,
        "gpus": handbook.gpus,
    }
    for name, items in lists.items():
        yield from _twice(((f"data/{name}.yaml", item.id) for item in items), "entries")


def _repeated(handbook: Handbook) -> Iterator[Problem]:
    """Yield lists of ids that name one twice, or nothing where they should."""
    lists = [(file, entry, field, ids) for file, entry, field, ids in citations(handbook)]
    lists += [("data/paths.yaml", path.id, "questions", path.questions) for path in handbook.paths]
    lists += [("data/glossary.yaml", term.id, "see", term.see) for term in handbook.glossary]
    for file, entry, field, ids in lists:
        for id_, count in Counter(ids).items():
            if count > 1:
                yield Problem(file, entry, field, f"names {id_} {count} times", "name it once")
    for path in handbook.paths:
        if not path.questions:
            remedy = "list its questions in order"
            yield Problem("data/paths.yaml", path.id, "questions", "is empty", remedy)
    for term in handbook.glossary:
        if term.id in term.see:
            yield Problem("data/glossary.yaml", term.id, "see", "names itself", "take it out")


def _citations_of_release(release: Release) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    yield release.id, "date_source", release.date_source
    yield release.id, "papers", release.papers
    yield release.id, "licence.source", release.licence.source
    if release.languages:
        yield release.id, "languages.source", release.languages.source
    for checkpoint in release.checkpoints:
        for name in ("architecture", "training", "parameters"):
            if group := getattr(checkpoint, name):
                yield checkpoint.id, f"{name}.source", group.source


def citations(handbook: Handbook) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Yield (file, entry, field, ids of sources) for everything in the data that names sources."""
    for family, release in handbook.releases():
        for citation in _citations_of_release(release):
            yield f"data/models/{family.id}.yaml", *citation
    for term in handbook.glossary:
        yield "data/glossary.yaml", term.id, "source", term.source
    for gpu in handbook.gpus:
        yield "data/gpus.yaml", gpu.id, "source", gpu.source
    for text in handbook.parallel_texts:
        yield "data/parallel-texts.yaml", text.id, "source", text.source
    for vocabulary in handbook.vocabularies:
        yield "data/tokenizers.yaml", vocabulary.id, "source", vocabulary.source


def _unresolved_sources(handbook: Handbook) -> Iterator[Problem]:
    remedy = "add the source to a file of data/sources, or mend the id"
    for file, entry, field, ids in citations(handbook):
        for id_ in sorted(set(ids) - handbook.sources.keys()):
            yield Problem(file, entry, field, f"no source is called {id_}", remedy)


def _unresolved_lineage(handbook: Handbook) -> Iterator[Problem]:
    known = {release.id for _, release in handbook.releases()}
    for family, release in handbook.releases():
        if release.derived_from and release.derived_from not in known:
            message = f"no release is called {release.derived_from}"
            remedy = "name a release of data/models, or null"
            file = f"data/models/{family.id}.yaml"
            yield Problem(file, release.id, "derived_from", message, remedy)


def _unresolved_terms(handbook: Handbook) -> Iterator[Problem]:
    known = {term.id for term in handbook.glossary}
    known |= {id_ for chapter in handbook.chapters for id_ in chapter.questions}
    for term in handbook.glossary:
        for id_ in sorted(set(term.see) - known):
            message = f"{id_} is neither a term nor a question"
            remedy = "mend the id, or add the term or the question's place in data/chapters.yaml"
            yield Problem("data/glossary.yaml", term.id, "see", message, remedy)


def _papers(handbook: Handbook) -> Iterator[Problem]:
    remedy = "name the report itself, or leave the field out where there is none"
    for family, release in handbook.releases():
        file = f"data/models/{family.id}.yaml"
        for id_ in release.papers:
            if (source := handbook.sources.get(id_)) and source.kind != "paper":
                message = f"{id_} is of kind {source.kind}, not a paper"
                yield Problem(file, release.id, "papers", message, remedy)


def _circles_of_lineage(handbook: Handbook) -> Iterator[Problem]:
    parents = {r.id: r.derived_from for _, r in handbook.releases() if r.derived_from}
    for family, release in handbook.releases():
        trail = [release.id]
        while (parent := parents.get(trail[-1])) and parent not in trail:
            trail.append(parent)
        if parent == release.id:
            way = " → ".join([*trail, parent])
            file = f"data/models/{family.id}.yaml"
            remedy = "a release cannot descend from itself"
            yield Problem(file, release.id, "derived_from", f"goes in a circle: {way}", remedy)


def _places(source: Source) -> Iterator[tuple[str, str, str]]:
    """Yield what belongs to one source alone: the field, its name, its value."""
    yield "url", "address", source.url.rstrip("/")
    if source.kind == "paper":
        yield from (("venue", "arXiv number", n["id"]) for n in ARXIV.finditer(source.venue))


def _twin_sources(handbook: Handbook) -> Iterator[Problem]:
    first: dict[tuple[str, str], str] = {}
    remedy = "keep one of the two, and cite it in both places"
    for source in handbook.sources.values():
        for field, name, value in _places(source):
            other = first.setdefault((field, value), source.id)
            if other != source.id:
                message = f"has the {name} of {other}"
                yield Problem("data/sources", source.id, field, message, remedy)


def _twin_repositories(handbook: Handbook) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for entry in handbook.entries():
        if (repository := entry.checkpoint.repository) is None:
            continue
        id_ = entry.checkpoint.id
        other = first.setdefault(repository.lower(), id_)
        if other != id_:
            message = f"{repository} is that of {other}"
            remedy = "each set of weights has a repository of its own: correct one of the two"
            yield Problem(entry.file, id_, "repository", message, remedy)


_OF_THE_WHOLE = (
    _unresolved_sources,
    _unresolved_lineage,
    _papers,
    _circles_of_lineage,
    _unresolved_terms,
    _twin_sources,
    _twin_repositories,
)


def problems(handbook: Handbook, complete: bool = True) -> list[Problem]:
    """Return every id that is given twice or leads nowhere.

    Args:
        complete: False while files could not be read; ids are then not held against each other, for
            each would be reported again wherever it is mentioned.
    """
    found = [*_duplicates(handbook), *_repeated(handbook)]
    if complete:
        for rule in _OF_THE_WHOLE:
            found.extend(rule(handbook))
    return found

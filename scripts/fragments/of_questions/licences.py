"""Tables of the question on licences: classes and counts, notable conditions, lineages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from scripts.base.words import value_word
from scripts.data.handbook import Handbook
from scripts.data.models import Family, Release
from scripts.fragments.cells import Cell
from scripts.fragments.short_tables import Row, short_table
from scripts.reference.licences import STRICTNESS, Terms, binding, path, strictest

CLASSES = ("open-source", "open-weights", "non-commercial")
#: Shown for what their licences ask, one for each kind of clause.
NOTABLE = (
    "llama-3", "llama-3.1", "llama-4", "hunyuan-a13b", "qwen2.5", "qwen2.5-3b",
    "qwen2.5-72b", "gemma-3", "bloom",
    "baichuan-2", "minimax-m2", "mistral-large-2407",
)  # fmt: skip

WORDS = {
    "zh": {
        "classes": "权重开放的发布，按许可类别与能否商用计数",
        "class": "权重许可的类别",
        "all": "合计",
        "notable": "条款各异的许可证：能否商用，主要条件",
        "release": "发布",
        "licence": "许可证",
        "commercial": "商用",
        "conditions": "主要条件",
        "loosened": "自己的许可比谱系里更早的一代宽松的发布",
        "own": "自己的",
        "strictest": "谱系中最严的",
        "binding": "仍然约束的",
        "holders": "谱系中的权利人",
    },
    "en": {
        "classes": "Releases with open weights by class of licence and commercial use",
        "class": "Class of licence",
        "all": "all",
        "notable": "Licences with different clauses: commercial use and main conditions",
        "release": "Release",
        "licence": "licence",
        "commercial": "commercial",
        "conditions": "main conditions",
        "loosened": "Releases whose own licence is freer than one further up their lineage",
        "own": "own",
        "strictest": "strictest on the path",
        "binding": "what still binds",
        "holders": "holders on the path",
    },
}


def open_releases(handbook: Handbook) -> Iterator[tuple[Family, Release]]:
    """Yield the releases whose weights can be downloaded."""
    yield from (pair for pair in handbook.releases() if pair[1].weights == "open")


def _word(kind: str, found: str, lang: str) -> Cell:
    return Cell(value_word(f"licence.{kind}", found, lang), found)


def _url(family: Family, release: Release) -> str:
    return f"{{root}}models/{family.id}/#release-{release.id}"


def licence_classes(handbook: Handbook, lang: str) -> str:
    """Return how many releases with open weights have which class and which commercial use."""
    words = WORDS[lang]
    found: Counter[tuple[str, str]] = Counter(
        (release.licence.class_, release.licence.commercial)
        for _, release in open_releases(handbook)
    )
    rows = []
    for class_ in CLASSES:
        counts = [found[class_, commercial] for commercial in STRICTNESS]
        cells = [Cell(str(count), count) for count in (*counts, sum(counts))]
        rows.append(Row(value_word("licence.class", class_, lang), cells))
    head = [value_word("licence.commercial", commercial, lang) for commercial in STRICTNESS]
    return short_table(
        "licence-classes", lang, words["classes"], [words["class"], *head, words["all"]], rows
    )


def licence_conditions(handbook: Handbook, lang: str) -> str:
    """Return the conditions of notable licences as the data have them."""
    words = WORDS[lang]
    families = {release.id: family for family, release in handbook.releases()}
    rows = []
    for id_ in NOTABLE:
        release = handbook.release(id_)
        licence = release.licence
        text = licence.conditions[lang] if licence.conditions else "–"
        cells = [
            Cell(licence.name, licence.name),
            _word("commercial", licence.commercial, lang),
            Cell(text, text),
        ]
        rows.append(Row(release.name, cells, _url(families[id_], release)))
    head = [words[name] for name in ("release", "licence", "commercial", "conditions")]
    return short_table("licence-conditions", lang, words["notable"], head, rows)


def line_of(handbook: Handbook, id_: str) -> list[Terms]:
    """Return the terms from a release upwards; the holder is the developer of its family."""
    known = {release.id: (family, release) for family, release in handbook.releases()}
    parents = {id_: r.derived_from for id_, (_, r) in known.items() if r.derived_from}
    return [
        Terms(known[step][0].developer.en, known[step][1].licence.commercial)
        for step in path(id_, parents)
    ]


def loosened(handbook: Handbook) -> Iterator[tuple[Family, Release, list[Terms]]]:
    """Yield the open releases that are freer than something further up their lineage."""
    for family, release in open_releases(handbook):
        line = line_of(handbook, release.id)
        if strictest(line) != release.licence.commercial:
            yield family, release, line


def licence_lineages(handbook: Handbook, lang: str) -> str:
    """Return what the walk finds for releases that are freer than an ancestor."""
    words = WORDS[lang]
    rows = []
    for family, release, line in loosened(handbook):
        cells = [
            _word("commercial", release.licence.commercial, lang),
            _word("commercial", strictest(line), lang),
            _word("commercial", strictest(binding(line)), lang),
            Cell(str(len(binding(line))), len(binding(line))),
        ]
        rows.append(Row(release.name, cells, _url(family, release)))
    head = [words[name] for name in ("release", "own", "strictest", "binding", "holders")]
    return short_table("licence-lineages", lang, words["loosened"], head, rows)


TABLES = {
    "licence-classes": licence_classes,
    "licence-conditions": licence_conditions,
    "licence-lineages": licence_lineages,
}

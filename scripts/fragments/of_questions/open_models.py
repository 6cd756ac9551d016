"""Tables of the question on open models: some of the present generation to choose from, and the
newest release of every family.

One chooses by memory (parameters times bits), by language, and by what the licence of the weights
asks.
"""

from __future__ import annotations

from collections.abc import Sequence

from scripts.base import numbers
from scripts.base.words import value_word
from scripts.counts import comparison, memory
from scripts.data.handbook import Entry, Handbook
from scripts.data.models import Family, Release
from scripts.fragments import days
from scripts.fragments.cells import Cell, Show, unknown
from scripts.fragments.columns import COUNT, LICENCE
from scripts.fragments.short_tables import Row, of_checkpoints, short_table

#: One or two of each family that is much used, over all sizes; shown by size, not by merit.
MODELS = (
    "minicpm5-2b", "granite-4.1-3b", "qwen3-8b", "granite-4.1-8b", "gpt-oss-20b",
    "eurollm-22b-2512", "gemma-4-26b-a4b", "qwen3.8-27b", "gemma-4-31b",
    "nemotron-3.5-lightning-30b-a3b", "qwen3.6-35b-a3b", "llama-4-scout", "gpt-oss-120b",
    "mistral-small-4", "qwen3.5-122b-a10b", "deepseek-v4-flash", "glm-5.2", "kimi-k2.6",
)  # fmt: skip
BITS = (4, 16)
TITLES = {
    "zh": ("发布", "总参数", "4 位，GiB", "16 位，GiB", "语言", "权重许可证", "商用"),
    "en": (
        "released",
        "total",
        "4 bits, GiB",
        "16 bits, GiB",
        "languages",
        "licence",
        "commercial",
    ),
}
CAPTION = {
    "zh": "可供挑选的开放权重模型：发布日期、参数、权重所占显存、语言、许可证",
    "en": "Open-weight models to choose from: date, parameters, memory of the weights, languages, "
    "licence",
}

FAMILY_TITLES = {
    "zh": ("家族", "最新发布", "日期", "其中最大的", "权重许可证", "始于"),
    "en": ("Family", "newest release", "date", "its largest", "licence", "since"),
}
FAMILY_CAPTION = {
    "zh": "各开放权重家族的最新发布：日期、其中最大的模型、许可证，以及家族始于哪一年",
    "en": "The newest release of each family with open weights: date, largest model, licence, and "
    "since when there is the family",
}


def _month(entry: Entry, lang: str) -> Cell:
    release = entry.release
    return Cell(days.month(release), release.date.isoformat(), days.whole(release, lang))


def _memory(bits: int) -> Show:
    def show(entry: Entry, lang: str) -> Cell:
        size = memory.weight_bytes(comparison.best_count(entry.checkpoint), bits)
        return unknown(lang) if size is None else Cell(numbers.significant(size / 2**30), size)

    return show


def _languages(entry: Entry, lang: str) -> Cell:
    found = entry.release.languages
    return unknown(lang) if found is None else Cell(found[lang], found[lang])


def _commercial(entry: Entry, lang: str) -> Cell:
    found = entry.release.licence.commercial
    return Cell(value_word("licence.commercial", found, lang), found)


def open_models(handbook: Handbook, lang: str) -> str:
    """Return memory, languages and licences of models of the present generation as HTML."""
    ordered = sorted(
        MODELS, key=lambda id_: comparison.best_count(handbook.entry(id_).checkpoint) or 0
    )
    shows = (
        _month, COUNT[1], *(_memory(bits) for bits in BITS),
        _languages, LICENCE[1], _commercial,
    )  # fmt: skip
    columns = list(zip(TITLES[lang], shows, strict=True))
    return of_checkpoints(handbook, "open-models-choice", lang, CAPTION[lang], ordered, columns)


def _open_releases(family: Family) -> list[Release]:
    """Return the releases whose weights can be had, the oldest first."""
    found = [release for release in family.releases if release.weights == "open"]
    return sorted(found, key=lambda release: release.date)


def _family_row(family: Family, releases: Sequence[Release], lang: str) -> Row:
    newest = releases[-1]
    entries = [Entry(family, newest, checkpoint) for checkpoint in newest.checkpoints]
    largest = max(entries, key=lambda entry: comparison.best_count(entry.checkpoint) or 0)
    cells = [
        Cell(newest.name, newest.name),
        _month(largest, lang),
        COUNT[1](largest, lang),
        LICENCE[1](largest, lang),
        Cell(str(releases[0].date.year), str(releases[0].date.year)),
    ]
    return Row(family.name[lang], cells, f"{{root}}models/{family.id}/#release-{newest.id}")


def families(handbook: Handbook, lang: str) -> str:
    """Return the newest open release of each family as HTML, the newest first."""
    found = ((family, _open_releases(family)) for family in handbook.families.values())
    with_weights = [(family, releases) for family, releases in found if releases]
    with_weights.sort(key=lambda pair: pair[1][-1].date, reverse=True)
    rows = [_family_row(family, releases, lang) for family, releases in with_weights]
    return short_table(
        "open-models-families", lang, FAMILY_CAPTION[lang], FAMILY_TITLES[lang], rows
    )


TABLES = {"open-models-choice": open_models, "open-models-families": families}

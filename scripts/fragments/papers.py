"""The papers of a release: those among its sources that are not about another release."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scripts.data.handbook import Handbook
from scripts.data.schema import Source
from scripts.fragments import source_links

#: Groups of figures that may cite a paper.
_GROUPS = ("date", "licence", "languages", "architecture", "training", "parameters")
_PARTED = re.compile(r"[\s_-]+")


@dataclass(frozen=True)
class Paper:
    """A way to a paper, by its title."""

    title: str
    url: str


def _joined(name: str) -> str:
    return _PARTED.sub("", name.lower())


def _subject(title: str, names: Iterable[str]) -> str:
    """Return the longest of the names that a title holds, as whole words, or nothing."""
    words = _PARTED.sub(" ", title.lower()).replace(":", "").split()
    held = {"".join(words[at:end]) for end in range(len(words) + 1) for at in range(end)}
    return max(held.intersection(names), key=len, default="")


def _of(release: str, sources: Iterable[Source], names: Iterable[str]) -> Sequence[Paper]:
    papers = [source for source in sources if source.kind == "paper"]
    # What is said in brackets is how much of the paper was read.
    return tuple(
        Paper(paper.title.split(" (")[0], paper.url)
        for paper in papers
        if _joined(release).startswith(_subject(paper.title, names))
    )


def of_releases(handbook: Handbook) -> Mapping[str, Sequence[Paper]]:
    """Return the papers of each release by its id: "Llama 2" has none in that on Code Llama.

    A release may share the paper of one whose name its own begins with, as Gemma 2 2B that of
    Gemma 2, or one that names no release, such as "Mixtral of Experts".
    """
    names = {_joined(release.name) for _, release in handbook.releases()}
    names |= {_joined(family.name.en) for family in handbook.families.values()}
    return {
        id_: _of(
            entries[0].release.name,
            (handbook.sources[one] for one in source_links.first_groups(entries, _GROUPS)),
            names,
        )
        for id_, entries in handbook.of_release.items()
    }

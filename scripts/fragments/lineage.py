"""Which release grew out of which: a nested list for each family, other families' releases too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scripts.base import numbers
from scripts.base.templating import render
from scripts.counts import comparison
from scripts.data.handbook import Handbook
from scripts.data.models import Family, Release
from scripts.fragments import days


@dataclass(frozen=True)
class Node:
    """A release with all that derives from it.

    Attributes:
        family: its family, if that is another one than the list's.
        parent: the release of another family that it derives from; only at the top of a list.
        sizes: parameters of its checkpoints, the small ones first.
    """

    release: Release
    url: str
    date: str
    sizes: Sequence[str]
    family: Family | None
    parent: Node | None
    children: Sequence[Node]


Pair = tuple[Family, Release]


def _ordered(pairs: Iterable[Pair]) -> list[Pair]:
    return sorted(pairs, key=lambda pair: (pair[1].date, pair[1].id))


def _sizes(release: Release) -> list[str]:
    counts = {comparison.best_count(checkpoint) for checkpoint in release.checkpoints}
    return [numbers.short(count) for count in sorted(count for count in counts if count)]


def _node(pair: Pair, home: Family, lang: str, children: Sequence[Node] = ()) -> Node:
    family, release = pair
    return Node(
        release=release,
        url=f"{{root}}models/{family.id}/#release-{release.id}",
        date=days.words(release, lang),
        sizes=_sizes(release),
        family=None if family.id == home.id else family,
        parent=None,
        children=children,
    )


def _grown(
    handbook: Handbook, pair: Pair, home: Family, lang: str, above: tuple[str, ...] = ()
) -> Node:
    """Return the release with its whole tree; `above` keeps a circle in the data from turning."""
    path = (*above, pair[1].id)
    below = [one for one in handbook.derived.get(pair[1].id, ()) if one[1].id not in path]
    children = [_grown(handbook, other, home, lang, path) for other in _ordered(below)]
    return _node(pair, home, lang, children)


def _roots(handbook: Handbook, family: Family, lang: str) -> list[Node]:
    own = {release.id for release in family.releases}
    every = {release.id: (owner, release) for owner, release in handbook.releases()}
    found = []
    for release in (release for _, release in _ordered((family, r) for r in family.releases)):
        if release.derived_from in own:
            continue
        node = _grown(handbook, (family, release), family, lang)
        if release.derived_from:
            parent = _node(every[release.derived_from], family, lang)
            node = Node(**{**vars(node), "parent": parent})
        found.append(node)
    return found


def _has_kin(node: Node) -> bool:
    return node.parent is not None or bool(node.children)


def render_families(handbook: Handbook, lang: str) -> dict[str, str]:
    """Return the lineage of each family by its id."""
    return {
        family.id: render("lineage", lang, groups=[(None, _roots(handbook, family, lang))])
        for family in handbook.families.values()
    }


def render_overview(handbook: Handbook, lang: str) -> str:
    """Return the lineages of all families that have one, each folded; families by their name.

    Releases that neither derive from another nor have descendants are left out.
    """
    families = sorted(handbook.families.values(), key=lambda f: f.name["en"].casefold())
    kept = [
        (family, [node for node in _roots(handbook, family, lang) if _has_kin(node)])
        for family in families
        if family.role == "open"
    ]
    groups = [(family, nodes) for family, nodes in kept if nodes]
    return render("lineage", lang, groups=groups)

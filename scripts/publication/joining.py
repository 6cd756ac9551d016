"""Two tagged PDFs made one: pages of the one take the place of blank pages of the other."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain

import pikepdf

#: Which object an object is.
_Id = tuple[int, int]


def insert(document: pikepdf.Pdf, annex: pikepdf.Pdf, at: int) -> None:
    """Put all pages of `annex` in the place of those of `document` from `at` on, counted from 0.

    What leads to a page of `document` leads to the one in its place then, and the tags of `annex`
    stand between those of the pages around it. Bookmarks, names and page labels are `document`'s.
    Tags of `annex` are taken to share their attributes, as `lighten` makes them.
    """
    _make_ids_differ(annex)
    blank = [page.obj for page in document.pages[at : at + len(annex.pages)]]
    for number, page in enumerate(annex.pages, start=at):
        document.pages[number] = page
    put = [page.obj for page in document.pages[at : at + len(annex.pages)]]
    # Pages are copied before all else: what leads to one of them is to lead to its copy.
    tags = document.copy_foreign(annex.Root.StructTreeRoot)
    instead = {old.objgen: new for old, new in zip(blank, put, strict=True)}
    _lead(document, instead)
    _put_tags(document, tags, instead.keys(), len(document.pages) - at - len(put))
    _add_ids(document, tags)
    _add_parents(document, tags, put)


def links(pages: Iterable[pikepdf.Object]) -> Iterator[pikepdf.Object]:
    """Give all links of pages."""
    return (link for page in pages for link in page.get("/Annots", []))


def _make_ids_differ(annex: pikepdf.Pdf) -> None:
    """Mark the ids of tags, and where cells of tables name their heads by them."""
    for id_, tag in _ids(annex.Root.StructTreeRoot):
        tag.ID = _marked(id_)
    for shared in annex.objects:
        if isinstance(shared, pikepdf.Array):
            for attributes in shared:
                if isinstance(attributes, pikepdf.Dictionary) and "/Headers" in attributes:
                    attributes.Headers = pikepdf.Array(map(_marked, attributes.Headers))


def _marked(id_: pikepdf.Object) -> pikepdf.String:
    return pikepdf.String(b"annex " + bytes(id_))


def _ids(tags: pikepdf.Object) -> list[tuple[pikepdf.Object, pikepdf.Object]]:
    return list(_pairs(tags.IDTree.Names)) if "/IDTree" in tags else []


def _pairs(flat: pikepdf.Object) -> Iterator[tuple[pikepdf.Object, pikepdf.Object]]:
    items = list(flat)
    return zip(items[::2], items[1::2], strict=True)


def _lead(document: pikepdf.Pdf, instead: Mapping[_Id, pikepdf.Object]) -> None:
    """Make what leads to a page lead to the page `instead` of it."""
    bookmarks = _bookmarks(document.Root.Outlines)
    places = (
        found.get("/Dest") for found in chain(links(page.obj for page in document.pages), bookmarks)
    )
    for place in chain(places, (place for _, place in _pairs(document.Root.Names.Dests.Names))):
        if isinstance(place, pikepdf.Array) and place[0].objgen in instead:
            old, new = place[0], instead[place[0].objgen]
            place[0] = new
            # It is told from the foot of the page, and a turned page is less high.
            place[3] = place[3] + new.MediaBox[3] - old.MediaBox[3]


def _bookmarks(above: pikepdf.Object) -> Iterator[pikepdf.Object]:
    mark = above.get("/First")
    while mark is not None:
        yield mark
        yield from _bookmarks(mark)
        mark = mark.get("/Next")


def _put_tags(
    document: pikepdf.Pdf, tags: pikepdf.Object, blank: Container[_Id], behind: int
) -> None:
    """Set the tags in place of those of `blank` pages, before those of the last `behind` pages."""
    root = document.Root.StructTreeRoot
    [whole], [added] = root.K, tags.K
    for tag in added.K:
        tag.P = whole
    after = {page.obj.objgen for page in document.pages[len(document.pages) - behind :]}
    own = [tag for tag in whole.K if _page(tag) not in blank]
    at = next((at for at, tag in enumerate(own) if _page(tag) in after), len(own))
    whole.K = pikepdf.Array([*own[:at], *added.K, *own[at:]])
    for name, role in tags.RoleMap.items():
        root.RoleMap[name] = role


def _page(tag: pikepdf.Object) -> _Id | None:
    """Return the page on which a tag begins, None for one that holds nothing."""
    while "/Pg" not in tag:
        if "/K" not in tag or not len(tag.K):
            return None
        tag = tag.K[0]
    return tag.Pg.objgen


def _add_ids(document: pikepdf.Pdf, tags: pikepdf.Object) -> None:
    root = document.Root.StructTreeRoot
    by_id = {bytes(tag.ID): tag for source in (root, tags) for _, tag in _ids(source)}
    names = chain.from_iterable((pikepdf.String(id_), by_id[id_]) for id_ in sorted(by_id))
    root.IDTree = document.make_indirect(pikepdf.Dictionary(Names=pikepdf.Array(names)))


def _add_parents(
    document: pikepdf.Pdf, tags: pikepdf.Object, put: Sequence[pikepdf.Object]
) -> None:
    """Count the tags of the pages that were put in on from those of `document`."""
    root = document.Root.StructTreeRoot
    offset = int(root.ParentTreeNextKey)
    for page in put:
        page.StructParents += offset
    for link in links(put):
        if "/StructParent" in link:
            link.StructParent += offset
    added = [(int(key) + offset, found) for key, found in _pairs(tags.ParentTree.Nums)]
    root.ParentTree.Nums = pikepdf.Array([*root.ParentTree.Nums, *chain.from_iterable(added)])
    root.ParentTreeNextKey = offset + int(tags.ParentTreeNextKey)

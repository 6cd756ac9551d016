"""The navigation where it follows from the data: questions by chapter, families by name.

`mkdocs.yml` holds the order of everything else and says by a pattern where these belong.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from scripts.content.pages import Page
from scripts.data.handbook import Handbook

QUESTIONS = "questions/*"
FAMILIES = "models/*"


def _questions(handbook: Handbook, written: set[str], lang: str) -> Iterable[Any]:
    for chapter in handbook.chapters:
        paths = [f"questions/{id_}.md" for id_ in chapter.questions]
        if there := [path for path in paths if path in written]:
            yield {chapter.title[lang]: there}


def _families(handbook: Handbook, written: set[str]) -> Iterable[Any]:
    """Yield the families' pages by English name, those that are only for comparison last."""
    families = handbook.families.values()
    in_order = sorted(families, key=lambda f: (f.role == "comparison", f.name.en.casefold()))
    paths = (f"models/{family.id}.md" for family in in_order)
    yield from (path for path in paths if path in written)


def filled(nav: Sequence[Any], handbook: Handbook, pages: Iterable[Page], lang: str) -> list[Any]:
    """Return `nav` of mkdocs.yml with its patterns replaced by pages, in the words of `lang`."""
    written = {page.path for page in pages}
    found = {
        QUESTIONS: list(_questions(handbook, written, lang)),
        FAMILIES: list(_families(handbook, written)),
    }

    def fill(items: Sequence[Any]) -> list[Any]:
        out: list[Any] = []
        for item in items:
            if isinstance(item, dict):
                out.append({k: fill(v) if isinstance(v, list) else v for k, v in item.items()})
            else:
                out.extend(found.get(item, [item]))
        return out

    return fill(nav)

"""The navigation where it follows from the data: questions by chapter, families by name.

`mkdocs.yml` holds the order of everything else and says by a pattern where these belong. Titles
leave as HTML, because the theme sets them without escaping.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import escape

from scripts.content.pages import Page
from scripts.data.handbook import Handbook

QUESTIONS = "questions/*"
FAMILIES = "models/*"


def _questions(handbook: Handbook, titles: Mapping[str, str], lang: str) -> Iterable[Any]:
    for chapter in handbook.chapters:
        paths = [f"questions/{id_}.md" for id_ in chapter.questions]
        if there := [{titles[path]: path} for path in paths if path in titles]:
            yield {escape(chapter.title[lang]): there}


def _families(handbook: Handbook, titles: Mapping[str, str]) -> Iterable[Any]:
    """Yield the families' pages by English name, those that are only for comparison last."""
    families = handbook.families.values()
    in_order = sorted(families, key=lambda f: (f.role == "comparison", f.name.en.casefold()))
    paths = (f"models/{family.id}.md" for family in in_order)
    yield from ({titles[path]: path} for path in paths if path in titles)


def filled(nav: Sequence[Any], handbook: Handbook, pages: Iterable[Page], lang: str) -> list[Any]:
    """Return `nav` of mkdocs.yml with its patterns replaced by pages, in the words of `lang`."""
    titles = {page.path: escape(page.title) for page in pages}
    found = {
        QUESTIONS: list(_questions(handbook, titles, lang)),
        FAMILIES: list(_families(handbook, titles)),
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

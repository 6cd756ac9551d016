"""Questions and families come into the navigation by the data."""

from __future__ import annotations

from dataclasses import replace

from scripts.content.pages import Page
from scripts.data.forms import Bilingual
from scripts.data.lists import Chapter
from scripts.site import navigation
from tests.unit.invented import handbook
from tests.unit.test_published import page


def titled(path: str) -> Page:
    bare = page(path)
    title = path.removesuffix(".md").title()
    return replace(bare, meta=bare.meta.model_copy(update={"title": title}))


def test_patterns_are_filled_in_the_language() -> None:
    birds = Chapter(
        id="birds",
        title=Bilingual(zh="鸟", en="Birds"),
        summary=Bilingual(zh="鸟。", en="Birds."),
        questions=("unwritten", "bills"),
    )
    empty = birds.model_copy(update={"id": "none", "questions": ("unwritten",)})
    book = replace(handbook(), chapters=(birds, empty))
    paths = ("index.md", "questions/bills.md", "models/heron.md", "models/auk.md")
    nav = [{"首页": "index.md"}, {"问题": ["questions/*"]}, {"模型": [{"家族": ["models/*"]}]}]
    assert navigation.filled(nav, book, [titled(path) for path in paths], "en") == [
        {"首页": "index.md"},
        {"问题": [{"Birds": [{"Questions/Bills": "questions/bills.md"}]}]},
        {
            "模型": [
                {"家族": [{"Models/Auk": "models/auk.md"}, {"Models/Heron": "models/heron.md"}]}
            ]
        },
    ]

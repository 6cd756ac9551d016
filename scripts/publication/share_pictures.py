"""Pictures that are shown where a link to a page is shared: its title on the handbook's colours."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import typst

from scripts.base import citing
from scripts.base.paths import share_picture
from scripts.base.writing import write_all
from scripts.fragments.generate import Content
from scripts.publication import apart, fonts

_SOURCE = Path(__file__).parent / "template" / "share.typ"
#: A card is 1200 by 624 points; 42 dots an inch make 700 by 364 pixels, of less than 40 kB.
_DOTS = 42
SIZE = (700, 364)
#: Below the title of a question.
_FOOT = {
    "zh": "有出处，有公式，有图，有可运行的代码",
    "en": "With sources, formulas, figures and code that runs",
}
_HOME = "index.md"


@dataclass(frozen=True)
class Card:
    """What a picture says. title: of the page. chapter: above it, may be empty. foot: below."""

    lang: str
    title: str
    chapter: str
    foot: str


def _cards(content: Content) -> Iterator[tuple[str, Card]]:
    """Give the card of each question, and one for all other pages, with its address."""
    for lang, every in content.pages.items():
        chapters = {chapter.id: chapter.title[lang] for chapter in content.handbook.chapters}
        foot = next(page.meta.description for page in every if page.path == _HOME)
        yield share_picture(None, lang), Card(lang, citing.BOOK[lang], "", foot)
        for page in every:
            if page.is_question:
                chapter = chapters[page.meta.chapter or ""]
                card = Card(lang, page.title, chapter, _FOOT[lang])
                yield share_picture(page.meta.id, lang), card


def publish(content: Content, site_dir: Path) -> list[Path]:
    """Write the pictures of all pages into a built site, and return their files."""
    cards = dict(_cards(content))
    return write_all(site_dir, dict(zip(cards, draw(cards.values()), strict=True)))


def draw(cards: Iterable[Card]) -> list[bytes]:
    """Return a PNG for each card; no font of the system is asked."""
    return apart.call(_drawn, json.dumps([asdict(card) for card in cards]), fonts.locate())


def _drawn(cards: str, folders: list[Path]) -> list[bytes]:
    made = typst.compile(
        _SOURCE,
        root=_SOURCE.parent,
        font_paths=list(folders),
        ignore_system_fonts=True,
        sys_inputs={"cards": cards},
        format="png",
        ppi=_DOTS,
    )
    return made if isinstance(made, list) else [made] if isinstance(made, bytes) else []

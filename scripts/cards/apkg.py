"""Cards as a package that every Anki opens, the same bytes in every build.

What ties a package to a learner's collection never changes: the ids below, and the `guid` of a
note, which is made of language and key. Anki takes over the new text of a note that is dated
later than the learner's own; so the edition dates the notes. Progress hangs on the cards, of
which an import only adds those that are missing.
"""

from __future__ import annotations

import datetime
import itertools
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from html import escape
from pathlib import Path

import genanki

from scripts.base import numbers
from scripts.base.edition import Edition
from scripts.base.zipping import zipped
from scripts.cards.reading import Card, Deck
from scripts.cards.wording import WORDING
from scripts.publication.site_reader import Volume

LOOKS = Path(__file__).parent / "looks"


@dataclass(frozen=True)
class _Ids:
    """What Anki knows the note type and the decks of a language by; drawn at random, once."""

    note_type: int
    root: int
    decks: Mapping[Deck, int]


_IDS: Mapping[str, _Ids] = {
    "zh": _Ids(
        2110229152,
        1763504131,
        {"questions": 2127308731, "terms": 1495822776, "terms_back": 1688027419},
    ),
    "en": _Ids(
        1610634842,
        1375227301,
        {"questions": 1753881801, "terms": 1964954477, "terms_back": 1820416653},
    ),
}
#: With ids of their own, fields and template can be renamed by a later edition.
_FIELDS = {"Front": 1410753664, "Back": 1438524343, "Place": 1878189456, "Link": 1923168541}
_TEMPLATE = {"name": "Card", "id": 1182057861}


def render(volume: Volume, cards: Sequence[Card], edition: Edition) -> bytes:
    """Return the cards of a volume as an Anki package."""
    package = genanki.Package(_decks(volume, cards, edition))
    date = timestamp(edition)
    with closing(sqlite3.connect(":memory:")) as collection:
        package.write_to_db(collection.cursor(), date, itertools.count(date * 1000))
        collection.commit()
        data = collection.serialize()
    return zipped({"collection.anki2": data, "media": b"{}"})


def timestamp(edition: Edition) -> int:
    """Return the second that dates the notes of an edition.

    Of two versions of one day the later has the later second.
    """
    midnight = datetime.datetime.combine(edition.day, datetime.time(), datetime.UTC)
    major, minor, patch = map(int, edition.version.split("."))
    return int(midnight.timestamp()) + (major * 100 + minor) * 100 + patch


def guid(lang: str, key: str) -> str:
    """Return what Anki knows a card's note by."""
    return str(genanki.guid_for(lang, key))


def _decks(volume: Volume, cards: Sequence[Card], edition: Edition) -> list[genanki.Deck]:
    """Return the deck of the volume, which holds the others and no cards, and those others."""
    ids, words = _IDS[volume.lang], WORDING[volume.lang]
    names: Mapping[Deck, str] = {
        "questions": words.questions,
        "terms": words.terms,
        "terms_back": words.terms_back,
    }
    decks = {
        deck: genanki.Deck(ids.decks[deck], f"{volume.title}::{name}")
        for deck, name in names.items()
    }
    note_type = _note_type(volume)
    for position, card in enumerate(cards, start=1):
        decks[card.deck].add_note(_note(volume, note_type, card, position))
    return [genanki.Deck(ids.root, volume.title, _about(volume, edition)), *decks.values()]


def _about(volume: Volume, edition: Edition) -> str:
    words = WORDING[volume.lang]
    day = numbers.date(edition.day, volume.lang)
    about = f"{escape(volume.description)}<br>{edition.version} · {day} · {words.licence}"
    return f'{about}<br><a href="{escape(volume.home)}">{escape(volume.home)}</a>'


def _note_type(volume: Volume) -> genanki.Model:
    words = {"LANG": volume.lang, "READ_ON": WORDING[volume.lang].read_on}
    front, back = (_look(name, words) for name in ("front.html", "back.html"))
    return genanki.Model(
        _IDS[volume.lang].note_type,
        volume.title,
        fields=[{"name": name, "id": id_} for name, id_ in _FIELDS.items()],
        templates=[{**_TEMPLATE, "qfmt": front, "afmt": back}],
        css=_look("card.css", {}),
    )


def _look(name: str, words: Mapping[str, str]) -> str:
    text = (LOOKS / name).read_text(encoding="utf-8")
    for slot, word in words.items():
        text = text.replace(slot, word)
    return text


def _note(volume: Volume, note_type: genanki.Model, card: Card, position: int) -> genanki.Note:
    tag = f"{volume.title}::{card.chapter}".replace(" ", "-")
    return genanki.Note(
        note_type,
        [card.front, card.back, escape(card.place), escape(card.url)],
        tags=[tag],
        guid=guid(volume.lang, card.key),
        due=position,
    )

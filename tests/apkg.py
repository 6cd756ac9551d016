"""An Anki package as a program other than Anki opens it: a zip file with a database."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Note:
    """A note of the package, with the name of the deck that its card is in."""

    guid: str
    date: int
    deck: str
    tags: list[str]
    front: str
    back: str
    place: str
    link: str
    position: int


@dataclass(frozen=True)
class Package:
    """The notes, the decks by their names, and the note type."""

    notes: list[Note]
    decks: dict[str, dict[str, Any]]
    note_type: dict[str, Any]


def read(data: bytes) -> Package:
    """Return what the package holds; it must be whole, and hold one card a note."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == ["collection.anki2", "media"]
        assert json.loads(archive.read("media")) == {}
        database = archive.read("collection.anki2")
    with closing(sqlite3.connect(":memory:")) as collection:
        collection.deserialize(database)
        assert collection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return _read(collection)


def _four(fields: str) -> tuple[str, str, str, str]:
    front, back, place, link = fields.split("\x1f")
    return front, back, place, link


def _read(collection: sqlite3.Connection) -> Package:
    models, decks = map(json.loads, collection.execute("SELECT models, decks FROM col").fetchone())
    (note_type,) = models.values()
    rows = collection.execute(
        "SELECT guid, notes.mod, did, tags, flds, due"
        " FROM notes JOIN cards ON cards.nid = notes.id ORDER BY due"
    ).fetchall()
    assert collection.execute("SELECT COUNT(*) FROM notes").fetchone() == (len(rows),)
    notes = [
        Note(guid, date, decks[str(deck)]["name"], tags.split(), *_four(fields), position)
        for guid, date, deck, tags, fields, position in rows
    ]
    return Package(notes, {deck["name"]: deck for deck in decks.values()}, note_type)

"""The drawings of each family's models as a script, which the explorer loads to compare them.

A script, because a page opened from disk may load one and may read no other file.
"""

from __future__ import annotations

import json
from functools import lru_cache

from scripts.data.handbook import Entry, Handbook
from scripts.fragments import diagrams

#: Beside the page of the family.
FILE = "diagrams.js"
#: Where the scripts leave the drawings, by the ids of their models.
_PLACE = "window.handbookDiagrams"
#: Drawings that are kept for as long as their entry does not change.
_KEPT = 1 << 12


def render_all(handbook: Handbook, lang: str) -> dict[str, str]:
    """Return each family's script by its path below the root of the language."""
    drawn: dict[str, dict[str, str | None]] = {family: {} for family in handbook.families}
    for entry in handbook.entries():
        drawn[entry.family.id][entry.checkpoint.id] = _drawing(entry, lang)
    return {f"models/{family}/{FILE}": _script(found) for family, found in drawn.items()}


@lru_cache(_KEPT)
def _drawing(entry: Entry, lang: str) -> str | None:
    return diagrams.of_entry(entry, lang, f"diagram-{entry.checkpoint.id}")


def _script(drawings: dict[str, str | None]) -> str:
    text = json.dumps(drawings, ensure_ascii=False, separators=(",", ":"))
    return f"{_PLACE} = Object.assign({_PLACE} || {{}}, {text});\n"

"""The public data: JSON, CSV, schemas and a feed, as texts by their path below the site's root.

Two builds of the same data give the same texts; `scripts.site.mkdocs_hooks` puts them into the
site.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from scripts.api import atom, checkpoints, json_schema, shapes, spreadsheet
from scripts.api.endpoints import FOLDER, openapi
from scripts.data.handbook import Handbook

__all__ = ["FOLDER", "PAGE", "render_all"]

#: The page about the data, below the root of a language.
PAGE = "about/data/"
#: Checkpoints whose document is kept for as long as their entry does not change.
_KEPT = 1 << 12


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _json(shape: BaseModel) -> str:
    return _text(shape.model_dump(mode="json", by_alias=True))


@lru_cache(_KEPT)
def _checkpoint(checkpoint: shapes.Checkpoint) -> str:
    return _json(checkpoint)


def _models_json(head: dict[str, Any], documents: Iterable[str]) -> str:
    """Return the document of all checkpoints: each as it is in its own, two steps further in."""
    inside = [document.rstrip("\n").replace("\n", "\n  ") for document in documents]
    frame = _json(shapes.Models(**head, checkpoints=()))
    if not inside:
        return frame
    listed = ",\n  ".join(inside)
    return frame.removesuffix("[]\n}\n") + f"[\n  {listed}\n ]\n}}\n"


def attribution(site_url: str) -> str:
    """Return the line by which users of the data say where they come from."""
    return f"The LLM FAQ authors, LLM FAQ, {site_url}, CC BY 4.0"


def _head(handbook: Handbook, site_url: str) -> dict[str, Any]:
    """Return what every document begins with; the newest change dates the data."""
    newest = handbook.changes[0]
    return {
        "version": shapes.VERSION,
        "data_version": newest.version,
        "data_date": newest.date,
        "licence": shapes.LICENCE,
        "attribution": attribution(site_url),
    }


def _terms(handbook: Handbook, site_url: str) -> tuple[shapes.Term, ...]:
    return tuple(
        checkpoints.widened(
            shapes.Term, term, url=checkpoints.both(site_url, f"glossary/#{term.id}")
        )
        for term in handbook.glossary
    )


def _changes(handbook: Handbook, site_url: str) -> tuple[shapes.ChangeEntry, ...]:
    return tuple(
        checkpoints.widened(
            shapes.ChangeEntry,
            change,
            url=checkpoints.both(site_url, f"{PAGE}#v{change.version}"),
        )
        for change in handbook.changes
    )


def _models(
    published: tuple[shapes.Checkpoint, ...], head: dict[str, Any], address: str
) -> dict[str, str]:
    schema = json_schema.of(shapes.Models, f"{address}models.schema.json", "Models of the LLM FAQ")
    documents = {checkpoint.id: _checkpoint(checkpoint) for checkpoint in published}
    return {
        "models.json": _models_json(head, documents.values()),
        "models.csv": spreadsheet.render(published),
        "models.schema.json": _text(schema),
        **{f"models/{id_}.json": document for id_, document in documents.items()},
    }


def _about(handbook: Handbook, site_url: str, head: dict[str, Any]) -> dict[str, str]:
    changes = _changes(handbook, site_url)
    sources = tuple(handbook.sources[id_] for id_ in sorted(handbook.sources))
    pages = checkpoints.both(site_url, PAGE).model_dump()
    feed = f"{site_url}{FOLDER}/changes.atom"
    return {
        "sources.json": _json(shapes.Bibliography(**head, sources=sources)),
        "glossary.json": _json(shapes.Glossary(**head, terms=_terms(handbook, site_url))),
        "changes.json": _json(shapes.ChangeLog(**head, changes=changes)),
        "changes.atom": atom.render(changes, feed, pages, head["attribution"]),
    }


def render_all(handbook: Handbook, site_url: str) -> dict[str, str]:
    """Return every file by its path below the site's root.

    Args:
        site_url: the address of the site's root, with a slash at its end.
    """
    address, head = f"{site_url}{FOLDER}/", _head(handbook, site_url)
    published = tuple(checkpoints.publish(entry, site_url) for entry in handbook.entries())
    ids = [checkpoint.id for checkpoint in published]
    described = openapi(address.rstrip("/"), ids, head["data_version"], head["attribution"])
    found = {
        **_models(published, head, address),
        **_about(handbook, site_url, head),
        "openapi.json": _text(described),
    }
    return {f"{FOLDER}/{path}": text for path, text in found.items()}

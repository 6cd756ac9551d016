"""Drawings of the models of the data, with the words that the tables use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from scripts.data.architecture import Architecture
from scripts.data.handbook import Entry
from scripts.figures import model_diagram
from scripts.fragments import columns


def of_entry(entry: Entry, lang: str, name: str) -> str | None:
    """Return the drawing of a checkpoint, its ids beginning with `name`, if enough is known."""
    arch = entry.checkpoint.architecture
    if not model_diagram.is_drawable(arch):
        return None
    shown = {key: show(entry, lang) for key, show in (*columns.CHOICES, columns.LAYERS)}
    texts = {key: "" if cell.raw is None else cell.text for key, cell in shown.items()}
    told = model_diagram.Told(*(texts[field.name] for field in fields(model_diagram.Told)))
    return model_diagram.draw(name, entry.checkpoint.name, arch, told, lang)


def of_release(entries: Sequence[Entry], lang: str) -> tuple[str, str] | None:
    """Return the drawing of a release's largest model and its name, if enough is known."""
    known = [
        (arch, entry)
        for entry in entries
        if model_diagram.is_drawable(arch := entry.checkpoint.architecture)
    ]
    if not known:
        return None
    entry = max(known, key=lambda pair: _size(pair[0]))[1]
    drawing = of_entry(entry, lang, f"diagram-{entry.release.id}")
    return None if drawing is None else (drawing, entry.checkpoint.name)


def _size(arch: Architecture) -> int:
    return (arch.n_layers or 0) * (arch.d_model or 0)

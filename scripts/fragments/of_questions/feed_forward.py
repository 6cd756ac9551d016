"""Who bends how: activation, widths and matrices of the feed-forward layer of some models."""

from __future__ import annotations

from scripts.base import numbers
from scripts.data.handbook import Entry, Handbook
from scripts.fragments.cells import Cell
from scripts.fragments.columns import CHOICES, DATE, WIDTHS
from scripts.fragments.short_tables import of_checkpoints

GATED = ("swiglu", "geglu")
MODELS = (
    "gpt-2-1.5b", "opt-66b", "bloom-176b", "glm-130b", "llama-7b", "llama-2-70b", "falcon-180b",
    "gemma-7b", "gemma-3-27b", "qwen3-32b", "afm-4.5b", "apertus-70b",
)  # fmt: skip
TITLES = {
    "zh": ("发布", "激活", "d_model", "d_ff", "比值 · 矩阵数"),
    "en": ("released", "activation", "d_model", "d_ff", "ratio · matrices"),
}
CAPTION = {
    "zh": "一些模型的前馈层：激活、宽度、d_ff 与 d_model 之比、矩阵数",
    "en": "Feed-forward layers of some models: activation, widths, d_ff over d_model, matrices",
}


def _ratio(entry: Entry, _: str) -> Cell:
    arch = entry.checkpoint.architecture
    if arch is None or not arch.d_ff or not arch.d_model:
        raise ValueError(f"{entry.checkpoint.id} has no widths")
    ratio = arch.d_ff / arch.d_model
    return Cell(f"{numbers.significant(ratio)} · {3 if arch.activation in GATED else 2}", ratio)


def feed_forward(handbook: Handbook, lang: str) -> str:
    """Return activation, widths and matrices of some models as HTML."""
    shown = {**dict(CHOICES), **dict(WIDTHS), **dict([DATE])}
    names = ("date", "activation", "d_model", "d_ff")
    shows = [shown[name] for name in names] + [_ratio]
    columns = list(zip(TITLES[lang], shows, strict=True))
    return of_checkpoints(handbook, "feed-forward", lang, CAPTION[lang], MODELS, columns)


TABLES = {"feed-forward": feed_forward}

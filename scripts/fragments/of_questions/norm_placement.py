"""Table of the question on where the norms stand."""

from __future__ import annotations

from scripts.base.words import label
from scripts.data.handbook import Handbook
from scripts.fragments import columns
from scripts.fragments.columns import CHOICES
from scripts.fragments.short_tables import of_checkpoints

MODELS = (
    "gpt-2-1.5b", "glm-130b", "llama-7b", "grok-1", "gemma-2-27b", "olmo-2-7b", "deepseek-v3",
    "gemma-3-27b", "qwen3-8b", "exaone-4.0-32b", "olmo-3-7b", "trinity-large",
)  # fmt: skip

WORDS = {
    "zh": {"caption": "各模型的归一化放在哪里", "date": "年份", "norm": "归一化"},
    "en": {"caption": "Where models place their norms", "date": "Year", "norm": "Norms"},
}


def norm_placement(handbook: Handbook, lang: str) -> str:
    """Return the kind and the place of the norms of well-known models."""
    words = WORDS[lang]
    shown = (
        (words["date"], columns.year),
        (words["norm"], dict(CHOICES)["norm"]),
        (label("n_layers", lang), dict(columns.WIDTHS)["n_layers"]),
    )
    return of_checkpoints(handbook, "norm-placement", lang, words["caption"], MODELS, shown)


TABLES = {
    "norm-placement": norm_placement,
}

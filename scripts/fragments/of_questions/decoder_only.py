"""Short table of models that are no causal decoders, beside some that are."""

from __future__ import annotations

from scripts.data.handbook import Handbook
from scripts.fragments import columns
from scripts.fragments.short_tables import of_checkpoints

CHECKPOINTS = (
    "gpt-2-1.5b",
    "switch-xxl",
    "switch-c",
    "bloom-176b",
    "glm-130b",
    "llama-65b",
    "chatglm-6b",
    "chatglm2-6b",
    "deepseek-v3",
    "qwen3-235b-a22b",
)

WORDS = {
    "zh": ("架构类型", "发布", "类型", "参数"),
    "en": ("Kinds of architecture", "released", "kind", "parameters"),
}


def kinds(handbook: Handbook, lang: str) -> str:
    """Return the table: date, kind and parameters, the oldest first."""
    caption, date, kind, count = WORDS[lang]
    shown = (
        (date, columns.DATE[1]),
        (kind, columns.KIND[1]),
        (count, columns.COUNT[1]),
    )
    return of_checkpoints(handbook, "architecture-kinds", lang, caption, CHECKPOINTS, shown)


TABLES = {
    "architecture-kinds": kinds,
}

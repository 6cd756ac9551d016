"""Short table of training tokens, tokens per parameter and training compute of real models."""

from __future__ import annotations

from scripts.data.handbook import Handbook
from scripts.fragments import columns
from scripts.fragments.short_tables import of_checkpoints

CHECKPOINTS = (
    "bloom-176b",
    "glm-130b",
    "llama-65b",
    "llama-7b",
    "llama-2-7b",
    "falcon-180b",
    "deepseek-llm-67b",
    "llama-3-8b",
    "llama-3.1-405b",
    "deepseek-v3",
    "gemma-3-1b",
    "qwen3-0.6b",
)

WORDS = {
    "zh": ("训练词元与参数", "发布", "参数", "训练词元", "每参数词元", "训练 FLOP"),
    "en": (
        "Training tokens and parameters",
        "released",
        "parameters",
        "training tokens",
        "per parameter",
        "training FLOPs",
    ),
}


def tokens_per_parameter(handbook: Handbook, lang: str) -> str:
    """Return the table: parameters, tokens, their ratio, and 6 N D with the active parameters."""
    caption, date, count, tokens, ratio, flops = WORDS[lang]
    shown = (
        (date, columns.DATE[1]),
        (count, columns.COUNT[1]),
        (tokens, columns.TOKENS[1]),
        (ratio, columns.TOKENS_PER_PARAMETER[1]),
        (flops, columns.COSTS[1][1]),
    )
    return of_checkpoints(handbook, "tokens-per-parameter", lang, caption, CHECKPOINTS, shown)


TABLES = {
    "tokens-per-parameter": tokens_per_parameter,
}

"""Short table of models that share keys and values, or compress them: what a token costs."""

from __future__ import annotations

from scripts.data.handbook import Handbook
from scripts.fragments import columns
from scripts.fragments.short_tables import of_checkpoints

CHECKPOINTS = (
    "llama-65b",
    "falcon-7b",
    "llama-2-70b",
    "chatglm2-6b",
    "gemma-2b",
    "deepseek-llm-67b",
    "deepseek-v2",
    "deepseek-v3",
    "kimi-k2",
    "qwen3-32b",
    "gpt-oss-120b",
)

WORDS = {
    "zh": ("注意力、头数与每词元的缓存", "注意力", "查询头", "键值头", "KiB/词元", "与 MHA 之比"),
    "en": (
        "Attention, heads and cache per token",
        "attention",
        "query heads",
        "key/value heads",
        "KiB/token",
        "share of MHA",
    ),
}


def kv_sharing(handbook: Handbook, lang: str) -> str:
    """Return the table: who shares how, KiB per token in 16 bits, and the share of plain MHA."""
    caption, attention, heads, kv_heads, cache, share = WORDS[lang]
    fields = dict(columns.WIDTHS)
    shown = (
        (attention, columns.ATTENTION[1]),
        (heads, fields["n_heads"]),
        (kv_heads, fields["n_kv_heads"]),
        (cache, columns.KV_PER_TOKEN[1]),
        (share, columns.KV_OF_MHA[1]),
    )
    return of_checkpoints(handbook, "kv-sharing", lang, caption, CHECKPOINTS, shown)


TABLES = {
    "kv-sharing": kv_sharing,
}

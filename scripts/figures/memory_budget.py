"""Figure of one card with one model at three precisions: weights, cache, reserve."""

from __future__ import annotations

from scripts.base import numbers
from scripts.counts import architecture
from scripts.data.handbook import Handbook
from scripts.figures.drawing import MUTED, Drawing, colour
from scripts.reference.inference_memory import BITS_Q4, BITS_Q8, tokens_that_fit

MODEL, CARD = "llama-3.1-8b", "rtx-4090"
#: Tokens of a user, and the share of the card for weights and cache.
TOKENS, SHARE = 4096, 0.9
LEFT, SPAN = 14.0, 452.0

WORDS = {
    "zh": {
        "title": "一张 24 GB 的卡装 Llama 3.1 8B",
        "desc": (
            "三条横条，各代表一张 24 GB 的卡，权重每个数 16、8.5、4.5 位："
            "蓝色是权重，橙色是留给缓存的部分，末尾一成是预留。"
            "16 位时权重 16.1 GB，旁边放得下 10 个各 4096 个词元的用户；"
            "8.5 位时权重 8.5 GB，24 个；4.5 位时 4.5 GB，31 个。"
        ),
        "row": "{} 位：权重 {} GB，旁边 {} 个用户",
        "weights": "权重",
        "cache": "缓存",
        "reserve": "预留",
    },
    "en": {
        "title": "Llama 3.1 8B on a card of 24 GB",
        "desc": (
            "Three bars, each a card of 24 GB, with weights of 16, 8.5 and 4.5 bits: weights in "
            "blue, room for the cache in orange, a tenth in reserve at the end. In 16 bits the "
            "weights take 16.1 GB and 10 users with 4096 tokens each fit beside them; in 8.5 bits "
            "8.5 GB and 24 users; in 4.5 bits 4.5 GB and 31 users."
        ),
        "row": "{} bits: weights {} GB, {} users beside them",
        "weights": "weights",
        "cache": "cache",
        "reserve": "reserve",
    },
}


def _card(handbook: Handbook) -> float:
    return next(gpu.memory_gb for gpu in handbook.gpus if gpu.id == CARD) * 10**9


def users(handbook: Handbook, bits: float) -> int:
    """Return how many users with `TOKENS` tokens fit on the card."""
    checkpoint = handbook.entry(MODEL).checkpoint
    count = architecture.best_count(checkpoint)
    each = architecture.kv_bytes_per_token(checkpoint.architecture)
    if count is None or each is None:
        raise ValueError(f"{MODEL} cannot be counted")
    return tokens_that_fit(_card(handbook), SHARE, count, bits, each) // TOKENS


def memory_budget(handbook: Handbook, lang: str) -> str:
    """Return the card three times, at 16, 8.5 and 4.5 bits of a weight."""
    words = WORDS[lang]
    drawing = Drawing("memory-budget", lang, words["title"], words["desc"], 236)
    for i, name in enumerate(("weights", "cache", "reserve")):
        x, number = LEFT + 110 * i, ("1", "2", "5")[i]
        fill = colour(number if i == 0 else f"{number}-soft")
        drawing.rect(x, 10, 20, 14, fill=fill, stroke=colour(number))
        drawing.text(x + 28, 22, words[name])
    count = architecture.best_count(handbook.entry(MODEL).checkpoint) or 0
    memory = _card(handbook)
    for row, bits in enumerate((16, BITS_Q8, BITS_Q4)):
        y = 60 + 62 * row
        weights = count * bits / 8
        found = users(handbook, bits)
        shown = words["row"].format(f"{bits:g}", numbers.significant(weights / 10**9), found)
        drawing.text(LEFT, y, shown, fill=MUTED)
        edge, usable = SPAN * weights / memory, SPAN * SHARE
        drawing.rect(LEFT, y + 10, edge, 24, fill=colour("1"), stroke=colour("1"))
        drawing.rect(
            LEFT + edge, y + 10, usable - edge, 24, fill=colour("2-soft"), stroke=colour("2")
        )
        drawing.rect(
            LEFT + usable, y + 10, SPAN - usable, 24, fill=colour("5-soft"), stroke=colour("5")
        )
    return drawing.svg()


FIGURES_OF_DATA = {
    "memory-budget": memory_budget,
}

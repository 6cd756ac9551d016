"""Figure of one card with one model at three precisions: weights, cache, reserve."""

from __future__ import annotations

from scripts.base import numbers
from scripts.figures.drawing import MUTED, Drawing, colour
from scripts.reference.inference_memory import BITS_Q4, BITS_Q8, tokens_that_fit

#: Parameters and cache per token of Llama 3.1 8B, and a card: a test holds them against the data.
PARAMETERS, PER_TOKEN, MEMORY = 8_030_261_248, 131_072, 24 * 10**9
#: Tokens of a user, and the share of the card for weights and cache.
TOKENS, SHARE = 4096, 0.9
LEFT, SPAN = 14.0, 452.0

WORDS = {
    "zh": {
        "title": "一张 24 GB 的卡装 Llama 3.1 8B",
        "desc": (
            "三条横条，各代表一张 24 GB 的卡，权重每个数 16、8.5、4.5 位："
            "左起是权重，接着是留给缓存的部分，末尾一成是预留。"
            "16 位时权重 16.1 GB，旁边放得下 10 个各 4,096 个词元的用户；"
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
            "Three bars, each a card of 24 GB, with weights of 16, 8.5 and 4.5 bits: from the "
            "left the weights, room for the cache, and a tenth in reserve. In 16 bits the "
            "weights take 16.1 GB and 10 users with 4,096 tokens each fit beside them; in 8.5 bits "
            "8.5 GB and 24 users; in 4.5 bits 4.5 GB and 31 users."
        ),
        "row": "{} bits: weights {} GB, {} users beside them",
        "weights": "weights",
        "cache": "cache",
        "reserve": "reserve",
    },
}


def users(bits: float) -> int:
    """Return how many users with `TOKENS` tokens fit on the card."""
    return tokens_that_fit(MEMORY, SHARE, PARAMETERS, bits, PER_TOKEN) // TOKENS


def memory_budget(lang: str) -> str:
    """Return the card three times, at 16, 8.5 and 4.5 bits of a weight."""
    words = WORDS[lang]
    drawing = Drawing("memory-budget", lang, words["title"], words["desc"], 236)
    for i, name in enumerate(("weights", "cache", "reserve")):
        x, number = LEFT + 110 * i, ("1", "2", "5")[i]
        fill = colour(number if i == 0 else f"{number}-soft")
        drawing.rect(x, 10, 20, 14, fill=fill, stroke=colour(number))
        drawing.text(x + 28, 22, words[name])
    for row, bits in enumerate((16, BITS_Q8, BITS_Q4)):
        y = 60 + 62 * row
        weights = PARAMETERS * bits / 8
        found = users(bits)
        shown = words["row"].format(f"{bits:g}", numbers.significant(weights / 10**9), found)
        drawing.text(LEFT, y, shown, fill=MUTED)
        edge, usable = SPAN * weights / MEMORY, SPAN * SHARE
        drawing.rect(LEFT, y + 10, edge, 24, fill=colour("1"), stroke=colour("1"))
        drawing.rect(
            LEFT + edge, y + 10, usable - edge, 24, fill=colour("2-soft"), stroke=colour("2")
        )
        drawing.rect(
            LEFT + usable, y + 10, SPAN - usable, 24, fill=colour("5-soft"), stroke=colour("5")
        )
    return drawing.svg()


FIGURES = {
    "memory-budget": memory_budget,
}

"""Figure of what MHA, GQA, MQA and MLA cache for one token in one layer, with its count."""

from __future__ import annotations

from scripts.base.numbers import grouped
from scripts.figures.drawing import GRID, INK, MUTED, Drawing, colour
from scripts.reference.mla import mha_numbers, mla_numbers

#: The attention of DeepSeek-V2-Lite, and what it would cache with shared heads instead.
N_HEADS, HEAD_DIM, KV_RANK, ROPE_DIM = 16, 128, 512, 64
KINDS = (("MHA", 16), ("GQA", 4), ("MQA", 1))

LEFT, WIDTH = 14.0, 452.0
#: From the middle of the query heads down to what is cached.
GAP = 48.0
#: Width of one number in the bars, so that MHA fills the line.
SCALE = WIDTH / mha_numbers(N_HEADS, HEAD_DIM)

WORDS = {
    "zh": {
        "title": "MHA、GQA、MQA 与 MLA 为一个词元缓存多少个数",
        "desc": (
            "四行，每行上面是十六个查询头，下面是一层为一个词元缓存的数，画成与个数成比例的条。"
            "MHA 有十六个键值头，缓存 4,096 个数；GQA 四个键值头，1,024 个；MQA 一个，256 个；"
            "MLA 缓存 512 维的潜在向量和 64 维带位置的键，共 576 个，由十六个头共用。"
        ),
        "heads": "{}：{} 个键值头",
        "latent": "MLA：一个潜在向量，一个带位置的键",
        "numbers": "{} 个数",
    },
    "en": {
        "title": "How many numbers MHA, GQA, MQA and MLA cache for one token",
        "desc": (
            "Four rows, each with sixteen query heads above and, below, what one layer caches for "
            "one token, as a bar in proportion to its numbers. MHA has sixteen key/value heads and "
            "caches 4,096 numbers; GQA four and 1,024; MQA one and 256; MLA caches a latent of 512 "
            "and a key with position of 64, 576 in all, which all sixteen heads share."
        ),
        "heads": "{}: {} key/value heads",
        "latent": "MLA: one latent, one key with position",
        "numbers": "{} numbers",
    },
}


def _query_heads(drawing: Drawing, y: float, bars: list[tuple[float, float]]) -> None:
    """Draw the query heads and join each with the middle of the bar that it reads."""
    group = N_HEADS // len(bars)
    for head in range(N_HEADS):
        x = LEFT + WIDTH * (head + 0.5) / N_HEADS
        start, end = bars[head // group]
        drawing.line([(x, y + 7), (start + (end - start) / 2, y + GAP)], stroke=GRID, width=1.2)
    for head in range(N_HEADS):
        x = LEFT + WIDTH * (head + 0.5) / N_HEADS
        drawing.circle(x, y, 7, fill=colour("1-soft"), stroke=colour("1"))


def _heading(drawing: Drawing, y: float, name: str, count: str) -> None:
    drawing.text(LEFT, y, name, bold=True)
    drawing.text(LEFT + WIDTH, y, count, anchor="end", fill=MUTED)


def _shared(drawing: Drawing, y: float, n_kv_heads: int) -> None:
    """Draw key/value heads side by side, each a key and a value."""
    width = SCALE * 2 * HEAD_DIM
    bars = [(LEFT + i * width, LEFT + (i + 1) * width) for i in range(n_kv_heads)]
    _query_heads(drawing, y, bars)
    for start, _ in bars:
        drawing.rect(start, y + GAP, width / 2, 22, fill=colour("2-soft"), stroke=colour("2"))
        drawing.rect(
            start + width / 2, y + GAP, width / 2, 22, fill=colour("5-soft"), stroke=colour("2")
        )


def _latent(drawing: Drawing, y: float) -> None:
    """Draw the latent and the shared key with position."""
    middle, end = LEFT + SCALE * KV_RANK, LEFT + SCALE * mla_numbers(KV_RANK, ROPE_DIM)
    _query_heads(drawing, y, [(LEFT, end)])
    drawing.rect(LEFT, y + GAP, middle - LEFT, 22, fill=colour("3-soft"), stroke=colour("3"))
    drawing.rect(middle, y + GAP, end - middle, 22, fill=colour("4-soft"), stroke=colour("4"))
    drawing.text((LEFT + middle) / 2, y + GAP + 16, str(KV_RANK), anchor="middle", fill=INK)
    drawing.text(end + 8, y + GAP + 16, f"+ {ROPE_DIM}", fill=INK)


def kv_heads(lang: str) -> str:
    """Return four rows: heads that share, and what is cached, to scale."""
    words = WORDS[lang]
    drawing = Drawing("kv-heads", lang, words["title"], words["desc"], 480)
    y = 20.0
    for name, n_kv_heads in KINDS:
        count = words["numbers"].format(grouped(mha_numbers(n_kv_heads, HEAD_DIM)))
        heading = words["heads"].format(name, n_kv_heads)
        if n_kv_heads == 1:
            heading = heading.replace("heads", "head")
        _heading(drawing, y, heading, count)
        _shared(drawing, y + 20, n_kv_heads)
        y += 122
    count = words["numbers"].format(grouped(mla_numbers(KV_RANK, ROPE_DIM)))
    _heading(drawing, y, words["latent"], count)
    _latent(drawing, y + 20)
    return drawing.svg()


FIGURES = {
    "kv-heads": kv_heads,
}

"""Figure of tiled attention: the order of its tiles, and the bytes that both ways move."""

from __future__ import annotations

from scripts.figures.drawing import GRID, INK, MUTED, Drawing, colour
from scripts.reference.flash import traffic

#: One head as wide as one of GPT-2's, its full context, tiles as FlashAttention-2 often takes.
TOKENS, HEAD_DIM, ROWS = 1024, 64, 128
N_TILES = TOKENS // ROWS
#: The tile being worked on, from 0.
AT_ROW, AT_COLUMN = 2, 4

SIDE = 208.0
GRID_LEFT, GRID_TOP = 150.0, 66.0

WORDS = {
    "zh": {
        "title": "分块计算注意力：一块一块地算，以及两种做法搬运的字节",
        "desc": (
            "上图是 1,024 乘 1,024 的分数矩阵，切成 8 乘 8 块，每块 128 乘 128。左边是查询的 8 块，"
            "上边是键与值的 8 块。正在算第 3 行第 5 块；前两行已经完成，本行前四块的分数用过即弃，"
            "只留下每行的最大值、总和与未归一的输出。下图是一个头前向计算搬运的字节："
            "普通做法 8.9 MB，其中 8.4 MB 是分数与权重；分块 2.4 MB。"
        ),
        "keys": "键、值：每行块都重读一遍",
        "queries": "查询：",
        "once": "只读一遍",
        "kept": "留在片上：",
        "stats": "m, ℓ, Õ",
        "plain": "普通：{} MB",
        "of": "其中 n × n 的矩阵 {} MB",
        "tiled": "分块：{} MB",
    },
    "en": {
        "title": "Attention in tiles: their order, and the bytes that each way moves",
        "desc": (
            "Above, the score matrix, 1,024 by 1,024, cut into 8 by 8 tiles of 128 by 128. On the "
            "left the 8 tiles of queries, at the top the 8 tiles of keys and values. The fifth "
            "tile of the third row is being computed; the first two rows are finished, and the "
            "scores of the first four tiles of this row have been used and dropped: only maximum, "
            "sum and unnormalised output of each row remain. Below, the bytes that one head moves "
            "in a forward pass: plain 8.9 MB, 8.4 MB of it scores and weights; tiled 2.4 MB."
        ),
        "keys": "keys, values: read again for each row",
        "queries": "queries:",
        "once": "read once",
        "kept": "kept on chip:",
        "stats": "m, ℓ, Õ",
        "plain": "Plain: {} MB",
        "of": "{} MB of it n × n matrices",
        "tiled": "Tiles: {} MB",
    },
}


def _tiles(drawing: Drawing) -> None:
    size = SIDE / N_TILES
    for i in range(N_TILES):
        y = GRID_TOP + i * size
        now = i == AT_ROW
        drawing.rect(
            GRID_LEFT - 30, y + 1, 18, size - 2,
            fill=colour("1") if now else colour("1-soft"), stroke=colour("1"),
        )  # fmt: skip
        for j in range(N_TILES):
            x = GRID_LEFT + j * size
            done = i < AT_ROW or (now and j < AT_COLUMN)
            fill = colour("3-soft") if done else "none"
            here = now and j == AT_COLUMN
            drawing.rect(
                x + 1, y + 1, size - 2, size - 2,
                fill=colour("2") if here else fill, stroke=colour("2") if here else GRID,
            )  # fmt: skip
            if i == 0:
                used = j == AT_COLUMN
                drawing.rect(
                    x + 1, GRID_TOP - 30, size - 2, 18,
                    fill=colour("5") if used else colour("5-soft"), stroke=colour("5"),
                )  # fmt: skip


def _labels(drawing: Drawing, words: dict[str, str]) -> None:
    row = GRID_TOP + (AT_ROW + 0.5) * SIDE / N_TILES
    drawing.text(GRID_LEFT, GRID_TOP - 44, words["keys"], fill=INK)
    drawing.text(14, row - 4, words["queries"])
    drawing.text(14, row + 15, words["once"])
    drawing.text(GRID_LEFT + SIDE + 14, row - 4, words["kept"])
    drawing.text(GRID_LEFT + SIDE + 14, row + 15, words["stats"])


def _bytes(drawing: Drawing, words: dict[str, str], top: float) -> None:
    counted = traffic(TOKENS, HEAD_DIM, ROWS)
    squares = 4 * TOKENS**2 * 2
    scale = 452 / counted.plain_bytes
    plain = words["plain"].format(f"{counted.plain_bytes / 1e6:.1f}")
    drawing.text(14, top, plain, bold=True)
    drawing.text(466, top, words["of"].format(f"{squares / 1e6:.1f}"), anchor="end", fill=MUTED)
    inputs = scale * (counted.plain_bytes - squares)
    drawing.rect(14, top + 10, inputs, 20, fill=colour("1"), stroke=colour("1"))
    drawing.rect(
        14 + inputs, top + 10, scale * squares, 20, fill=colour("2-soft"), stroke=colour("2")
    )
    tiled = words["tiled"].format(f"{counted.tiled_bytes / 1e6:.1f}")
    drawing.text(14, top + 58, tiled, bold=True)
    drawing.rect(
        14, top + 68, scale * counted.tiled_bytes, 20, fill=colour("1"), stroke=colour("1")
    )


def flash_tiles(lang: str) -> str:
    """Return the tiles of a score matrix and, below, the bytes moved plainly and by tiles."""
    words = WORDS[lang]
    drawing = Drawing("flash-tiles", lang, words["title"], words["desc"], 404)
    _tiles(drawing)
    _labels(drawing, words)
    _bytes(drawing, words, GRID_TOP + SIDE + 34)
    return drawing.svg()


FIGURES = {
    "flash-tiles": flash_tiles,
}

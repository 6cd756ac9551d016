"""Figure of two requests in reserved strips and in pages, with the pages that they share."""

from __future__ import annotations

from scripts.figures.drawing import GRID, MUTED, Drawing, colour
from scripts.reference.kv_cache import Pages

#: Tokens of a page, pages of the pool, tokens reserved for a request in the upper half.
SIZE, COUNT, RESERVED = 4, 8, 16
#: Both prompts begin with the same eight tokens.
SHARED, FIRST, SECOND = 8, 11, 9

LEFT, CELL = 14.0, 14.0

WORDS = {
    "zh": {
        "title": "预留整段与按页分配",
        "desc": (
            "上半：两个请求各预留 16 格，请求 A 写了 11 格，请求 B 写了 9 格，其余 12 格空占着。"
            "下半：同样的两个请求按每页 4 格分配，前 8 个词元相同，两页共用，各自再占一页；"
            "一共占 4 页 16 格，空出 4 页给别的请求。"
        ),
        "reserved": "预留：按最大长度各占一段",
        "a": "A",
        "b": "B",
        "used": "共 {} 格，写了 {} 格",
        "paged": "分页：用到才取，共同的前缀只存一次",
        "page": "页 {}",
        "table": "{} 的页表：{}",
    },
    "en": {
        "title": "Reserved strips and pages",
        "desc": (
            "Above, two requests reserve 16 cells each; request A has written 11 of them and "
            "request B 9, the other 12 lie idle. Below, the same requests in pages of 4 cells: the "
            "first 8 tokens are equal, so two pages are shared and each request takes one more. "
            "Together they occupy 4 pages, 16 cells, and 4 pages stay free for others."
        ),
        "reserved": "Reserved: a strip of the largest length each",
        "a": "A",
        "b": "B",
        "used": "{} cells, {} of them written",
        "paged": "Pages: taken when needed, a common prefix once",
        "page": "page {}",
        "table": "page table of {}: {}",
    },
}


def filled() -> tuple[list[int], list[int]]:
    """Return the page tables of both requests, the second forked from the prefix."""
    pool = Pages(COUNT, SIZE)
    pool.free.reverse()  # so that pages are taken in the order in which they are drawn
    first: list[int] = []
    for tokens in range(SHARED):
        pool.append(first, tokens)
    second = pool.fork(first)
    for tokens in range(SHARED, FIRST):
        pool.append(first, tokens)
    for tokens in range(SHARED, SECOND):
        pool.append(second, tokens)
    return first, second


def _cells(drawing: Drawing, x: float, y: float, count: int, written: int, number: str) -> None:
    for i in range(count):
        fill = colour(number) if i < written else "none"
        stroke = colour(number) if i < written else GRID
        drawing.rect(x + CELL * i, y, CELL - 2, 18, fill=fill, stroke=stroke)


def _strips(drawing: Drawing, words: dict[str, str]) -> None:
    drawing.text(LEFT, 20, words["reserved"], bold=True)
    for row, (name, written) in enumerate((("a", FIRST), ("b", SECOND))):
        y = 34 + 28 * row
        drawing.text(LEFT, y + 14, words[name])
        _cells(drawing, LEFT + 24, y, RESERVED, written, "1" if name == "a" else "2")
    used = words["used"].format(2 * RESERVED, FIRST + SECOND)
    drawing.text(LEFT + 24 + RESERVED * CELL + 10, 62, used, fill=MUTED)


def _pool(drawing: Drawing, words: dict[str, str], top: float) -> None:
    first, second = filled()
    owners = dict.fromkeys(set(first) & set(second), "3")
    owners |= {first[-1]: "1", second[-1]: "2"}
    written = dict.fromkeys(first, SIZE) | {first[-1]: FIRST % SIZE}
    written |= {second[-1]: SECOND % SIZE}
    drawing.text(LEFT, top, words["paged"], bold=True)
    for page in range(COUNT):
        x, y = LEFT + 114 * (page % 4), top + 36 + 56 * (page // 4)
        drawing.text(x, y - 6, words["page"].format(page), fill=MUTED)
        _cells(drawing, x, y, SIZE, written.get(page, 0), owners.get(page, "1"))
    for i, (name, table) in enumerate((("a", first), ("b", second))):
        shown = words["table"].format(words[name], ", ".join(map(str, table)))
        drawing.text(LEFT + 228 * i, top + 136, shown)


def kv_pages(lang: str) -> str:
    """Return both ways of giving memory to two requests."""
    words = WORDS[lang]
    drawing = Drawing("kv-pages", lang, words["title"], words["desc"], 274)
    _strips(drawing, words)
    _pool(drawing, words, 124)
    return drawing.svg()


FIGURES = {
    "kv-pages": kv_pages,
}

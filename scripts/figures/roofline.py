"""Figure of two rooflines with prefill, decode and attention to the cache on them."""

from __future__ import annotations

from scripts.figures.axes import Axes
from scripts.figures.drawing import SERIES, Drawing, colour, key
from scripts.reference.prefill_decode import Card, product_intensity

#: Peaks of the cards of the data; a test holds them against it.
CARDS = {"H100": Card(989e12, 3.35e12), "H20": Card(147e12, 4.0e12)}
#: The first feed-forward matrix of Llama 3.1 8B, and query heads per key/value head.
INPUTS, OUTPUTS, SHARING = 4096, 14_336, 4
LENGTHS = (1, 16, 64, 2048)
X_RANGE, Y_RANGE = (0.6, 4000.0), (1.0, 2000.0)

WORDS = {
    "zh": {
        "title": "预填充与解码在屋顶线上的位置",
        "desc": (
            "双对数图。横轴是算术强度，单位每字节运算次数，从 0.6 到 4,000；纵轴是可达的算力，"
            "单位 TFLOP/s。两条屋顶线先斜后平：H100 的斜线到每字节 295 次处转平，高 989；"
            "H20 到 36.75 次处转平，高 147。H100 线上的点：解码的矩阵乘法，1 条序列时强度约 1，"
            "达 3.3 TFLOP/s；16 条约 16；64 条约 63，达 210；都在斜线上。"
            "预填充 2,048 个词元约 1,247，在平顶上。"
            "菱形是解码时读缓存的注意力，强度恒为 4，达 13.4。"
        ),
        "x": "算术强度（次运算/字节）",
        "y": "可达算力（TFLOP/s）",
        "one": "解码 1 条",
        "some": "16 条",
        "many": "64 条",
        "prefill": "预填充 2,048",
        "attention": "解码的注意力",
    },
    "en": {
        "title": "Where prefill and decode lie on the roofline",
        "desc": (
            "Log-log chart: arithmetic intensity across, from 0.6 to 4,000 operations per byte; "
            "the arithmetic that can be reached upwards, in TFLOP/s. Two rooflines rise and then "
            "turn flat: the H100 at 295 operations per byte and a height of 989, the H20 at 36.75 "
            "and 147. Points on the H100's line: matrix products of decode have an intensity of "
            "about 1 and reach 3.3 TFLOP/s with 1 sequence, about 16 with 16, about 63 and 210 "
            "with 64, all on the slope. Prefill of 2,048 tokens has 1,247 and lies on the flat. A "
            "diamond marks attention to the cache in decode: always 4, reaching 13.4."
        ),
        "x": "arithmetic intensity (operations per byte)",
        "y": "arithmetic within reach (TFLOP/s)",
        "one": "decode, 1",
        "some": "16",
        "many": "64",
        "prefill": "prefill, 2,048",
        "attention": "attention in decode",
    },
}


def reached(card: Card, intensity: float) -> float:
    """Return the arithmetic within reach in TFLOP/s."""
    return min(card.flops, intensity * card.bandwidth) / 1e12


def roofline(lang: str) -> str:
    """Return both rooflines with the points of Llama 3.1 8B on that of the H100."""
    words = WORDS[lang]
    drawing = Drawing("roofline", lang, words["title"], words["desc"], 420)
    key(drawing, 60, 20, list(zip(SERIES, CARDS, strict=False)))
    axes = Axes(drawing, 60, 62, 396, 300, X_RANGE, Y_RANGE, log_x=True, log_y=True)
    ticks = [(1.0, "1"), (10.0, "10"), (100.0, "100"), (1000.0, "1,000")]
    axes.frame(ticks, ticks, words["x"], words["y"])
    for series, card in zip(SERIES, CARDS.values(), strict=False):
        corners = [X_RANGE[0], card.ridge, X_RANGE[1]]
        axes.curve(corners, [reached(card, x) for x in corners], series)
    card = CARDS["H100"]
    names = ("one", "some", "many", "prefill")
    for name, tokens in zip(names, LENGTHS, strict=True):
        x = product_intensity(tokens, INPUTS, OUTPUTS)
        y = reached(card, x)
        axes.dot(x, y, fill=colour("1"), radius=6)
        place = axes.x(x), axes.y(y)
        if name == "prefill":
            drawing.text(place[0], place[1] - 14, words[name], anchor="middle")
        elif name == "many":
            drawing.text(place[0] - 12, place[1] - 6, words[name], anchor="end", halo=True)
        else:
            drawing.text(place[0] + 14, place[1] + 15, words[name], halo=True)
    x, y = axes.x(SHARING), axes.y(reached(card, SHARING))
    drawing.diamond(x, y, 8, fill=colour("4"))
    drawing.text(x + 14, y + 31, words["attention"], halo=True)
    return drawing.svg()


FIGURES = {
    "roofline": roofline,
}

"""Figures of number formats: the bits of each, and the numbers it reaches."""

from __future__ import annotations

import math

from scripts.figures.drawing import GRID, INK, MUTED, WIDTH, Drawing, colour
from scripts.reference.number_formats import FORMATS, MX_BLOCK, NV_BLOCK, Format, smallest_normal

LEFT, SPAN = 14.0, 452.0
#: Width of a bit: FP32 fills the line.
BIT = SPAN / 32
ROW = 50.0

LAYOUT_WORDS = {
    "zh": {
        "title": "从 FP32 到 FP4 的位布局",
        "desc": (
            "八行，每行是一排格子，一格一位，依次是符号、指数、尾数。FP32 为 1、8、23 位；"
            "FP16 为 1、5、10；BF16 为 1、8、7；FP8 E4M3 为 1、4、3；FP8 E5M2 为 1、5、2；"
            "FP4 E2M1 为 1、2、1。最后两行是块格式：MXFP4 每 32 个 FP4 共用一个 8 位指数，"
            "NVFP4 每 16 个 FP4 共用一个 E4M3 的缩放系数。"
        ),
        "legend": ("符号", "指数", "尾数", "缩放"),
        "largest": "最大 {}",
        "block": "{} 个 FP4 共用 8 位缩放",
    },
    "en": {
        "title": "The bits of the formats from FP32 to FP4",
        "desc": (
            "Eight rows. Each draws a number as a row of cells, a bit each: sign, exponent, "
            "fraction. FP32 has 1, 8 and 23 bits; FP16 1, 5 and 10; BF16 1, 8 and 7; FP8 E4M3 1, 4 "
            "and 3; FP8 E5M2 1, 5 and 2; FP4 E2M1 1, 2 and 1. The last two are block formats: in "
            "MXFP4 32 FP4 numbers share an exponent of 8 bits, in NVFP4 16 share a scale in E4M3."
        ),
        "legend": ("sign", "exponent", "fraction", "scale"),
        "largest": "largest {}",
        "block": "{} FP4 numbers share 8 bits of scale",
    },
}
#: Colour of sign, exponent, fraction and scale.
PARTS = ("4", "2", "1", "3")


def largest(form: Format) -> str:
    """Return the largest number of a format for readers."""
    if form.largest < 1e6:
        return f"{form.largest:,.0f}"
    digits, power = f"{form.largest:.2e}".split("e")
    return f"{digits}e{int(power)}"


def _cell(drawing: Drawing, x: float, y: float, part: int) -> None:
    name = PARTS[part]
    drawing.rect(x + 1, y, BIT - 2, 18, fill=colour(f"{name}-soft"), stroke=colour(name))


def _legend(drawing: Drawing, labels: tuple[str, ...]) -> None:
    x = LEFT
    for part, label in enumerate(labels):
        _cell(drawing, x, 8, part)
        drawing.text(x + BIT + 6, 22, label)
        x += 112


def _layout(drawing: Drawing, y: float, form: Format, largest_word: str) -> None:
    shape = f"1 + {form.exponent_bits} + {form.fraction_bits}"
    drawing.text(LEFT, y, form.name, bold=True)
    drawing.text(LEFT + 120, y, shape, fill=MUTED)
    drawing.text(WIDTH - LEFT, y, largest_word.format(largest(form)), anchor="end", fill=MUTED)
    parts = [0] + [1] * form.exponent_bits + [2] * form.fraction_bits
    for i, part in enumerate(parts):
        _cell(drawing, LEFT + i * BIT, y + 8, part)


def _block(drawing: Drawing, y: float, name: str, block: int, words: str) -> None:
    drawing.text(LEFT, y, name, bold=True)
    drawing.text(WIDTH - LEFT, y, words.format(block), anchor="end", fill=MUTED)
    for i in range(8):
        _cell(drawing, LEFT + i * BIT, y + 8, 3)
    for i in range(8, 20):
        _cell(drawing, LEFT + i * BIT, y + 8, (0, 1, 1, 2)[i % 4])
    drawing.text(LEFT + 20.5 * BIT, y + 22, "…", fill=INK)


def number_layouts(lang: str) -> str:
    """Return the formats as rows of bits."""
    words = LAYOUT_WORDS[lang]
    title, desc = str(words["title"]), str(words["desc"])
    drawing = Drawing("number-layouts", lang, title, desc, 66 + ROW * 8)
    _legend(drawing, tuple(words["legend"]))
    y = 62.0
    for form in FORMATS:
        _layout(drawing, y, form, str(words["largest"]))
        y += ROW
    for name, block in (("MXFP4", MX_BLOCK), ("NVFP4", NV_BLOCK)):
        _block(drawing, y, name, block, str(words["block"]))
        y += ROW
    return drawing.svg()


RANGE_WORDS = {
    "zh": {
        "title": "各格式能表示多大多小的数，相邻两数差多少",
        "desc": (
            "横轴是 2 的幂，从 2 的负 150 次方到 2 的 128 次方。每种格式一条：实心段是正规数，"
            "浅色段是逐渐失去精度的次正规数。FP32 与 BF16 都到 2 的 128 次方附近；FP16 从 "
            "2 的负 24 次方到 65,504；E5M2 从 2 的负 16 次方到 57,344；"
            "E4M3 从 2 的负 9 次方到 448；E2M1 从 0.5 到 6。条上写着 1 之后的下一个数与 1 之差。"
        ),
        "gap": "1 处的间隔：1/{}",
        "axis": "数的大小（二进制指数）",
    },
    "en": {
        "title": "How large and small each format reaches, and how far apart its numbers are",
        "desc": (
            "The axis is in powers of two, from 2 to the minus 150 to 2 to the 128. A bar for each "
            "format: solid where numbers are normal, pale where subnormal numbers lose precision. "
            "FP32 and BF16 both reach about 2 to the 128; FP16 goes from 2 to the minus 24 to "
            "65,504; E5M2 from 2 to the minus 16 to 57,344; E4M3 from 2 to the minus 9 to 448; "
            "E2M1 from 0.5 to 6. Beside each bar stands the gap between 1 and the next number."
        ),
        "gap": "gap at 1: 1/{}",
        "axis": "size of a number (binary exponent)",
    },
}
LOW, HIGH = -150.0, 130.0
BAR = 40.0


def _place(power: float) -> float:
    return LEFT + SPAN * (power - LOW) / (HIGH - LOW)


def _range(drawing: Drawing, y: float, form: Format, words: dict[str, str]) -> None:
    start, normal = math.log2(form.smallest), math.log2(smallest_normal(form))
    end = math.log2(form.largest)
    gap = words["gap"].format(f"{2**form.fraction_bits:,}")
    drawing.text(LEFT, y, form.name, bold=True)
    drawing.text(LEFT + 96, y, gap, fill=MUTED)
    x, middle, right = _place(start), _place(normal), _place(end)
    drawing.rect(x, y + 7, middle - x, 12, fill=colour("2-soft"), stroke=colour("2"))
    drawing.rect(middle, y + 7, right - middle, 12, fill=colour("1"), stroke=colour("1"))


def number_ranges(lang: str) -> str:
    """Return the range of each format on a scale of powers of two, with its gap at 1."""
    words = RANGE_WORDS[lang]
    height = 30 + BAR * len(FORMATS) + 50
    drawing = Drawing("number-ranges", lang, words["title"], words["desc"], height)
    top, bottom = 22.0, 22 + BAR * len(FORMATS)
    for power in (-100, -50, 0, 50, 100):
        for i in range(len(FORMATS)):  # behind the bars alone, so that no text is crossed
            y = top + 6 + i * BAR
            drawing.line([(_place(power), y), (_place(power), y + 14)], stroke=GRID, width=1)
        label = f"{power}".replace("-", "−")
        drawing.text(_place(power), bottom + 8, label, anchor="middle", fill=MUTED)
    drawing.text(LEFT + SPAN / 2, bottom + 32, words["axis"], anchor="middle")
    for i, form in enumerate(FORMATS):
        _range(drawing, top + i * BAR, form, words)
    return drawing.svg()


FIGURES = {
    "number-layouts": number_layouts,
    "number-ranges": number_ranges,
}

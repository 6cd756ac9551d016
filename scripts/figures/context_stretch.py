"""Figures of a stretched context: what PI, NTK-aware scaling and YaRN do to each pair."""

from __future__ import annotations

import numpy as np

from scripts.figures.axes import Axes
from scripts.figures.drawing import MUTED, SERIES, Drawing, colour, decimal, key
from scripts.reference import context_extension as ext

HEAD_DIM, TRAINED, FACTOR = 128, 4096, 8
PAIRS = np.arange(HEAD_DIM // 2)

WORDS = {
    "zh": {
        "title": "扩展八倍时，三种方法把各对维度放慢多少",
        "desc": (
            "横轴是维度对的序号零到六十三，纵轴是新频率与原频率之比，对数刻度。"
            "位置插值（PI）处处是八分之一。NTK-aware 从一开始，沿直线降到最后一对的八分之一。"
            "YaRN 到第二十对为止是一，随后下降，从第四十六对起是八分之一。"
            "右侧阴影是在训练长度内转不满一圈的维度对；在那里高于八分之一，就会转到没有见过的角度。"
        ),
        "ratio": "新频率 ÷ 原频率（对数轴）",
        "pair": "维度对的序号（越大转得越慢）",
        "slow": "转不满一圈",
        "limit": "1/8：恰好不超出训练过的角度",
        "ramp_title": "YaRN 的斜坡：论文与代码并不相同",
        "ramp_desc": (
            "横轴是维度对的序号，纵轴是保留原频率的比例。论文的斜坡对训练中的圈数是线性的，从第二十对之后"
            "很快下降；作者代码与 Transformers 的斜坡对序号是线性的，从第二十对直线降到第四十六对。"
            "两端相同，中间不同：第三十三对，论文保留百分之十五，代码保留一半。"
        ),
        "kept": "保留原频率的比例",
        "paper": "论文：对圈数线性",
        "code": "代码：对序号线性",
    },
    "en": {
        "title": "How much three methods slow each pair down for an eightfold context",
        "desc": (
            "Number of the pair across, from zero to sixty-three; new frequency divided by the "
            "original one upwards on a log scale. Position interpolation (PI) is one eighth "
            "throughout. NTK-aware scaling starts at one and falls on a straight line to one "
            "eighth at the last pair. YaRN is one up to pair twenty, then falls and is one eighth "
            "from pair forty-six on. Shaded on the right: pairs that do not turn full circle "
            "within the trained length; there, a value above one eighth leads to angles that were "
            "never met."
        ),
        "ratio": "new ÷ original frequency (log axis)",
        "pair": "number of the pair (the higher, the slower)",
        "slow": "no full turn",
        "limit": "1/8: just within the trained angles",
        "ramp_title": "The ramp of YaRN is not the same in paper and code",
        "ramp_desc": (
            "Number of the pair across, share of the original frequency that is kept upwards. The "
            "paper's ramp is linear in the number of turns and falls fast after pair twenty; that "
            "of the authors' code and of Transformers is linear in the number of the pair and "
            "falls straight from pair twenty to pair forty-six. Their ends agree, the middle does "
            "not: at pair thirty-three the paper keeps 15 per cent, the code one half."
        ),
        "kept": "share of the original frequency kept",
        "paper": "paper: linear in turns",
        "code": "code: linear in pairs",
    },
}


def first_slow_pair() -> int:
    """Return the first pair that does not turn full circle within the trained length."""
    turns = ext.rotations(ext.rope_frequencies(HEAD_DIM), TRAINED)
    return int(np.argmax(turns < 1))


def context_stretch(lang: str) -> str:
    """Return the new frequencies of all pairs under the three methods, as shares of the old."""
    words = WORDS[lang]
    drawing = Drawing("context-stretch", lang, words["title"], words["desc"], 452)
    names = [(SERIES[i], name) for i, name in enumerate(("PI", "NTK-aware", "YaRN"))]
    key(drawing, 58, 24, names)
    axes = Axes(drawing, 58, 76, 408, 320, (0, 63), (0.1, 1.2), log_y=True)
    left = axes.x(first_slow_pair())
    drawing.rect(left, axes.top, axes.x(63) - left, axes.height, fill=colour("5-soft"))
    y_ticks = [(1.0, "1"), (0.5, "1/2"), (0.25, "1/4"), (0.125, "1/8")]
    x_ticks = [(float(i), str(i)) for i in range(0, 64, 8)]
    axes.frame(x_ticks, y_ticks, words["pair"], words["ratio"])
    original = ext.rope_frequencies(HEAD_DIM)
    found = (
        ext.pi_frequencies(HEAD_DIM, FACTOR),
        ext.ntk_frequencies(HEAD_DIM, FACTOR),
        ext.yarn_frequencies(HEAD_DIM, FACTOR, TRAINED),
    )
    for (series, _), frequencies in zip(names, found, strict=True):
        axes.curve(PAIRS, frequencies / original, series)
    drawing.text(axes.x(63) - 6, axes.y(0.85), words["slow"], anchor="end", halo=True)
    drawing.text(axes.left + 8, axes.y(0.125) + 24, words["limit"], fill=MUTED, halo=True)
    return drawing.svg()


def yarn_ramps(lang: str) -> str:
    """Return the share that each pair keeps: as the paper defines it and as the code does."""
    words = WORDS[lang]
    drawing = Drawing("yarn-ramps", lang, words["ramp_title"], words["ramp_desc"], 366)
    names = [(SERIES[0], words["paper"]), (SERIES[1], words["code"])]
    key(drawing, 52, 24, names)
    axes = Axes(drawing, 52, 76, 414, 232, (0, 63), (0, 1))
    x_ticks = [(float(i), str(i)) for i in range(0, 64, 8)]
    axes.frame(
        x_ticks, [(y / 4, decimal(y / 4, 2)) for y in range(5)], words["pair"], words["kept"]
    )
    turns = ext.rotations(ext.rope_frequencies(HEAD_DIM), TRAINED)
    axes.curve(PAIRS, ext.kept_share(turns), SERIES[0])
    axes.curve(PAIRS, ext.kept_share_of_code(HEAD_DIM, TRAINED, 10_000.0), SERIES[1])
    return drawing.svg()


FIGURES = {
    "context-stretch": context_stretch,
    "yarn-ramps": yarn_ramps,
}

"""Chart of the data: the base of RoPE by date of release, apart by the length of the context."""

from __future__ import annotations

from scripts.base import numbers
from scripts.data.handbook import Entry, Handbook
from scripts.figures import scatter
from scripts.figures.axes import Axes
from scripts.figures.drawing import Drawing
from scripts.figures.scatter import KINDS, Spot

#: A context is long from here on, in tokens.
LONG = 32_768

WORDS = {
    "zh": {
        "title": "RoPE 基数随时间的变化",
        "desc": (
            "散点图，{} 个点：横轴是发布日期，纵轴是 RoPE 的基数，对数刻度。圆点是训练上下文不到 "
            "32,768 个词元的模型，菱形是不少于这个长度的模型。"
        ),
        "base": "rope_theta（对数轴）",
        "short": "上下文短于 32,768",
        "long": "不短于 32,768",
    },
    "en": {
        "title": "The base of RoPE over time",
        "desc": (
            "Scatter plot of {} points: date of release across, base of RoPE upwards on a log "
            "scale. Circles are models trained on contexts of fewer than 32,768 tokens, diamonds "
            "those trained on at least as many."
        ),
        "base": "rope_theta (log axis)",
        "short": "context below 32,768",
        "long": "32,768 and more",
    },
}

_TICKS = [(10.0**e, numbers.grouped(10**e)) for e in range(3, 10)]
#: Where the axis may end: at a mark, or a little above the last.
_STEPS = [*(step for step, _ in _TICKS), 2e9]


def _spot(entry: Entry) -> Spot | None:
    arch = entry.checkpoint.architecture
    position = arch.position if arch else None
    if arch is None or position is None or position.rope_theta is None or arch.context is None:
        return None
    date = scatter.year(entry.release.date)
    return Spot(entry, date, float(position.rope_theta), int(arch.context >= LONG))


def rope_bases(handbook: Handbook, lang: str) -> str:
    """Return the base of every open checkpoint whose base and context are known, by date."""
    words = WORDS[lang]
    found = [spot for entry in scatter.entries(handbook) if (spot := _spot(entry))]
    spots = scatter.distinct(found)
    drawing = Drawing("rope-bases", lang, words["title"], words["desc"].format(len(spots)), 470)
    last = scatter.key(drawing, 14, 24, [(KINDS[0], words["short"]), (KINDS[1], words["long"])])
    x_range, x_ticks = scatter.years(spots)
    y_range = scatter.limits([s.y for s in spots], _STEPS, (1e3, 1e6))
    top = last + 42
    axes = Axes(drawing, 118, top, 340, 430 - top, x_range, y_range, log_y=True)
    axes.frame(x_ticks, scatter.marked(y_range, _TICKS), "", words["base"])
    scatter.draw(axes, spots)
    return drawing.svg()


FIGURES_OF_DATA = {
    "rope-bases": rope_bases,
}

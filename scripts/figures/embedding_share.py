"""Chart of the data: what part of the parameters the embedding and the output layer are."""

from __future__ import annotations

from scripts.base.numbers import grouped
from scripts.counts import parameters
from scripts.data.handbook import Handbook
from scripts.figures import scatter
from scripts.figures.axes import Axes
from scripts.figures.drawing import Drawing
from scripts.figures.scatter import KINDS, Spot

WORDS = {
    "zh": {
        "title": "词嵌入与输出层占参数的多少",
        "desc": (
            "散点图，两轴都是对数，每点一个开放模型：横轴是总参数，单位十亿；"
            "纵轴是词嵌入与输出层合计的占比，百分数。点从左上落向右下：模型越小占比越大。"
            "两种记号区分共享一张表与分开两张表；大小相近时，共享的较低。"
        ),
        "x": "总参数（十亿，对数）",
        "y": "占比 %（对数）",
        "tied": "共享一张表",
        "untied": "分开两张表",
    },
    "en": {
        "title": "Share of the parameters in embedding and output layer",
        "desc": (
            "Scatter chart with log axes, a point for each open model: parameters in billions "
            "across, the share of embedding and output layer together upwards, in per cent. "
            "Points fall from upper left to lower right: the smaller the model, the larger the "
            "share. Two marks tell one shared table from two; at similar sizes shared ones lie "
            "lower."
        ),
        "x": "parameters in billions (log)",
        "y": "share in per cent (log)",
        "tied": "one shared table",
        "untied": "two tables",
    },
}


def spots(handbook: Handbook) -> list[Spot]:
    """Return a point for each open checkpoint that can be counted."""
    found = []
    for entry in scatter.entries(handbook):
        arch = entry.checkpoint.architecture
        counted = parameters.parts(arch) if arch else None
        if arch is None or counted is None or not counted.token_embedding:
            continue
        share = (counted.token_embedding + counted.lm_head) / counted.total
        found.append(
            Spot(entry, counted.total / 1e9, 100 * share, 0 if arch.tied_embeddings else 1)
        )
    return scatter.distinct(found)


def embedding_share(handbook: Handbook, lang: str) -> str:
    """Return the share of embedding and output layer by the size of the model."""
    words, found = WORDS[lang], spots(handbook)
    drawing = Drawing("embedding-share", lang, words["title"], words["desc"], 430)
    scatter.key(drawing, 14, 22, [(KINDS[0], words["tied"]), (KINDS[1], words["untied"])])
    steps = [base * 10.0**power for power in range(-3, 5) for base in (1, 2, 5)]
    tens = [10.0**power for power in range(-3, 3)]
    x_range = scatter.limits([spot.x for spot in found], steps, (0.1, 1000.0))
    y_range = scatter.limits([spot.y for spot in found], tens, (0.1, 100.0))
    axes = Axes(drawing, 56, 66, 398, 300, x_range, y_range, log_x=True, log_y=True)
    marks = [(10.0**power, grouped(10.0**power)) for power in range(-3, 5)]
    axes.frame(
        scatter.marked(x_range, marks), scatter.marked(y_range, marks), words["x"], words["y"]
    )
    scatter.draw(axes, found)
    return drawing.svg()


FIGURES_OF_DATA = {
    "embedding-share": embedding_share,
}

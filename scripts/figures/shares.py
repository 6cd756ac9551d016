"""Where the parameters are: a bar for each of some models, divided by part."""

from __future__ import annotations

from collections.abc import Sequence

from scripts.base import numbers
from scripts.counts import parameters
from scripts.counts.parameters import Parts
from scripts.data.handbook import Entry, Handbook
from scripts.figures import scatter
from scripts.figures.drawing import INK, PAPER, WIDTH, Drawing, colour, text_width

WORDS = {
    "zh": {
        "title": "参数花在哪里",
        "desc": (
            "{} 个模型各一条横条，按总参数量从小到大排列，每条按比例分成几段：词嵌入与输出层、"
            "注意力、前馈层、专家与路由器、其余。每段写有占比，太窄的不写。"
            "入选的是检查点最多的家族，各取最新发布里最大的、能完整计算的检查点。"
        ),
        "embeddings": "词嵌入与输出层",
        "attention": "注意力",
        "feed_forward": "前馈层",
        "experts": "专家与路由器",
        "rest": "其余",
    },
    "en": {
        "title": "Where the parameters are",
        "desc": (
            "A bar for each of {} models, ordered by their total from small to large and divided "
            "by share: embedding and output layer, attention, feed-forward layers, experts and "
            "router, the rest. A part bears its share unless it is too narrow. Chosen are the "
            "families with most checkpoints, of each the largest fully counted checkpoint of its "
            "newest release."
        ),
        "embeddings": "embedding and output",
        "attention": "attention",
        "feed_forward": "feed-forward",
        "experts": "experts and router",
        "rest": "the rest",
    },
}

#: Models shown at most.
N_BARS = 16
LEFT, ROW, BAR = 14.0, 46.0, 20.0

#: The parts that a segment joins, and its colour; full and soft ones alternate, so that
#: neighbours differ without colour.
SEGMENTS: dict[str, tuple[tuple[str, ...], str]] = {
    "embeddings": (
        ("token_embedding", "position_embedding", "per_layer_embedding", "lm_head"),
        "1",
    ),
    "attention": (("attention",), "2-soft"),
    "feed_forward": (("feed_forward",), "3"),
    "experts": (("experts", "router"), "4-soft"),
    "rest": (("embedding_norm", "norms", "final_norm", "mtp", "residual"), "5"),
}


def _counted(entry: Entry) -> Parts | None:
    arch = entry.checkpoint.architecture
    return parameters.parts(arch) if arch else None


def _largest_of_newest(entries: Sequence[Entry]) -> tuple[Entry, Parts]:
    """Return the largest of the newest release, of those that can be counted."""
    counted = [(entry, parts) for entry in entries if (parts := _counted(entry))]
    return max(
        counted,
        key=lambda pair: (pair[0].release.date, pair[1].total, pair[0].checkpoint.id),
    )


def chosen(handbook: Handbook) -> list[tuple[Entry, Parts]]:
    """Return the models of the bars, the smallest first: see `desc` of the words for the rule."""
    by_family: dict[str, list[Entry]] = {}
    for entry in scatter.entries(handbook):
        if _counted(entry) is not None:
            by_family.setdefault(entry.family.id, []).append(entry)
    largest = sorted(by_family, key=lambda id_: (-len(by_family[id_]), id_))[:N_BARS]
    found = [_largest_of_newest(by_family[id_]) for id_ in largest]
    return sorted(found, key=lambda pair: (pair[1].total, pair[0].checkpoint.id))


def _is_soft(tone: str) -> bool:
    return tone.endswith("-soft")


def _segment(drawing: Drawing, x: float, y: float, width: float, tone: str, text: str) -> None:
    stroke = colour(tone.removesuffix("-soft"))
    inner = max(width - 1.5, 0.1)
    drawing.rect(x + 0.75, y, inner, BAR, fill=colour(tone), stroke=stroke)
    if text and text_width(text) + 8 < width:
        fill = INK if _is_soft(tone) or tone == "5" else PAPER
        drawing.text(x + width / 2, y + BAR - 5, text, anchor="middle", fill=fill)


def _bar(drawing: Drawing, y: float, entry: Entry, parts: Parts) -> None:
    full = WIDTH - 2 * LEFT
    drawing.text(LEFT, y - 6, entry.checkpoint.name, bold=True)
    drawing.text(WIDTH - LEFT, y - 6, numbers.short(parts.total), anchor="end")
    x = LEFT
    for names, tone in SEGMENTS.values():
        share = sum(getattr(parts, name) for name in names) / parts.total
        if share:
            _segment(drawing, x, y, full * share, tone, f"{100 * share:.0f}%")
            x += full * share


def _key(drawing: Drawing, words: dict[str, str]) -> float:
    """Draw the key in rows and return the base line of the last."""
    x, y = LEFT, 24.0
    for name, (_, tone) in SEGMENTS.items():
        width = 24 + text_width(words[name])
        if x > LEFT and x + width > WIDTH - 4:
            x, y = LEFT, y + 24
        stroke = colour(tone.removesuffix("-soft"))
        drawing.rect(x, y - 13, 16, 16, fill=colour(tone), stroke=stroke)
        drawing.text(x + 24, y, words[name])
        x += width + 14
    return y


def parts(handbook: Handbook, lang: str) -> str:
    """Return the shares of the parts for the models of `chosen`."""
    words, bars = WORDS[lang], chosen(handbook)
    description = words["desc"].format(len(bars))
    drawing = Drawing("chart-parts", lang, words["title"], description, 0)
    top = _key(drawing, words) + 40
    drawing.height = top + ROW * len(bars)
    for index, (entry, counted) in enumerate(bars):
        _bar(drawing, top + ROW * index, entry, counted)
    return drawing.svg()


FIGURES_OF_DATA = {
    "chart-parts": parts,
}

"""Charts of the checkpoints of the open families: sizes, tokens, contexts, caches, vocabularies."""

from __future__ import annotations

from collections.abc import Sequence

from scripts.base import numbers
from scripts.base.words import value_word
from scripts.counts import comparison, memory
from scripts.data.architecture import Architecture
from scripts.data.handbook import Entry, Handbook
from scripts.figures import scatter
from scripts.figures.axes import Axes, Range, Ticks
from scripts.figures.drawing import WIDTH, Drawing, Point
from scripts.figures.scatter import KINDS, Kind, Spot

WORDS = {
    "zh": {
        "names": "标出名称的是各个极值，以及检查点较多的家族的最新发布。",
        "dense": "稠密",
        "moe": "混合专家",
        "moe_total": "混合专家：总量",
        "moe_active": "激活量",
        "parameters": "参数量（对数轴）",
        "sizes_title": "参数量随时间的变化",
        "sizes_desc": (
            "散点图，{} 个检查点：横轴是发布日期，纵轴是参数量，对数刻度。圆点是稠密模型；混合专家"
            "有两个菱形，实心的是总参数量，空心的是激活参数量，用线连起来。"
        ),
        "tokens": "训练词元数（对数轴）",
        "optimal": "算力最优（Hoffmann 等，2022）",
        "tokens_title": "训练词元数与参数量",
        "tokens_desc": (
            "散点图，{} 个公布了训练词元数的检查点：横轴总参数量，纵轴训练词元数，都是对数刻度。"
            "圆点是稠密模型，菱形是混合专家。虚线连接 Hoffmann 等人表 3 的算力最优点。"
        ),
        "context": "训练上下文（词元，对数轴）",
        "whole": "每层都看全文",
        "window": "部分或全部层有滑动窗口",
        "context_title": "训练上下文随时间的变化",
        "context_desc": (
            "散点图，{} 个点：横轴是发布日期，纵轴是训练上下文的长度，对数刻度。"
            "圆点是每层都看全文的模型，菱形是部分或全部层有滑动窗口的模型。"
        ),
        "cache": "每词元的 KV 缓存（16 位，对数轴）",
        "cache_title": "每词元的 KV 缓存与参数量",
        "cache_desc": (
            "散点图，{} 个检查点：横轴是总参数量，纵轴是一个词元占用的 KV 缓存，都是对数刻度。"
            "圆点是 MHA，菱形是 GQA，方块是 MQA，三角形是 MLA，倒三角是混合层的模型。"
        ),
        "vocabulary": "词表大小",
        "tied": "输入输出共享嵌入",
        "untied": "不共享",
        "vocabulary_title": "词表大小随时间的变化",
        "vocabulary_desc": (
            "散点图，{} 个点：横轴是发布日期，纵轴是嵌入矩阵的行数，线性刻度。"
            "圆点是输入与输出不共享嵌入的模型，菱形是共享的模型。"
        ),
    },
    "en": {
        "names": (
            " The extremes are named, and the newest release of each family with many checkpoints."
        ),
        "dense": "dense",
        "moe": "mixture of experts",
        "moe_total": "mixture: total",
        "moe_active": "active",
        "parameters": "parameters (log axis)",
        "sizes_title": "Parameters over time",
        "sizes_desc": (
            "Scatter plot of {} checkpoints: date of release across, parameters upwards on a log "
            "scale. Circles are dense models; a mixture of experts has two diamonds joined by a "
            "line, the filled one at its total and the hollow one at its active parameters."
        ),
        "tokens": "training tokens (log axis)",
        "optimal": "compute-optimal (Hoffmann et al. 2022)",
        "tokens_title": "Training tokens against parameters",
        "tokens_desc": (
            "Scatter plot of {} checkpoints whose training tokens were published: total parameters "
            "across, training tokens upwards, both on log scales. Circles are dense models, "
            "diamonds mixtures of experts. A dashed line joins the compute-optimal points of table "
            "3 of Hoffmann et al."
        ),
        "context": "trained context (tokens, log axis)",
        "whole": "every layer sees all",
        "window": "sliding windows in some or all layers",
        "context_title": "Trained context over time",
        "context_desc": (
            "Scatter plot of {} points: date of release across, length of the trained context "
            "upwards on a log scale. Circles are models in which every layer sees the whole "
            "context, diamonds those with sliding windows in some or all layers."
        ),
        "cache": "KV cache per token (16 bits, log axis)",
        "cache_title": "KV cache per token against parameters",
        "cache_desc": (
            "Scatter plot of {} checkpoints: total parameters across, KV cache of one token "
            "upwards, both on log scales. Circles are MHA, diamonds GQA, squares MQA, "
            "triangles MLA, wedges hybrids."
        ),
        "vocabulary": "vocabulary",
        "tied": "tied embeddings",
        "untied": "untied",
        "vocabulary_title": "Vocabulary over time",
        "vocabulary_desc": (
            "Scatter plot of {} points: date of release across, rows of the embedding matrix "
            "upwards on a linear scale. Circles are models with untied input and output "
            "embeddings, diamonds those that tie them."
        ),
    },
}

LEFT, PANEL = 68.0, 430.0
_DECIMAL = [m * 10**e for e in range(6, 16) for m in (1, 2, 5)]
_BINARY = [2**e for e in range(6, 32)]
_PARAMETERS: Ticks = [(10**e, _name) for e, _name in enumerate(
    ("1M", "10M", "100M", "1B", "10B", "100B", "1T", "10T"), start=6)]  # fmt: skip
_ATTENTION = ("mha", "gqa", "mqa", "mla", "hybrid")

#: Hoffmann et al. 2022 (arXiv:2203.15556, table 3): parameters and tokens of compute-optimal
#: models by their approach 1.
OPTIMAL = (
    (4e8, 8.0e9),
    (1e9, 20.2e9),
    (1e10, 205.1e9),
    (6.7e10, 1.5e12),
    (1.75e11, 3.7e12),
    (2.8e11, 5.9e12),
    (5.2e11, 11.0e12),
    (1e12, 21.2e12),
    (1e13, 216.2e12),
)


def _arch(entry: Entry) -> Architecture | None:
    return entry.checkpoint.architecture


def _is_mixture(entry: Entry) -> bool:
    arch = _arch(entry)
    return arch is not None and arch.experts is not None


def token_ticks(lang: str) -> list[tuple[float, str]]:
    """Return the marks of an axis of tokens, each ten times the one before, in the language."""
    words = {e: numbers.short_tokens(10**e, lang) for e in range(8, 16)}
    if lang == "en":
        words = {e: f"{word[:-1]} {word[-1]}" for e, word in words.items()}
    return [(10**e, word) for e, word in words.items()]


def _binary_ticks(unit: str) -> list[tuple[float, str]]:
    """Return powers of four of 1,024: 1K, 4K, ... 1M, or with a unit 1 KiB, ... 1 MiB."""
    found: list[tuple[float, str]] = []
    for power in range(15):
        value = 4**power
        short = f"{value // 1024}M" if value >= 1024 else f"{value}K"
        found.append((value * 1024, f"{short[:-1]} {short[-1]}i{unit}" if unit else short))
    return found


def _panel(
    name: str, lang: str, spots: Sequence[Spot], items: Sequence[tuple[Kind | None, str]],
    x: tuple[Range, Ticks, str], y: tuple[Range, Ticks, str], log: tuple[bool, bool],
) -> Axes:  # fmt: skip
    """Return the axes of a chart, with its key on top and its frame drawn."""
    words = WORDS[lang]
    described = words[f"{name}_desc"].format(len(spots)) + words["names"]
    drawing = Drawing(f"chart-{name}", lang, words[f"{name}_title"], described, 0)
    top = scatter.key(drawing, 14, 24, items) + 40
    drawing.height = top + PANEL + (58 if x[2] else 32)
    axes = Axes(drawing, LEFT, top, WIDTH - LEFT - 22, PANEL, x[0], y[0], *log)
    axes.frame(scatter.marked(x[0], x[1]), scatter.marked(y[0], y[1]), x[2], y[2])
    return axes


def sizes(handbook: Handbook, lang: str) -> str:
    """Return parameters over time; a mixture shows its total and its active count."""
    words, spots = WORDS[lang], []
    for entry in scatter.entries(handbook):
        total = comparison.best_count(entry.checkpoint)
        if total is not None:
            mixture = _is_mixture(entry)
            active = comparison.best_active(entry.checkpoint) if mixture else None
            date = scatter.year(entry.release.date)
            spots.append(
                Spot(entry, date, total, int(mixture), active, "full" if mixture else "soft")
            )
    values = [v for spot in spots for v in (spot.y, spot.lower) if v is not None]
    y_range = scatter.limits(values, _DECIMAL, (1e8, 1e12))
    full, hollow = (Kind(KINDS[1].shape, KINDS[1].tone, fill) for fill in ("full", "none"))
    items = [
        (KINDS[0], words["dense"]),
        (full, words["moe_total"]),
        (hollow, words["moe_active"]),
    ]
    y = (y_range, _PARAMETERS, words["parameters"])
    axes = _panel("sizes", lang, spots, items, (*scatter.years(spots), ""), y, (False, True))
    scatter.draw(axes, spots)
    return axes.drawing.svg()


def _optimal(axes: Axes) -> list[Point]:
    """Return the compute-optimal line as far as the panel goes, in units of the drawing."""
    (low, high), (floor, ceiling) = axes.x_range, axes.y_range
    inside = [(n, d) for n, d in OPTIMAL if low <= n <= high and floor <= d <= ceiling]
    return [(axes.x(n), axes.y(d)) for n, d in inside]


def tokens(handbook: Handbook, lang: str) -> str:
    """Return training tokens against parameters, with the compute-optimal line."""
    words, spots = WORDS[lang], []
    for entry in scatter.entries(handbook):
        total = comparison.best_count(entry.checkpoint)
        seen = entry.checkpoint.training.tokens if entry.checkpoint.training else None
        if total is not None and seen is not None:
            spots.append(Spot(entry, total, seen, int(_is_mixture(entry))))
    x_range = scatter.limits([spot.x for spot in spots], _DECIMAL, (1e8, 1e12))
    y_range = scatter.limits([spot.y for spot in spots], _DECIMAL, (1e10, 1e14))
    items = [(KINDS[0], words["dense"]), (KINDS[1], words["moe"]), (None, words["optimal"])]
    x = (x_range, _PARAMETERS, words["parameters"])
    y = (y_range, token_ticks(lang), words["tokens"])
    axes = _panel("tokens", lang, spots, items, x, y, (True, True))
    scatter.draw(axes, spots, [_optimal(axes)])
    return axes.drawing.svg()


def context(handbook: Handbook, lang: str) -> str:
    """Return the trained context over time; lengths that a family repeats on a day stand once."""
    words, spots = WORDS[lang], []
    for entry in scatter.entries(handbook):
        arch = _arch(entry)
        if arch is not None and arch.context is not None:
            kind = int(arch.sliding_window is not None)
            spots.append(Spot(entry, scatter.year(entry.release.date), arch.context, kind))
    spots = scatter.distinct(spots)
    y_range = scatter.limits([spot.y for spot in spots], _BINARY, (512, 2**18))
    items = [(KINDS[0], words["whole"]), (KINDS[1], words["window"])]
    y = (y_range, _binary_ticks(""), words["context"])
    axes = _panel("context", lang, spots, items, (*scatter.years(spots), ""), y, (False, True))
    scatter.draw(axes, spots)
    return axes.drawing.svg()


def cache(handbook: Handbook, lang: str) -> str:
    """Return the KV cache of a token against parameters, by the kind of attention."""
    words, spots = WORDS[lang], []
    for entry in scatter.entries(handbook):
        arch, total = _arch(entry), comparison.best_count(entry.checkpoint)
        each = memory.kv_bytes_per_token(arch)
        if arch is not None and arch.attention and total is not None and each is not None:
            spots.append(Spot(entry, total, each, _ATTENTION.index(arch.attention)))
    x_range = scatter.limits([spot.x for spot in spots], _DECIMAL, (1e8, 1e12))
    y_range = scatter.limits([spot.y for spot in spots], _BINARY, (2**12, 2**22))
    items = [
        (kind, value_word("attention", name, lang))
        for kind, name in zip(KINDS, _ATTENTION, strict=True)
    ]
    x = (x_range, _PARAMETERS, words["parameters"])
    y = (y_range, _binary_ticks("B"), words["cache"])
    axes = _panel("cache", lang, spots, items, x, y, (True, True))
    scatter.draw(axes, spots)
    return axes.drawing.svg()


def vocabulary(handbook: Handbook, lang: str) -> str:
    """Return the vocabulary over time; sizes that a family repeats on a day stand once."""
    words, spots = WORDS[lang], []
    for entry in scatter.entries(handbook):
        arch = _arch(entry)
        if arch is not None and arch.vocab_size and arch.tied_embeddings is not None:
            date = scatter.year(entry.release.date)
            spots.append(Spot(entry, date, arch.vocab_size, int(arch.tied_embeddings)))
    spots = scatter.distinct(spots)
    steps = range(0, 2_000_001, 50_000)
    y_range = (0.0, scatter.limits([spot.y for spot in spots], steps, (0, 200_000))[1])
    ticks = [(float(step), numbers.grouped(step)) for step in steps]
    items = [(KINDS[0], words["untied"]), (KINDS[1], words["tied"])]
    y = (y_range, ticks, words["vocabulary"])
    axes = _panel("vocabulary", lang, spots, items, (*scatter.years(spots), ""), y, (False, False))
    scatter.draw(axes, spots)
    return axes.drawing.svg()


FIGURES_OF_DATA = {
    "chart-sizes": sizes,
    "chart-tokens": tokens,
    "chart-context": context,
    "chart-cache": cache,
    "chart-vocabulary": vocabulary,
}

"""Tables of the questions on self-attention, heads and positions: what models chose."""

from __future__ import annotations

import math
from collections import Counter

from scripts.base import numbers
from scripts.data.handbook import Entry, Handbook
from scripts.fragments.cells import Cell, unknown
from scripts.fragments.columns import CHOICES, CONTEXT, DATE, HEAD_DIM, WIDTHS
from scripts.fragments.short_tables import Row, of_checkpoints, short_table

_SHOWS = {**dict(WIDTHS), **dict(CHOICES)}


def _root(entry: Entry, lang: str) -> Cell:
    arch = entry.checkpoint.architecture
    if arch is None or arch.head_dim is None:
        return unknown(lang)
    root = math.sqrt(arch.head_dim)
    return Cell(f"{root:.1f}", root)


def _product(entry: Entry, lang: str) -> Cell:
    arch = entry.checkpoint.architecture
    if arch is None or arch.head_dim is None or arch.n_heads is None:
        return unknown(lang)
    product = arch.head_dim * arch.n_heads
    return Cell(numbers.grouped(product), product)


SCORE_MODELS = ("gpt-2-124m", "llama-7b", "gemma-7b", "gemma-2-27b", "qwen3-32b", "gpt-oss-20b")
HEAD_MODELS = (
    "gpt-2-124m", "gpt-2-1.5b", "llama-7b", "llama-65b", "gemma-7b", "qwen3-4b", "qwen3-32b",
    "glm-4.5", "gpt-oss-20b",
)  # fmt: skip
POSITION_MODELS = (
    "gpt-2-1.5b", "switch-c", "opt-66b", "bloom-176b", "llama-7b", "mpt-7b", "baichuan-7b",
    "baichuan-13b", "qwen3-32b", "gpt-oss-20b", "kimi-linear-48b-a3b", "nemotron-3-nano-30b-a3b",
)  # fmt: skip

WORDS = {
    "zh": {
        "score": "头宽与分数的除数",
        "heads": "头数、头宽与模型宽度",
        "positions": "位置编码的种类",
        "years": "每年发布的检查点用什么位置编码",
        "year": "年份",
        "known": "检查点",
        "rope": "RoPE",
        "others": "其他",
        "none": "不加位置",
        "date": "发布",
        "d_model": "d_model",
        "n_heads": "查询头",
        "head_dim": "头宽",
        "root": "√头宽",
        "product": "头数 × 头宽",
        "position": "位置编码",
        "context": "上下文",
    },
    "en": {
        "score": "Head widths and what scores are divided by",
        "heads": "Heads, their width and the width of the model",
        "positions": "Kinds of position encoding",
        "years": "Position encodings of the checkpoints of each year",
        "year": "Year",
        "known": "Checkpoints",
        "rope": "RoPE",
        "others": "Others",
        "none": "None",
        "date": "Released",
        "d_model": "d_model",
        "n_heads": "Query heads",
        "head_dim": "head_dim",
        "root": "√head_dim",
        "product": "heads × head_dim",
        "position": "Positions",
        "context": "Context",
    },
}


def score_widths(handbook: Handbook, lang: str) -> str:
    """Return width, heads, width of a head and its root, by which scores are usually divided."""
    words = WORDS[lang]
    shown = {"d_model": _SHOWS["d_model"], "n_heads": _SHOWS["n_heads"], "head_dim": HEAD_DIM[1]}
    columns = [(words[name], show) for name, show in (shown | {"root": _root}).items()]
    return of_checkpoints(handbook, "score-widths", lang, words["score"], SCORE_MODELS, columns)


def head_counts(handbook: Handbook, lang: str) -> str:
    """Return width, heads, width of a head and the product of the two."""
    words = WORDS[lang]
    shown = {"d_model": _SHOWS["d_model"], "n_heads": _SHOWS["n_heads"], "head_dim": HEAD_DIM[1]}
    columns = [(words[name], show) for name, show in (shown | {"product": _product}).items()]
    return of_checkpoints(handbook, "head-counts", lang, words["heads"], HEAD_MODELS, columns)


def position_kinds(handbook: Handbook, lang: str) -> str:
    """Return when models came out, how they know positions, and how long their context is."""
    words = WORDS[lang]
    shown = {"date": DATE[1], "position": _SHOWS["position"], "context": CONTEXT[1]}
    columns = [(words[name], show) for name, show in shown.items()]
    name, caption = "position-kinds", words["positions"]
    return of_checkpoints(handbook, name, lang, caption, POSITION_MODELS, columns)


def _sort_of_position(kind: str) -> str:
    """RoPE in two dimensions, as in the first ChatGLM, counts as RoPE."""
    return {"rope-2d": "rope", "rope": "rope", "none": "none"}.get(kind, "others")


def position_years(handbook: Handbook, lang: str) -> str:
    """Return how many checkpoints of each year have RoPE, another encoding, or none."""
    found: dict[int, Counter[str]] = {}
    for entry in handbook.entries():
        arch = entry.checkpoint.architecture
        if arch is not None and arch.position is not None:
            counts = found.setdefault(entry.release.date.year, Counter())
            counts[_sort_of_position(arch.position.kind)] += 1
    words, sorts = WORDS[lang], ("rope", "others", "none")
    head = [words[name] for name in ("year", "known", *sorts)]
    rows = []
    for year, counts in sorted(found.items()):
        shown = (counts.total(), *(counts[sort] for sort in sorts))
        rows.append(Row(str(year), [Cell(numbers.grouped(count), count) for count in shown]))
    return short_table("position-years", lang, words["years"], head, rows)


TABLES = {
    "score-widths": score_widths,
    "head-counts": head_counts,
    "position-kinds": position_kinds,
    "position-years": position_years,
}

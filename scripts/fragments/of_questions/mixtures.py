"""Mixtures of experts: how many experts, how many of them work, total and active parameters."""

from __future__ import annotations

from scripts.base import numbers
from scripts.counts import comparison
from scripts.data.architecture import Experts
from scripts.data.handbook import Entry, Handbook
from scripts.fragments.cells import Cell, unknown
from scripts.fragments.columns import COUNT, DATE
from scripts.fragments.short_tables import of_checkpoints

MODELS = (
    "switch-c", "glam-64b-64e", "mixtral-8x7b-v0.1", "deepseek-moe-16b", "deepseek-v3",
    "llama-4-maverick", "qwen3-235b-a22b", "kimi-k2", "gpt-oss-120b", "glm-5",
    "trinity-large", "minimax-m2.7",
)  # fmt: skip
TITLES = {
    "zh": ("发布", "选用 / 专家", "共享专家", "总参数", "激活参数（占比）"),
    "en": ("released", "chosen / experts", "shared", "total", "active (share)"),
}
CAPTION = {
    "zh": "混合专家模型：每层选用的专家与专家总数、共享专家、总参数与激活参数",
    "en": "Mixtures: experts chosen and all experts of a layer, shared ones, total and active",
}


def _experts(entry: Entry) -> Experts:
    arch = entry.checkpoint.architecture
    if arch is None or arch.experts is None:
        raise ValueError(f"{entry.checkpoint.id} is no mixture of experts")
    return arch.experts


def _chosen(entry: Entry, _: str) -> Cell:
    experts = _experts(entry)
    return Cell(f"{experts.active} / {numbers.grouped(experts.total)}", experts.total)


def _shared(entry: Entry, _: str) -> Cell:
    return Cell(str(_experts(entry).shared), _experts(entry).shared)


def _active(entry: Entry, lang: str) -> Cell:
    active = comparison.best_active(entry.checkpoint)
    total = comparison.best_count(entry.checkpoint)
    if active is None or total is None:
        return unknown(lang)
    share = f"{100 * active / total:.1f}%"
    shown = f"{numbers.short(active)}（{share}）" if lang == "zh" else None
    return Cell(shown or f"{numbers.short(active)} ({share})", active)


def mixtures(handbook: Handbook, lang: str) -> str:
    """Return experts, total and active parameters of some mixtures as HTML."""
    shows = (DATE[1], _chosen, _shared, COUNT[1], _active)
    columns = list(zip(TITLES[lang], shows, strict=True))
    return of_checkpoints(handbook, "mixtures", lang, CAPTION[lang], MODELS, columns)


TABLES = {"mixtures": mixtures}

"""Table of the question on norms: which kind, epsilon and query-key norm models chose."""

from __future__ import annotations

from scripts.base import numbers
from scripts.data.handbook import Entry, Handbook
from scripts.fragments.cells import Cell, unknown
from scripts.fragments.columns import CHOICES, year
from scripts.fragments.short_tables import of_checkpoints

MODELS = (
    "bloom-176b", "glm-130b", "llama-7b", "chatglm-6b", "mpt-7b", "chatglm2-6b", "llama-2-7b",
    "olmo-7b", "olmo-2-7b", "deepseek-v3", "gemma-3-27b", "qwen3-8b",
)  # fmt: skip

WORDS = {
    "zh": {
        "caption": "各模型的归一化、ε 与查询键归一化",
        "year": "年份",
        "norm": "归一化",
        "eps": "ε",
        "qk": "QK 归一化",
        "head": "每个头",
        "full": "整行",
        "none": "无",
        "latent": "只对潜在向量",
    },
    "en": {
        "caption": "Norm, epsilon and query-key norm by model",
        "year": "Year",
        "norm": "Norm",
        "eps": "ε",
        "qk": "QK-norm",
        "head": "each head",
        "full": "whole row",
        "none": "none",
        "latent": "latents only",
    },
}


def _eps(entry: Entry, lang: str) -> Cell:
    arch = entry.checkpoint.architecture
    eps = arch.norm.eps if arch and arch.norm else None
    return Cell(numbers.small(eps), eps) if eps else unknown(lang)


def _qk(entry: Entry, lang: str) -> Cell:
    arch = entry.checkpoint.architecture
    if arch is None or arch.qk_norm is None:
        return unknown(lang)
    word = "latent" if arch.mla and arch.qk_norm == "none" else arch.qk_norm
    return Cell(WORDS[lang][word], word)


def norm_kinds(handbook: Handbook, lang: str) -> str:
    """Return kind and place of the norm, its epsilon and the query-key norm of known models."""
    words = WORDS[lang]
    shown = (
        (words["year"], year),
        (words["norm"], dict(CHOICES)["norm"]),
        (words["eps"], _eps),
        (words["qk"], _qk),
    )
    return of_checkpoints(handbook, "norm-kinds", lang, words["caption"], MODELS, shown)


TABLES = {
    "norm-kinds": norm_kinds,
}

"""Short table of what learning from preferences holds in memory, by method and model."""

from __future__ import annotations

from scripts.base import numbers
from scripts.counts import comparison
from scripts.data.handbook import Entry, Handbook
from scripts.fragments import cells
from scripts.fragments.cells import Cell, Show
from scripts.fragments.short_tables import of_checkpoints
from scripts.reference.preferences import held_bytes

CHECKPOINTS = ("llama-3.2-1b", "llama-2-7b", "qwen3-32b", "llama-2-70b")

WORDS = {
    "zh": (
        "从偏好学习要放多少：权重、梯度与状态，GB",
        "PPO",
        "GRPO，奖励模型",
        "GRPO，规则",
        "DPO",
        "只训练一个模型",
    ),
    "en": (
        "What learning from preferences holds: weights, gradients and states, in GB",
        "PPO",
        "GRPO, reward model",
        "GRPO, rules",
        "DPO",
        "one trained model alone",
    ),
}
METHODS = ("ppo", "grpo", "grpo-rules", "dpo", "sft")


def _held(method: str) -> Show:
    def show(entry: Entry, lang: str) -> Cell:
        count = comparison.best_count(entry.checkpoint)
        if count is None:
            return cells.unknown(lang)
        size = held_bytes(method, count)
        return Cell(numbers.significant(size / 1e9), size)

    return show


def preference_memory(handbook: Handbook, lang: str) -> str:
    """Return bytes held by five methods, all models of a method being of one size."""
    caption, *titles = WORDS[lang]
    shown = [(title, _held(method)) for title, method in zip(titles, METHODS, strict=True)]
    return of_checkpoints(handbook, "preference-memory", lang, caption, CHECKPOINTS, shown)


TABLES = {"preference-memory": preference_memory}

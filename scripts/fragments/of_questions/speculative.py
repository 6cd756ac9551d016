"""Table on speculative decoding: drafts that fit targets, and what they could gain."""

from __future__ import annotations

from scripts.base import numbers
from scripts.counts import comparison
from scripts.data.handbook import Handbook
from scripts.fragments.cells import Cell
from scripts.fragments.short_tables import Row, short_table
from scripts.reference.speculative import best_gamma

#: Target and draft of one family, so with one vocabulary of tokens.
PAIRS = (
    ("llama-3.1-405b", "llama-3.1-8b"),
    ("llama-3.1-70b", "llama-3.1-8b"),
    ("llama-3.1-70b", "llama-3.2-1b"),
    ("llama-3.1-8b", "llama-3.2-1b"),
    ("qwen3-32b", "qwen3-0.6b"),
    ("qwen3-8b", "qwen3-0.6b"),
)
ALPHAS = (0.6, 0.8)

WORDS = {
    "zh": (
        "目标与草稿模型，按参数量之比估计的提速上限",
        ("目标", "草稿", "参数量之比", "接受率 0.6", "接受率 0.8"),
        "{gain}（猜 {gamma} 个）",
    ),
    "en": (
        "Targets with drafts, and the gain that their ratio of parameters would allow",
        ("Target", "draft", "ratio of parameters", "acceptance 0.6", "acceptance 0.8"),
        "{gain} ({gamma} guesses)",
    ),
}


def speculative_pairs(handbook: Handbook, lang: str) -> str:
    """Return for each pair the cost of a draft step by parameters, and the best gain."""
    caption, head, gain_words = WORDS[lang]
    rows = []
    for target_id, draft_id in PAIRS:
        target, draft = handbook.entry(target_id), handbook.entry(draft_id)
        counts = [comparison.best_count(each.checkpoint) for each in (target, draft)]
        if counts[0] is None or counts[1] is None:
            raise ValueError(f"no parameter count of {target_id!r} or {draft_id!r}")
        cost = counts[1] / counts[0]
        cells = [
            Cell(draft.checkpoint.name, draft.checkpoint.name),
            Cell(numbers.significant(cost), cost),
        ]
        for alpha in ALPHAS:
            best = best_gamma(alpha, cost)
            shown = gain_words.format(gain=f"{best.speed_up:.2f}", gamma=best.gamma)
            cells.append(Cell(shown, best.speed_up))
        url = f"{{root}}models/{target.family.id}/#{target_id}"
        rows.append(Row(target.checkpoint.name, cells, url))
    return short_table("speculative-pairs", lang, caption, head, rows)


TABLES = {"speculative-pairs": speculative_pairs}

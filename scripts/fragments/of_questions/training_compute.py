"""Short table of pre-trainings: operations, card-days, and what published hours imply."""

from __future__ import annotations

from dataclasses import dataclass

from scripts.base import numbers
from scripts.counts import costs
from scripts.data.handbook import Entry, Handbook
from scripts.fragments.cells import Cell
from scripts.fragments.columns import TOKENS
from scripts.fragments.short_tables import Row, short_table

UTILISATION = 0.4


@dataclass(frozen=True)
class Run:
    """A pre-training: its card (None where the data have no such card) and published hours."""

    checkpoint: str
    card: str | None
    card_name: str
    hours: float


#: Hours as the sources of the page state them: the model cards of Llama 2 and Llama 3.1, section
#: "Hardware and Software", and the README of DeepSeek-V3, section 2 (pre-training alone).
RUNS = (
    Run("llama-2-7b", "a100-80", "A100", 184_320),
    Run("llama-2-13b", "a100-80", "A100", 368_640),
    Run("llama-2-70b", "a100-80", "A100", 1_720_320),
    Run("llama-3.1-8b", "h100-80", "H100", 1_460_000),
    Run("llama-3.1-70b", "h100-80", "H100", 7_000_000),
    Run("llama-3.1-405b", "h100-80", "H100", 30_840_000),
    Run("deepseek-v3", None, "H800", 2_664_000),
)
WORDS = {
    "zh": {
        "caption": "预训练的运算量与卡时",
        "head": (
            "模型",
            "词元",
            "6MD（次运算）",
            "卡",
            "利用率四成时的卡天",
            "公布的卡天",
            "折合利用率",
        ),
    },
    "en": {
        "caption": "Operations and card-days of pre-trainings",
        "head": (
            "Model",
            "tokens",
            "6MD",
            "card",
            "card-days at 40%",
            "card-days published",
            "share of peak",
        ),
    },
}


def peak(handbook: Handbook, run: Run) -> float | None:
    """Return the peak of a run's card in FLOP/s, None where the data do not have it."""
    found = [gpu.bf16_tflops for gpu in handbook.gpus if gpu.id == run.card]
    return found[0] * 1e12 if found and found[0] else None


def flops(entry: Entry) -> float:
    """Return 6MD of a checkpoint whose tokens are known."""
    found = costs.training_flops(entry.checkpoint)
    if found is None:
        raise ValueError(f"{entry.checkpoint.id}: operations of training unknown")
    return found


def implied(handbook: Handbook, run: Run) -> float | None:
    """Return 6MD over what the published hours could do at the card's peak."""
    top = peak(handbook, run)
    if top is None:
        return None
    return flops(handbook.entry(run.checkpoint)) / (run.hours * 3600 * top)


def _row(handbook: Handbook, run: Run, lang: str) -> Row:
    entry = handbook.entry(run.checkpoint)
    total, top, share = flops(entry), peak(handbook, run), implied(handbook, run)
    dash = Cell("–", None)
    days = costs.gpu_days(total, top, UTILISATION) if top else None
    cells = (
        TOKENS[1](entry, lang),
        Cell(numbers.power(total), total),
        Cell(run.card_name, run.card_name),
        Cell(numbers.grouped(round(days)), days) if days else dash,
        Cell(numbers.grouped(round(run.hours / 24)), run.hours),
        Cell(f"{100 * share:.0f}%", share) if share else dash,
    )
    url = f"{{root}}models/{entry.family.id}/#{run.checkpoint}"
    return Row(entry.checkpoint.name, cells, url)


def training_runs(handbook: Handbook, lang: str) -> str:
    """Return the table of pre-trainings as HTML."""
    words = WORDS[lang]
    rows = [_row(handbook, run, lang) for run in RUNS]
    return short_table("training-runs", lang, str(words["caption"]), list(words["head"]), rows)


TABLES = {"training-runs": training_runs}

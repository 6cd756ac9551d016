"""What the page on grokking shows of the stored runs: a table, and the data of its explorer."""

from __future__ import annotations

import json

from scripts.base import numbers
from scripts.data.handbook import Handbook
from scripts.data.measurements import GrokkingRun
from scripts.fragments.cells import Cell
from scripts.fragments.short_tables import Row, short_table
from scripts.reference.grokking import first_step

WORDS = {
    "zh": {
        "caption": "五次训练各在第几步达到",
        "head": ["训练集占比", "权重衰减", "训练 99%", "测试 90%", "相差倍数", "最后的测试正确率"],
        "never": "一万步内没有",
    },
    "en": {
        "caption": "At which step each of five runs gets there",
        "head": [
            "Share trained on",
            "Weight decay",
            "Training 99%",
            "Test 90%",
            "Ratio",
            "Test accuracy at the end",
        ],
        "never": "not in 10,000",
    },
}
TRAINED, GROKKED = 0.99, 0.9


def _row(run: GrokkingRun, lang: str) -> Row:
    steps = run.column("step")
    train = first_step(steps, run.column("train_accuracy"), TRAINED)
    test = first_step(steps, run.column("test_accuracy"), GROKKED)
    never = Cell(str(WORDS[lang]["never"]), None)
    last = run.column("test_accuracy")[-1]
    cells = [
        Cell(f"{run.weight_decay:g}", run.weight_decay),
        never if train is None else Cell(numbers.grouped(int(train)), train),
        never if test is None else Cell(numbers.grouped(int(test)), test),
        Cell("—", None)
        if train is None or test is None
        else Cell(f"{test / train:.1f}", test / train),
        Cell(f"{100 * last:.1f}%", last),
    ]
    return Row(f"{100 * run.fraction:.0f}%", cells)


def grokking_runs(handbook: Handbook, lang: str) -> str:
    """Return at which step each stored run fits what it is trained on and what it is not."""
    rows = [_row(run, lang) for run in handbook.grokking_runs]
    words = WORDS[lang]
    return short_table("grokking-runs", lang, str(words["caption"]), list(words["head"]), rows)


#: The columns that the explorer draws or tells.
SHOWN = ("step", "train_accuracy", "test_accuracy", "train_loss", "test_loss", "norm", "purity")


def grokking_data(handbook: Handbook, lang: str) -> str:
    """Return the stored runs as an inert script element, by id and column; no words are in it."""
    del lang
    runs = {run.id: {name: run.column(name) for name in SHOWN} for run in handbook.grokking_runs}
    text = json.dumps(runs, separators=(",", ":"))
    return f'<script type="application/json" data-grokking="">{text}</script>\n'


TABLES = {
    "grokking-runs": grokking_runs,
    "grokking-data": grokking_data,
}

"""Train the small networks of the page on grokking and write data/runs/grokking.yaml.

    python -m scripts.train_grokking            (some minutes on one core, NumPy alone)

A build does not train: it reads what is stored. A test trains the first steps again.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from scripts.reference.grokking import (
    Measures,
    Setting,
    Weights,
    measures,
    noted_steps,
    powers,
    purified,
    scores,
    split,
    training,
)

FILE = Path(__file__).resolve().parents[1] / "data" / "runs" / "grokking.yaml"
STEPS = 10_000

#: Weight decay with 30 % of the table, then other shares of the table with weight decay 1.
RUNS = {
    "decay-1": Setting(0.3, 1.0),
    "decay-0.3": Setting(0.3, 0.3),
    "decay-0": Setting(0.3, 0.0),
    "half": Setting(0.5, 1.0),
    "tenth": Setting(0.1, 1.0),
}

HEAD = """\
# Runs of scripts/train_grokking.py: addition modulo p, learnt from a part of the table.
# Losses in nats; norm: length of all weights together; purity: share of the power of the input
# weights that lies at each neuron's own frequency; spectrum: that power by frequency 1, 2, ...,
# as a share of the whole, at the first and at the last step.
"""


def spectrum(weights: Weights) -> list[float]:
    """Return the share of the input weights' power at each frequency from 1 on."""
    power = (powers(weights.first) + powers(weights.second)).sum(axis=1)
    return [round(float(share), 4) for share in power / power.sum()]


def rounded(value: float) -> float:
    """Return four significant digits, which is what a figure can show."""
    return float(f"{value:.4g}")


def run(setting: Setting, steps: int = STEPS) -> dict[str, Any]:
    """Train one network and return what is stored of it."""
    train, test = split(setting)
    noted, rows, spectra = set(noted_steps(steps)), [], []
    for step, weights in training(setting, steps):
        if step in noted:
            rows.append([step, *map(rounded, measures(weights, train, test))])
        if step in (0, steps):
            spectra.append(spectrum(weights))
    only, without = purified(weights), purified(weights, keep=False)
    return {
        **setting._asdict(),
        "spectrum": {"first": spectra[0], "last": spectra[1]},
        "test_accuracy_own_frequency_only": rounded(scores(only, test)[1]),
        "test_accuracy_own_frequency_removed": rounded(scores(without, test)[1]),
        "train_accuracy_own_frequency_removed": rounded(scores(without, train)[1]),
        "columns": ["step", *Measures._fields],
        "rows": rows,
    }


def main(names: list[str]) -> None:
    """Run the named settings, or all; those that are not named keep what is stored."""
    old = yaml.safe_load(FILE.read_text(encoding="utf-8")) if FILE.exists() else []
    stored = {entry["id"]: entry for entry in old}
    for name in names or list(RUNS):
        stored[name] = {"id": name, **run(RUNS[name])}
        print(name, *stored[name]["rows"][-1])
    ordered = [stored[name] for name in RUNS if name in stored]
    FILE.parent.mkdir(exist_ok=True)
    text = yaml.safe_dump(ordered, sort_keys=False, default_flow_style=None, width=100)
    FILE.write_text(HEAD + text, encoding="utf-8")


if __name__ == "__main__":
    np.seterr(all="raise", under="ignore")
    main(sys.argv[1:])

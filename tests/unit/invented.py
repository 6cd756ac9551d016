"""A handbook of two invented families, for tests of what is drawn from data."""

from __future__ import annotations

from datetime import date
from typing import Any

from scripts.data.handbook import Handbook
from scripts.data.measurements import GrokkingRun, PerLanguage, Spectra, Vocabulary
from scripts.data.models import Family
from scripts.reference.grokking import Measures


def _release(name: str, day: date, weights: str) -> dict[str, Any]:
    id_ = name.lower().replace(" ", "-")
    licence = {
        "name": "MIT",
        "spdx": "MIT",
        "class": "open-source",
        "commercial": "yes",
        "source": ("invented2020-note",),
    }
    return {
        "id": id_,
        "name": name,
        "date": day,
        "date_source": ("invented2020-note",),
        "weights": weights,
        "licence": licence,
        "checkpoints": ({"id": f"{id_}-1b", "name": f"{name} 1B"},),
    }


def _family(id_: str, zh: str, en: str, releases: tuple[dict[str, Any], ...]) -> Family:
    return Family.model_validate(
        {
            "id": id_,
            "name": {"zh": zh, "en": en},
            "developer": {"zh": "某实验室", "en": "A laboratory"},
            "role": "open",
            "summary": {"zh": "虚构。", "en": "Invented."},
            "releases": releases,
        }
    )


def handbook() -> Handbook:
    """Return two families: one with two releases close together and a late one, one closed."""
    heron = (
        _release("Heron 1", date(2021, 3, 1), "open"),
        _release("Heron 2", date(2021, 4, 1), "open"),
        _release("Heron 3", date(2022, 12, 31), "open"),
    )
    families = (
        _family("heron", "苍鹭", "Heron", heron),
        _family("auk", "海雀", "Auk", (_release("Auk", date(2020, 7, 1), "closed"),)),
    )
    return Handbook(
        families={family.id: family for family in families},
        sources={},
        glossary=(),
        chapters=(),
        vocabularies=(
            vocabulary("early", (3, 2, 1, *[3] * 8), 3000, 2000),
            vocabulary("late", (12, 6, 6, 6), 1500, 2000),
        ),
        grokking_runs=(grokking_run("decay-1", 1.0), grokking_run("decay-0", 0.0)),
    )


def vocabulary(id_: str, sentence: tuple[int, ...], zh: int, en: int) -> Vocabulary:
    """Return a vocabulary that takes so many tokens for a text in both languages."""
    return Vocabulary(
        id=id_, name=f"Vocabulary {id_}", package=id_, version="1", sha256="0" * 64,
        algorithm="bpe", bytes="level", size=1000, han_single=10, han_longer=0,
        tokens={key: PerLanguage(zh=zh, en=en) for key in ("declaration", "everyday")},
        sentence=sentence, source=("nobody",),
    )  # fmt: skip


def grokking_run(id_: str, weight_decay: float) -> GrokkingRun:
    """Return a run of a few steps."""
    return GrokkingRun(
        id=id_, fraction=0.3, weight_decay=weight_decay, p=5, width=4, learning_rate=0.01, seed=0,
        spectrum=Spectra(first=(0.5, 0.5), last=(0.9, 0.1)),
        test_accuracy_own_frequency_only=1.0, test_accuracy_own_frequency_removed=0.2,
        train_accuracy_own_frequency_removed=0.3,
        columns=("step", *Measures._fields),
        rows=((0, 2, 2, 0.2, 0.2, 9, 0.5), (1, 1, 2, 0.9, 0.2, 8, 0.6), (10, 0.1, 1, 1, 1, 7, 0.9)),
    )  # fmt: skip

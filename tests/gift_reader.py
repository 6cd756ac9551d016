"""GIFT as gift-pegjs reads it, a program that is not ours."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from py_mini_racer import MiniRacer

from scripts.base.paths import ROOT

_PARSER = ROOT / "tests/vendor/gift-pegjs/gift-parser.js"


@cache
def _engine() -> MiniRacer:
    engine = MiniRacer()
    engine.eval(_PARSER.read_text(encoding="utf-8"))
    return engine


def read(text: str) -> list[dict[str, Any]]:
    """Return the questions of a bank, without its categories."""
    parsed = _engine().eval(f"JSON.stringify(giftParser.parse({json.dumps(text)}))")
    questions: list[dict[str, Any]] = json.loads(str(parsed))
    return [question for question in questions if question["type"] != "Category"]

"""Names of models are found as readers write them, and not beside others of the same digits."""

from __future__ import annotations

import json

import pytest
from py_mini_racer import MiniRacer

from tests.unit.javascript import engine_of

NAMES = [
    "Qwen2.5 7B",
    "Qwen2 57B-A14B",
    "Llama 3 8B",
    "Llama 3.1 8B",
    "LLaMA 13B",
    "Yi 6B",
    "Qwen3 4B 2507",
]


@pytest.fixture(scope="module")
def engine() -> MiniRacer:
    return engine_of("repository-names", "model-names")


def _found(engine: MiniRacer, query: str) -> list[str]:
    rows = f"{json.dumps(NAMES)}.map((name) => searchable([name], `${{name}} family`))"
    found = json.loads(str(engine.eval(f"JSON.stringify(answers({rows}, {json.dumps(query)}))")))
    return [name for name, is_found in zip(NAMES, found, strict=True) if is_found]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("Qwen/Qwen2.5-7B-Instruct", ["Qwen2.5 7B"]),
        ("qwen2.5_7b", ["Qwen2.5 7B"]),
        ("Llama-3.1-8B-Instruct-GGUF", ["Llama 3.1 8B"]),
        ("meta-llama/Meta-Llama-3-8B", ["Llama 3 8B"]),
        ("llama 1", ["LLaMA 13B"]),
        ("llama 3", ["Llama 3 8B", "Llama 3.1 8B"]),
        ("Qwen/Qwen3-4B-Instruct-2507", ["Qwen3 4B 2507"]),
        ("yi", ["Yi 6B"]),
        ("family", NAMES),
        ("", NAMES),
        ("gpt-5", []),
        ("\\", []),
    ],
)
def test_a_query_finds_the_names_it_means(engine: MiniRacer, query: str, names: list[str]) -> None:
    assert _found(engine, query) == names

"""The drawing of a model says what its data say, and norms stand where the model has them."""

from __future__ import annotations

import json
import re

import pytest

from scripts.base.paths import ROOT
from scripts.fragments import families, generate
from scripts.site import diagram_scripts

HANDBOOK = generate.read(ROOT).handbook


def _texts(release: str, lang: str) -> list[str]:
    """The lines of a drawing from its foot to its top."""
    family = next(f.id for f in HANDBOOK.families.values() if release in {r.id for r in f.releases})
    page = families.render_families(HANDBOOK, lang)[family]
    drawing = re.search(rf'<svg[^>]*"diagram-{release}-title.*?</svg>', page, re.DOTALL)
    assert drawing
    rows = re.findall(r'<text x="[^"]*" y="([\d.]+)"[^>]*>([^<]*)</text>', drawing[0])
    return [text for _, text in sorted(rows, key=lambda row: -float(row[0]))]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_dense_model(lang: str) -> None:
    texts = " | ".join(_texts("llama-2", lang))
    assert ("80 blocks like this" if lang == "en" else "80 个相同的块") in texts
    assert "GQA" in texts
    assert "28,672" in texts
    assert "32,000" in texts
    # Before each sublayer, and one behind the last block.
    assert texts.count("RMSNorm") == 3


def test_norms_before_and_behind() -> None:
    texts = _texts("gemma-2", "en")
    assert texts.count("RMSNorm") == 5


def test_a_mixture_names_its_experts() -> None:
    texts = " ".join(_texts("deepseek-v3", "en"))
    assert "8 of 256 experts" in texts
    assert "shared" in texts
    assert "61 blocks, not all alike" in texts


def test_a_layer_that_is_no_single_block_has_no_drawing() -> None:
    assert "diagram-longcat" not in families.render_families(HANDBOOK, "en")["longcat"]


def test_a_model_of_which_little_is_known_has_no_drawing() -> None:
    assert "diagram-gpt-4" not in families.render_families(HANDBOOK, "en")["gpt-4"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_explorer_is_given_a_drawing_of_each_model_of_which_enough_is_known(lang: str) -> None:
    scripts = diagram_scripts.render_all(HANDBOOK, lang)
    given: dict[str, str | None] = {}
    for text in scripts.values():
        given |= json.loads(text.split(" || {}, ")[1].removesuffix(");\n"))
    assert set(given) == {entry.checkpoint.id for entry in HANDBOOK.entries()}
    assert given["gpt-4"] is None
    assert '"diagram-llama-2-7b-title' in (given["llama-2-7b"] or "")

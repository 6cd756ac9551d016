"""The figure of parts, and the page's own sum, agree with the data to the last parameter."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from scripts.base.paths import ROOT
from scripts.content import records
from scripts.counts import parameters
from scripts.figures import parameter_parts


@pytest.mark.parametrize(
    ("id_", "ours"),
    [
        ("llama-7b", parameter_parts.DENSE),
        ("mixtral-8x7b-v0.1", parameter_parts.MIXTURE),
    ],
)
def test_the_models_of_the_figure_are_those_of_the_data(id_: str, ours: object) -> None:
    arch = records.load(ROOT).entry(id_).checkpoint.architecture
    assert arch is not None
    theirs, found = parameters.parts(arch), parameters.parts(ours)
    assert theirs is not None
    assert found is not None
    assert asdict(found) == asdict(theirs)

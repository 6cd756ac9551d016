"""The interactive induction circuit is the one that drew the static figure."""

from __future__ import annotations

import numpy as np
import pytest

from scripts.reference.induction import run_circuit
from tests.unit.javascript import engine_of, value


@pytest.mark.parametrize("with_previous", [True, False])
@pytest.mark.parametrize("tokens", [[0], [0, 1, 2, 1, 3, 1], [0, 1, 2, 3, 4, 1, 2], [0, 1, 1, 1]])
def test_weights_and_probabilities(tokens: list[int], with_previous: bool) -> None:
    call = f"inductionRun({tokens}, 5, {str(with_previous).lower()})"
    theirs = value(engine_of("induction-formulas"), call)
    ours = run_circuit(np.array(tokens), 5, with_previous)
    for name in ("previous", "induction", "probabilities"):
        np.testing.assert_allclose(theirs[name], getattr(ours, name), atol=1e-9)

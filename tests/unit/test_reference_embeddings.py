"""Looking up and scoring as matrix products, their gradients, and what the page says of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.base.paths import ROOT
from scripts.content import records
from scripts.figures import embedding_rows
from scripts.fragments.of_questions import embeddings as table
from scripts.reference import embeddings as emb
from scripts.reference.attention import softmax

TOKENS, TARGETS = np.array([2, 0, 2, 4]), np.array([0, 2, 4, 1])


def _tables(seed: int = 3) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    first, second = rng.normal(size=(2, 6, 4))
    return first, second


def test_looking_up_is_a_product_with_one_hot_rows() -> None:
    inputs, _ = _tables()
    assert np.array_equal(emb.one_hot(TOKENS, 6) @ inputs, inputs[TOKENS])


def test_the_input_gradient_is_the_transposed_product() -> None:
    upstream = np.random.default_rng(1).normal(size=(4, 4))
    gradient = emb.input_gradient(TOKENS, upstream, 6)
    assert np.allclose(gradient, emb.one_hot(TOKENS, 6).T @ upstream)
    assert not gradient[[1, 3, 5]].any()


def _numeric(loss: object, at: np.ndarray) -> np.ndarray:
    found = np.zeros_like(at)
    for place in np.ndindex(*at.shape):
        step = np.zeros_like(at)
        step[place] = 1e-6
        found[place] = (loss(at + step) - loss(at - step)) / 2e-6  # type: ignore[operator]
    return found


def test_gradients_agree_with_differences_and_add_when_tied() -> None:
    inputs, outputs = _tables()

    def untied(into: np.ndarray, out: np.ndarray) -> float:
        return emb.cross_entropy(into[TOKENS], out, TARGETS)

    above = emb.output_gradient(inputs[TOKENS], outputs, TARGETS)
    assert np.allclose(above, _numeric(lambda out: untied(inputs, out), outputs), atol=1e-7)
    assert (np.abs(above).sum(axis=1) > 0).all()
    assert np.allclose(above.sum(axis=0), 0)

    def of_tied(shared: np.ndarray) -> float:
        return untied(shared, shared)

    parts = _numeric(lambda into: untied(into, inputs), inputs)
    parts += emb.output_gradient(inputs[TOKENS], inputs, TARGETS)
    assert np.allclose(parts, _numeric(of_tied, inputs), atol=1e-7)


def test_a_row_that_is_never_a_target_is_pushed_away_from_hidden_vectors() -> None:
    inputs, outputs = _tables()
    hidden = inputs[TOKENS]
    stepped = outputs - 0.1 * emb.output_gradient(hidden, outputs, TARGETS)
    before, after = (softmax(hidden @ out.T)[:, 5].sum() for out in (outputs, stepped))
    assert after < before


def test_a_common_direction_alone_makes_cosines_high() -> None:
    rng = np.random.default_rng(0)
    noise = rng.normal(size=(400, 64))
    common = np.full(64, 2.0)
    assert emb.mean_cosine(noise) == pytest.approx(0, abs=0.01)
    assert emb.mean_cosine(noise + common) == pytest.approx(0.8, abs=0.01)
    moved = noise + common
    assert emb.mean_cosine(moved - moved.mean(axis=0)) == pytest.approx(0, abs=0.01)


@given(st.integers(1, 300_000), st.sampled_from([8, 64, 128, 256]))
def test_padding_is_the_least_that_divides(vocabulary: int, multiple: int) -> None:
    rows = emb.padded(vocabulary, multiple)
    assert rows % multiple == 0
    assert 0 <= rows - vocabulary < multiple


def test_vocabularies_that_the_page_names() -> None:
    assert emb.padded(50_257, 64) == 50_304
    assert emb.padded(151_646, 128) == 151_680
    assert [emb.power_of_two(n) for n in (151_936, 152_064, 50_257)] == [128, 512, 1]


def test_the_figure_shows_four_rows_against_all() -> None:
    below, above = embedding_rows.row_norms()
    assert set(np.flatnonzero(below)) == {1, 3, 7, 10}
    assert (above > 0).all()


def test_shares_of_the_table() -> None:
    handbook = records.load(ROOT)
    assert table.both(handbook.entry("llama-3.1-8b")) == 2 * 128_256 * 4096
    assert table.both(handbook.entry("llama-3.2-1b")) == 128_256 * 2048
    shown = table.embeddings(handbook, "en")
    assert "62.58%" in shown
    assert "13.08%" in shown

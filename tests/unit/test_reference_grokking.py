"""The network that groks: its gradients, its split, its spectrum, and the stored runs."""

from __future__ import annotations

import numpy as np
import pytest

from scripts.base.paths import ROOT
from scripts.content.records import load
from scripts.data.measurements import GrokkingRun
from scripts.reference.grokking import (
    Setting,
    Weights,
    beginning,
    first_step,
    logits,
    loss_and_gradients,
    measures,
    noted_steps,
    powers,
    purified,
    purity,
    scores,
    split,
    training,
)

RUNS = {run.id: run for run in load(ROOT).grokking_runs}
SMALL = Setting(fraction=0.5, weight_decay=0.5, p=7, width=5)
#: Enough to fit the training set; more would cost a test too much time.
RETRAINED = 150


def _setting(run: GrokkingRun) -> Setting:
    return Setting(**{name: getattr(run, name) for name in Setting._fields})


def _waves(p: int, frequency: int, phases: int) -> Weights:
    """The network of Gromov 2023 with one frequency: products of cosines add the angles."""
    angle = 2 * np.pi * frequency * np.arange(p) / p
    pairs = [(u, v) for u in range(phases) for v in range(phases)]
    first = np.stack([np.cos(angle + 2 * np.pi * u / phases) for u, _ in pairs], axis=1)
    second = np.stack([np.cos(angle + 2 * np.pi * v / phases) for _, v in pairs], axis=1)
    out = np.stack([np.cos(-angle - 2 * np.pi * (u + v) / phases) for u, v in pairs])
    return Weights(first, second, out)


@pytest.mark.parametrize("which", range(3))
def test_gradients_are_those_of_the_loss(which: int) -> None:
    weights, (pairs, _) = beginning(SMALL), split(SMALL)
    _, gradients = loss_and_gradients(weights, pairs)
    for place in [(0, 0), (2, 3), (4, 4)]:
        losses = []
        for change in (1e-5, -1e-5):
            moved = [w.copy() for w in weights]
            moved[which][place] += change
            losses.append(loss_and_gradients(Weights(*moved), pairs)[0])
        slope = (losses[0] - losses[1]) / 2e-5
        assert gradients[which][place] == pytest.approx(slope, rel=1e-5, abs=1e-8)


def test_training_and_test_pairs_are_all_pairs_once() -> None:
    train, test = split(SMALL)
    both = np.concatenate([train, test])
    assert len(train) == 24
    assert {tuple(pair) for pair in both} == {(a, b) for a in range(7) for b in range(7)}
    assert len(both) == 49


@pytest.mark.parametrize("fraction", [0, 1])
def test_a_fraction_leaves_something_on_both_sides(fraction: float) -> None:
    with pytest.raises(ValueError, match="fraction"):
        split(SMALL._replace(fraction=fraction))


def test_one_step_of_adamw_moves_by_the_learning_rate_and_decays() -> None:
    (_, before), (_, after) = training(SMALL, 1)
    _, gradients = loss_and_gradients(before, split(SMALL)[0])
    expected = before.out * (1 - 0.003 * 0.5) - 0.003 * np.sign(gradients.out)
    np.testing.assert_allclose(after.out, expected, atol=1e-6)


@pytest.mark.parametrize(("p", "frequency"), [(7, 1), (59, 5)])
def test_cosines_with_one_frequency_add(p: int, frequency: int) -> None:
    weights = _waves(p, frequency, 5)
    pairs = np.array([(a, b) for a in range(p) for b in range(p)])
    assert (logits(weights, pairs).argmax(axis=1) == pairs.sum(axis=1) % p).all()
    assert purity(weights) == pytest.approx(1)


def test_power_finds_the_frequency() -> None:
    found = powers(_waves(59, 5, 5).first)
    assert found.shape == (29, 25)
    assert (found.argmax(axis=0) == 4).all()


def test_keeping_and_removing_the_own_frequency_add_up() -> None:
    weights = beginning(SMALL)
    kept, rest = purified(weights), purified(weights, keep=False)
    for name in ("first", "second"):
        whole = getattr(kept, name) + getattr(rest, name)
        np.testing.assert_allclose(whole, getattr(weights, name), atol=1e-12)
    assert purity(rest) < 1
    assert purity(kept) == pytest.approx(1)


def test_scores_of_a_network_without_weights_are_those_of_chance() -> None:
    nothing = Weights(np.zeros((7, 5)), np.zeros((7, 5)), np.zeros((5, 7)))
    loss, accuracy = scores(nothing, np.array([(a, b) for a in range(7) for b in range(7)]))
    assert loss == pytest.approx(np.log(7))
    assert accuracy == pytest.approx(1 / 7)


def test_noted_steps_begin_with_zero_and_end_with_the_last() -> None:
    steps = noted_steps(1000, per_tenfold=3)
    assert steps == [0, 1, 2, 5, 10, 22, 46, 100, 215, 464, 1000]


def test_first_step() -> None:
    assert first_step([0, 1, 2], [0, 0.5, 1], 0.5) == 1
    assert first_step([0, 1, 2], [0, 0.5, 1], 2) is None


@pytest.mark.parametrize("name", ["decay-1", "decay-0"])
def test_the_stored_start_is_what_the_script_computes(name: str) -> None:
    run = RUNS[name]
    setting, stored = _setting(run), {int(row[0]): row[1:] for row in run.rows}
    pairs = split(setting)
    for step, weights in training(setting, RETRAINED):
        if step in stored:
            np.testing.assert_allclose(
                measures(weights, *pairs), stored[step], rtol=2e-3, atol=2e-3
            )
    assert run.column("train_accuracy")[run.column("step").index(1)] < 0.1


def test_memorising_gives_answers_that_row_or_column_already_hold() -> None:
    setting = _setting(RUNS["decay-1"])
    known, unseen = split(setting)
    *_, (_, weights) = training(setting, 112)
    p = setting.p
    rows, columns = np.zeros((2, p, p), dtype=bool)
    sums = known.sum(axis=1) % p
    rows[known[:, 0], sums] = columns[known[:, 1], sums] = True
    answers = logits(weights, unseen).argmax(axis=1)
    held = rows[unseen[:, 0], answers] | columns[unseen[:, 1], answers]
    by_chance = rows[unseen[:, 0]] | columns[unseen[:, 1]]
    assert round(100 * held.mean()) == 90
    assert round(100 * by_chance.mean()) == 50
    assert round(100 * (answers == unseen.sum(axis=1) % p).mean(), 1) == 0.3


def test_what_the_page_says_of_the_runs() -> None:
    def steps(name: str) -> tuple[float | None, float | None]:
        run = RUNS[name]
        at = run.column("step")
        return (
            first_step(at, run.column("train_accuracy"), 0.99),
            first_step(at, run.column("test_accuracy"), 0.9),
        )

    assert steps("decay-1") == (112, 1995)
    assert steps("decay-0.3")[1] is None
    assert RUNS["decay-0.3"].column("test_accuracy")[-1] == pytest.approx(0.874, abs=1e-3)
    assert steps("decay-0")[1] is None
    assert steps("tenth")[1] is None
    slow, quick = steps("decay-1")[1], steps("half")[1]
    assert slow is not None
    assert quick is not None
    assert quick < slow


def test_the_length_of_the_weights_grows_while_the_network_generalises() -> None:
    run = RUNS["decay-1"]
    norms = dict(zip(run.column("step"), run.column("norm"), strict=True))
    assert (round(norms[447], 1), round(norms[1413], 1)) == (69.7, 74.4)


def test_the_own_frequencies_carry_the_answers() -> None:
    run = RUNS["decay-1"]
    assert run.test_accuracy_own_frequency_only == 1
    assert run.test_accuracy_own_frequency_removed == pytest.approx(0.010, abs=5e-4)
    assert run.train_accuracy_own_frequency_removed == pytest.approx(0.105, abs=5e-4)
    assert max(run.spectrum.first) == pytest.approx(0.037, abs=5e-4)
    assert max(run.spectrum.last) == pytest.approx(0.047, abs=5e-4)

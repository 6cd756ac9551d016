"""FLOPs and ratios equal those worked out by hand on a model of a few dozen weights."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.counts import costs
from scripts.data.architecture import Architecture
from scripts.data.models import Checkpoint
from tests.unit.test_architecture import NO_BIAS, arch

#: Attention 3 x 64, feed-forward 3 x 72 and the output head 10 x 4 of the model by hand.
MULTIPLIED = 192 + 216 + 40

EXPERTS = {"total": 4, "active": 2, "d_ff": 6}


@pytest.mark.parametrize(
    ("changes", "weights"),
    [
        ({}, MULTIPLIED),
        ({"tied_embeddings": True}, MULTIPLIED),
        ({"biases": dict.fromkeys(NO_BIAS, True), "qk_norm": "head"}, MULTIPLIED),
        ({"position": {"kind": "learned"}, "attention_sinks": True}, MULTIPLIED),
        ({"experts": EXPERTS}, MULTIPLIED + 216 + 3 * 4 * 4),
        ({"experts": EXPERTS | {"router_bias": True}}, MULTIPLIED + 216 + 3 * 4 * 4),
    ],
)
def test_a_token_is_multiplied_by_the_matrices_alone(changes: dict[str, Any], weights: int) -> None:
    assert costs.forward_flops(arch(**changes)) == 2 * weights


def test_scores_and_sums_take_four_operations_a_dimension_and_token() -> None:
    assert costs.forward_flops(arch(), attended=5) == 2 * MULTIPLIED + 3 * 4 * 5 * 4


def test_a_window_caps_what_a_layer_attends_to_but_not_the_global_ones() -> None:
    windowed = arch(sliding_window=2, global_every=3)
    assert costs.forward_flops(windowed, attended=5) == 2 * MULTIPLIED + 4 * 4 * (2 + 2 + 5)


def test_latent_attention_multiplies_its_own_widths() -> None:
    ranks = {"kv_lora_rank": 3, "qk_nope_head_dim": 2, "qk_rope_head_dim": 1, "v_head_dim": 5}
    latent = arch(mla=ranks)
    difference = (costs.forward_flops(latent, 1) or 0) - (costs.forward_flops(latent) or 0)
    assert difference == 2 * 3 * 2 * (2 + 1 + 5)


def test_an_encoder_decoder_has_no_single_cost_of_a_token() -> None:
    assert costs.forward_flops(arch(n_encoder_layers=3)) is None


def _checkpoint(architecture: Architecture | None, tokens: int | None) -> Checkpoint:
    return Checkpoint.model_validate(
        {
            "id": "by-hand",
            "name": "By hand",
            "architecture": architecture,
            "training": {"source": ("by-hand",), "tokens": tokens},
        }
    )


def test_training_takes_three_forward_passes_of_each_token() -> None:
    assert costs.training_flops(_checkpoint(arch(), 100)) == 6 * MULTIPLIED * 100


def test_tokens_a_parameter() -> None:
    assert costs.tokens_per_parameter(_checkpoint(arch(), 5160)) == pytest.approx(10)


def test_what_needs_an_unknown_value_is_unknown() -> None:
    assert costs.training_flops(_checkpoint(arch(), None)) is None
    assert costs.tokens_per_parameter(_checkpoint(None, 5160)) is None
    assert costs.forward_flops(arch(n_heads=None), 1) is None


@pytest.mark.parametrize(
    ("stage", "each"), [(0, 16), (1, 2 + 2 + 12 / 4), (2, 2 + 14 / 4), (3, 16 / 4)]
)
def test_zero_splits_states_then_gradients_then_weights(stage: int, each: float) -> None:
    assert costs.training_bytes(1000, gpus=4, stage=stage) == 1000 * each


def test_a_card_at_half_its_peak_takes_twice_as_long() -> None:
    assert costs.gpu_days(86_400e12, peak=1e12, utilisation=0.5) == pytest.approx(2)


@pytest.mark.parametrize("stage", [0, 1, 2, 3])
@pytest.mark.parametrize("memory", [3_000, 5_000, 16_000, 20_000])
def test_the_fewest_cards_hold_it_and_one_fewer_does_not(stage: int, memory: int) -> None:
    fewest = costs.gpus_to_train(1000, memory, stage)
    if fewest is None:
        assert costs.training_bytes(1000, gpus=10**9, stage=stage) > memory
        return
    assert costs.training_bytes(1000, gpus=fewest, stage=stage) <= memory
    assert fewest == 1 or costs.training_bytes(1000, gpus=fewest - 1, stage=stage) > memory


def test_what_fits_exactly_takes_no_further_card() -> None:
    assert costs.gpus_to_hold(24, 12) == 2
    assert costs.gpus_to_hold(25, 12) == 3
    assert costs.gpus_to_hold(1, 12) == 1

"""Counts equal those that one makes by hand on models of a few dozen weights."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.base import reading
from scripts.base.paths import ROOT
from scripts.content import records
from scripts.counts import comparison, layers, memory, parameters
from scripts.data.architecture import Architecture
from scripts.data.handbook import Handbook
from scripts.data.models import Checkpoint, Release

BASE: dict[str, Any] = {
    "source": ("by-hand",),
    "kind": "causal-decoder",
    "n_layers": 3,
    "d_model": 4,
    "n_heads": 2,
    "n_kv_heads": 2,
    "head_dim": 2,
    "d_ff": 6,
    "vocab_size": 10,
    "context": 16,
    "position": {"kind": "rope"},
    "norm": {"kind": "rmsnorm", "placement": "pre"},
    "activation": "swiglu",
    "biases": {"qkv": False, "attention_output": False, "ffn": False, "lm_head": False},
    "tied_embeddings": False,
}
NO_BIAS = BASE["biases"]


def arch(**changes: Any) -> Architecture:
    return Architecture.model_validate(BASE | changes)


def parts(**changes: Any) -> parameters.Parts:
    found = parameters.parts(arch(**changes))
    assert found is not None
    return found


def test_a_plain_decoder_by_hand() -> None:
    assert parts() == parameters.Parts(
        token_embedding=10 * 4,
        position_embedding=0,
        embedding_norm=0,
        attention=3 * 4 * (4 * 4),
        feed_forward=3 * 3 * (4 * 6),
        experts=0,
        router=0,
        norms=3 * 2 * 4,
        final_norm=4,
        lm_head=10 * 4,
        mtp=0,
        per_layer_embedding=0,
        residual=0,
    )
    assert parts().total == 40 + 192 + 216 + 24 + 4 + 40


def test_latent_attention_cannot_be_counted_without_the_heads() -> None:
    ranks = {"kv_lora_rank": 3, "qk_nope_head_dim": 2, "qk_rope_head_dim": 1, "v_head_dim": 5}
    latent = arch(mla=ranks, n_heads=None, n_kv_heads=None, head_dim=None)
    assert parameters.missing(latent) == ("n_heads",)
    assert parameters.parts(latent) is None


def test_a_module_for_further_tokens_is_a_block_with_a_matrix_and_three_norms() -> None:
    block = 4 * (4 * 4) + 3 * (4 * 6) + 2 * 4
    assert parts(mtp={"layers": 1}).mtp == block + 2 * 4 * 4 + 3 * 4
    own = parts(mtp={"layers": 2, "own_embeddings": True}).mtp
    assert own == 2 * (block + 2 * 4 * 4 + 3 * 4 + 2 * 10 * 4)


def test_a_module_for_further_tokens_is_not_active() -> None:
    without, with_module = arch(), arch(mtp={"layers": 1})
    assert parameters.active_parameters(with_module) == parameters.active_parameters(without)
    assert (parameters.total_parameters(with_module) or 0) > (
        parameters.total_parameters(without) or 0
    )


@pytest.mark.parametrize(
    ("changes", "part", "expected"),
    [
        ({"n_kv_heads": 1}, "attention", 3 * (2 * 16 + 2 * 8)),
        ({"biases": NO_BIAS | {"qkv": True}}, "attention", 3 * (64 + 12)),
        ({"biases": NO_BIAS | {"attention_output": True}}, "attention", 3 * (64 + 4)),
        ({"activation": "gelu"}, "feed_forward", 3 * 2 * 24),
        ({"biases": NO_BIAS | {"ffn": True}}, "feed_forward", 3 * (72 + 6 + 6 + 4)),
        (
            {"activation": "relu", "biases": NO_BIAS | {"ffn": True}},
            "feed_forward",
            3 * (48 + 6 + 4),
        ),
        ({"tied_embeddings": True}, "lm_head", 0),
        ({"tied_embeddings": True, "biases": NO_BIAS | {"lm_head": True}}, "lm_head", 10),
        ({"position": {"kind": "learned"}}, "position_embedding", 16 * 4),
        ({"position": {"kind": "learned", "n_positions": 18}}, "position_embedding", 18 * 4),
        ({"position": {"kind": "relative-bias", "n_buckets": 8}}, "position_embedding", 8 * 2),
        ({"position": {"kind": "alibi"}}, "position_embedding", 0),
        ({"norm": {"kind": "rmsnorm", "placement": "sandwich"}}, "norms", 3 * 4 * 4),
        ({"norm": {"kind": "rmsnorm", "placement": "post"}}, "final_norm", 0),
        (
            {"norm": {"kind": "deepnorm", "placement": "post-deepnorm", "final": True},
             "biases": NO_BIAS | {"norm": True}},
            "final_norm",
            8,
        ),
        (
            {"norm": {"kind": "layernorm", "placement": "pre"}, "biases": NO_BIAS | {"norm": True}},
            "norms",
            3 * 2 * 8,
        ),
        ({"embedding_norm": True}, "embedding_norm", 4),
    ],
)  # fmt: skip
def test_one_choice_changes_one_part(changes: dict[str, Any], part: str, expected: int) -> None:
    assert getattr(parts(**changes), part) == expected


def test_an_encoder_decoder_attends_three_times() -> None:
    found = parts(
        kind="encoder-decoder",
        n_encoder_layers=2,
        position={"kind": "relative-bias", "n_buckets": 8},
    )
    assert found.attention == (2 + 2 * 3) * 64
    assert found.feed_forward == (2 + 3) * 72
    assert found.norms == (2 * 2 + 3 * 3) * 4
    assert found.final_norm == 2 * 4
    assert found.position_embedding == 2 * 16


def test_a_mixture_counts_all_experts_and_uses_some() -> None:
    mixture = arch(experts={"total": 5, "active": 2, "shared": 1, "d_ff": 3})
    found = parameters.parts(mixture)
    assert found is not None
    assert (found.feed_forward, found.experts, found.router) == (0, 3 * 6 * 36, 3 * 5 * 4)
    assert parameters.active_parameters(mixture) == found.total - 3 * 3 * 36


def test_dense_layers_stand_between_mixtures() -> None:
    every_second = parts(experts={"total": 5, "active": 1, "d_ff": 3, "moe_every": 2})
    assert (every_second.feed_forward, every_second.experts) == (2 * 72, 1 * 5 * 36)
    leading = parts(experts={"total": 5, "active": 1, "d_ff": 3, "dense_layers": 1})
    assert (leading.feed_forward, leading.experts) == (1 * 72, 2 * 5 * 36)


def test_latent_attention_by_hand() -> None:
    mla = {"kv_lora_rank": 3, "q_lora_rank": 2, "qk_nope_head_dim": 2, "qk_rope_head_dim": 1,
           "v_head_dim": 2}  # fmt: skip
    latent = arch(attention="mla", mla=mla)
    query = 4 * 2 + 2 + 2 * (2 * 3)
    key_value = 4 * (3 + 1) + 3 + 3 * 2 * (2 + 2)
    found = parameters.parts(latent)
    assert found is not None
    assert found.attention == 3 * (query + key_value + 2 * 2 * 4)
    assert memory.kv_bytes_per_token(latent) == 3 * (3 + 1) * 2


LINEAR = {"kind": "gated-delta-net", "key_heads": 2, "value_heads": 4, "key_head_dim": 3,
          "value_head_dim": 5, "conv_width": 4}  # fmt: skip
SSM = {"kind": "mamba-2", "n_heads": 2, "head_dim": 3, "d_state": 5, "n_groups": 1,
       "conv_width": 4}  # fmt: skip
#: Attention of one layer of the model by hand: queries, keys, values and output, 4 x 4 each.
PLAIN = 4 * (4 * 4)


def test_a_pattern_repeats_to_the_last_layer_and_breaks_off_there() -> None:
    hybrid = arch(n_layers=7, layers="linear*2 full", linear=LINEAR)
    found = layers.of_decoder(hybrid)
    assert found.mixers == {"linear": 5, "full": 2}
    assert (found.dense, found.mixtures) == (7, 0)
    grouped = arch(n_layers=10, layers="(ssm-alone ffn)*2 full-alone", ssm=SSM)
    assert layers.of_decoder(grouped).mixers == {"ssm": 4, "full": 2}
    assert layers.of_decoder(grouped).dense == 4


def test_a_layer_of_two_attentions_and_a_mixture_beside_them_by_hand() -> None:
    experts = {"total": 4, "active": 2, "zero": 3, "d_ff": 5}
    shortcut = arch(layers="full+full+moe", experts=experts)
    found = parts(layers="full+full+moe", experts=experts)
    assert found.attention == 3 * 2 * PLAIN
    assert found.feed_forward == 3 * 2 * 3 * (4 * 6)
    assert found.experts == 3 * 4 * 3 * (4 * 5)
    assert found.router == 3 * (4 + 3) * 4
    assert found.norms == 3 * 2 * 2 * 4  # the mixture reads what the first dense layer reads
    assert memory.kv_bytes_per_token(shortcut) == 2 * 3 * 2 * 2 * 2 * 2
    assert (
        parameters.active_parameters(shortcut) is parameters.multiplied_parameters(shortcut) is None
    )


def test_a_cache_whose_layers_are_all_kept_whole_is_twice_that_of_the_window(
    handbook: Handbook,
) -> None:
    arch_ = handbook.entry("gpt-oss-20b").checkpoint.architecture
    by_window, each = memory.kv_bytes(arch_, 8192), memory.kv_bytes_per_token(arch_)
    assert by_window is not None
    assert each is not None
    assert f"{32 * by_window / 2**30:.2f}" == "6.09"
    assert f"{32 * each * 8192 / 2**30:.1f}" == "12.0"


def test_the_last_layers_may_use_the_keys_and_values_of_earlier_ones() -> None:
    sharing = {"layers": 2, "d_ff": 7}
    found = parts(kv_sharing=sharing, qk_norm="head")
    assert found.attention == 3 * (PLAIN + 2 * 2) - 2 * (2 * 16 + 2)
    assert found.feed_forward == 3 * (4 * 6) + 2 * 3 * (4 * 7)
    assert memory.kv_bytes_per_token(arch(kv_sharing=sharing)) == 2 * 1 * 2 * 2 * 2
    mixed = arch(n_layers=6, layers="window*2 full", sliding_window=5, kv_sharing={"layers": 3})
    assert memory.kv_bytes(mixed, 9) == (2 * 5 + 9) * 2 * 4 * 2


def test_embeddings_of_each_layers_own_by_hand() -> None:
    own = {"vocab_size": 9, "width": 5}
    found = parts(per_layer=own).per_layer_embedding
    table, made, within = 9 * 3 * 5, 4 * 3 * 5, 3 * (2 * 4 * 5 + 4)
    assert found == table + made + 5 + within
    # Looking a row up multiplies nothing.
    more = parameters.multiplied_parameters(arch(per_layer=own))
    assert more == parameters.multiplied_parameters(arch(per_layer=own | {"vocab_size": 99}))


def test_further_residual_paths_by_hand() -> None:
    assert parts(laurel_rank=2).residual == 3 * (2 * 4 * 2 + 4)
    around, router = 2 * 2 * 4 * 4, 4 * 3 + 3 * 3 + 3 * 9
    assert parts(altup_inputs=3).residual == around + 3 * (router + 4 + 4)


def test_a_gated_delta_net_by_hand() -> None:
    keys, values = 2 * 3, 4 * 5
    matrices = 4 * (2 * keys + 2 * values + 2 * 4) + values * 4 + 4 * (2 * keys + values)
    hybrid = arch(layers="linear*2 full", linear=LINEAR, attention="hybrid")
    assert parts(layers="linear*2 full", linear=LINEAR).attention == (
        2 * (matrices + 2 * 4 + 5) + PLAIN
    )
    assert memory.kv_bytes_per_token(hybrid) == 2 * 1 * 2 * 2 * 2
    assert memory.state_bytes(hybrid) == 2 * (4 * 3 * 5 * 4 + (2 * keys + values) * 3 * 2)


def test_the_other_kinds_of_linear_attention_by_hand() -> None:
    keys, values = 2 * 3, 4 * 5
    lightning = LINEAR | {"kind": "lightning", "conv_width": None}
    own = 4 * (2 * keys + 3 * values) + values
    assert parts(layers="linear", linear=lightning).attention == 3 * own
    kimi = LINEAR | {"kind": "kimi-delta"}
    own = 4 * (2 * keys + 2 * values + 4) + 4 * (2 * keys + values)
    own += 3 * (4 + keys) + 5 * (4 + values) + 4 + keys + 5
    assert parts(layers="linear", linear=kimi).attention == 3 * own
    whole = kimi | {"whole_gates": True}
    own += 4 * (keys + values) - 3 * (4 + keys) - 5 * (4 + values)
    assert parts(layers="linear", linear=whole).attention == 3 * own


def test_a_state_space_layer_alone_by_hand() -> None:
    inner, channels = 2 * 3, 2 * 3 + 2 * 1 * 5
    own = 4 * (inner + channels + 2) + inner * 4 + 4 * channels + channels + 3 * 2 + inner
    found = parts(n_layers=3, layers="ssm-alone ffn full-alone", ssm=SSM)
    assert found.attention == own + PLAIN
    assert found.feed_forward == 72
    assert found.norms == 3 * 4
    mamba = arch(n_layers=3, layers="ssm-alone ffn full-alone", ssm=SSM)
    assert memory.state_bytes(mamba) == 2 * 3 * 5 * 4 + channels * 3 * 2


def test_a_short_convolution_keeps_what_it_will_see_again() -> None:
    conv = arch(layers="conv*2 full", short_conv={"width": 3})
    assert parts(layers="conv*2 full", short_conv={"width": 3}).attention == (
        2 * (4 * 16 + 4 * 3) + PLAIN
    )
    assert memory.state_bytes(conv) == 2 * 4 * 2 * 2
    assert memory.state_bytes(arch()) == 0


def test_layers_with_a_window_may_have_heads_of_their_own() -> None:
    changes = {
        "layers": "window*2 full",
        "sliding_window": 5,
        "v_head_dim": 3,
        "values_are_keys": True,
        "windowed": {"n_kv_heads": 1, "head_dim": 6, "v_head_dim": 7, "sinks": True},
    }
    full = 4 * (2 * 2 + 2 * 2 + 2 * 3)
    windowed = 4 * (2 * 6 + 6 + 7 + 2 * 7) + 2
    assert parts(**changes).attention == full + 2 * windowed
    assert memory.kv_bytes_per_token(arch(**changes)) == (2 * (2 + 3) + 2 * (6 + 7)) * 2
    kept = 16 * 2 * (2 + 3) + 5 * 2 * (6 + 7)
    assert memory.kv_bytes_at_context(arch(**changes)) == kept * 2


def test_an_indexer_has_matrices_and_a_cache_of_its_own() -> None:
    index = {"n_heads": 2, "head_dim": 3, "top_k": 4}
    own = 4 * 2 * 3 + 4 * (3 + 2) + 2 * 3
    assert parts(indexer=index).attention == 3 * (PLAIN + own)
    assert parts(indexer=index | {"layers": 1}).attention == 3 * PLAIN + own
    plain = memory.kv_bytes_per_token(arch()) or 0
    assert memory.kv_bytes_per_token(arch(indexer=index)) == plain + 3 * 3 * 2


def test_a_gate_of_attention_is_a_number_an_element_or_a_head() -> None:
    assert parts(attention_gate="element").attention == 3 * (PLAIN + 4 * 4)
    assert parts(attention_gate="head").attention == 3 * (PLAIN + 4 * 2)


def test_experts_on_a_narrower_vector() -> None:
    experts = {"total": 5, "active": 2, "shared": 1, "d_ff": 3, "d_latent": 2}
    found = parts(experts=experts)
    assert found.experts == 3 * (5 * 3 * 2 * 3 + 3 * 4 * 3 + 2 * 4 * 2)
    assert found.router == 3 * 5 * 4


def test_a_kind_of_layer_without_its_widths_is_missing() -> None:
    assert parameters.missing(arch(layers="linear full")) == ("linear",)
    assert parameters.missing(arch(layers="ssm conv", n_heads=None)) == ("ssm", "short_conv")
    assert memory.state_bytes(arch(layers="linear full")) is None


def test_the_cache_shrinks_with_the_key_and_value_heads() -> None:
    assert memory.kv_bytes_per_token(arch()) == 2 * 3 * 2 * 2 * 2
    assert memory.kv_bytes_per_token(arch(n_kv_heads=1)) == 2 * 3 * 1 * 2 * 2
    assert memory.kv_bytes_per_token(arch(), element=1) == 24


def test_a_window_caps_the_cache() -> None:
    assert memory.kv_bytes_at_context(arch()) == 16 * 48
    assert memory.kv_bytes_at_context(arch(sliding_window=5)) == 5 * 48


def test_an_unknown_value_leaves_the_count_unknown() -> None:
    unknown = arch(d_ff=None, biases={"qkv": False, "attention_output": False, "ffn": False})
    assert parameters.missing(unknown) == ("d_ff", "biases.lm_head")
    assert parameters.parts(unknown) is None
    assert parameters.active_parameters(unknown) is None
    assert memory.kv_bytes_per_token(unknown) == 48
    assert memory.kv_bytes_per_token(arch(head_dim=None)) is None
    assert memory.kv_bytes_at_context(arch(context=None)) is None


def test_memory_of_weights() -> None:
    assert [memory.weight_bytes(1000, bits) for bits in (16, 8, 4)] == [2000, 1000, 500]
    assert memory.weight_bytes(None, 16) is None


def _checkpoint(total: int | None, precision: str = "exact", **changes: Any) -> Checkpoint:
    published = {"total": total, "precision": precision, "source": ("by-hand",)}
    return Checkpoint.model_validate(
        {
            "id": "x",
            "name": "X",
            "architecture": BASE | changes,
            "parameters": published if total else None,
        }
    )


@pytest.mark.parametrize(
    ("checkpoint", "status"),
    [
        (_checkpoint(516), "verified"),
        (_checkpoint(517), "explained"),
        (_checkpoint(500, "rounded"), "reported"),
        (_checkpoint(400, "rounded"), "explained"),
        (_checkpoint(516, d_ff=None), "reported"),
        (_checkpoint(None), "unknown"),
    ],
)
def test_the_published_count_is_held_against_the_computed(
    checkpoint: Checkpoint, status: str
) -> None:
    assert comparison.compare(checkpoint).status == status


def test_one_per_mille_is_the_limit_of_verified() -> None:
    # 516 computed weights and a vocabulary that brings them to 100 000.
    large: dict[str, Any] = {"vocab_size": 10 + (100_000 - 516) // 8}
    computed = parameters.total_parameters(arch(**large))
    assert computed == 99_996
    assert comparison.compare(_checkpoint(99_900, **large)).status == "verified"
    assert comparison.compare(_checkpoint(99_890, **large)).status == "explained"


def test_the_best_count_is_the_most_exact() -> None:
    assert comparison.best_count(_checkpoint(517)) == 517
    assert comparison.best_count(_checkpoint(500, "rounded")) == 516
    assert comparison.best_count(_checkpoint(500, "rounded", d_ff=None)) == 500
    assert comparison.best_count(_checkpoint(None, d_ff=None)) is None


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    return records.load(ROOT)


def test_mixtral_is_not_eight_times_seven(handbook: Handbook) -> None:
    mixtral = handbook.entry("mixtral-8x7b-v0.1").checkpoint.architecture
    assert parameters.total_parameters(mixtral) == 46_702_792_704
    assert parameters.active_parameters(mixtral) == 12_879_925_248


def test_most_exact_counts_are_confirmed(handbook: Handbook) -> None:
    statuses = [comparison.compare(entry.checkpoint).status for entry in handbook.entries()]
    assert statuses.count("verified") >= 10


def test_the_example_for_contributors_would_pass() -> None:
    file = "data/example-release.yaml"
    (raw,), problems = reading.read(ROOT / file, file)
    assert not problems
    (checkpoint,) = Release.model_validate(raw).checkpoints
    assert comparison.compare(checkpoint).difference == 0
    shown = f"```yaml\n{(ROOT / file).read_text(encoding='utf-8')}```"
    assert shown in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

"""What holds of the derived figures of any architecture, however small or strange."""

from __future__ import annotations

from dataclasses import fields as fields_of

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.counts import comparison, costs, layers, memory, parameters
from tests.unit.architectures import (
    Fields,
    built,
    checkpoint,
    fields,
    hybrid_fields,
    patterns,
    sparse_fields,
)
from tests.unit.properties import steady


def known(figure: int | None) -> int:
    assert figure is not None
    return figure


@given(fields())
@steady
def test_the_parts_make_the_total_and_none_is_negative(given_: Fields) -> None:
    arch = built(given_)
    found = parameters.parts(arch)
    assert found is not None
    each = [getattr(found, field.name) for field in fields_of(found)]
    assert min(each) >= 0
    assert sum(each) == found.total == parameters.total_parameters(arch)


@given(fields())
@steady
def test_a_token_uses_all_parameters_only_where_nothing_can_be_left_out(given_: Fields) -> None:
    arch = built(given_, mtp=None)
    total, active = (
        known(parameters.total_parameters(arch)),
        known(parameters.active_parameters(arch)),
    )
    assert 0 < active <= total
    experts, parts = arch.experts, parameters.parts(arch)
    assert parts is not None
    all_used = experts is None or experts.active == experts.total or parts.experts == 0
    assert (active == total) == all_used


@given(fields())
@steady
def test_modules_for_further_tokens_are_stored_and_not_used(given_: Fields) -> None:
    without, beside = (
        built(given_, mtp=None),
        built(given_, mtp={"layers": 1, "own_embeddings": True}),
    )
    assert parameters.active_parameters(without) == parameters.active_parameters(beside)
    added = known(parameters.total_parameters(beside)) - known(parameters.total_parameters(without))
    assert added > 2 * (given_["vocab_size"] + given_["d_model"]) * given_["d_model"]


@given(fields())
@steady
def test_tying_removes_one_table_and_no_work(given_: Fields) -> None:
    tied, untied = built(given_, tied_embeddings=True), built(given_, tied_embeddings=False)
    saved = known(parameters.total_parameters(untied)) - known(parameters.total_parameters(tied))
    assert saved == given_["vocab_size"] * given_["d_model"]
    assert costs.forward_flops(tied) == costs.forward_flops(untied)


@given(fields())
@steady
def test_the_cache_grows_with_the_key_and_value_heads_up_to_mha(given_: Fields) -> None:
    one = known(memory.kv_bytes_per_token(built(given_, mla=None, n_kv_heads=1)))
    own = known(memory.kv_bytes_per_token(built(given_, mla=None)))
    mha = known(memory.kv_bytes_per_token(built(given_, mla=None, n_kv_heads=given_["n_heads"])))
    assert own == given_["n_kv_heads"] * one
    assert one <= own <= mha == given_["n_heads"] * one


@given(fields(), st.integers(1, 8))
@steady
def test_more_query_heads_cost_no_cache(given_: Fields, factor: int) -> None:
    wider = built(given_, n_heads=factor * given_["n_heads"])
    assert memory.kv_bytes_per_token(wider) == memory.kv_bytes_per_token(built(given_))


@given(fields())
@steady
def test_a_window_only_ever_saves(given_: Fields) -> None:
    arch = built(given_)
    bound = known(memory.kv_bytes_per_token(arch)) * given_["context"]
    windowed = known(memory.kv_bytes_at_context(arch))
    assert 0 < windowed <= bound
    assert memory.kv_bytes_at_context(built(given_, sliding_window=None)) == bound
    assert memory.kv_bytes_at_context(built(given_, sliding_window=given_["context"])) == bound


@given(fields(), st.integers(1, 4))
@steady
def test_more_layers_are_more_of_everything(given_: Fields, more: int) -> None:
    small, large = built(given_), built(given_, n_layers=given_["n_layers"] + more)
    for figure in (
        parameters.total_parameters,
        parameters.active_parameters,
        parameters.multiplied_parameters,
        memory.kv_bytes_per_token,
        memory.kv_bytes_at_context,
        costs.forward_flops,
    ):
        assert known(figure(large)) > known(figure(small)), figure


@given(fields())
@steady
def test_a_forward_pass_multiplies_all_active_weights_but_vectors_and_tables(
    given_: Fields,
) -> None:
    plain = built(
        given_,
        mtp=None,
        qk_norm=None,
        attention_sinks=False,
        biases=dict.fromkeys(given_["biases"], False),
        norm=given_["norm"] | {"gain": False},
        position={"kind": "rope"},
        tied_embeddings=True,
        mla=None,
    )
    active = known(parameters.active_parameters(plain))
    router = given_["experts"] and given_["experts"]["router_bias"]
    if not router:
        # The table is looked up as input and multiplied as output: once in both counts.
        assert costs.forward_flops(plain) == 2 * active
    assert known(costs.forward_flops(plain)) <= 2 * active


@given(fields(), st.integers(1, 100))
@steady
def test_attending_to_more_tokens_never_costs_less(given_: Fields, attended: int) -> None:
    arch = built(given_)
    costs_of = [known(costs.forward_flops(arch, s)) for s in (0, attended, attended + 1)]
    assert costs_of[0] < costs_of[1] <= costs_of[2]
    if given_["sliding_window"] is None:
        assert costs_of[1] < costs_of[2]


@given(fields(), st.integers(1, 10**6))
@steady
def test_training_costs_three_forward_passes_a_token(given_: Fields, tokens: int) -> None:
    trained = checkpoint(built(given_), tokens)
    assert costs.training_flops(trained) == 3 * known(costs.forward_flops(built(given_))) * tokens
    total = known(parameters.total_parameters(built(given_)))
    assert costs.tokens_per_parameter(trained) == pytest.approx(tokens / total)


@given(sparse_fields(), st.none() | st.integers(1, 1000))
@steady
def test_unknown_fields_give_unknown_figures_and_no_error(
    given_: Fields, tokens: int | None
) -> None:
    arch = built(given_)
    entry = checkpoint(arch, tokens)
    figures = [
        parameters.total_parameters(arch),
        parameters.active_parameters(arch),
        parameters.multiplied_parameters(arch),
        memory.kv_bytes_per_token(arch),
        memory.kv_bytes_at_context(arch),
        costs.forward_flops(arch),
        costs.forward_flops(arch, 5),
        costs.training_flops(entry),
        comparison.best_count(entry),
        comparison.best_active(entry),
    ]
    assert all(figure is None or figure > 0 for figure in figures)
    assert (parameters.total_parameters(arch) is None) == bool(parameters.missing(arch))
    assert comparison.compare(entry).status == "unknown"


def test_no_architecture_has_no_figures() -> None:
    assert parameters.total_parameters(None) is parameters.active_parameters(None) is None
    assert memory.kv_bytes_per_token(None) is memory.kv_bytes_at_context(None) is None
    assert costs.forward_flops(None) is memory.weight_bytes(None, 16) is None


@given(patterns(), st.integers(1, 60))
@steady
def test_every_layer_of_a_pattern_is_counted_once(pattern: str, n_layers: int) -> None:
    given_ = {"source": ("invented",), "n_layers": n_layers, "layers": pattern}
    found = layers.of_decoder(built(given_))
    names = [layers.expanded(pattern)[i % len(layers.expanded(pattern))] for i in range(n_layers)]
    alone = [name for name in names if name.endswith(layers.ALONE) or name in ("ffn", "moe")]
    further = sum(name.count("full+full") for name in names)
    assert found.sublayers == 2 * (n_layers + further) - len(alone)
    assert found.mixers.total() == sum(name not in ("ffn", "moe") for name in names) + further


@given(hybrid_fields())
@steady
def test_only_attention_keeps_a_cache_and_only_the_others_a_state(given_: Fields) -> None:
    arch = built(given_, indexer=None)
    mixers = layers.of_decoder(arch).mixers
    has_attention = any(mixers[mixer] for mixer in layers.ATTENTION)
    assert (known(memory.kv_bytes_per_token(arch)) > 0) == has_attention
    if not layers.is_hybrid(arch):
        assert memory.state_bytes(arch) == 0
    longer = built(given_, indexer=None, context=2 * given_["context"])
    assert memory.state_bytes(arch) == memory.state_bytes(longer)


@given(hybrid_fields())
@steady
def test_the_parts_of_a_hybrid_make_its_total(given_: Fields) -> None:
    arch = built(given_, experts=given_["experts"] | {"zero": 0})
    found = parameters.parts(arch)
    assert found is not None
    assert found.total == parameters.total_parameters(arch)
    assert known(costs.forward_flops(arch, 8)) >= known(costs.forward_flops(arch)) > 0
    active = known(parameters.active_parameters(arch))
    embedding = given_["vocab_size"] * given_["d_model"]
    assert known(parameters.multiplied_parameters(arch)) <= active + embedding

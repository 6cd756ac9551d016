"""A configuration becomes an entry that counts right; what is none is refused with its remedy."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
import transformers
import yaml
from hypothesis import given
from hypothesis import strategies as st

from scripts import __main__ as commands
from scripts.base.paths import ROOT
from scripts.base.problems import HandbookError
from scripts.content import records
from scripts.counts import config_values, drafts, parameters
from scripts.data.architecture import Architecture
from tests.unit.properties import steady

LLAMA = {
    "model_type": "llama",
    "num_hidden_layers": 2,
    "hidden_size": 8,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "intermediate_size": 16,
    "vocab_size": 100,
    "max_position_embeddings": 64,
    "rms_norm_eps": 1e-6,
    "rope_theta": 10000.0,
}


def _entry(text: str) -> dict[str, Any]:
    (release,) = yaml.safe_load(drafts.render(drafts.read(text, "config.json")))
    checkpoint: dict[str, Any] = release["checkpoints"][0]
    return checkpoint


def _total(config: dict[str, Any]) -> int | None:
    fields = _entry(json.dumps(config))["architecture"]
    return parameters.total_parameters(Architecture.model_validate(fields | {"source": ("x",)}))


@pytest.mark.parametrize(
    ("checkpoint", "class_name"),
    [
        ("llama-7b", "LlamaConfig"),
        ("mixtral-8x7b-v0.1", "MixtralConfig"),
        ("gpt-2-124m", "GPT2Config"),
        ("gpt-neox-20b", "GPTNeoXConfig"),
        ("starcoder2-3b", "Starcoder2Config"),
        ("smollm3-3b", "SmolLM3Config"),
        ("gemma-7b", "GemmaConfig"),
        ("ernie-4.5-0.3b", "Ernie4_5Config"),
        ("gpt-oss-120b", "GptOssConfig"),
    ],
)
def test_the_draft_counts_like_the_entry(checkpoint: str, class_name: str) -> None:
    arch = records.load(ROOT).entry(checkpoint).checkpoint.architecture
    config = getattr(transformers, class_name)().to_dict()
    assert _total(config) == parameters.total_parameters(arch)


def test_the_draft_names_what_is_missing_and_the_sources_needed() -> None:
    text = drafts.render(drafts.read(json.dumps(LLAMA), "config.json"))
    assert "make 2,792 parameters" in text
    assert "date: TODO" in text
    assert "source: [TODO]              # the text of the licence" in text


def test_a_class_that_is_not_known_leaves_its_fields_out_and_says_so() -> None:
    text = drafts.render(drafts.read(json.dumps(LLAMA | {"model_type": "novel"}), "config.json"))
    assert "model_type 'novel'" in text
    assert "the count still needs: activation" in text
    assert "norm" not in yaml.safe_load(text)[0]["checkpoints"][0]["architecture"]


def test_latent_attention_and_shared_experts_are_read() -> None:
    ranks = {"kv_lora_rank": 4, "qk_nope_head_dim": 2, "qk_rope_head_dim": 2, "v_head_dim": 2}
    mixture = {"n_routed_experts": 8, "num_experts_per_tok": 2, "n_shared_experts": 1}
    config = LLAMA | ranks | mixture | {"moe_intermediate_size": 4, "first_k_dense_replace": 1}
    fields = _entry(json.dumps(config | {"model_type": "deepseek_v3"}))["architecture"]
    assert fields["attention"] == "mla"
    assert fields["mla"] == ranks
    assert fields["experts"]["dense_layers"] == 1
    assert fields["experts"]["router_bias"] is True
    assert fields["d_ff"] == 16


@pytest.mark.parametrize(
    ("changes", "every"),
    [
        ({"model_type": "gemma3_text", "sliding_window_pattern": 6}, 6),
        ({"model_type": "gemma2"}, 2),
        ({"layer_types": ["sliding_attention", "full_attention"] * 6}, 2),
        ({"model_type": "mistral"}, None),
    ],
)
def test_layers_that_see_the_whole_context_are_told_from_those_with_a_window(
    changes: dict[str, Any], every: int | None
) -> None:
    config = LLAMA | {"num_hidden_layers": 12, "sliding_window": 16} | changes
    fields = _entry(json.dumps(config))["architecture"]
    assert fields["sliding_window"] == 16
    assert fields.get("global_every") == every


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is not JSON"),
        ("[1, 2]", "is not a mapping"),
        ("[" * 100_000, "nests deeper than 50 levels"),
        ("[[[", "is not JSON"),
        ('{"a": "' + "x" * config_values.MAX_BYTES + '"}', "is larger than"),
        ('{"hidden_size": NaN}', "NaN is no number"),
        ('{"hidden_size": Infinity}', "hidden_size: 'inf' is not a whole number"),
        ('{"hidden_size": -1}', "hidden_size: '-1' is not a whole number"),
        ('{"hidden_size": 1e308}', "hidden_size: '1e+308' is not a whole number"),
        ('{"hidden_size": "<script>"}', "hidden_size: '<script>' is not a whole number"),
        ('{"model_type": "llama", "rope_theta": 1e300}', "rope_theta: 1e+300 is out of range"),
    ],
)
def test_what_is_no_configuration_is_refused(text: str, message: str) -> None:
    with pytest.raises(HandbookError, match="Remedy: ") as caught:
        drafts.read(text, "config.json")
    assert message in str(caught.value)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


@steady
@given(st.dictionaries(st.sampled_from([*LLAMA, "text_config", "kv_lora_rank"]), json_values))
def test_any_mapping_gives_a_draft_or_a_clear_refusal(config: dict[str, Any]) -> None:
    with contextlib.suppress(HandbookError):
        assert yaml.safe_load(drafts.render(drafts.read(json.dumps(config), "config.json")))


def test_the_command_prints_the_draft(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "config.json"
    file.write_text(json.dumps(LLAMA), encoding="utf-8")
    assert commands.main(["new-model", str(file)]) == 0
    assert "n_layers: 2" in capsys.readouterr().out
    assert commands.main(["new-model", str(tmp_path / "none.json")]) == 1
    assert "Remedy: name a config.json" in capsys.readouterr().err

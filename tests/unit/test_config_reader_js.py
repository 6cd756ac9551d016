"""The pages read a pasted config.json exactly like the command that drafts an entry."""

from __future__ import annotations

import json
from typing import Any

import pytest
import transformers
from hypothesis import given
from hypothesis import strategies as st
from py_mini_racer import MiniRacer

from scripts.base.problems import HandbookError
from scripts.counts import config_reader, config_values
from tests.unit.javascript import TEXT_ENCODER, engine_of
from tests.unit.properties import steady
from tests.unit.test_drafts import LLAMA, json_values

#: What Python's refusal says, by the reason that the page gives.
REASONS = {
    "large": "is larger than",
    "deep": "nests deeper than",
    "json": "is not JSON",
    "mapping": "is not a mapping",
    "number": "is not a whole number",
    "range": "is out of range",
    "zero": "is zero",
}
_CALL = """
var answer = (text, reader) => {
  try {
    return JSON.stringify(readConfig(text, JSON.parse(reader)));
  } catch (error) {
    return JSON.stringify({ reason: error.reason, detail: error.detail });
  }
};
"""
READER = json.dumps(json.dumps(config_reader.tables()))


@pytest.fixture(scope="module")
def engine() -> MiniRacer:
    engine = engine_of("config-reader")
    engine.eval(TEXT_ENCODER + _CALL)
    return engine


def _theirs(engine: MiniRacer, text: str) -> Any:
    return json.loads(str(engine.eval(f"answer({json.dumps(text)}, {READER})")))


def _assert_agree(engine: MiniRacer, text: str) -> None:
    theirs = _theirs(engine, text)
    if "reason" in theirs:
        with pytest.raises(HandbookError, match=REASONS[theirs["reason"]]) as caught:
            config_reader.read(text, "config.json")
        assert theirs["detail"] in str(caught.value)
    else:
        ours = config_reader.read(text, "config.json")
        assert theirs["arch"] == ours.architecture
        assert set(theirs["unread"]) == set(ours.unread)
        assert (theirs["kind"], theirs["known"]) == (ours.kind, ours.known)


@pytest.mark.parametrize(
    "class_name",
    [
        "LlamaConfig",
        "MixtralConfig",
        "MistralConfig",
        "GPT2Config",
        "GPTNeoXConfig",
        "Starcoder2Config",
        "GemmaConfig",
        "Gemma2Config",
        "Qwen2Config",
        "Qwen2MoeConfig",
        "Qwen3Config",
        "Qwen3MoeConfig",
        "DeepseekV3Config",
        "Olmo2Config",
        "Glm4MoeConfig",
        "Gemma3TextConfig",
        "Olmo3Config",
        "GptOssConfig",
        "BloomConfig",
        "FalconConfig",
        "T5Config",
    ],
)
def test_configurations_of_transformers(engine: MiniRacer, class_name: str) -> None:
    _assert_agree(engine, json.dumps(getattr(transformers, class_name)().to_dict()))


SAMPLES: list[dict[str, Any]] = [
    LLAMA,
    {"text_config": LLAMA, "model_type": "seen"},
    {**LLAMA, "hidden_size": 4096.0},
    {**LLAMA, "attention_bias": True, "tie_word_embeddings": None},
    {**LLAMA, "sliding_window": 4096},
    {**LLAMA, "sliding_window": 4096, "use_sliding_window": False},
    {**LLAMA, "sliding_window": 4096, "sliding_window_pattern": 2},
    {**LLAMA, "sliding_window": 4096, "layer_types": ["full_attention", "sliding_attention"]},
    {**LLAMA, "sliding_window": 4096, "layer_types": ["full_attention"] * 3},
    {**LLAMA, "sliding_window": 4096, "layer_types": {"full_attention": 1}},
    {**LLAMA, "sliding_window": 4096, "model_type": "gemma2"},
    {**LLAMA, "rope_parameters": {}, "rope_scaling": {"rope_theta": 5e5}},
    {**LLAMA, "rope_theta": None, "rope_parameters": "text"},
    {**LLAMA, "kv_lora_rank": 512, "q_lora_rank": None, "v_head_dim": 128},
    {"model_type": ["llama"], "hidden_size": 8},
    {"model_type": "__proto__"},
    {"model_type": "constructor", "num_hidden_layers": 4},
    {"__proto__": {"hidden_size": 8}, "constructor": {"prototype": {"vocab_size": 3}}},
    {"text_config": {"__proto__": {"hidden_size": 8}}},
    {"model_type": "<img src=x onerror=alert(1)>"},
    {},
]


@pytest.mark.parametrize("config", SAMPLES)
def test_samples(engine: MiniRacer, config: dict[str, Any]) -> None:
    _assert_agree(engine, json.dumps(config))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "json"),
        ("{", "json"),
        ("null", "mapping"),
        ("[1, 2]", "mapping"),
        ('"text"', "mapping"),
        ("{'hidden_size': 8}", "json"),
        ("[" * 100_000, "deep"),
        ('{"a": ' + "[" * 60 + "]" * 60 + "}", "deep"),
        (r'{"a": "[[[[\"[[[[', "json"),
        ('{"a": "' + "x" * config_values.MAX_BYTES + '"}', "large"),
        ('{"a": "' + "层" * (config_values.MAX_BYTES // 2) + '"}', "large"),
        ("9" * 10_000_000, "large"),
        ('{"hidden_size": NaN}', "json"),
        ('{"hidden_size": Infinity}', "number"),
        ('{"hidden_size": -1}', "number"),
        ('{"hidden_size": 1.5}', "number"),
        ('{"hidden_size": 1e308}', "number"),
        ('{"hidden_size": 1e999}', "number"),
        ('{"hidden_size": ' + "9" * 5000 + "}", "number"),
        ('{"hidden_size": true}', "number"),
        ('{"hidden_size": "8"}', "number"),
        ('{"hidden_size": "<script>"}', "number"),
        ('{"hidden_size": [8, "9"]}', "number"),
        ('{"kv_lora_rank": []}', "number"),
        ('{"sliding_window_pattern": "six"}', "number"),
        ('{"num_hidden_layers": 0}', "zero"),
        ('{"hidden_size": 0}', "zero"),
        ('{"num_attention_heads": 0}', "zero"),
        ('{"n_layer": null, "num_layers": 0}', "zero"),
        ('{"num_attention_heads": 8, "num_key_value_heads": 0}', "zero"),
        ('{"head_dim": 0}', "zero"),
        ('{"vocab_size": [0, 0]}', "zero"),
        ('{"model_type": "llama", "rms_norm_eps": -1}', "range"),
        ('{"rope_theta": 1e300}', "range"),
        ('{"rope_scaling": {"rope_theta": 0}}', "range"),
    ],
)
def test_what_is_no_configuration(engine: MiniRacer, text: str, reason: str) -> None:
    assert _theirs(engine, text)["reason"] == reason
    _assert_agree(engine, text)


def test_a_number_of_many_digits_that_is_not_asked_for_does_no_harm(engine: MiniRacer) -> None:
    _assert_agree(engine, '{"hidden_size": 8, "seed": ' + "9" * 5000 + "}")


NAMES = st.sampled_from(
    [
        *LLAMA,
        "text_config",
        "kv_lora_rank",
        "v_head_dim",
        "num_local_experts",
        "n_routed_experts",
        "num_experts_per_tok",
        "first_k_dense_replace",
        "n_embd",
        "rope_scaling",
        "rope_parameters",
        "tie_word_embeddings",
        "attention_bias",
        "sliding_window",
        "use_sliding_window",
        "sliding_window_pattern",
        "layer_types",
        "__proto__",
    ]
)
VALUES = (
    json_values | st.integers(0, 64) | st.sampled_from(sorted(config_reader.tables()["classes"]))
)


@steady
@given(st.dictionaries(NAMES, VALUES | st.dictionaries(NAMES, VALUES, max_size=3)))
def test_any_mapping(engine: MiniRacer, config: dict[str, Any]) -> None:
    _assert_agree(engine, json.dumps(config))

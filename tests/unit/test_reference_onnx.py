"""Our formulas against the ONNX reference evaluator, which others wrote."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from scripts.reference import activations, attention, masks, norms, positions
from scripts.reference.arrays import Array
from tests.unit.onnx_oracle import run
from tests.unit.properties import normal


@pytest.fixture
def x() -> Array:
    return 3.0 * normal(1, 6, 16)


def test_layer_norm(x: Array) -> None:
    gain, bias = normal(2, 16), normal(3, 16)
    theirs = run("LayerNormalization", x, gain, bias, epsilon=1e-3, axis=-1)
    # ONNX computes the normalisation in single precision unless told otherwise.
    np.testing.assert_allclose(norms.layer_norm(x, gain, bias, eps=1e-3), theirs, atol=1e-5)


def test_rms_norm(x: Array) -> None:
    gain = normal(2, 16)
    theirs = run("RMSNormalization", x, gain, epsilon=1e-3, axis=-1)
    np.testing.assert_allclose(norms.rms_norm(x, gain, eps=1e-3), theirs, atol=1e-5)


@pytest.mark.parametrize(
    ("ours", "operator", "attributes"),
    [
        (activations.relu, "Relu", {}),
        (activations.gelu, "Gelu", {"approximate": "none"}),
        (activations.gelu_tanh, "Gelu", {"approximate": "tanh"}),
        (activations.swish, "Swish", {"alpha": 1.0}),
        (activations.sigmoid, "Sigmoid", {}),
        (attention.softmax, "Softmax", {"axis": -1}),
        (attention.log_softmax, "LogSoftmax", {"axis": -1}),
    ],
)
def test_functions_of_one_array(
    x: Array, ours: Callable[[Array], Array], operator: str, attributes: dict[str, object]
) -> None:
    np.testing.assert_allclose(ours(x), run(operator, x, **attributes), atol=1e-7)


def test_swish_with_another_beta(x: Array) -> None:
    theirs = run("Swish", x, alpha=1.5)
    np.testing.assert_allclose(activations.swish(x, beta=1.5), theirs, atol=1e-7)


@pytest.mark.parametrize(("layout", "interleaved"), [("interleaved", 1), ("half", 0)])
def test_rope(layout: positions.Layout, interleaved: int) -> None:
    n_heads, n, head_dim = 3, 7, 8
    x = normal(4, n_heads, n, head_dim)
    angles = positions.rope_angles(np.arange(n), head_dim)
    theirs = run(
        "RotaryEmbedding", x[None], np.cos(angles)[None], np.sin(angles)[None],
        interleaved=interleaved,
    )[0]  # fmt: skip
    ours = positions.rope(x, np.arange(n), layout=layout)
    np.testing.assert_allclose(ours, theirs, atol=1e-12)


@pytest.mark.parametrize("n_kv_heads", [1, 2, 4], ids=["MQA", "GQA", "MHA"])
@pytest.mark.parametrize("causal", [False, True])
def test_multi_head_attention(n_kv_heads: int, causal: bool) -> None:
    n_heads, head_dim, n, d_model = 4, 8, 5, 12
    x = normal(5, n, d_model)
    w_q = normal(6, d_model, n_heads * head_dim)
    w_k, w_v = (normal(seed, d_model, n_kv_heads * head_dim) for seed in (7, 8))
    theirs = run(
        "Attention", (x @ w_q)[None], (x @ w_k)[None], (x @ w_v)[None],
        q_num_heads=n_heads, kv_num_heads=n_kv_heads, is_causal=int(causal),
    )[0]  # fmt: skip
    ours = attention.multi_head_attention(
        x, w_q, w_k, w_v, np.eye(n_heads * head_dim), n_heads, n_kv_heads,
        mask=masks.causal_mask(n) if causal else None,
    )  # fmt: skip
    np.testing.assert_allclose(ours, theirs, atol=1e-6)


def test_attention_with_a_prefix_mask_and_a_bias() -> None:
    q, k, v = (normal(seed, 2, 6, 4) for seed in (9, 10, 11))
    mask = masks.prefix_mask(6, 3)
    bias = positions.alibi_bias(2, 6)
    added = np.where(mask, bias, -np.inf)
    theirs = run("Attention", q[None], k[None], v[None], added[None])[0]
    np.testing.assert_allclose(attention.attention(q, k, v, mask, bias), theirs, atol=1e-6)

"""Number formats round as ml_dtypes and NumPy do, bit for bit, and lose what the page says."""

from __future__ import annotations

import math
from typing import Any

import ml_dtypes
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.reference import number_formats as nf
from scripts.reference.number_formats import BF16, E2M1, E4M3, E5M2, FORMATS, FP16, FP32, Format
from tests.unit.properties import steady

ORACLES: dict[str, Any] = {
    FP32.name: np.float32,
    FP16.name: np.float16,
    BF16.name: ml_dtypes.bfloat16,
    E4M3.name: ml_dtypes.float8_e4m3fn,
    E5M2.name: ml_dtypes.float8_e5m2,
    E2M1.name: ml_dtypes.float4_e2m1fn,
}
NARROW = (FP16, BF16, E4M3, E5M2, E2M1)
singles = st.floats(width=32, allow_nan=False)


def theirs(x: float, form: Format) -> float:
    with np.errstate(over="ignore"):
        return float(np.array([x], np.float32).astype(ORACLES[form.name]).astype(np.float32)[0])


def same(a: float, b: float) -> bool:
    return (math.isnan(a) and math.isnan(b)) or (
        a == b and math.copysign(1, a) == math.copysign(1, b)
    )


@steady
@given(x=singles, form=st.sampled_from(NARROW))
def test_any_number_becomes_what_ml_dtypes_makes_of_it(x: float, form: Format) -> None:
    if form is E2M1 and math.isinf(x):  # the format has no infinity; what it becomes is not defined
        return
    if form is E4M3 and math.isinf(x):
        assert math.isnan(theirs(x, form))
        return
    assert same(nf.rounded(x, form), theirs(x, form))


@pytest.mark.parametrize("form", [E4M3, E5M2, E2M1], ids=lambda form: form.name)
def test_ties_and_borders_of_the_short_formats(form: Format) -> None:
    """Every number of the format, every middle between two, and the singles next to them."""
    codes = np.arange(2 ** (1 + form.exponent_bits + form.fraction_bits), dtype=np.uint8)
    values = codes.view(ORACLES[form.name]).astype(np.float32)
    values = np.unique(values[np.isfinite(values)])
    middles = (values[:-1] + values[1:]) / 2
    top = form.largest + nf.spacing(form.largest, form) / 2
    points = np.concatenate([values, middles, np.array([top, -top], np.float32)])
    for point in points:
        for x in (point, np.nextafter(point, np.inf), np.nextafter(point, -np.inf)):
            ours, other = nf.rounded(float(x), form), theirs(float(x), form)
            assert ours == other or (math.isnan(ours) and math.isnan(other)), x


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_limits_are_those_of_ml_dtypes(form: Format) -> None:
    finfo: Any = ml_dtypes.finfo
    info = finfo(ORACLES[form.name])
    assert form.largest == float(info.max)
    assert nf.smallest_normal(form) == float(info.smallest_normal)
    assert form.smallest == float(info.smallest_subnormal)
    assert nf.spacing(1.0, form) == float(info.eps)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
@pytest.mark.parametrize("x", [0.1, -0.1, 1.0, 0.0, -0.0, 3.0, 2.0**-9, 0.5])
def test_bits_are_those_in_memory(form: Format, x: float) -> None:
    stored = np.array([x]).astype(ORACLES[form.name])
    bits = "".join(f"{byte:08b}" for byte in reversed(stored.tobytes()))
    width = 1 + form.exponent_bits + form.fraction_bits
    assert "".join(nf.fields(x, form)) == bits[-width:]


def test_too_large_a_number_has_no_bits() -> None:
    with pytest.raises(ValueError, match="too large"):
        nf.fields(1e6, FP16)


def test_what_the_page_computes_by_hand() -> None:
    assert nf.rounded(0.1, FP16) == (1 + 614 / 1024) / 16
    assert nf.rounded(0.1, BF16) == (1 + 77 / 128) / 16
    assert nf.rounded(0.1, E4M3) == (1 + 5 / 8) / 16
    assert nf.rounded(70_000, FP16) == math.inf
    assert nf.rounded(70_000, BF16) == 70_144
    assert nf.rounded(65_519, FP16) == 65_504
    assert nf.rounded(65_520, FP16) == math.inf
    assert nf.rounded(464, E4M3) == 448
    assert math.isnan(nf.rounded(465, E4M3))


def test_small_updates_vanish_beside_a_weight_of_one() -> None:
    assert nf.rounded(1 + 0.001, BF16) == 1
    assert nf.rounded(1 + 0.001, FP16) > 1
    assert nf.rounded(1 + 0.0004, FP16) == 1
    assert nf.rounded(1 + 0.0004, FP32) > 1


def test_loss_scaling_saves_a_gradient_and_backs_off() -> None:
    gradients = [2e-8, 3e-4]
    assert nf.in_fp16(gradients, 1) == [0.0, pytest.approx(3e-4, rel=1e-3)]
    scaler = nf.LossScaler(scale=1024, patience=2)
    assert scaler.unscaled(nf.in_fp16(gradients, 1024)) == pytest.approx(gradients, rel=2e-3)
    assert scaler.scale == 1024
    scaler.unscaled([1.0])
    assert scaler.scale == 2048
    assert scaler.unscaled(nf.in_fp16([100.0], 2048)) is None
    assert (scaler.scale, scaler.calm) == (1024, 0)


def test_blocks_of_four_bits() -> None:
    block = np.zeros(32)
    block[:3] = 5.0, 1.3, -0.2
    np.testing.assert_array_equal(nf.mxfp4(block)[:3], [4.0, 1.5, 0.0])
    block[0] = 7.0  # floor of log2 leaves 7 / 1 above 6: it is clipped
    assert nf.mxfp4(block)[0] == 6.0
    np.testing.assert_array_equal(nf.mxfp4(np.zeros(32)), np.zeros(32))
    np.testing.assert_array_equal(nf.nvfp4(np.zeros(16), 1.0), np.zeros(16))
    assert nf.nvfp4(np.r_[5.0, np.zeros(15)], 5.0)[0] == pytest.approx(5.0, rel=1e-6)
    assert (nf.block_bits(32, 8), nf.block_bits(16, 8)) == (4.25, 4.5)


def test_nvfp4_keeps_normal_numbers_better_than_mxfp4() -> None:
    x = np.random.default_rng(0).normal(size=(64, 32))
    largest = float(np.abs(x).max())
    mx = np.stack([nf.mxfp4(row) for row in x])
    nv = np.stack([nf.nvfp4(row, largest) for row in x.reshape(-1, 16)]).reshape(x.shape)
    assert np.mean((nv - x) ** 2) < 0.8 * np.mean((mx - x) ** 2)

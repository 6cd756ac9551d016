"""Floating-point formats from FP32 to FP4: their bits, their gaps, and what a number becomes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from scripts.reference.arrays import Array, require

#: What the highest bit patterns stand for: infinity and NaNs as in IEEE 754, one NaN alone, or
#: nothing special.
Top = Literal["ieee", "one-nan", "numbers"]


# --8<-- [start:format]
@dataclass(frozen=True)
class Format:
    """A binary floating-point format: one sign bit, exponent, fraction.

    Source: the specifications in ml_dtypes' README, against which tests hold it.
    """

    name: str
    exponent_bits: int
    fraction_bits: int
    top: Top = "ieee"

    @property
    def bias(self) -> int:
        """What is subtracted from the exponent field."""
        return int(2 ** (self.exponent_bits - 1) - 1)

    @property
    def lowest_exponent(self) -> int:
        """The exponent of the smallest normal number, and of all below."""
        return 1 - self.bias

    @property
    def largest(self) -> float:
        """The largest finite number."""
        field = 2**self.exponent_bits - (2 if self.top == "ieee" else 1)
        ones = 2 - 2.0**-self.fraction_bits
        if self.top == "one-nan":  # all ones is the NaN, so one step less
            ones -= 2.0**-self.fraction_bits
        return float(ones * 2.0 ** (field - self.bias))

    @property
    def smallest(self) -> float:
        """The smallest number above zero."""
        return float(2.0 ** (self.lowest_exponent - self.fraction_bits))


def spacing(x: float, form: Format) -> float:
    """Return the gap between neighbours of a format where |x| lies."""
    exponent = math.frexp(x)[1] - 1 if x else form.lowest_exponent
    exponent = max(exponent, form.lowest_exponent)
    return float(2.0 ** (exponent - form.fraction_bits))


def rounded(x: float, form: Format) -> float:
    """Return what x becomes: the nearest number, at a tie the even one."""
    if not math.isfinite(x):
        return x
    gap = spacing(x, form)
    nearest = math.copysign(round(abs(x) / gap) * gap, x)
    if abs(nearest) <= form.largest:
        return nearest
    beyond = {
        "ieee": math.inf,
        "one-nan": math.nan,
        "numbers": form.largest,
    }
    return math.copysign(beyond[form.top], x)


# --8<-- [end:format]

FP32 = Format("FP32", 8, 23)
FP16 = Format("FP16", 5, 10)
BF16 = Format("BF16", 8, 7)
E4M3 = Format("FP8 E4M3", 4, 3, "one-nan")
E5M2 = Format("FP8 E5M2", 5, 2)
E2M1 = Format("FP4 E2M1", 2, 1, "numbers")
FORMATS = (FP32, FP16, BF16, E4M3, E5M2, E2M1)

#: How many numbers share a scale. Source: ggml-common.h, block_mxfp4 and QK_NVFP4_SUB.
MX_BLOCK, NV_BLOCK = 32, 16


def fields(x: float, form: Format) -> tuple[str, str, str]:
    """Return sign, exponent and fraction bits of what a finite x becomes.

    Raises:
        ValueError: if x becomes infinite or NaN.
    """
    stored = rounded(x, form)
    require(math.isfinite(stored), f"{x} is too large for {form.name}")
    gap = spacing(stored, form)
    steps = round(abs(stored) / gap)
    hidden = 2**form.fraction_bits
    normal = steps >= hidden
    exponent = (
        round(math.log2(gap)) + form.fraction_bits + form.bias
        if normal
        else 0
    )
    fraction = steps - hidden if normal else steps
    sign = "1" if math.copysign(1, x) < 0 else "0"
    return (
        sign,
        format(exponent, f"0{form.exponent_bits}b"),
        format(fraction, f"0{form.fraction_bits}b"),
    )


def smallest_normal(form: Format) -> float:
    """Return the smallest number with a leading one and full precision."""
    return float(2.0**form.lowest_exponent)


# --8<-- [start:blocks]
def mxfp4(block: Array) -> Array:
    """Return what a block (32,) becomes in MXFP4: E2M1 times a power of two.

    Source: the OCP MX formats as microxcaling emulates them (shared exponent: floor).
    """
    largest = float(np.max(np.abs(block)))
    if largest == 0:
        return np.zeros_like(block)
    # 6 = 1.5 * 2**2 is the largest E2M1
    scale = 2.0 ** (math.frexp(largest)[1] - 1 - 2)
    return np.array([rounded(x / scale, E2M1) * scale for x in block])


def nvfp4(block: Array, tensor_largest: float) -> Array:
    """Return what a block (16,) becomes in NVFP4: E2M1 times E4M3 times FP32.

    tensor_largest: the largest magnitude of the whole tensor.
    Source: documentation of Intel Neural Compressor, NVFP4 Quantization.
    """
    tensor_scale = rounded(tensor_largest / (6 * 448), FP32)
    wanted = float(np.max(np.abs(block))) / 6
    scale = rounded(wanted / tensor_scale, E4M3) * tensor_scale
    if scale == 0:
        return np.zeros_like(block)
    return np.array([rounded(x / scale, E2M1) * scale for x in block])


# --8<-- [end:blocks]


def block_bits(block: int, scale_bits: int, element_bits: int = 4) -> float:
    """Return the bits per number of a block with one scale."""
    return element_bits + scale_bits / block


# --8<-- [start:loss_scaling]
@dataclass
class LossScaler:
    """A loss scale that halves after an overflow and doubles after calm.

    Source: PyTorch's GradScaler, whose defaults these are.
    """

    scale: float = 2.0**16
    patience: int = 2000
    calm: int = 0

    def unscaled(self, gradients: Sequence[float]) -> list[float] | None:
        """Return the gradients in FP32, or None if the step is skipped.

        gradients: of the scaled loss, each a number of FP16.
        """
        if not all(map(math.isfinite, gradients)):
            self.scale, self.calm = self.scale / 2, 0
            return None
        found = [rounded(g / self.scale, FP32) for g in gradients]
        self.calm += 1
        if self.calm == self.patience:
            self.scale, self.calm = self.scale * 2, 0
        return found


# --8<-- [end:loss_scaling]


def in_fp16(gradients: Sequence[float], scale: float) -> list[float]:
    """Return what FP16 keeps of gradients that a loss scale has multiplied."""
    return [rounded(g * scale, FP16) for g in gradients]

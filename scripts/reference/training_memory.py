"""What training keeps in memory: model states by optimizer and precision, and activations."""

from __future__ import annotations

from dataclasses import dataclass

from scripts.counts import costs


@dataclass(frozen=True)
class Recipe:
    """Bytes of one parameter in training: what each copy of it takes."""

    weight: float
    gradient: float
    master: float
    states: float

    @property
    def total(self) -> float:
        """Bytes of one parameter in all."""
        return self.weight + self.gradient + self.master + self.states


#: Mixed precision with Adam as Rajbhandari et al. 2020 (arXiv:1910.02054, section 3.1) count it.
MIXED_ADAM = Recipe(
    costs.WEIGHT_BYTES, costs.GRADIENT_BYTES, 4, costs.STATE_BYTES - 4
)
RECIPES = {
    "mixed": MIXED_ADAM,
    "fp32-gradients": Recipe(2, 4, 4, 8),
    "fp32": Recipe(4, 4, 0, 8),
    "one-momentum": Recipe(2, 2, 4, 4),
    "adam-8bit": Recipe(2, 2, 4, 2),
    "bf16": Recipe(2, 2, 0, 4),
}


# --8<-- [start:activations]
def kept_numbers(
    d_model: int, heads: int, kv_heads: int, head_dim: int, d_ff: int
) -> int:
    """Return how many numbers a block keeps per token for the backward pass.

    RMSNorm before both layers, attention that recomputes its scores, SwiGLU,
    no dropout. Counted like Korthikanti et al. 2022, section 4.1, for this block.
    """
    norms = 2 * d_model  # what each norm takes in
    inputs = 2 * d_model  # what each norm gives to the matrices
    attention = (2 * heads + 2 * kv_heads) * head_dim  # q, result, k, v
    feed_forward = 3 * d_ff  # gate, up, their product
    return norms + inputs + attention + feed_forward


def activation_bytes(
    layers: int,
    tokens: int,
    d_model: int,
    kept: int,
    vocabulary: int,
    recompute: bool = False,
) -> int:
    """Return the bytes kept for `tokens` tokens on one card, 16-bit numbers.

    The end is the final norm (in, out) and the logits in 32 bits. With
    recomputation each block keeps its input alone and is computed again.
    """
    block = 2 * kept * tokens
    end = (4 * d_model + 4 * vocabulary) * tokens
    if recompute:
        return layers * 2 * d_model * tokens + max(block, end)
    return layers * block + end


# --8<-- [end:activations]


def gpt_block_bytes(
    tokens: int,
    d_model: int,
    heads: int,
    batch: int,
    *,
    scores: bool = True,
) -> int:
    """Return the bytes a block of GPT-3's kind keeps: s b d (34 + 5 h s / d).

    With dropout, two bytes for a number and one for an entry of a dropout mask.
    Source: Korthikanti et al. 2022 (arXiv:2205.05198), equation 2; without the
    scores their equation 6.
    """
    linear = 34 * tokens * batch * d_model
    return linear + (5 * heads * tokens**2 * batch if scores else 0)

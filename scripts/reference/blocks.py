"""Where the norms stand in a Transformer block.

A block has two sublayers, attention and feed-forward; each maps (n, d_model) to (n, d_model).
"""

from __future__ import annotations

from collections.abc import Callable

from scripts.reference.arrays import Array, require

Layer = Callable[[Array], Array]


# --8<-- [start:post_ln_block]
def post_ln_block(
    x: Array,
    attention: Layer,
    feed_forward: Layer,
    norm_1: Layer,
    norm_2: Layer,
) -> Array:
    """Return x after a block that normalises each sum: x <- Norm(x + F(x)).

    x: (n, d_model). The residual path runs through the norms. Source: Vaswani et al. 2017.
    """
    x = norm_1(x + attention(x))
    return norm_2(x + feed_forward(x))


# --8<-- [end:post_ln_block]


# --8<-- [start:pre_ln_block]
def pre_ln_block(
    x: Array,
    attention: Layer,
    feed_forward: Layer,
    norm_1: Layer,
    norm_2: Layer,
) -> Array:
    """Return x after a block that normalises each input: x <- x + F(Norm(x)).

    x: (n, d_model). No norm stands on the residual path; so the model ends with one more norm.
    Source: Xiong et al. 2020.
    """
    x = x + attention(norm_1(x))
    return x + feed_forward(norm_2(x))


# --8<-- [end:pre_ln_block]


# --8<-- [start:sandwich_ln_block]
def sandwich_ln_block(
    x: Array,
    attention: Layer,
    feed_forward: Layer,
    norms_in: tuple[Layer, Layer],
    norms_out: tuple[Layer, Layer],
) -> Array:
    """Return x after a block that normalises before and after: x <- x + Norm'(F(Norm(x))).

    x: (n, d_model). Each branch has a norm at both ends. Source: Ding et al. 2021 (CogView).
    """
    x = x + norms_out[0](attention(norms_in[0](x)))
    return x + norms_out[1](feed_forward(norms_in[1](x)))


# --8<-- [end:sandwich_ln_block]


# --8<-- [start:deepnorm_block]
def deepnorm_block(
    x: Array,
    attention: Layer,
    feed_forward: Layer,
    norm_1: Layer,
    norm_2: Layer,
    alpha: float,
) -> Array:
    """Return x after a Post-LN block with a scaled residual: x <- Norm(alpha * x + F(x)).

    x: (n, d_model). Source: Wang et al. 2022 (DeepNet).
    """
    require(alpha > 0, f"alpha must be positive, got {alpha}")
    x = norm_1(alpha * x + attention(x))
    return norm_2(alpha * x + feed_forward(x))


# --8<-- [end:deepnorm_block]

"""Runs one ONNX operator in ONNX's own reference evaluator: an implementation that is not ours."""

from __future__ import annotations

from typing import Any

import numpy as np
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator

from scripts.reference.arrays import Array

OPSET = 24


def run(operator: str, *inputs: np.ndarray[Any, Any], **attributes: Any) -> Array:
    """Return the first output of `operator` on `inputs`."""
    names = [f"in{i}" for i in range(len(inputs))]
    types = [helper.np_dtype_to_tensor_dtype(x.dtype) for x in inputs]
    graph = helper.make_graph(
        [helper.make_node(operator, names, ["out"], **attributes)],
        "one_operator",
        [
            helper.make_tensor_value_info(name, type_, x.shape)
            for name, type_, x in zip(names, types, inputs, strict=True)
        ],
        [helper.make_tensor_value_info("out", TensorProto.DOUBLE, None)],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)])
    (output,) = ReferenceEvaluator(model).run(None, dict(zip(names, inputs, strict=True)))
    return np.asarray(output, dtype=np.float64)

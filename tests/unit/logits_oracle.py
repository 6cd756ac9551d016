"""The logits processors of transformers, run without torch: their own source on NumPy arrays.

The classes are read from the installed file and executed with a stand-in for the dozen functions
of torch that they call; so what is compared is their code, not our memory of it.
"""

from __future__ import annotations

import ast
import functools
import importlib.util
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from scripts.reference.arrays import Array


class Tensor(np.ndarray[Any, np.dtype[Any]]):
    """An array with those methods of a tensor that the processors use."""

    def softmax(self, dim: int) -> Tensor:
        """Return exp(x) over its sum."""
        grown = np.exp(self - self.max(axis=dim, keepdims=True))
        return tensor(grown / grown.sum(axis=dim, keepdims=True))

    def cumsum(self, dim: int) -> Tensor:  # type: ignore[override]
        """Return the running sum."""
        return tensor(np.cumsum(np.asarray(self), axis=dim))

    def amax(self, dim: int, keepdim: bool) -> Tensor:
        """Return the largest entries."""
        return tensor(np.asarray(self).max(axis=dim, keepdims=keepdim))

    def masked_fill(self, mask: Tensor, value: float) -> Tensor:
        """Return a copy with `value` under the mask."""
        return tensor(np.where(mask, value, self))

    def scatter(self, dim: int, index: Tensor, source: Any) -> Tensor:
        """Return a copy with entries of `source` put where `index` says."""
        changed = np.array(self)
        np.put_along_axis(changed, np.asarray(index), np.asarray(source), axis=dim)
        return tensor(changed)

    def scatter_(self, dim: int, index: Tensor, source: Any) -> None:
        """Do the same in place."""
        np.put_along_axis(self, np.asarray(index), np.asarray(source), axis=dim)

    def size(self, dim: int) -> int:  # type: ignore[override]
        """Return the length of an axis."""
        return int(self.shape[dim])

    def dim(self) -> int:
        """Return the number of axes."""
        return int(self.ndim)

    def clamp(self, max: int) -> Tensor:
        """Return the entries, none above `max`."""
        return tensor(np.minimum(np.asarray(self), max))


def tensor(values: Any) -> Tensor:
    """Return the values as a tensor."""
    return np.asarray(values).view(Tensor)


class _TopK(tuple[Tensor, Tensor]):
    @property
    def indices(self) -> Tensor:
        return self[1]


def _topk(x: Tensor, k: int, dim: int = -1) -> _TopK:
    order = np.argsort(-np.asarray(x), axis=dim, kind="stable")[..., :k]
    return _TopK((tensor(np.take_along_axis(np.asarray(x), order, dim)), tensor(order)))


def _sort(x: Tensor, descending: bool) -> tuple[Tensor, Tensor]:
    assert not descending
    order = np.argsort(np.asarray(x), axis=-1, kind="stable")
    return tensor(np.take_along_axis(np.asarray(x), order, -1)), tensor(order)


def _pad(x: Tensor, ends: tuple[int, int]) -> Tensor:
    return tensor(np.pad(np.asarray(x), ((0, 0), ends)))


_TORCH = SimpleNamespace(
    Tensor=Tensor,
    LongTensor=Tensor,
    topk=_topk,
    sort=_sort,
    softmax=lambda x, dim: x.softmax(dim),
    where=lambda mask, yes, no: tensor(np.where(mask, yes, no)),
    gather=lambda x, dim, index: tensor(np.take_along_axis(np.asarray(x), index, dim)),
    nn=SimpleNamespace(functional=SimpleNamespace(pad=_pad)),
)


@functools.cache
def _class(name: str) -> Any:
    """Return the class of that name in transformers' logits_process.py."""
    spec = importlib.util.find_spec("transformers")
    assert spec is not None
    assert spec.submodule_search_locations
    file = Path(next(iter(spec.submodule_search_locations))) / "generation/logits_process.py"
    text = file.read_text(encoding="utf-8")
    tree = ast.parse(text)
    node = next(n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == name)
    space: dict[str, Any] = {
        "torch": _TORCH,
        "LogitsProcessor": object,
        "add_start_docstrings": lambda *_: lambda function: function,
        "LOGITS_PROCESSOR_INPUTS_DOCSTRING": "",
    }
    exec(compile(ast.Module([node], []), str(file), "exec"), space)
    return space[name]


def processed(name: str, logits: Array, seen: Any = (0,), **settings: Any) -> Array:
    """Return what that processor makes of one row of scores after the tokens `seen`."""
    made = _class(name)(**settings)(tensor([list(seen)]), tensor(logits[None].copy()))
    return np.asarray(made[0], dtype=np.float64)

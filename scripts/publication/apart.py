"""Functions called in a process of their own, which gives all its memory back when it ends.

Unlike a pool of processes it reads only the modules that the function needs.
"""

from __future__ import annotations

import gc
import pickle
import subprocess
import sys
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from scripts.base.paths import ROOT
from scripts.base.problems import HandbookError

_P = ParamSpec("_P")
_T = TypeVar("_T")


def call(function: Callable[_P, _T], *arguments: _P.args, **options: _P.kwargs) -> _T:
    """Return what a function of a module returns; paths among its arguments are absolute.

    Raises:
        HandbookError: as the function raises it.
        subprocess.CalledProcessError: when it raises another error, which is printed.
    """
    order = pickle.dumps((function, arguments, options))
    command = [sys.executable, "-m", __name__]
    told = subprocess.run(command, input=order, stdout=subprocess.PIPE, cwd=ROOT, check=True)
    result: _T
    result, refusal = pickle.loads(told.stdout)
    if refusal is not None:
        raise refusal
    return result


def _main() -> None:
    gc.disable()  # what there is lives until the end
    function, arguments, options = pickle.load(sys.stdin.buffer)
    result, refusal = None, None
    try:
        result = function(*arguments, **options)
    except HandbookError as error:
        refusal = error
    pickle.dump((result, refusal), sys.stdout.buffer)


if __name__ == "__main__":
    _main()

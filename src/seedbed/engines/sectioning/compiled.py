"""How the kernels of this engine are compiled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

_Function = TypeVar("_Function", bound=Callable[..., Any])


def compiled(function: _Function) -> _Function:
    """Compile a kernel with Numba and keep it on disk for the next process.

    Kernels that call each other stand in one file: Numba's cache looks at no other.
    """
    return cast("_Function", numba.njit(cache=True, nogil=True)(function))

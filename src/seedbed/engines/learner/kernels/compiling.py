"""How the loops are compiled."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import numba

P = ParamSpec("P")
T = TypeVar("T")

# Sums may be reordered and divisions shared; nan keeps its meaning ("no time").
_FAST = {"reassoc", "contract", "arcp", "nsz"}
# Private to Numba, which is locked: nothing counts the references to arrays.
_UNCOUNTED: dict[str, Any] = {"_nrt": False}


def compiled(function: Callable[P, T]) -> Callable[P, T]:
    """Compile on first call and keep the machine code beside the source."""
    made: Callable[P, T] = numba.njit(cache=True, error_model="numpy", fastmath=_FAST)(
        function
    )
    return made


def inlined(function: Callable[P, T]) -> Callable[P, T]:
    """Compile only as a part of its caller; the function makes no arrays.

    Nothing counts the references to the arrays that pass through. Each count is an
    atomic step, and some twenty of them inside a loop took two thirds of its time;
    whoever calls holds the arrays anyway.
    """
    made: Callable[P, T] = numba.njit(
        forceinline=True, error_model="numpy", fastmath=_FAST, **_UNCOUNTED
    )(function)
    return made


def uncounted(function: Callable[P, T]) -> Callable[P, T]:
    """Compile a loop for its compiled caller: it makes no arrays, and counts none."""
    made: Callable[P, T] = numba.njit(
        error_model="numpy", fastmath=_FAST, **_UNCOUNTED
    )(function)
    return made


def making(function: Callable[P, T]) -> Callable[P, T]:
    """Compile only as a part of its caller; the function makes arrays."""
    made: Callable[P, T] = numba.njit(
        forceinline=True, error_model="numpy", fastmath=_FAST
    )(function)
    return made


def drop_stale(folder: Path) -> None:
    """Remove machine code that is older than any source file of a folder.

    Numba notices a change in the file of the compiled function only; what it inlines
    from other files would stay as it was.
    """
    newest = max(source.stat().st_mtime for source in folder.glob("*.py"))
    for kept in (folder / "__pycache__").glob("*.nb[ci]"):
        # Another process may remove it first, or the folder may be read-only.
        with suppress(OSError):
            if kept.stat().st_mtime < newest:
                kept.unlink()


drop_stale(Path(__file__).parent)

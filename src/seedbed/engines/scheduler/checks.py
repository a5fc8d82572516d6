"""Checks of one array of a day; each refusal names the part and what was found."""

from __future__ import annotations

from collections.abc import Sized
from typing import Any

import numpy as np
from numpy.typing import NDArray

_KINDS = {"b": "true or false", "i": "whole numbers", "f": "floating-point numbers"}


def check_shape(
    part: str, array: NDArray[Any], shape: tuple[int, ...], kind: str
) -> None:
    """Refuse an array of another shape or kind (``b``, ``i`` or ``f``)."""
    if array.shape != shape:
        raise ValueError(f"{part} must have shape {shape}, got {array.shape}.")
    if array.dtype.kind != kind:
        raise ValueError(f"{part} must hold {_KINDS[kind]}, got {array.dtype}.")


def check_index(part: str, array: NDArray[Any], n: int, *, none: bool = False) -> None:
    """Refuse an index outside 0..n-1; ``none`` also allows -1."""
    low = -1 if none else 0
    outside = (array < low) | (array >= n)
    if outside.any():
        found = array[outside].ravel()[0]
        raise ValueError(f"{part} must lie in {low}..{n - 1}, got {found}.")


def check_length(part: str, names: Sized, n: int) -> None:
    """Refuse a list of names of another length."""
    if len(names) != n:
        raise ValueError(f"{part} must have {n} names, got {len(names)}.")


def check_ascending(part: str, array: NDArray[Any]) -> None:
    """Refuse an array that steps down."""
    if (np.diff(array) < 0).any():
        raise ValueError(f"{part} must be in ascending order.")


def check_finite(part: str, array: NDArray[Any]) -> None:
    """Refuse ``nan`` and infinity."""
    if not np.isfinite(array).all():
        raise ValueError(f"{part} must be finite everywhere.")

"""Chance in kernels; Numba knows only NumPy's old generator, seeded by the caller."""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.compiled import inner


@inner
def chance() -> float:
    """Return a random number from 0 to 1."""
    return np.random.random()  # noqa: NPY002


@inner
def pick(low: int, high: int) -> int:
    """Return a random whole number from ``low`` to ``high - 1``."""
    return np.random.randint(low, high)  # noqa: NPY002


@inner
def accepts(change: float, heat: float) -> bool:
    """Tell whether a change is taken: always without a loss, else by chance."""
    return change >= 0 or (heat > 0 and chance() < np.exp(change / heat))

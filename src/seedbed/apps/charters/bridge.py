"""Asks the needs engine for the interval of a share."""

from __future__ import annotations

from seedbed.engines import needs


def wilson(n: int, of: int) -> tuple[float, float] | None:
    """Return Wilson's 95 % interval of ``n`` in ``of``, or None where there is none.

    >>> low, high = wilson(0, 4) or (1.0, 1.0)
    >>> round(low, 2), round(high, 2)
    (0.0, 0.49)
    """
    if not of:
        return None
    low, high = needs.wilson(n, of)
    return float(low), float(high)

"""Findings of the engine as the journal's JSON has them."""

from __future__ import annotations

from math import isfinite
from typing import Any


def plain(found: dict[str, Any]) -> dict[str, Any]:
    """Return numbers that JSON has: one without end is none.

    >>> plain({"low": float("inf"), "n": 3})
    {'low': None, 'n': 3}
    """
    return {
        name: None if isinstance(value, float) and not isfinite(value) else value
        for name, value in found.items()
    }

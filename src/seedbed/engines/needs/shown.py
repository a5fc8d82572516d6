"""Counts as a page may show them: a small one is only "fewer than 10"."""

from __future__ import annotations

from dataclasses import dataclass

#: The least count that is said exactly; most states say so (NCES 2011-603).
LEAST_SHOWN = 10


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A count that may be said, or the range that hides it."""

    low: int
    high: int

    @property
    def is_exact(self) -> bool:
        """Whether the count itself may be said."""
        return self.low == self.high


def shown(n: int, *, least: int = LEAST_SHOWN) -> Shown:
    """Return a count, or 0 to ``least`` - 1 if it is smaller than ``least``.

    Nobody is hidden as well as few are: a zero that is said tells who is not there.
    This hides one cell. What could be worked out from others beside it (a sum less its
    other parts) is for the disclosure audit to find, over all that is shown together.

    >>> shown(12), shown(3)
    (Shown(low=12, high=12), Shown(low=0, high=9))
    """
    if n < 0:
        raise ValueError(f"A count is at least 0, got {n}.")
    if n < least:
        return Shown(low=0, high=least - 1)
    return Shown(low=n, high=n)

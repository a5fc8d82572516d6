"""Figures that several domains ask about: right triangles with whole sides, angles."""

from __future__ import annotations

from .notation import DEGREE
from .records import Value

#: Sides of right triangles that are whole numbers, shortest first.
TRIPLES = ((3, 4, 5), (5, 12, 13), (8, 15, 17), (7, 24, 25), (20, 21, 29), (9, 40, 41))


def degrees(*values: int) -> tuple[Value, ...]:
    """Write angles, leaving out those that no figure has.

    >>> len(degrees(30, 0, -20))
    1
    """
    return tuple(f"{value}{DEGREE}" for value in values if value > 0)

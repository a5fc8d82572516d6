"""What a plan should do beside its rules: one file each, with a weight and a measure.

A term never makes a plan faulty. Its ``weight`` scales what seats are worth, so that
the solver, ``expected_gain`` and ``upper_bound`` agree; at its default it is 1. Terms
stand in the tier of family promises: below every rule, above mere gain by as much as
the unit sets.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.terms import challenge, fair_live, own_day
from seedbed.lib.arrays import FloatArray


class Term(Protocol):
    """What the module of a term offers."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a module's constant
        """The term's name in measures."""

    def weight(self, day: Day, /) -> FloatArray:
        """Return what scales the gain of each option, (O,)."""

    def measure(self, day: Day, timetable: Timetable, /) -> dict[str, float]:
        """Return figures that say how well a plan does."""

    def explain(self, day: Day, *, student: int, lesson: int) -> str:
        """Say how the term weighs on a seat; else ``""``."""


TERMS: Mapping[str, Term] = {
    term.NAME: term for term in (challenge, fair_live, own_day)
}


def weighted_gain(day: Day) -> FloatArray:
    """Return the gain of each option, (O,), scaled by every term."""
    gain = day.options.gain
    for term in TERMS.values():
        gain = gain * term.weight(day)
    return gain


def measures(day: Day, timetable: Timetable) -> dict[str, float]:
    """Return the figures of every term for a plan, as ``term.figure``."""
    return {
        f"{name}.{figure}": value
        for name, term in TERMS.items()
        for figure, value in term.measure(day, timetable).items()
    }

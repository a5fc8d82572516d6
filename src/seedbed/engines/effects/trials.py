"""The logged lotteries that effects are estimated from, as frozen, checked arrays.

Axis letters: N trials, S students, F skill families, M modalities, E ways of all
trials together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seedbed.engines.effects.errors import DrawMismatchError, PropensityError
from seedbed.lib.arrays import BoolArray, FloatArray, IntArray

#: A way drawn more rarely than this tells too little: one seat would speak for fifty.
LEAST_PROPENSITY = 0.02
#: How far propensities may miss one in sum; a log keeps six digits.
SUM_SLACK = 1e-6
#: Standard errors beyond which draws contradict their log: once in some two million.
_MOST_Z = 5.0


@dataclass(frozen=True, kw_only=True)
class Trials:
    """Seats of which a lottery chose the way, and what became of them.

    One trial is one student, skill and night. Its near-tied ways are
    ``ways[starts[i]:starts[i + 1]]`` (modalities) with the exact ``propensities`` of
    the draw. ``drawn`` (N,) is the modality that came out; ``received`` (N,) the one
    of the seat that stood in the end, -1 where the skill was not taught that day;
    ``is_overridden`` (N,) an adult changed the seat after the draw. ``passed`` (N,) is
    1 or 0 for the exit slip and -1 where none was taken; ``expected`` (N,) the
    probability to pass that was expected before the draw, for any way. ``group``
    (S,) is a number for each student by an attribute that the unit supplies, -1 where
    not known. Trials with a single way are no lotteries and teach nothing here.

    Raises
    ------
    ValueError
        If a part has the wrong length, or points outside its axis.
    PropensityError
        If a trial's propensities are missing, do not sum to one, or lie below
        ``least_propensity``.
    """

    n_families: int
    n_modalities: int
    student: IntArray
    family: IntArray
    starts: IntArray
    ways: IntArray
    propensities: FloatArray
    drawn: IntArray
    received: IntArray
    is_overridden: BoolArray
    passed: IntArray
    expected: FloatArray
    group: IntArray
    least_propensity: float = LEAST_PROPENSITY

    def __post_init__(self) -> None:
        n = self.n_trials
        for name in ("family", "drawn", "received", "is_overridden", "passed"):
            check_length(f"Trials.{name}", getattr(self, name), n)
        check_length("Trials.expected", self.expected, n)
        check_starts("Trials.starts", self.starts, n)
        check_length("Trials.ways", self.ways, int(self.starts[-1]))
        check_range("Trials.student", self.student, 0, self.n_students)
        check_range("Trials.family", self.family, 0, self.n_families)
        check_range("Trials.ways", self.ways, 0, self.n_modalities)
        check_range("Trials.received", self.received, -1, self.n_modalities)
        check_range("Trials.passed", self.passed, -1, 2)
        if not np.all((self.expected >= 0.0) & (self.expected <= 1.0)):
            at = int(np.argmin((self.expected >= 0.0) & (self.expected <= 1.0)))
            raise ValueError(
                f"Trials.expected must lie in 0..1; trial {at} has {self.expected[at]}."
            )
        self._check_propensities()
        self._check_drawn()

    def _check_propensities(self) -> None:
        if len(self.propensities) != len(self.ways):
            raise PropensityError(
                0,
                f"the log has {len(self.propensities):,} propensities for "
                f"{len(self.ways):,} ways",
            )
        trial = self.trial_of_way
        missing = ~np.isfinite(self.propensities)
        if missing.any():
            at = int(trial[np.argmax(missing)])
            raise PropensityError(at, "a propensity is missing")
        sums = np.bincount(trial, self.propensities, minlength=self.n_trials)
        off = np.abs(sums - 1.0) > SUM_SLACK
        if off.any():
            at = int(np.argmax(off))
            raise PropensityError(
                at, f"its propensities sum to {sums[at]:.6g} instead of 1"
            )
        small = self.propensities < self.least_propensity
        if small.any():
            at = int(np.argmax(small))
            raise PropensityError(
                int(trial[at]),
                f"a propensity of {self.propensities[at]:.4g} is below "
                f"{self.least_propensity:.4g}, the least that can be weighed",
            )

    def _check_drawn(self) -> None:
        is_drawn = self.ways == self.drawn[self.trial_of_way]
        n_found = np.bincount(self.trial_of_way, is_drawn, minlength=self.n_trials)
        if np.any(n_found != 1.0):
            at = int(np.argmax(n_found != 1.0))
            ways = self.ways[self.starts[at] : self.starts[at + 1]].tolist()
            raise ValueError(
                f"Trials.drawn must be exactly one of the trial's ways; trial {at} "
                f"drew {self.drawn[at]} of {ways}."
            )

    @property
    def n_trials(self) -> int:
        """Number of trials N."""
        return len(self.student)

    @property
    def n_students(self) -> int:
        """Number of students S, with trials or without."""
        return len(self.group)

    @property
    def trial_of_way(self) -> IntArray:
        """The trial of each way (E,)."""
        return np.repeat(np.arange(self.n_trials), np.diff(self.starts))

    @property
    def is_moved(self) -> BoolArray:
        """Where an adult changed the way, or took the skill off the day (N,)."""
        return np.asarray(self.is_overridden & (self.received != self.drawn))

    @property
    def is_seated(self) -> BoolArray:
        """Where the plan could seat the drawn way, or an adult decided instead (N,)."""
        return np.asarray(self.is_moved | (self.received == self.drawn))


def audit(trials: Trials) -> FloatArray:
    """Return how far each way's draws lie from the log, in standard errors (M, 2).

    Column 0 compares how often a way was drawn, column 1 for whom (by ``expected``);
    both are normal with mean 0 and deviation 1 where the log is that of the draw, and
    0 for a way that no lottery held.

    Raises
    ------
    DrawMismatchError
        If a way lies more than five standard errors away.
    """
    trial, p = trials.trial_of_way, trials.propensities
    surprise = (trials.ways == trials.drawn[trial]) - p
    spread = p * (1.0 - p)
    size = trials.n_modalities
    centred = trials.expected[trial] - trials.expected.mean() if len(p) else p
    z = np.zeros((size, 2))
    for column, by in enumerate((np.ones_like(p), centred)):
        away = np.bincount(trials.ways, surprise * by, minlength=size)
        variance = np.bincount(trials.ways, spread * by**2, minlength=size)
        known = variance > 0.0
        z[known, column] = away[known] / np.sqrt(variance[known])
    if np.any(np.abs(z) > _MOST_Z):
        way = int(np.argmax(np.abs(z).max(axis=1)))
        of_way = trials.ways == way
        raise DrawMismatchError(
            way,
            n_drawn=int((trials.drawn == way).sum()),
            n_awaited=float(p[of_way].sum()),
            z=float(z[way][np.argmax(np.abs(z[way]))]),
        )
    return z


def check_length(name: str, part: IntArray | FloatArray | BoolArray, n: int) -> None:
    """Refuse an array that is not of shape (n,)."""
    if part.shape != (n,):
        raise ValueError(f"{name} must have shape ({n},); got {part.shape}.")


def check_starts(name: str, starts: IntArray, n: int) -> None:
    """Refuse row starts that do not begin at 0, or leave a row empty."""
    if starts.shape != (n + 1,) or starts[0] != 0 or np.any(np.diff(starts) < 1):
        raise ValueError(
            f"{name} must have shape ({n + 1},), start at 0 and ascend: each row has "
            f"one way at least."
        )


def check_range(name: str, part: IntArray, low: int, below: int) -> None:
    """Refuse an entry outside low..below - 1."""
    wrong = (part < low) | (part >= below)
    if wrong.any():
        at = int(np.argmax(wrong))
        raise ValueError(
            f"{name} must lie in {low}..{below - 1}; entry {at} is {part[at]}."
        )

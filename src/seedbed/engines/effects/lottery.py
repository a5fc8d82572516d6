"""The lottery that breaks near-ties, with the exact propensities of its draws.

Axis letters: D rows (one student and skill of a night), E ways of all rows together.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from seedbed.engines.effects import kernels
from seedbed.engines.effects.trials import (
    LEAST_PROPENSITY,
    check_length,
    check_range,
    check_starts,
)
from seedbed.lib.arrays import BoolArray, FloatArray, IntArray

#: Share of the expected gain within which two ways look equally good.
TOLERANCE = 0.02
#: Least propensity of a near-tied way: what was thought worse can still be corrected.
FLOOR = 0.03
#: Share of a belief's deviation that the lottery acts on. Hundreds of seats are drawn
#: from one belief in a night, so each of them has less to find out than one alone.
DOUBT = 0.5
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(20)
_LARGEST_INDEX = np.iinfo(np.int64).max


@dataclass(frozen=True, kw_only=True)
class Ways:
    """The ways in which each student could learn each skill tomorrow.

    ``student`` (D,) and ``skill`` (D,) name a row by numbers that never change (row
    keys, not positions); the ways of row d are ``way[starts[d]:starts[d + 1]]``, each
    once. ``gain`` (E,) is the expected gain before anything was learnt from lotteries;
    ``mean`` and ``sd`` (E,) the belief about the gain after it (``gains`` makes them).
    Rows not ``is_open`` (D,) hold no lottery: a lock, a student's choice, a unit that
    turned it off. Ways that a rule or an accommodation forbids do not belong here.

    Raises
    ------
    ValueError
        If a part has the wrong length or range, or a row or a way comes twice.
    """

    student: IntArray
    skill: IntArray
    starts: IntArray
    way: IntArray
    gain: FloatArray
    mean: FloatArray
    sd: FloatArray
    is_open: BoolArray

    def __post_init__(self) -> None:
        n = len(self.student)
        check_length("Ways.skill", self.skill, n)
        check_length("Ways.is_open", self.is_open, n)
        check_starts("Ways.starts", self.starts, n)
        check_range("Ways.way", self.way, 0, _LARGEST_INDEX)
        for name in ("way", "gain", "mean", "sd"):
            check_length(f"Ways.{name}", getattr(self, name), int(self.starts[-1]))
        for name in ("gain", "mean", "sd"):
            part = getattr(self, name)
            if not np.all(np.isfinite(part) & (part >= 0.0)):
                raise ValueError(
                    f"Ways.{name} must be finite and 0 or more everywhere."
                )
        rows = np.lexsort((self.skill, self.student))
        same_student = np.diff(self.student[rows]) == 0
        if np.any(same_student & (np.diff(self.skill[rows]) == 0)):
            raise ValueError("Ways names the same student and skill twice.")
        order = self.canonical_order
        same_row = np.diff(self.row_of_way[order]) == 0
        if np.any(same_row & (np.diff(self.way[order]) == 0)):
            raise ValueError("Ways.way names the same way twice in one row.")

    @property
    def row_of_way(self) -> IntArray:
        """The row of each way (E,)."""
        return np.repeat(np.arange(len(self.student)), np.diff(self.starts))

    @property
    def canonical_order(self) -> IntArray:
        """The ways (E,) sorted by number within their row."""
        return np.lexsort((self.way, self.row_of_way))


@dataclass(frozen=True, kw_only=True)
class Draw:
    """What one night's lottery chose.

    ``chosen`` (D,) is an index into the ways of all rows; ``propensity`` (E,) the
    probability with which each way could have been chosen, 0 for one that was not a
    near-tie. ``is_lottery`` (D,) marks rows with at least two near-ties; they alone
    become trials. ``is_kept`` (E,) marks the ways that the scheduler may still use:
    near-ties that lost are out, ways that were no near-tie stay as they were.
    """

    chosen: IntArray
    propensity: FloatArray
    is_lottery: BoolArray
    is_kept: BoolArray


def draw(
    ways: Ways,
    *,
    on: date,
    seed: int,
    tolerance: float = TOLERANCE,
    floor: float = FLOOR,
    doubt: float = DOUBT,
) -> Draw:
    """Break near-ties by a seeded draw whose probabilities are known exactly.

    A way is a near-tie if its gain, or the belief about it, lies within ``tolerance``
    (a share) of the best. Near-ties share by their probability to be the best, for
    independent normal beliefs of deviation ``doubt`` times ``sd``; each gets at least
    ``floor``, or an equal share if there are too many ways for it. The shares are
    computed first, rounded to parts of 2^-20 that sum to one, and then drawn from: the
    logged propensity is that of the mechanism. The draw of a row depends on the seed,
    the day and the row's student and skill only; no order and no other row changes it.

    Raises
    ------
    ValueError
        If the tolerance lies outside 0..1, the floor outside .02...5, or ``doubt``
        is negative.

    Examples
    --------
    >>> one = np.zeros(1, np.int64)
    >>> two = Ways(student=one, skill=one, starts=np.array([0, 2]),
    ...            way=np.array([0, 3]), gain=np.array([1.0, 1.0]),
    ...            mean=np.array([1.0, 1.0]), sd=np.array([0.1, 0.1]),
    ...            is_open=np.ones(1, np.bool_))
    >>> draw(two, on=date(2026, 11, 23), seed=1).propensity
    array([0.5, 0.5])

    References
    ----------
    Thompson (1933), On the likelihood that one unknown probability exceeds another.
    """
    _check_settings(tolerance, floor, doubt)
    order = ways.canonical_order
    parts = np.zeros(len(order), np.int64)
    kernels.share_out(
        ways.starts.astype(np.int64),
        ways.gain[order],
        ways.mean[order],
        doubt * ways.sd[order],
        ways.is_open,
        tolerance,
        floor,
        _NODES,
        _WEIGHTS / _WEIGHTS.sum(),
        parts,
    )
    chosen = np.zeros(len(ways.student), np.int64)
    uniform = uniforms(ways.student, ways.skill, on=on, seed=seed)
    kernels.pick(ways.starts.astype(np.int64), parts, uniform, chosen)
    chosen = order[chosen]
    propensity = np.empty(len(order))
    propensity[order] = parts / kernels.PARTS
    n_near = np.add.reduceat(propensity > 0.0, ways.starts[:-1], dtype=np.int64)
    is_lottery = ways.is_open & (n_near > 1)
    is_kept = ~is_lottery[ways.row_of_way] | (propensity == 0.0)
    is_kept[chosen] = True
    return Draw(
        chosen=chosen, propensity=propensity, is_lottery=is_lottery, is_kept=is_kept
    )


def _check_settings(tolerance: float, floor: float, doubt: float) -> None:
    if not 0.0 <= tolerance < 1.0:
        raise ValueError(f"tolerance must lie in 0..1, got {tolerance}.")
    if not LEAST_PROPENSITY <= floor <= 0.5:
        raise ValueError(
            f"floor must lie in {LEAST_PROPENSITY}..0.5, got {floor}: rarer draws "
            f"could not be weighed."
        )
    if not doubt >= 0.0:
        raise ValueError(f"doubt must be 0 or more, got {doubt}.")


def uniforms(student: IntArray, skill: IntArray, *, on: date, seed: int) -> FloatArray:
    """Return a number of 0..1 (D,) for each student and skill of a day, by hashing.

    Numbers are multiples of 2^-53, of the day and the seed by BLAKE2b and of the row
    by the finaliser of SplitMix64.

    References
    ----------
    Steele, Lea and Flood (2014), Fast splittable pseudorandom number generators.
    """
    words = f"{seed}:{on.isoformat()}".encode()
    night = np.uint64(
        int.from_bytes(hashlib.blake2b(words, digest_size=8).digest(), "little")
    )
    mixed = _mix(night ^ _mix(student.astype(np.uint64)))
    mixed = _mix(mixed ^ _mix(skill.astype(np.uint64) ^ np.uint64(0x5851F42D4C957F2D)))
    return np.asarray((mixed >> np.uint64(11)).astype(np.float64) * 2.0**-53)


def _mix(word: NDArray[np.uint64]) -> NDArray[np.uint64]:
    word = word + np.uint64(0x9E3779B97F4A7C15)
    word = (word ^ (word >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    word = (word ^ (word >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return word ^ (word >> np.uint64(31))

"""What the trials app takes and hands out: frozen rows and cards, no model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from seedbed.lib.arrays import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, kw_only=True)
class LotteryCard:
    """How a unit's lottery goes; ``tolerance`` and ``floor`` are shares."""

    is_on: bool
    tolerance: float
    floor: float


@dataclass(frozen=True, kw_only=True)
class WayRows:
    """The ways in which each student could learn each skill: arrays over E ways.

    ``student`` and ``skill`` are row ids, ``way`` a modality, each triple once.
    ``gain`` is what was expected before any lottery; ``mean`` and ``sd`` what is
    believed now (``queries.believe``). ``expected`` is the probability to pass.
    ``is_open`` False keeps a lottery away from the student's skill.
    """

    student: IntArray
    skill: IntArray
    way: IntArray
    gain: FloatArray
    mean: FloatArray
    sd: FloatArray
    expected: FloatArray
    is_open: BoolArray


@dataclass(frozen=True, kw_only=True)
class WayCard:
    """One near-tied way of a draw, with what was believed and its exact chance."""

    way: int
    gain: float
    mean: float
    sd: float
    propensity: float


@dataclass(frozen=True, kw_only=True)
class DrawCard:
    """One draw: the near-tied ways, the one that came out, and what became of it.

    ``received`` is None before the day is settled, and ``passed`` where no exit slip
    was taken.
    """

    student_id: int
    skill_id: int
    family: str
    ways: tuple[WayCard, ...]
    drawn: int
    expected: float
    tolerance: float
    is_overridden: bool = False
    received: int | None = None
    passed: bool | None = None

    @property
    def is_even(self) -> bool:
        """Tell whether all of its ways look equally good by what was known.

        Ways whose assumed gains tie stay in the draw when one has turned out better.
        """
        means = [way.mean for way in self.ways]
        return min(means) >= (1.0 - self.tolerance) * max(means)


@dataclass(frozen=True, kw_only=True)
class DrawnSkill:
    """A draw behind a student's day, with the name of its skill."""

    code: str
    title: str
    draw: DrawCard


@dataclass(frozen=True, kw_only=True)
class NightDraws:
    """What one night's lottery chose, and by which numbers.

    ``is_kept`` (E,) are the ways of ``WayRows`` that the plan may still use.
    """

    rule: LotteryCard
    seed: int
    draws: tuple[DrawCard, ...]
    is_kept: BoolArray


@dataclass(frozen=True, kw_only=True)
class SeatRow:
    """One seat that stood on a published day."""

    on: date
    student_id: int
    skill_id: int
    way: int
    is_by_adult: bool


@dataclass(frozen=True, kw_only=True)
class EffectCard:
    """How often an exit slip is passed in one way, for one family of skills.

    ``group`` is a grade or -1 for everyone. Outcomes are None where not ``is_shown``.
    """

    family: str
    way: int
    group: int
    n_trials: int
    n_students: int
    n_effective: float
    least_propensity: float | None
    expected: float | None
    lift: float | None
    standard_error: float | None
    shrunken_lift: float
    shrunken_sd: float
    low: float | None
    high: float | None
    is_shown: bool

    @property
    def passes(self) -> float | None:
        """Share that passes, drawn towards what other cells say; None if not shown."""
        if self.expected is None:
            return None
        return min(1.0, max(0.0, self.expected + self.shrunken_lift))


@dataclass(frozen=True, kw_only=True)
class ContrastCard:
    """How much more often one way is passed than another, where both could be drawn.

    ``family`` is empty for all skills together. ``is_clear`` where the pair differs
    though every pair of its kind, all together or family by family, was looked at: of
    all that are called clear, one is wrong in at most 5 of 100 reports.
    """

    family: str
    way: int
    other: int
    difference: float
    low: float
    high: float
    n_trials: int
    n_students: int
    is_clear: bool


@dataclass(frozen=True, kw_only=True)
class ReportCard:
    """What the settled draws of a unit say.

    ``counts``: ``n_draws`` settled, ``n_trials`` read; left out ``n_overridden``,
    ``n_not_seated``, ``n_without_slip``; refused ``n_missing``, ``n_not_one``,
    ``n_too_small`` by what is wrong with their propensities.
    """

    as_of: datetime
    counts: Mapping[str, int]
    refusal: str
    effects: tuple[EffectCard, ...] = ()
    contrasts: tuple[ContrastCard, ...] = ()
    was_done: bool = field(default=False, compare=False)

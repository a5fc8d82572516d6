"""Simulated weeks of lotteries: real draws between ways, and seats that follow them.

The draws come from the product's own lottery, before each simulated sitting; how much a
way teaches is made up here and known to nothing else. So the page of what works has
something true to find in the demo, and it can be told whether it found it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import numpy as np

from seedbed.apps.curriculum.cards import SkillRows
from seedbed.apps.rosters.models import Student
from seedbed.apps.scheduling import worth
from seedbed.apps.scheduling.belief import families_of
from seedbed.apps.trials import queries as trials
from seedbed.apps.trials import services
from seedbed.apps.trials.cards import (
    DrawCard,
    LotteryCard,
    NightDraws,
    SeatRow,
    WayRows,
)
from seedbed.lib.arrays import FloatArray, IntArray
from seedbed.lib.modalities import LESSON_MODALITIES, Modality

from . import learning

#: The truth of the demo: what a way teaches beside the usual.
TEACHES = {
    Modality.LIVE: 1.0,
    Modality.TUTORING: 1.7,
    Modality.PEER: 0.7,
    Modality.ONLINE: 0.8,
    Modality.PROJECT: 1.6,
    Modality.INDEPENDENT: 0.6,
}
WEEKS = 4
#: In the first weeks the simulated leaders let the draw reach further.
WIDE_WEEKS = 2
_WIDE_TOLERANCE = 0.25
_SHARE_SEATED = 0.75
_SHARE_OVERRIDDEN = 0.04
_WAYS = np.array([int(way) for way in LESSON_MODALITIES])


@dataclass
class _Held:
    """One day of one unit: by which night's rule, its draws, the seats that stood."""

    night: NightDraws
    draws: list[DrawCard] = field(default_factory=list)
    seats: list[SeatRow] = field(default_factory=list)


class SimulatedLotteries:
    """Draws the way of each day's first sitting; a ``learning.Teaching``."""

    def __init__(
        self,
        students: Sequence[Student],
        skills: SkillRows,
        *,
        days: Sequence[date],
        seed: int,
    ) -> None:
        self._unit_of = [s.unit_id for s in students]
        self._student_ids = np.array([s.pk for s in students], np.int64)
        self._skill_ids = np.array(skills.ids, np.int64)
        self._families = families_of(skills)
        self._first_on = days[0]
        self._wide_from = days[-1] - timedelta(weeks=WEEKS)
        self._narrow_from = days[-1] - timedelta(weeks=WEEKS - WIDE_WEEKS)
        self._seed = seed
        self._rng = np.random.default_rng([seed, 5])
        self._held: dict[tuple[int, date], _Held] = {}

    def __call__(
        self,
        day: int,
        sitting: int,
        student: IntArray,
        skill: IntArray,
        strength: FloatArray,
    ) -> FloatArray:
        """Draw a way for each student of a first sitting; return what it teaches."""
        factor = np.ones(len(student))
        on = self._first_on + timedelta(days=day)
        if sitting or on <= self._wide_from:
            return factor
        tolerance = (
            _WIDE_TOLERANCE
            if on <= self._narrow_from
            else trials.DEFAULT_RULE.tolerance
        )
        rule = LotteryCard(
            is_on=True, tolerance=tolerance, floor=trials.DEFAULT_RULE.floor
        )
        at = {int(s): n for n, s in enumerate(self._student_ids[student].tolist())}
        night = trials.draw_night(
            self._rows(student, skill, strength),
            families=self._families,
            rule=rule,
            on=on,
            seed=self._seed,
        )
        for card in night.draws:
            n = at[card.student_id]
            factor[n] = self._hold(card, night, self._unit_of[student[n]], on)
        return factor

    def _rows(
        self, student: IntArray, skill: IntArray, strength: FloatArray
    ) -> WayRows:
        n, n_ways = len(student), len(_WAYS)
        mastery = learning.mastery(strength, learning.Constants())
        expected = np.repeat(mastery, n_ways)
        way = np.tile(_WAYS, n)
        steady = np.full(n * n_ways, worth.pace_code("steady"))
        success = worth.expected_success(expected, way)
        gain = worth.expected_gain(np.ones(n * n_ways), way, steady, success)
        belief = trials.believe(
            (), family=[""] * len(way), way=way, gain=gain, expected=expected
        )
        return WayRows(
            student=np.repeat(self._student_ids[student], n_ways),
            skill=np.repeat(self._skill_ids[skill], n_ways),
            way=way,
            gain=gain,
            mean=belief.mean,
            sd=belief.sd,
            expected=expected,
            is_open=np.ones(n * n_ways, np.bool_),
        )

    def _hold(self, card: DrawCard, night: NightDraws, unit_id: int, on: date) -> float:
        """Seat a student as drawn, or as an adult says, or not; return what it teaches.

        Without a seat for the drawn way the student works as usual.
        """
        held = self._held.setdefault((unit_id, on), _Held(night=night))
        held.draws.append(card)
        chance = self._rng.random()
        is_by_adult = chance < _SHARE_OVERRIDDEN
        if chance > _SHARE_OVERRIDDEN + _SHARE_SEATED:
            return 1.0
        others = [w.way for w in card.ways if w.way != card.drawn]
        way = int(self._rng.choice(others)) if is_by_adult else card.drawn
        held.seats.append(
            SeatRow(
                on=on,
                student_id=card.student_id,
                skill_id=card.skill_id,
                way=way,
                is_by_adult=is_by_adult,
            )
        )
        return TEACHES[Modality(way)]

    def keep(self, *, at: datetime) -> int:
        """Log the draws and settle them by the answers; return how many."""
        n_draws = 0
        seats: dict[int, list[SeatRow]] = defaultdict(list)
        for (unit_id, on), held in self._held.items():
            night = replace(held.night, draws=tuple(held.draws))
            n_draws += services.log_draws(unit_id=unit_id, on=on, night=night, at=at)
            seats[unit_id] += held.seats
        for unit_id, mine in seats.items():
            before = max(seat.on for seat in mine) + timedelta(days=1)
            services.settle(unit_id=unit_id, before=before, seats=mine, at=at)
        return n_draws

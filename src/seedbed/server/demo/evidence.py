"""Six weeks of simulated answers, made from the known process and added as evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from seedbed.apps.accounts.cards import SystemCard
from seedbed.apps.curriculum.cards import SkillRows
from seedbed.apps.curriculum.queries import skill_graph
from seedbed.apps.curriculum.services import ensure_items
from seedbed.apps.evidence.cards import AttemptColumns
from seedbed.apps.evidence.services import add_attempts
from seedbed.apps.rosters.models import Student
from seedbed.lib.arrays import BoolArray, IntArray
from seedbed.lib.calendar import is_school_day

from . import learning, truth
from .lotteries import SimulatedLotteries

PRACTICE_SOURCE = "Practice (simulated)"
SLIP_SOURCE = "Exit slips (simulated)"
_SCHOOL_STARTS = time(8, 45)
_EPOCH = date(1970, 1, 1)
_ITEMS_PER_SKILL = learning.N_PRACTICE_ITEMS + learning.N_SLIP_ITEMS


@dataclass(frozen=True, kw_only=True)
class EvidenceMade:
    """How much evidence there is, and of how many school days."""

    n_attempts: int
    n_new: int
    first_on: date
    last_on: date


def make_evidence(
    students: Sequence[Student],
    system: SystemCard,
    *,
    last_on: date,
    weeks: int,
    seed: int,
    at: datetime,
) -> EvidenceMade:
    """Simulate the weeks that end with ``last_on``; keep answers, draws and truth.

    The truth is written after the answers are saved; while it is missing the step
    counts as not done, and a second run adds the same answers, hence none.
    """
    rows = skill_graph()
    skills = skills_of(
        np.array(rows.grade_low, np.int64),
        np.array(rows.grade_high, np.int64),
        _link_indices(rows),
    )
    days = school_days(last_on, weeks=weeks)
    constants = learning.Constants()
    rng = np.random.default_rng([seed, 2])
    grade = np.array([s.grade for s in students], np.int64)
    everyone = learning.enroll(grade, skills, constants, rng)
    numbers = np.array([(on - days[0]).days for on in days], np.int64)
    lotteries = SimulatedLotteries(students, rows, days=days, seed=seed)
    answers = learning.study(
        everyone, skills, numbers, constants, rng, teaching=lotteries
    )
    learning.forget(everyone, float((last_on - days[-1]).days + 1))
    n_new = _save(answers, students, rows, system=system, first_on=days[0], at=at)
    lotteries.keep(at=at)
    truth.save(
        truth.Truth(
            system=str(system.uuid),
            as_of=float((last_on - _EPOCH).days + 1),
            student_ids=np.array([s.pk for s in students], np.int64),
            skill_ids=np.array(rows.ids, np.int64),
            mastery=learning.mastery(everyone.strength, constants),
            n_attempts=everyone.n_practised + everyone.n_slips,
        )
    )
    return EvidenceMade(
        n_attempts=len(answers.item), n_new=n_new, first_on=days[0], last_on=days[-1]
    )


def school_days(last_on: date, *, weeks: int) -> list[date]:
    """Return the school days of the weeks that end with a date, ascending."""
    span = range(7 * weeks - 1, -1, -1)
    every = (last_on - timedelta(days=ago) for ago in span)
    return [on for on in every if is_school_day(on)]


def skills_of(low: IntArray, high: IntArray, links: IntArray) -> learning.Skills:
    """Return the skills with the grade at which each is usually taught.

    A skill of one grade sits at that grade. High-school standards carry one band for
    four years; there, a skill sits the later the more skills of the band it builds on.
    """
    n = len(low)
    depth = np.zeros(n)
    order = _topological(n, links)
    before: dict[int, list[int]] = {}
    for first, then in links.tolist():
        before.setdefault(then, []).append(first)
    for skill in order:
        inside = [p for p in before.get(skill, []) if low[p] == low[skill]]
        if inside:
            depth[skill] = 1 + max(depth[p] for p in inside)
    deepest = {g: max(1.0, depth[low == g].max()) for g in set(low.tolist())}
    share = depth / np.array([deepest[g] for g in low.tolist()])
    return learning.Skills(
        level=low + share * np.maximum(high - low, 0.5),
        grade_low=low,
        grade_high=high,
        links=links.reshape(-1, 2),
        order=np.array(order, np.int64),
    )


def _topological(n: int, links: IntArray) -> list[int]:
    """Return 0..n-1 so that each comes after all that it builds on."""
    waiting = np.zeros(n, np.int64)
    after: dict[int, list[int]] = {}
    for first, then in links.tolist():
        waiting[then] += 1
        after.setdefault(first, []).append(then)
    ready = np.flatnonzero(waiting == 0).tolist()
    order: list[int] = []
    while ready:
        skill = ready.pop()
        order.append(skill)
        for then in after.get(skill, []):
            waiting[then] -= 1
            if waiting[then] == 0:
                ready.append(then)
    return order


def _link_indices(rows: SkillRows) -> IntArray:
    index = {skill_id: i for i, skill_id in enumerate(rows.ids)}
    pairs = [(index[a], index[b]) for a, b in rows.links if a in index and b in index]
    return np.array(pairs, np.int64).reshape(-1, 2)


def _save(
    answers: learning.Answers,
    students: Sequence[Student],
    rows: SkillRows,
    *,
    system: SystemCard,
    first_on: date,
    at: datetime,
) -> int:
    """Add the answers of both sources; returns how many were new."""
    used, which = np.unique(answers.item, return_inverse=True)
    keys = [_item_key(code, rows) for code in used.tolist()]
    known = ensure_items(keys=keys)
    item_ids = np.array([known[code, str(s[0])] for code, s in keys], np.int64)[which]
    student_ids = np.array([s.pk for s in students], np.int64)[answers.student]
    seconds = _starts(answers.day, first_on, system.time_zone) + answers.second
    is_slip = answers.item % _ITEMS_PER_SKILL >= learning.N_PRACTICE_ITEMS
    n_new = 0
    for source, chosen in ((PRACTICE_SOURCE, ~is_slip), (SLIP_SOURCE, is_slip)):
        n_new += _add(
            source, np.flatnonzero(chosen), student_ids, item_ids, answers, seconds, at
        )
    return n_new


def _add(
    source: str,
    chosen: IntArray,
    student_ids: IntArray,
    item_ids: IntArray,
    answers: learning.Answers,
    seconds: np.ndarray,
    at: datetime,
) -> int:
    correct: BoolArray = answers.is_correct[chosen]
    report = add_attempts(
        columns=AttemptColumns(
            student_id=student_ids[chosen],
            item_id=item_ids[chosen],
            is_correct=correct,
            occurred_at=seconds[chosen],
            ordinal=chosen,
            event_id=[f"sim-{n}" for n in chosen.tolist()],
        ),
        source=source,
        at=at,
        file_name="simulated by seedbed demo",
        by_id=None,
    )
    return report.n_new


def _item_key(code: int, rows: SkillRows) -> tuple[str, tuple[int, ...]]:
    skill, number = divmod(code, _ITEMS_PER_SKILL)
    if number < learning.N_PRACTICE_ITEMS:
        name = f"{rows.codes[skill]} practice {number + 1}"
    else:
        name = f"{rows.codes[skill]} slip {number - learning.N_PRACTICE_ITEMS + 1}"
    return name, (rows.ids[skill],)


def _starts(day: IntArray, first_on: date, time_zone: str) -> np.ndarray:
    """Return when school started on each numbered day, in epoch seconds."""
    zone = ZoneInfo(time_zone)
    numbers, which = np.unique(day, return_inverse=True)
    starts = [
        datetime.combine(
            first_on + timedelta(days=number), _SCHOOL_STARTS, tzinfo=zone
        ).astimezone(UTC)
        for number in numbers.tolist()
    ]
    return np.array([start.timestamp() for start in starts])[which]

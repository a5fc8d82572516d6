"""Counts what students' weeks came to, from what the other apps have on record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from seedbed.apps.curriculum import queries as curriculum
from seedbed.apps.evidence.slips import exit_slips
from seedbed.apps.mastery import queries as mastery
from seedbed.apps.mentoring.models import Attendance, CheckIn, Mark, TalkKind
from seedbed.apps.rosters.models import Student
from seedbed.apps.scheduling.models import (
    Accommodation,
    AccommodationKind,
    BlockKind,
    Caseload,
    DayStatus,
    Seat,
)
from seedbed.lib.modalities import LED, Modality

WEEK = timedelta(days=7)
#: A talk counts for the week in which it was and for the one after.
TALK_DAYS = 14

#: Student id and the Monday of a week.
Key = tuple[int, date]


@dataclass(kw_only=True)
class Tally:
    """What is counted of one student's week; the fields are those of the table."""

    n_new_skills: int | None = None
    n_planned: int = 0
    n_marked: int = 0
    n_attended: int = 0
    n_slips: int = 0
    n_passed: int = 0
    live_minutes: int = 0
    owed_minutes: int = 0
    given_minutes: int = 0
    is_met: bool | None = None


@dataclass(kw_only=True)
class Weeks:
    """The weeks of a unit's students that are counted, and the tallies so far."""

    unit_id: int
    mondays: Sequence[date]
    zone: ZoneInfo
    student_ids: frozenset[int]
    tallies: defaultdict[Key, Tally] = field(
        default_factory=lambda: defaultdict(Tally), init=False
    )

    @property
    def days(self) -> list[date]:
        """Every date of the weeks."""
        return [m + timedelta(days=n) for m in self.mondays for n in range(7)]

    def moment(self, on: date) -> datetime:
        """Return when a date began at the school."""
        return datetime.combine(on, time.min, self.zone)


def monday_of(on: date) -> date:
    """Return the Monday of a date's week.

    >>> monday_of(date(2026, 10, 18))
    datetime.date(2026, 10, 12)
    """
    return on - timedelta(days=on.weekday())


def count_weeks(
    unit_id: int, mondays: Sequence[date], *, zone: ZoneInfo
) -> dict[Key, Tally]:
    """Return the weeks in which a unit was at work, by student and Monday.

    A week without a published seat, a mark or an answer is a holiday and has none. Some
    ten queries, and the learner model walks through the unit's evidence.
    """
    students = Student.objects.filter(unit_id=unit_id, is_active=True)
    ids = frozenset(students.values_list("pk", flat=True))
    weeks = Weeks(unit_id=unit_id, mondays=sorted(mondays), zone=zone, student_ids=ids)
    _count_seats(weeks)
    _count_marks(weeks)
    _count_slips(weeks)
    new = _new_skills(weeks)
    at_work = {monday for _student, monday in weeks.tallies}
    at_work |= {monday for (_student, monday), n in new.items() if n}
    found = {
        (student_id, monday): weeks.tallies[student_id, monday]
        for monday in sorted(at_work)
        for student_id in sorted(ids)
    }
    for key, tally in found.items():
        tally.n_new_skills = new.get(key)
    _count_service(weeks, found)
    _count_talks(weeks, found)
    return found


def _seats(weeks: Weeks) -> Any:
    return Seat.objects.filter(
        day__unit_id=weeks.unit_id,
        day__on__in=weeks.days,
        day__status=DayStatus.PUBLISHED,
        student_id__in=weeks.student_ids,
    )


def _count_seats(weeks: Weeks) -> None:
    """Count planned sessions, live minutes, and minutes of tutoring. One query."""
    rows = _seats(weeks).values_list(
        "student_id", "day__on", "modality", "block__kind", "block__minutes"
    )
    for student_id, on, modality, kind, minutes in rows:
        tally = weeks.tallies[student_id, monday_of(on)]
        tally.n_planned += kind == BlockKind.LEARNING
        tally.live_minutes += minutes if modality in LED else 0
        tally.given_minutes += minutes if modality == Modality.TUTORING else 0


def _count_marks(weeks: Weeks) -> None:
    """Count where attendance was taken, and who was there. One query."""
    rows = Attendance.objects.filter(
        on__in=weeks.days,
        student_id__in=weeks.student_ids,
        block__kind=BlockKind.LEARNING,
    ).values_list("student_id", "on", "mark")
    for student_id, on, mark in rows:
        tally = weeks.tallies[student_id, monday_of(on)]
        tally.n_marked += 1
        tally.n_attended += mark != Mark.AWAY


def _count_slips(weeks: Weeks) -> None:
    """Count exit slips and those passed. Two queries."""
    slips = exit_slips(
        weeks.unit_id,
        weeks.days,
        skill_ids=curriculum.taught_skills().ids,
        zone=weeks.zone,
    )
    for (student_id, _skill_id, on), is_passed in slips.items():
        if student_id in weeks.student_ids:
            tally = weeks.tallies[student_id, monday_of(on)]
            tally.n_slips += 1
            tally.n_passed += is_passed


def _new_skills(weeks: Weeks) -> dict[Key, int]:
    """Return how many skills were first mastered in each week. A few queries.

    The walk goes from the first week to the last: a week that is not asked for is
    walked through, too, so that what was first mastered in it counts for it alone.
    """
    n_weeks = (weeks.mondays[-1] - weeks.mondays[0]) // WEEK + 1
    every = [weeks.mondays[0] + n * WEEK for n in range(n_weeks + 1)]
    moments = [weeks.moment(monday) for monday in every]
    ids, counts = mastery.newly_mastered(weeks.unit_id, moments)
    return {
        (int(student_id), monday): int(counts[row, column])
        for row, student_id in enumerate(ids.tolist())
        for column, monday in enumerate(every[:-1])
        if student_id in weeks.student_ids and monday in weeks.mondays
    }


def _count_service(weeks: Weeks, found: dict[Key, Tally]) -> None:
    """Note minutes promised, in weeks with a plan, and given of these. One query."""
    rows = Accommodation.objects.filter(
        student_id__in=weeks.student_ids, kind=AccommodationKind.SERVICE
    )
    owed = dict(rows.values_list("student_id", "amount"))
    for (student_id, _monday), tally in found.items():
        if tally.n_planned:
            tally.owed_minutes = round(owed.get(student_id, 0))
        tally.given_minutes = min(tally.given_minutes, tally.owed_minutes)


def _count_talks(weeks: Weeks, found: dict[Key, Tally]) -> None:
    """Note whom the own mentor talked with lately. Two queries."""
    mentors = Caseload.objects.filter(student_id__in=weeks.student_ids)
    mentor_of = dict(mentors.values_list("student_id", "mentor__person_id"))
    talks = CheckIn.objects.filter(
        student_id__in=weeks.student_ids,
        kind=TalkKind.STUDENT,
        on__gt=weeks.mondays[0] + WEEK - timedelta(days=TALK_DAYS + 1),
        on__lt=weeks.mondays[-1] + WEEK,
    ).values_list("student_id", "on", "by__person_id")
    talked: defaultdict[int, set[date]] = defaultdict(set)
    for student_id, on, person_id in talks:
        if mentor_of.get(student_id) == person_id:
            talked[student_id].add(on)
    for (student_id, monday), tally in found.items():
        if student_id in mentor_of:
            tally.is_met = _is_met(talked[student_id], monday)


def _is_met(talked: Collection[date], monday: date) -> bool:
    ends = monday + WEEK
    return any(ends - timedelta(days=TALK_DAYS) <= on < ends for on in talked)

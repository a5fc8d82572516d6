"""Measures of a pilot that the record already holds, so that nobody retypes them.

Each function returns a value by student, of those for whom there is one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from seedbed.apps.accounts.queries import current_system
from seedbed.apps.choices.models import Preference
from seedbed.apps.curriculum.models import Skill
from seedbed.apps.mastery.stored import latest_snapshot
from seedbed.apps.mentoring.models import Attendance, Mark
from seedbed.apps.rosters.models import Enrollment

from .cards import Registration
from .models import Pilot, PilotPulse

#: Where outcomes come from: the record, or files.
SOURCES = (
    "mastery",
    "attendance",
    "pulse",
    "first_choice",
    "re_enrolment",
    "upload",
)
#: Attendance before the start is counted over this time.
_BEFORE = timedelta(days=28)

Values = dict[int, float]


def measure(
    pilot: Pilot, promise: Registration, students: Collection[int], *, on: date
) -> Values:
    """Return each student's outcome from the start to the end of a day."""
    reader = _READERS.get(promise.source)
    return {} if reader is None else reader(pilot, promise, students, on)


def pretest(pilot: Pilot, promise: Registration, students: Collection[int]) -> Values:
    """Return what the same record said before the start, where it says anything."""
    before = pilot.starts_on - timedelta(days=1)
    if promise.source == "mastery":
        return _n_mastered(pilot, promise, students, before)
    if promise.source == "attendance":
        return _there(students, first=pilot.starts_on - _BEFORE, last=before)
    return {}


def _mastery(
    pilot: Pilot, promise: Registration, students: Collection[int], on: date
) -> Values:
    """Return how many of the skills were mastered since the start. Six queries."""
    before = _n_mastered(pilot, promise, students, pilot.starts_on - timedelta(days=1))
    now = _n_mastered(pilot, promise, students, on)
    return {one: n - before.get(one, 0.0) for one, n in now.items()}


def _n_mastered(
    pilot: Pilot, promise: Registration, students: Collection[int], on: date
) -> Values:
    """Return how many skills of the set each has mastered by a day. Four queries."""
    zone = ZoneInfo(current_system().time_zone)
    until = datetime.combine(on + timedelta(days=1), time(), tzinfo=zone)
    found = latest_snapshot(pilot.unit_id, until=until)
    if found is None:
        return {}
    skills = _skill_ids(promise.chosen)
    columns = (
        np.isin(found.skill_ids, skills)
        if promise.chosen.strip()
        else np.ones(len(found.skill_ids), np.bool_)
    )
    n = found.is_mastered[:, columns].sum(axis=1)
    wanted = set(students)
    return {
        int(one): float(k)
        for one, k in zip(found.student_ids, n, strict=True)
        if int(one) in wanted
    }


def _skill_ids(chosen: str) -> list[int]:
    """Return the skills whose code begins with one of the codes. One query."""
    codes = tuple(code.strip() for code in chosen.split(",") if code.strip())
    rows = Skill.objects.values_list("pk", "code")
    return [pk for pk, code in rows if codes and code.startswith(codes)]


def _attendance(
    pilot: Pilot, _promise: Registration, students: Collection[int], on: date
) -> Values:
    return _there(students, first=pilot.starts_on, last=on)


def _there(students: Collection[int], *, first: date, last: date) -> Values:
    """Return in how many of 100 marked blocks each student was there. One query."""
    marks = Attendance.objects.filter(
        student_id__in=students, on__gte=first, on__lte=last
    ).values_list("student_id", "mark")
    n, there = Counter[int](), Counter[int]()
    for student, mark in marks:
        n[student] += 1
        there[student] += mark != Mark.AWAY
    return {student: 100.0 * there[student] / n[student] for student in n}


def _pulse(
    pilot: Pilot, _promise: Registration, students: Collection[int], on: date
) -> Values:
    """Return the mean of each student's answers to the pulse. One query."""
    said: dict[int, list[int]] = defaultdict(list)
    rows = PilotPulse.objects.filter(
        member__pilot=pilot, member__student_id__in=students, week_on__lte=on
    )
    for student, score in rows.values_list("member__student_id", "score"):
        said[student].append(score)
    return {student: sum(all_) / len(all_) for student, all_ in said.items()}


def _first_choice(
    pilot: Pilot, promise: Registration, students: Collection[int], on: date
) -> Values:
    """Return 1 for whom the chosen elective was first since the start. One query."""
    rows = Preference.objects.filter(
        student_id__in=students,
        rank=1,
        round__closes_at__date__gte=pilot.starts_on,
        round__closes_at__date__lte=on,
    ).order_by("round__closes_at")
    wanted = promise.chosen.strip().lower()
    latest: Mapping[int, str] = dict(rows.values_list("student_id", "elective__title"))
    return {one: float(title.lower() == wanted) for one, title in latest.items()}


def _re_enrolment(
    pilot: Pilot, _promise: Registration, students: Collection[int], _on: date
) -> Values:
    """Return 1 for whom a later term of the unit has on its roster. One query.

    Nobody has a value until the roster of such a term is in.
    """
    later = Enrollment.objects.filter(
        section__unit=pilot.unit_id,
        section__term__starts_on__gt=pilot.starts_on,
        role="student",
        is_active=True,
    )
    again = set(later.values_list("person__student", flat=True))
    return {one: float(one in again) for one in students} if again else {}


_READERS: dict[str, Callable[[Pilot, Registration, Collection[int], date], Values]] = {
    "mastery": _mastery,
    "attendance": _attendance,
    "pulse": _pulse,
    "first_choice": _first_choice,
    "re_enrolment": _re_enrolment,
}

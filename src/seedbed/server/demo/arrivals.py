"""Who chose the simulated units, month by month, and what the hub plans to become."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

import numpy as np
from django.db import transaction

from seedbed.apps.accounts.queries import account_named
from seedbed.apps.rosters.models import Staff, Student
from seedbed.apps.trajectory import services
from seedbed.apps.trajectory.models import Milestone, OptIn
from seedbed.apps.trajectory.services import COUNTS

from .people import UnitPeople

_KEYS = UUID("5eedbed0-0000-4000-8000-000000000009")
_N_MONTHS = 14
_UNCOUNTED = 6
_MARK = 0.25
_REASONS = (
    "More time with one person",
    "A pace that fits",
    "Projects that are real",
    "Mornings free for work",
)
#: Improvement, what will be there, days from today until due, evidence if reached.
_MILESTONES = (
    (
        "materials",
        "A lesson for every skill of grades 6 to 8",
        -60,
        "Counted",
    ),
    ("materials", "Half of the lessons read by a second teacher", 45, ""),
    (
        "mentoring",
        "Every student talked with every second week",
        -20,
        "Talks of October",
    ),
    ("spaces", "A quiet room on each floor", 30, ""),
    ("projects", "Six partners for internships", 75, ""),
    ("culture", "Students lead the Friday meeting", -5, "Five Fridays in a row"),
)
_LESSONS = (
    "Families who came by choice asked about the afternoon first, not about math.",
    "Two weeks of the same groups helped newcomers more than the best plan did.",
)


@transaction.atomic
def make_arrivals(
    people: Sequence[tuple[UnitPeople, str]], *, at: datetime, seed: int
) -> int:
    """Count who chose each unit, written by its leader; returns how many are new."""
    n_new = 0
    for number, (unit, leader) in enumerate(people):
        if OptIn.objects.filter(unit=unit.unit).exists():
            continue
        by_id = account_named(leader).id
        rng = np.random.default_rng([seed, 9, number])
        n_new += _students(unit, rng, by_id=by_id, at=at)
        n_new += _educators(unit, rng, by_id=by_id, at=at)
        _records(unit, number, by_id=by_id, at=at)
    return n_new


def _months(at: datetime) -> list[date]:
    """Return the 12th of the months before this one, the oldest first."""
    found = [at.date().replace(day=1)]
    for _ in range(_N_MONTHS):
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return [day.replace(day=12) for day in reversed(found[1:])]


def _students(
    unit: UnitPeople, rng: np.random.Generator, *, by_id: int, at: datetime
) -> int:
    """Count students; who comes later had a good choice more often."""
    months = _months(at)
    counted = unit.students[: -_UNCOUNTED or None]
    when = np.sort(rng.integers(0, len(months), len(counted)))
    chance = 0.1 + 0.5 * when / len(months)
    had_choice = rng.random(len(counted)) < chance
    why = rng.integers(0, len(_REASONS), len(counted))
    groups: dict[tuple[int, bool, int], list[Student]] = {}
    for i, student in enumerate(counted):
        key = (int(when[i]), bool(had_choice[i]), int(why[i]))
        groups.setdefault(key, []).append(student)
    return sum(
        services.count_opt_ins(
            unit_id=unit.unit.pk,
            on=months[month],
            reason=_REASONS[reason],
            student_ids=[student.pk for student in students],
            had_choice=had,
            by_id=by_id,
            at=at,
        )
        for (month, had, reason), students in groups.items()
    )


def _educators(
    unit: UnitPeople, rng: np.random.Generator, *, by_id: int, at: datetime
) -> int:
    months = _months(at)
    staff: list[Staff] = [one for kind in unit.staff.values() for one in kind]
    n_new = 0
    for one in staff[:-1]:
        n_new += services.count_opt_ins(
            unit_id=unit.unit.pk,
            on=months[int(rng.integers(0, len(months)))],
            reason="Asked to come",
            staff_ids=[one.pk],
            had_choice=bool(rng.random() < 0.6),
            by_id=by_id,
            at=at,
        )
    return n_new


def _records(unit: UnitPeople, number: int, *, by_id: int, at: datetime) -> None:
    """Write the mark, three intakes, milestones and what was learned."""
    facts: dict[str, Any] = {"unit_id": unit.unit.pk, "by_id": by_id, "at": at}
    services.set_mark(mark=_MARK, **facts)
    months = _months(at)
    n = len(unit.students)
    for title, month, counts in (
        ("First intake", 0, (n // 3, n // 12, None, None)),
        ("Second intake", 5, (n // 3, n // 6, n, n // 5)),
        ("Third intake", 10, (n // 3, n // 4, n, n // 3)),
    ):
        services.save_intake(
            title=title,
            starts_on=months[month].replace(day=1),
            counts=dict(zip(COUNTS, counts, strict=True)),
            **facts,
        )
    for i, (improvement, title, days, evidence) in enumerate(_MILESTONES):
        due_on = at.date() + timedelta(days=days)
        services.plan_milestone(
            form_key=uuid5(_KEYS, f"{number} milestone {i}"),
            improvement=improvement,
            title=title,
            due_on=due_on,
            **facts,
        )
        if evidence:
            _reach(unit, title, due_on, evidence, by_id=by_id, at=at)
    for i, words in enumerate(_LESSONS):
        services.write_lesson(
            form_key=uuid5(_KEYS, f"{number} lesson {i}"),
            words=words,
            on=at.date() - timedelta(days=7 * (i + 1)),
            **facts,
        )


def _reach(
    unit: UnitPeople, title: str, on: date, evidence: str, *, by_id: int, at: datetime
) -> None:
    made = Milestone.objects.get(unit=unit.unit, title=title)
    services.reach_milestone(
        unit_id=unit.unit.pk,
        milestone_id=made.pk,
        on=on,
        evidence=evidence,
        by_id=by_id,
        at=at,
    )

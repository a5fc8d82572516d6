"""A program with weeks and a budget on record, for pages that show its figures."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import numpy as np
import pytest

from seedbed.apps.accounts.models import Person
from seedbed.apps.programs import services
from seedbed.apps.programs.models import StudentWeek
from seedbed.apps.rosters.models import Student
from seedbed.apps.scheduling.models import Arrangement

MONDAY = date(2026, 8, 24)
AT = datetime(2026, 10, 14, 12, tzinfo=UTC)
_GRADES = ((6, 34), (7, 28), (8, 21), (9, 4))
_N_WEEKS = 7


@pytest.fixture
def program(cast: Any) -> None:
    """Put 87 students with seven weeks each on the hub's record, and a budget."""
    rng = np.random.default_rng(6)
    weeks = []
    for grade, n in _GRADES:
        for number in range(n):
            person = Person.objects.create(
                given_name=f"Student {number + 1}", family_name=f"of {grade}"
            )
            student = Student.objects.create(person=person, unit=cast.hub, grade=grade)
            is_home = number % 4 == 0
            if is_home:
                Arrangement.objects.create(student=student, place="home")
            weeks += [
                _week(cast.hub, student, week, is_home=is_home, rng=rng)
                for week in range(_N_WEEKS)
            ]
    StudentWeek.objects.bulk_create(weeks)
    for number, (kind, name, amount) in enumerate(
        (
            ("staff", "Two teachers, one mentor", 198_000),
            ("licences", "Learning tools", 9_800),
        )
    ):
        services.add_budget_line(
            unit_id=cast.hub.pk,
            kind=kind,
            name=name,
            yearly_amount=Decimal(amount),
            starts_on=date(2026, 7, 1),
            ends_on=date(2027, 6, 30),
            form_key=UUID(int=number),
            by_id=cast.dana.pk,
            at=AT,
        )


def _week(
    hub: Any, student: Any, week: int, *, is_home: bool, rng: np.random.Generator
) -> StudentWeek:
    n_marked = int(rng.integers(18, 30))
    n_slips = int(rng.integers(2, 7))
    return StudentWeek(
        unit=hub,
        student=student,
        monday=MONDAY + timedelta(weeks=week),
        n_new_skills=int(rng.poisson(1.4 + 0.1 * week)),
        n_planned=30,
        n_marked=n_marked,
        n_attended=int(rng.binomial(n_marked, 0.94)),
        n_slips=n_slips,
        n_passed=int(rng.binomial(n_slips, 0.72)),
        live_minutes=int(rng.normal(105 if is_home else 165, 25)),
        owed_minutes=60 if student.pk % 5 == 0 else 0,
        given_minutes=int(rng.integers(40, 61)) if student.pk % 5 == 0 else 0,
        is_met=bool(rng.random() < 0.8),
        recorded_at=AT,
    )

"""What simulated weeks came to besides answers, and the simulated budget.

The answers of the weeks before the demo began are simulated in full, so that the night
counts skills and exit slips from them. There were no plans then, nor marks, nor talks:
these figures of earlier weeks are drawn here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5

import numpy as np
from django.db import transaction

from seedbed.apps.accounts.models import RoleKind
from seedbed.apps.programs.models import BudgetKind, BudgetLine, StudentWeek
from seedbed.apps.scheduling.models import (
    Accommodation,
    AccommodationKind,
    Arrangement,
    Caseload,
    Place,
)
from seedbed.lib.text import count

from .people import UnitPeople

_SESSIONS = 30
_ATTENDED, _MARKED, _MET = 0.94, 0.85, 0.78
_LIVE_AT_HUB, _LIVE_AT_HOME, _LIVE_SPREAD = 165, 105, 30
_GIVEN = 0.9
_FIRST_MONTH, _LAST_MONTH, _LAST_DAY = 7, 6, 30
_SALARY = {
    RoleKind.TEACHER: 71_000,
    RoleKind.TUTOR: 38_000,
    RoleKind.MENTOR: 58_000,
    RoleKind.AIDE: 34_000,
}
_PER_STUDENT = 140


@transaction.atomic
def make_programs(
    units: Mapping[str, UnitPeople],
    *,
    leaders: Mapping[str, int],
    today: date,
    at: datetime,
    seed: int,
) -> int:
    """Fill in earlier weeks and the budget of each unit; return how many weeks.

    ``leaders`` are the accounts that entered the budget, by unit. Nothing is done where
    there is a budget already.
    """
    if BudgetLine.objects.exists():
        return 0
    n_weeks = 0
    for n, (name, unit) in enumerate(units.items()):
        n_weeks += _fill_weeks(unit, np.random.default_rng([seed, 9, n]))
        _make_budget(unit, by_id=leaders[name], today=today, at=at)
    return n_weeks


def _fill_weeks(unit: UnitPeople, rng: np.random.Generator) -> int:
    """Draw attendance, minutes and talks for weeks without a plan; return how many."""
    weeks = list(
        StudentWeek.objects.filter(unit=unit.unit, n_planned=0).order_by(
            "monday", "student_id"
        )
    )
    at_home = set(
        Arrangement.objects.filter(
            student__unit=unit.unit, weekday=-1, place=Place.HOME
        ).values_list("student_id", flat=True)
    )
    services = Accommodation.objects.filter(
        student__unit=unit.unit, kind=AccommodationKind.SERVICE
    )
    owed = dict(services.values_list("student_id", "amount"))
    mentored = set(
        Caseload.objects.filter(student__unit=unit.unit).values_list(
            "student_id", flat=True
        )
    )
    for week in weeks:
        usual = _LIVE_AT_HOME if week.student_id in at_home else _LIVE_AT_HUB
        week.n_planned = _SESSIONS
        week.n_marked = int(rng.binomial(_SESSIONS, _MARKED))
        week.n_attended = int(rng.binomial(week.n_marked, _ATTENDED))
        week.live_minutes = max(0, round(rng.normal(usual, _LIVE_SPREAD)))
        week.owed_minutes = round(owed.get(week.student_id, 0))
        given = rng.binomial(week.owed_minutes, _GIVEN)
        week.given_minutes = min(week.owed_minutes, int(given))
        if week.student_id in mentored:
            week.is_met = bool(rng.random() < _MET)
    fields = (
        "n_planned", "n_marked", "n_attended", "live_minutes", "owed_minutes",
        "given_minutes", "is_met",
    )  # fmt: skip
    StudentWeek.objects.bulk_update(weeks, fields, batch_size=200)
    return len({week.monday for week in weeks})


def _make_budget(unit: UnitPeople, *, by_id: int, today: date, at: datetime) -> None:
    """Enter what the year's simulated budget has: staff, licences; rooms at a hub."""
    year = today.year if today.month >= _FIRST_MONTH else today.year - 1
    lines = [
        (BudgetKind.STAFF, count(len(staff), kind.label), len(staff) * salary)
        for kind, salary in _SALARY.items()
        if (staff := unit.staff.get(kind))
    ]
    n_students = len(unit.students)
    lines.append((BudgetKind.LICENCES, "Learning tools", n_students * _PER_STUDENT))
    if unit.unit.kind == "hub":
        lines.append((BudgetKind.ROOMS, "Second floor", 9_500 + 420 * n_students))
    BudgetLine.objects.bulk_create(
        BudgetLine(
            form_key=uuid5(NAMESPACE_URL, f"simulated {unit.unit.uuid} {kind} {name}"),
            unit=unit.unit,
            kind=kind,
            name=f"{name} (simulated)",
            yearly_amount=Decimal(amount),
            starts_on=date(year, _FIRST_MONTH, 1),
            ends_on=date(year + 1, _LAST_MONTH, _LAST_DAY),
            entered_by_id=by_id,
            entered_at=at,
        )
        for kind, name, amount in lines
    )

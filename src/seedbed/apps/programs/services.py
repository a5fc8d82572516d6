"""Writes of the programs app. Each function is one transaction."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from seedbed.apps.accounts import permissions
from seedbed.apps.accounts import queries as accounts
from seedbed.apps.accounts.models import RoleKind

from .counting import count_weeks, monday_of
from .errors import BudgetLineError, UnknownBudgetLineError
from .models import BudgetKind, BudgetLine, StudentWeek

#: The first night looks back so many weeks; a page shows no more.
WEEKS_BACK = 8
#: Answers and marks arrive late: so many weeks are counted anew with a new one.
WEEKS_ANEW = 2
_MOST = Decimal("9999999999.99")
_LONGEST_NAME = 120


def is_recorded(*, unit_id: int, on: date) -> bool:
    """Tell whether the last week that is over on a date was counted. One query."""
    last = monday_of(on) - timedelta(weeks=1)
    return bool(StudentWeek.objects.filter(unit_id=unit_id, monday__gte=last).exists())


def record_weeks(*, unit_id: int, on: date, at: datetime) -> int:
    """Count the weeks of a unit's students that are over on a date; return how many.

    The first time eight weeks back, later the last two. Counted again, a week is
    overwritten: answers arrive late. What was counted is there before the transaction
    begins, because on SQLite one that writes keeps all others waiting.
    """
    zone = ZoneInfo(accounts.current_system().time_zone)
    is_first = not StudentWeek.objects.filter(unit_id=unit_id).exists()
    n_weeks = WEEKS_BACK if is_first else WEEKS_ANEW
    this = monday_of(on)
    mondays = [this - timedelta(weeks=n) for n in range(n_weeks, 0, -1)]
    found = count_weeks(unit_id, mondays, zone=zone)
    rows = [
        StudentWeek(
            unit_id=unit_id,
            student_id=student_id,
            monday=monday,
            recorded_at=at,
            **asdict(tally),
        )
        for (student_id, monday), tally in found.items()
    ]
    with transaction.atomic():
        StudentWeek.objects.filter(
            student_id__in={row.student_id for row in rows}, monday__in=mondays
        ).delete()
        StudentWeek.objects.bulk_create(rows, batch_size=500)
    return len({monday for _student, monday in found})


@transaction.atomic
def add_budget_line(
    *,
    unit_id: int,
    kind: str,
    name: str,
    yearly_amount: Decimal,
    starts_on: date,
    ends_on: date,
    form_key: UUID,
    by_id: int,
    at: datetime,
) -> None:
    """Note what one thing costs a unit in a year. A form sent twice is one line.

    Raises
    ------
    BudgetLineError
        Naming the field that cannot be so, what was found and what it takes.
    NotAllowedError
        If the account does not lead the unit.
    """
    _require_leader(by_id, unit_id)
    if kind not in BudgetKind.values:
        raise BudgetLineError("kind", kind, "Choose one of the list.")
    if not 0 < len(name.strip()) <= _LONGEST_NAME:
        raise BudgetLineError(
            "name", name[:20], f"Give it a name of 1 to {_LONGEST_NAME} characters."
        )
    if not 0 < yearly_amount <= _MOST:
        raise BudgetLineError(
            "amount", str(yearly_amount), "Type what it costs in a year, above 0."
        )
    if ends_on < starts_on:
        raise BudgetLineError(
            "last day", f"{ends_on:%Y-%m-%d}", "It must not lie before the first day."
        )
    BudgetLine.objects.get_or_create(
        form_key=form_key,
        defaults={
            "unit_id": unit_id,
            "kind": kind,
            "name": name.strip(),
            "yearly_amount": yearly_amount,
            "starts_on": starts_on,
            "ends_on": ends_on,
            "entered_by_id": by_id,
            "entered_at": at,
        },
    )


@transaction.atomic
def remove_budget_line(*, unit_id: int, uuid: UUID, by_id: int, at: datetime) -> None:
    """Take a line that was wrong out of the budget; the record keeps it.

    Raises
    ------
    UnknownBudgetLineError
        If the unit has no such line, or it was taken out before.
    NotAllowedError
        If the account does not lead the unit.
    """
    _require_leader(by_id, unit_id)
    mine = BudgetLine.objects.filter(unit_id=unit_id, uuid=uuid, removed_at=None)
    if mine.update(removed_at=at, removed_by_id=by_id) != 1:
        raise UnknownBudgetLineError(uuid)


def _require_leader(by_id: int, unit_id: int) -> None:
    permissions.require(
        by_id, RoleKind.LEADER, action="change the budget", unit_id=unit_id
    )

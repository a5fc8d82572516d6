"""What a unit costs: per student, and per skill newly mastered, month by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

import numpy as np

from seedbed.apps.programs.bands import band_of, sums_of
from seedbed.apps.programs.cards import BudgetLineCard, CostReport, MonthCost
from seedbed.apps.programs.models import BudgetKind, BudgetLine, StudentWeek

_DAYS_OF_A_YEAR = 365
_LAST_DAY = timedelta(days=6)

#: Student id and how many skills the student newly mastered in a week, if known.
Row = tuple[int, int | None]


def costs_of(unit_id: int) -> CostReport:
    """Return a unit's budget lines and months, the latest month first. Two queries.

    A week counts for the month in which it begins, with all of its seven days, so that
    what was spent and what was mastered are of the same days. Weeks between the first
    and the last one counted cost also where nobody was at school.
    """
    lines = tuple(
        BudgetLineCard(
            uuid=line.uuid,
            kind=line.kind,
            name=line.name,
            yearly_amount=line.yearly_amount,
            starts_on=line.starts_on,
            ends_on=line.ends_on,
        )
        for line in BudgetLine.objects.filter(
            unit_id=unit_id, removed_at=None
        ).order_by("kind", "starts_on", "pk")
    )
    rows: defaultdict[date, list[Row]] = defaultdict(list)
    for student_id, monday, n_new in StudentWeek.objects.filter(
        unit_id=unit_id
    ).values_list("student_id", "monday", "n_new_skills"):
        rows[monday].append((student_id, n_new))
    months: defaultdict[date, list[date]] = defaultdict(list)
    for monday in _every_week(rows):
        months[monday.replace(day=1)].append(monday)
    return CostReport(
        lines=lines,
        months=tuple(
            _month(month, mondays, [row for m in mondays for row in rows[m]], lines)
            for month, mondays in sorted(months.items(), reverse=True)
        ),
    )


def spent(lines: Sequence[BudgetLineCard], first_on: date, last_on: date) -> Decimal:
    """Return what lines came to from a date to another, both included."""
    total = Decimal(0)
    for line in lines:
        starts, ends = max(first_on, line.starts_on), min(last_on, line.ends_on)
        n_days = max(0, (ends - starts).days + 1)
        total += line.yearly_amount * n_days / _DAYS_OF_A_YEAR
    return total


def _every_week(rows: dict[date, list[Row]]) -> list[date]:
    if not rows:
        return []
    first, last = min(rows), max(rows)
    n_weeks = (last - first).days // 7 + 1
    return [first + timedelta(weeks=n) for n in range(n_weeks)]


def _month(
    month: date,
    mondays: Sequence[date],
    rows: Sequence[Row],
    lines: Sequence[BudgetLineCard],
) -> MonthCost:
    first_on, last_on = mondays[0], mondays[-1] + _LAST_DAY
    cost = spent(lines, first_on, last_on)
    students, who = np.unique([student for student, _n in rows], return_inverse=True)
    known = np.array([n is not None for _student, n in rows], np.float64)
    new = np.array([n or 0 for _student, n in rows], np.float64)
    n_new = int(new.sum())
    band = None
    if len(rows):
        band = band_of(
            sums_of(who, new, len(students)),
            sums_of(who, known, len(students)),
            is_share=False,
        )
    n_weeks = float(known.sum())
    has_cost = cost > 0

    def per_skill(skills: float) -> float | None:
        return float(cost) / skills if has_cost and skills > 0 else None

    return MonthCost(
        month=month,
        first_on=first_on,
        last_on=last_on,
        cost=cost,
        n_students=len(students),
        n_new_skills=n_new,
        cost_per_student=float(cost) / len(students)
        if has_cost and len(students)
        else None,
        cost_per_skill=per_skill(n_new),
        least=per_skill(band.high * n_weeks) if band else None,
        most=per_skill(band.low * n_weeks) if band else None,
        missing=_missing(lines, first_on, last_on),
    )


def _missing(
    lines: Sequence[BudgetLineCard], first_on: date, last_on: date
) -> tuple[str, ...]:
    """Return kinds of cost of which some day has no line; "other" may be nothing."""
    n_days = (last_on - first_on).days + 1
    days = [first_on + timedelta(days=n) for n in range(n_days)]
    return tuple(
        str(kind)
        for kind in BudgetKind.values
        if kind != BudgetKind.OTHER
        and not all(
            any(x.kind == kind and x.starts_on <= day <= x.ends_on for x in lines)
            for day in days
        )
    )

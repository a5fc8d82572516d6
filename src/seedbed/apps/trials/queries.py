"""Reads of the trials app. Each returns cards and says how many SQL queries."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from seedbed.apps.accounts import queries as accounts

from .bridge import DEFAULT_RULE as DEFAULT_RULE
from .bridge import EVERYONE as EVERYONE
from .bridge import FLOORS as FLOORS
from .bridge import LEAST_STUDENTS as LEAST_STUDENTS
from .bridge import TOLERANCES as TOLERANCES
from .bridge import believe as believe
from .bridge import draw_night as draw_night
from .bridge import redrawn
from .cards import DrawCard, DrawnSkill, EffectCard, LotteryCard, ReportCard
from .models import Draw, EffectEstimate, EffectReport, LotteryRule
from .moments import days_over
from .stored import CELL_FIELDS, draw_card, report_card, rule_of


def lottery_of(unit_id: int) -> LotteryCard:
    """Return how a unit's lottery goes. One query."""
    row = LotteryRule.objects.filter(unit_id=unit_id).first()
    if row is None:
        return DEFAULT_RULE
    return LotteryCard(is_on=row.is_on, tolerance=row.tolerance, floor=row.floor)


def draws_of_day(unit_id: int, on: date) -> tuple[DrawCard, ...]:
    """Return the draws that are logged for a unit's day. One query."""
    rows = Draw.objects.filter(unit_id=unit_id, on=on).order_by(
        "student_id", "skill_id"
    )
    return tuple(draw_card(row) for row in rows)


def draws_of_student(student_id: int, on: date) -> tuple[DrawnSkill, ...]:
    """Return the draws behind a student's day, by skill code. One query."""
    rows = Draw.objects.filter(student_id=student_id, on=on).select_related("skill")
    return tuple(
        DrawnSkill(code=row.skill.code, title=row.skill.title, draw=draw_card(row))
        for row in rows.order_by("skill__code", "id")
    )


def draws_as_logged(unit_id: int, on: date) -> tuple[int, int]:
    """Make the logged draws of a unit's day again. One query.

    Returns how many there are, and how many come out as they were logged: the same
    way, and the same chances of all that could have.
    """
    rows = list(Draw.objects.filter(unit_id=unit_id, on=on))
    same = 0
    for row in rows:
        logged = draw_card(row)
        again = redrawn(logged, rule=rule_of(row), on=row.on, seed=row.seed)
        same += (again.drawn, again.ways) == (logged.drawn, logged.ways)
    return len(rows), same


def unsettled_days(unit_id: int, *, before: date, at: datetime) -> tuple[date, ...]:
    """Return the days that are over and have draws to be settled. Two queries."""
    zone = ZoneInfo(accounts.current_system().time_zone)
    over = days_over(before, at=at, zone=zone)
    rows = Draw.objects.filter(unit_id=unit_id, on__lt=over, settled_at=None)
    return tuple(rows.order_by("on").values_list("on", flat=True).distinct())


def latest_report(unit_id: int) -> ReportCard | None:
    """Return what a unit's lotteries say so far, None before they do. Two queries."""
    row = EffectReport.objects.filter(unit_id=unit_id).order_by("-as_of").first()
    return None if row is None else report_card(row)


def rows_behind_effects(unit_id: int) -> tuple[QuerySet[Any], ...]:
    """Return every row that ``known_effects`` reads, by table, unread. No query."""
    reports = EffectReport.objects.filter(unit_id=unit_id)
    estimates = EffectEstimate.objects.filter(report__in=reports, group=EVERYONE)
    return reports, estimates


def known_effects(
    unit_id: int, *, until: datetime | None = None
) -> tuple[EffectCard, ...]:
    """Return the estimates that correct gains, by family and way. One query.

    Those of the latest report not after ``until``; none where it was refused.
    """
    reports = EffectReport.objects.filter(unit_id=unit_id)
    if until is not None:
        reports = reports.filter(as_of__lte=until)
    newest = reports.order_by("-as_of").values("id")[:1]
    rows = EffectEstimate.objects.filter(report__in=newest, group=EVERYONE)
    return tuple(
        EffectCard(**values) for values in rows.order_by("id").values(*CELL_FIELDS)
    )

"""Which rules hold for a unit on a date, and the last day that has a plan."""

from __future__ import annotations

from datetime import date

from seedbed.apps.scheduling.limits import limits_of
from seedbed.apps.scheduling.models import SchoolDay
from seedbed.apps.scheduling.rows.frame import read_rules


def rules_on(unit_id: int, on: date) -> dict[str, float | None]:
    """Return each rule's number on a date, None where it is off. Two queries."""
    return limits_of(read_rules(unit_id, on))[0]


def last_planned_on(unit_id: int) -> date | None:
    """Return the last day that has a plan, published or not. One query."""
    days = SchoolDay.objects.filter(unit_id=unit_id).order_by("-on")
    found: date | None = days.values_list("on", flat=True).first()
    return found

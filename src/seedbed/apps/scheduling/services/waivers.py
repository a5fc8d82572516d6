"""Frees a unit of a rule between two dates, and takes that back."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from seedbed.apps.scheduling.errors import NoSwitchError
from seedbed.apps.scheduling.limits import DEFAULTS, WAIVABLE
from seedbed.apps.scheduling.models import RuleWaiver

REASON_LENGTH = 300


@transaction.atomic
def waive_rule(
    *,
    unit_id: int,
    name: str,
    key: UUID,
    from_on: date,
    until_on: date | None = None,
    value: float | None = None,
    reason: str = "",
    by_id: int | None = None,
) -> None:
    """Let each night plan without a rule, or by another number, from a date on.

    The night of a date reads what holds on that date, so days before ``from_on`` and
    after ``until_on`` are planned by the rule. The same ``key`` again replaces it. Who
    may grant it is for the caller to know.

    Raises
    ------
    NoSwitchError
        If the rule has neither a switch nor a number.
    """
    refuse_without_switch(name, value)
    RuleWaiver.objects.update_or_create(
        key=key,
        defaults={
            "unit_id": unit_id,
            "name": name,
            "value": value,
            "from_on": from_on,
            "until_on": until_on,
            "reason": reason.strip()[:REASON_LENGTH],
            "decided_by_id": by_id,
        },
    )


@transaction.atomic
def end_waiver(*, key: UUID, on: date) -> None:
    """Let the rule hold again from a date on. Safe where nothing was waived."""
    waivers = RuleWaiver.objects.filter(key=key)
    waivers.filter(from_on__gte=on).delete()
    waivers.exclude(until_on__lt=on).update(until_on=on - timedelta(days=1))


def refuse_without_switch(name: str, value: float | None) -> None:
    """Refuse a rule that no waiver can change.

    Raises
    ------
    NoSwitchError
        If the rule is unknown, or can only get another number and has none.
    """
    if name not in WAIVABLE and (name not in DEFAULTS or value is None):
        raise NoSwitchError(name, has_number=name in DEFAULTS)

"""Brings outcomes from the record into pilots on the days their looks are due."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from seedbed.apps.pilots import record
from seedbed.apps.pilots.cards import Registration
from seedbed.apps.pilots.models import (
    Participation,
    Pilot,
    PilotOutcome,
    PilotPulse,
)
from seedbed.apps.pilots.moments import look_on, looks_until, monday
from seedbed.apps.pilots.stored import registration_of

from .guards import is_drawn

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Fed:
    """What came into one pilot: how many outcomes for which looks, or why none.

    ``is_fed`` is False where something went wrong on the way.
    """

    pilot: str
    looks: tuple[int, ...]
    n_outcomes: int
    found: str
    is_fed: bool = True


def feed_pilots(*, unit_id: int, on: date) -> tuple[Fed, ...]:
    """Bring the outcomes of every look that is due until a day, once for each look.

    Pilots whose outcomes come in files wait for the file. Students who left are not
    measured after that day, and count as missing. Each pilot is fed in a transaction of
    its own; one that cannot be fed says so, and stops no other.
    """
    open_ones = Pilot.objects.filter(
        unit_id=unit_id, closed_at=None, starts_on__lte=on
    ).exclude(registered_at=None)
    return tuple(_fed(pilot, on) for pilot in open_ones.order_by("pk"))


@transaction.atomic
def answer_pulse(
    *, pilot: UUID, student_id: int, score: int, on: date, at: datetime
) -> bool:
    """Keep how a student's week was, 1 to 5; tells whether the student is asked."""
    member = Participation.objects.filter(
        pilot__uuid=pilot, student_id=student_id, left_on=None, has_consent=True
    ).first()
    if member is None or not 1 <= score <= 5:
        return False
    PilotPulse.objects.update_or_create(
        member=member, week_on=monday(on), defaults={"score": score, "said_at": at}
    )
    return True


def _fed(pilot: Pilot, on: date) -> Fed:
    try:
        with transaction.atomic():
            return _feed(pilot, on)
    except Exception:
        logger.exception("outcomes of the pilot %s", pilot.uuid)
        found = "could not be fed; the log says why"
        return Fed(pilot=pilot.name, looks=(), n_outcomes=0, found=found, is_fed=False)


def _feed(pilot: Pilot, on: date) -> Fed:
    promise = registration_of(pilot)
    if promise is None or not is_drawn(pilot):
        return Fed(pilot=pilot.name, looks=(), n_outcomes=0, found="not drawn yet")
    if promise.source == "upload":
        return Fed(pilot=pilot.name, looks=(), n_outcomes=0, found="waits for a file")
    members = list(
        Participation.objects.filter(pilot=pilot, has_consent=True).exclude(
            cluster__arm=""
        )
    )
    _fill_pretests(pilot, promise, members)
    has = set(
        PilotOutcome.objects.filter(member__pilot=pilot).values_list("look", flat=True)
    )
    fed, n = [], 0
    for look in range(1, looks_until(pilot.starts_on, promise.n_looks, on) + 1):
        if look not in has:
            n_new = _measure(pilot, promise, members, look)
            n += n_new
            fed += [look] if n_new else []
    return Fed(
        pilot=pilot.name,
        looks=tuple(fed),
        n_outcomes=n,
        found="" if n else "nothing new in the record",
    )


def _measure(
    pilot: Pilot, promise: Registration, members: Sequence[Any], look: int
) -> int:
    on = look_on(pilot.starts_on, look)
    here = {
        one.student_id: one.pk
        for one in members
        if one.left_on is None or one.left_on > on
    }
    found = record.measure(pilot, promise, list(here), on=on)
    made = PilotOutcome.objects.bulk_create(
        PilotOutcome(
            member_id=here[student],
            look=look,
            value=value,
            measured_on=on,
            source=promise.source,
        )
        for student, value in found.items()
        if student in here
    )
    return len(made)


def _fill_pretests(pilot: Pilot, promise: Registration, members: Sequence[Any]) -> None:
    """Give those without a pretest what the record said before the start."""
    without = [one for one in members if one.pretest is None]
    if not without:
        return
    known = record.pretest(pilot, promise, [one.student_id for one in without])
    for one in without:
        one.pretest = known.get(one.student_id)
    Participation.objects.bulk_update(without, ["pretest"])

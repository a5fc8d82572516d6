"""A pilot's weeks: plan, do, study, act, and the concerns of those it touches.

Each function is one transaction.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction

from seedbed.apps.accounts.models import RoleKind
from seedbed.apps.pilots import bridge
from seedbed.apps.pilots.errors import (
    CycleError,
    EmptyConcernError,
)
from seedbed.apps.pilots.models import (
    CycleDecision,
    PilotConcern,
    PilotCycle,
    Voice,
)
from seedbed.apps.pilots.moments import monday
from seedbed.apps.pilots.stored import names_in

from .guards import open_for

_TEAM = (RoleKind.LEADER, RoleKind.TEACHER, RoleKind.MENTOR)


@transaction.atomic
def plan_cycle(
    *,
    pilot: UUID,
    on: date,
    aim: str,
    change_idea: str,
    prediction: str,
    by_id: int,
    at: datetime,
) -> None:
    """Write down a week's change and what it will do, before anyone has seen it.

    Raises
    ------
    CycleError
        If the prediction is missing, or that week's cycle was studied before.
    PilotClosedError, NotAllowedError, UnknownPilotError
        If the pilot has ended, or the account is not of the unit's team.
    """
    found = open_for(pilot, by_id, "write the pilot's diary", *_TEAM)
    week_on = monday(on)
    if not prediction.strip():
        raise CycleError(week_on, "no-prediction")
    plan = {
        "aim": aim.strip(),
        "change_idea": change_idea.strip(),
        "prediction": prediction.strip(),
        "planned_by_id": by_id,
        "planned_at": at,
    }
    made, is_new = PilotCycle.objects.get_or_create(
        pilot=found, week_on=week_on, defaults=plan
    )
    mine = PilotCycle.objects.filter(pk=made.pk, studied_at=None)
    if not is_new and mine.update(**plan) != 1:
        raise CycleError(week_on, "studied")


@transaction.atomic
def study_cycle(
    *,
    pilot: UUID,
    on: date,
    happened: str,
    decision: CycleDecision,
    next_test: str,
    is_public: bool,
    by_id: int,
    at: datetime,
) -> None:
    """Write down what happened and what comes of it; once for each week.

    ``on`` is a day of the week that was planned, which may have passed: the prediction
    stands since then.

    Raises
    ------
    CycleError
        If it does not say what happened and what comes of it, or the week was not
        planned, or was studied before.
    PilotClosedError, NotAllowedError, UnknownPilotError
        If the pilot has ended, or the account is not of the unit's team.
    """
    found = open_for(pilot, by_id, "write the pilot's diary", *_TEAM)
    week_on = monday(on)
    if not happened.strip() or decision not in CycleDecision.values:
        raise CycleError(week_on, "unfinished")
    planned = PilotCycle.objects.filter(pilot=found, week_on=week_on, studied_at=None)
    studied = planned.update(
        happened=happened.strip(),
        decision=decision,
        next_test=next_test.strip(),
        is_public=is_public,
        studied_at=at,
    )
    if studied != 1:
        raise CycleError(week_on, "not-open")


@transaction.atomic
def note_concern(
    *,
    pilot: UUID,
    on: date,
    voice: Voice,
    quote: str,
    by_id: int,
    at: datetime,
    is_concern: bool = True,
    form_key: UUID | None = None,
) -> None:
    """Write down a concern or other feedback, in words that may be shown.

    Names of those in the pilot, numbers, addresses and dates are taken out first, and
    what they were is kept nowhere. A form sent twice is kept once.

    Raises
    ------
    EmptyConcernError
        If it has no words.
    PilotClosedError, NotAllowedError, UnknownPilotError
        If the pilot has ended, or the account is not of the unit's team.
    """
    found = open_for(pilot, by_id, "write the pilot's diary", *_TEAM)
    if not quote.strip():
        raise EmptyConcernError
    PilotConcern.objects.get_or_create(
        form_key=form_key or uuid4(),
        defaults={
            "pilot": found,
            "raised_on": on,
            "voice": voice,
            "quote": bridge.without_names(quote.strip(), names_in(found.uuid))[:1000],
            "is_concern": is_concern,
            "noted_by_id": by_id,
            "noted_at": at,
        },
    )

"""A pilot's weeks: plan, do, study, act, and the concerns of those it touches.

Each function is one transaction.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from seedbed.apps.accounts import permissions
from seedbed.apps.accounts.models import RoleKind
from seedbed.apps.pilots.errors import (
    CycleError,
    EmptyConcernError,
    PilotClosedError,
    UnknownPilotError,
)
from seedbed.apps.pilots.models import (
    CycleDecision,
    Pilot,
    PilotConcern,
    PilotCycle,
    Voice,
)

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
    found = _worked_on(pilot, by_id)
    week_on = on - timedelta(days=on.weekday())
    if not prediction.strip():
        raise CycleError(
            week_on, "has no prediction", "Say what the change will do before you try."
        )
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
        raise CycleError(
            week_on,
            "was studied before",
            "A prediction cannot follow what happened; plan the next week.",
        )


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

    Raises
    ------
    CycleError
        If the week was not planned, or was studied before.
    PilotClosedError, NotAllowedError, UnknownPilotError
        If the pilot has ended, or the account is not of the unit's team.
    """
    found = _worked_on(pilot, by_id)
    week_on = on - timedelta(days=on.weekday())
    planned = PilotCycle.objects.filter(pilot=found, week_on=week_on, studied_at=None)
    studied = planned.update(
        happened=happened.strip(),
        decision=decision,
        next_test=next_test.strip(),
        is_public=is_public,
        studied_at=at,
    )
    if studied != 1:
        raise CycleError(
            week_on,
            "was not planned, or was studied before",
            "Plan a week with its prediction first, and study it once.",
        )


@transaction.atomic
def note_concern(
    *, pilot: UUID, on: date, voice: Voice, quote: str, by_id: int, at: datetime
) -> None:
    """Write down a concern, in words that may be shown: without names.

    Raises
    ------
    EmptyConcernError
        If it has no words.
    PilotClosedError, NotAllowedError, UnknownPilotError
        If the pilot has ended, or the account is not of the unit's team.
    """
    found = _worked_on(pilot, by_id)
    if not quote.strip():
        raise EmptyConcernError
    PilotConcern.objects.create(
        pilot=found,
        raised_on=on,
        voice=voice,
        quote=quote.strip(),
        noted_by_id=by_id,
        noted_at=at,
    )


def _worked_on(uuid: UUID, by_id: int) -> Pilot:
    found = Pilot.objects.filter(uuid=uuid).first()
    if found is None:
        raise UnknownPilotError(uuid)
    permissions.require(
        by_id, *_TEAM, action="write the pilot's diary", unit_id=found.unit_id
    )
    if found.closed_at is not None:
        raise PilotClosedError(found.name)
    pilot: Pilot = found
    return pilot

"""A unit's choices, as its leader and its mentors see them."""

from __future__ import annotations

from datetime import datetime

from seedbed.apps.choices.cards import RoundCard, UnitChoices, WayCard
from seedbed.apps.choices.models import (
    ChoiceRound,
    Elective,
    ElectiveRequest,
    RequestState,
    WayRequest,
    WaySetting,
    WayState,
)

from .reading import adult_cards, elective_cards, request_cards, round_cards, way_cards

#: A leader's page shows the newest rounds.
ROUNDS_SHOWN = 6


def rounds(unit_id: int, *, at: datetime) -> list[RoundCard]:
    """Return a unit's newest rounds, the latest deadline first. Eight queries."""
    rows = ChoiceRound.objects.filter(unit_id=unit_id).order_by("-closes_at", "-id")
    return round_cards(list(rows[:ROUNDS_SHOWN]), at=at)


def unit_choices(unit_id: int, *, at: datetime) -> UnitChoices:
    """Return a unit's rounds, electives on offer and wishes. 15 queries."""
    offered = (
        Elective.objects.filter(unit_id=unit_id, is_offered=True)
        .select_related("adult__person", "designed_by__person")
        .order_by("title", "id")
    )
    requests = (
        ElectiveRequest.objects.filter(unit_id=unit_id, state=RequestState.ASKED)
        .select_related("student__person", "mentor__person")
        .order_by("id")
    )
    waiting = WayRequest.objects.filter(student__unit_id=unit_id, state=WayState.ASKED)
    setting = WaySetting.objects.filter(unit_id=unit_id).first()
    return UnitChoices(
        rounds=tuple(rounds(unit_id, at=at)),
        offered=tuple(elective_cards(list(offered)).values()),
        requests=request_cards(requests),
        adults=adult_cards(unit_id),
        n_ways_waiting=waiting.count(),
        needs_approval=setting is None or setting.needs_approval,
    )


def ways_waiting(unit_id: int) -> tuple[WayCard, ...]:
    """Return what students of a unit ask for and nobody has decided. One query."""
    return way_cards(
        WayRequest.objects.filter(student__unit_id=unit_id, state=WayState.ASKED)
        .select_related("student__person", "decided_by__person")
        .order_by("asked_at", "id")
    )

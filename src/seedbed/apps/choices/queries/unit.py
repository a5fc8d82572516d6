"""A unit's choices, as its leader and its mentors see them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from seedbed.apps.accounts.models import Unit
from seedbed.apps.choices.cards import RoundCard, UnitChoices, WayCard
from seedbed.apps.choices.models import (
    ElectiveRequest,
    RequestState,
    WayRequest,
    WayState,
)

from .offers import read_offers, rounds_counted
from .reading import adult_cards, request_cards, way_cards

#: A leader's page shows the newest rounds.
ROUNDS_SHOWN = 6


def rounds(unit_id: int, *, at: datetime) -> list[RoundCard]:
    """Return a unit's newest rounds, the latest deadline first. Three queries."""
    return list(read_offers(_newest(unit_id), at=at).rounds)


def unit_choices(unit_id: int, *, at: datetime) -> UnitChoices:
    """Return a unit's rounds, electives on offer and wishes. Six queries."""
    offers = read_offers(_newest(unit_id), at=at, unit_id=unit_id)
    requests = (
        ElectiveRequest.objects.filter(unit_id=unit_id, state=RequestState.ASKED)
        .select_related("student__person", "mentor__person")
        .order_by("id")
    )
    asked = WayRequest.objects.filter(
        student__unit_id=OuterRef("pk"), state=WayState.ASKED
    )
    n_asked = asked.order_by().values("state").annotate(n=Count("pk")).values("n")
    needs_approval, n_ways_waiting = Unit.objects.values_list(
        "way_setting__needs_approval", Coalesce(Subquery(n_asked), 0)
    ).get(pk=unit_id)
    return UnitChoices(
        rounds=offers.rounds,
        offered=offers.offered,
        requests=request_cards(requests),
        adults=adult_cards(unit_id),
        n_ways_waiting=n_ways_waiting,
        needs_approval=needs_approval is not False,
    )


def _newest(unit_id: int) -> list[Any]:
    rows = rounds_counted().filter(unit_id=unit_id)
    return list(rows.order_by("-closes_at", "-id")[:ROUNDS_SHOWN])


def ways_waiting(unit_id: int) -> tuple[WayCard, ...]:
    """Return what students of a unit ask for and nobody has decided. One query."""
    return way_cards(
        WayRequest.objects.filter(student__unit_id=unit_id, state=WayState.ASKED)
        .select_related("student__person", "decided_by__person")
        .order_by("asked_at", "id")
    )

"""All that one student can choose, and has chosen."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from seedbed.apps.choices.cards import MyChoices, MyRound, RoundCard, WishCard
from seedbed.apps.choices.models import (
    ElectiveRequest,
    WayRequest,
    WayState,
)
from seedbed.apps.curriculum import queries as curriculum
from seedbed.apps.rosters.models import Student

from .offers import read_offers, rounds_counted
from .reading import adult_cards, request_cards, way_cards


def my_choices(student_id: int, *, at: datetime) -> MyChoices:
    """Return a student's rounds that are not over, ways and wishes. Eight queries.

    The next deadline comes first; where a round's last day is past, it is left out.
    """
    unit_id, needs_approval = Student.objects.values_list(
        "unit_id", "unit__way_setting__needs_approval"
    ).get(pk=student_id)
    rows: list[Any] = list(
        rounds_counted()
        .filter(unit_id=unit_id, ends_on__gte=at.date())
        .order_by("status", "-closes_at", "id")
    )
    rows.sort(key=lambda row: (row.closes_at <= at, abs(row.closes_at - at)))
    offers = read_offers(rows, at=at, student_id=student_id)
    ways = WayRequest.objects.filter(student_id=student_id).exclude(
        state=WayState.ENDED
    )
    requests = ElectiveRequest.objects.filter(student_id=student_id)
    subjects = {card.subject for card in curriculum.frameworks() if card.subject}
    return MyChoices(
        rounds=tuple(
            _my_round(card, wishes)
            for card, wishes in zip(offers.rounds, offers.wishes, strict=True)
        ),
        ways=way_cards(
            ways.select_related("student__person", "decided_by__person").order_by(
                "kind", "weekday", "subject", "id"
            )
        ),
        requests=request_cards(
            requests.select_related("student__person", "mentor__person").order_by("id")
        ),
        adults=adult_cards(unit_id),
        needs_approval=needs_approval is not False,
        subjects=tuple(sorted(subjects)),
    )


def _my_round(card: RoundCard, wishes: tuple[WishCard, ...]) -> MyRound:
    asked = {wish.elective.id for wish in wishes}
    others = tuple(e for e in card.electives if e.id not in asked)
    return MyRound(round=card, wishes=wishes, others=others)

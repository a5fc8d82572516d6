"""All that one student can choose, and has chosen."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from seedbed.apps.choices.cards import ElectiveCard, MyChoices, MyRound, WishCard
from seedbed.apps.choices.models import (
    ChoiceRound,
    ChosenSeat,
    ElectiveRequest,
    Preference,
    WaitingPlace,
    WayRequest,
    WaySetting,
    WayState,
)
from seedbed.apps.curriculum import queries as curriculum
from seedbed.apps.rosters.models import Student

from .reading import adult_cards, request_cards, round_cards, way_cards


def my_choices(student_id: int, *, at: datetime) -> MyChoices:
    """Return a student's rounds that are not over, ways and wishes. 17 queries.

    The next deadline comes first; where a round's last day is past, it is left out.
    """
    student = Student.objects.get(pk=student_id)
    rows: list[Any] = list(
        ChoiceRound.objects.filter(
            unit_id=student.unit_id, ends_on__gte=at.date()
        ).order_by("status", "-closes_at", "id")
    )
    rows.sort(key=lambda row: (row.closes_at <= at, abs(row.closes_at - at)))
    cards = round_cards(rows, at=at)
    mine = _Mine(student_id, rows)
    ways = WayRequest.objects.filter(student_id=student_id).exclude(
        state=WayState.ENDED
    )
    requests = ElectiveRequest.objects.filter(student_id=student_id)
    setting = WaySetting.objects.filter(unit_id=student.unit_id).first()
    subjects = {card.subject for card in curriculum.frameworks() if card.subject}
    return MyChoices(
        rounds=tuple(
            mine.round(row.pk, card) for row, card in zip(rows, cards, strict=True)
        ),
        ways=way_cards(
            ways.select_related("student__person", "decided_by__person").order_by(
                "kind", "weekday", "subject", "id"
            )
        ),
        requests=request_cards(
            requests.select_related("student__person", "mentor__person").order_by("id")
        ),
        adults=adult_cards(student.unit_id),
        needs_approval=setting is None or setting.needs_approval,
        subjects=tuple(sorted(subjects)),
    )


class _Mine:
    """One student's wishes, seats and waiting places in some rounds. Three queries."""

    def __init__(self, student_id: int, rows: list[Any]) -> None:
        wishes = Preference.objects.filter(student_id=student_id, round__in=rows)
        self.wishes: list[Any] = list(wishes.order_by("rank"))
        self.seats: dict[tuple[int, int], bool] = {}
        seats = ChosenSeat.objects.filter(student_id=student_id, round__in=rows)
        for round_id, elective_id, left_at in seats.order_by("id").values_list(
            "round_id", "elective_id", "given_back_at"
        ):
            self.seats[round_id, elective_id] = left_at is None
        waiting = WaitingPlace.objects.filter(student_id=student_id, round__in=rows)
        self.places = {
            (round_id, elective_id): place
            for round_id, elective_id, place in waiting.values_list(
                "round_id", "elective_id", "place"
            )
        }

    def round(self, round_id: int, card: Any) -> MyRound:
        """Return a round with the student's wishes in it."""
        electives = {elective.id: elective for elective in card.electives}
        ranked = [wish for wish in self.wishes if wish.round_id == round_id]
        asked = {wish.elective_id for wish in ranked}
        return MyRound(
            round=card,
            wishes=tuple(self._wish(wish, electives) for wish in ranked),
            others=tuple(e for e in card.electives if e.id not in asked),
        )

    def _wish(self, wish: Any, electives: dict[int, ElectiveCard]) -> WishCard:
        key = (wish.round_id, wish.elective_id)
        reason = dict(wish.reason)
        named = [electives[e] for e in reason.pop("electives", ()) if e in electives]
        if named:
            reason["titles"] = [(e.title, e.title_es or e.title) for e in named]
        return WishCard(
            elective=electives[wish.elective_id],
            rank=wish.rank,
            is_got=self.seats.get(key, False),
            is_given_back=self.seats.get(key) is False,
            reason=reason,
            place=self.places.get(key, 0),
        )

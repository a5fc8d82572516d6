"""What students asked for and did not get, over the whole system."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Value

from seedbed.apps.choices.cards import UnmetWish
from seedbed.apps.choices.models import (
    ChosenSeat,
    ElectiveRequest,
    Preference,
    RequestState,
    RoundStatus,
    WaitingPlace,
)


def unmet_wishes() -> list[UnmetWish]:
    """Return who waits for a seat, got none, or asks for what nobody offers. One query.

    ``is_offered`` is False for a wish that no elective answers yet. Of a round only the
    students who got nothing at all are here, besides those on a waiting list.
    """
    got = ChosenSeat.objects.filter(
        round_id=OuterRef("round_id"),
        student_id=OuterRef("student_id"),
        given_back_at=None,
    )
    allotted = {"round__status": RoundStatus.ALLOTTED}
    waiting = _rows(WaitingPlace.objects.filter(**allotted), is_offered=True)
    missed = Preference.objects.filter(~Exists(got), **allotted)
    asked = ElectiveRequest.objects.filter(
        state__in=(RequestState.ASKED, RequestState.DECLINED), elective=None
    )
    found = waiting.union(
        _rows(missed, is_offered=True), _rows(asked, is_offered=False)
    )
    return [
        UnmetWish(student_id=student, is_offered=bool(is_offered))
        for student, is_offered in sorted(found)
    ]


def _rows(rows: QuerySet[Any], *, is_offered: bool) -> QuerySet[Any, Any]:
    return rows.order_by().values_list(F("student_id"), Value(is_offered))

"""The seats that stood on published days, as the lotteries are settled from them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from seedbed.apps.scheduling.models import DayStatus, Seat, SeatOrigin
from seedbed.apps.trials.cards import SeatRow


def taken_seats(unit_id: int, days: Collection[date]) -> tuple[SeatRow, ...]:
    """Return the lessons of a unit's published days, in block order. One query.

    Days that were never published have none: their students followed the standing
    schedule.
    """
    rows = (
        Seat.objects.filter(
            day__unit_id=unit_id,
            day__on__in=days,
            day__status=DayStatus.PUBLISHED,
            lesson__isnull=False,
        )
        .order_by("day__on", "student_id", "block__starts_at", "id")
        .values_list("day__on", "student_id", "lesson__skill_id", "modality", "origin")
    )
    return tuple(
        SeatRow(
            on=on,
            student_id=student_id,
            skill_id=skill_id,
            way=modality,
            is_by_adult=origin == SeatOrigin.ADULT,
        )
        for on, student_id, skill_id, modality, origin in rows
    )

"""Reads of the nightly app. Each returns cards and says how many SQL queries."""

from __future__ import annotations

from datetime import date

from .cards import FailedNightCard
from .models import Night, NightStatus, NightStep


def failed_nights(unit_id: int, *, since: date) -> tuple[FailedNightCard, ...]:
    """Return the failed nights of a unit, for school days since one. Two queries.

    The latest comes first. A night run again with success is not among them.
    """
    nights = list(
        Night.objects.filter(
            unit_id=unit_id, on__gte=since, status=NightStatus.FAILED
        ).order_by("-on")
    )
    steps = dict(
        NightStep.objects.filter(
            night_id__in=[night.pk for night in nights], status=NightStatus.FAILED
        ).values_list("night_id", "name")
    )
    return tuple(
        FailedNightCard(
            on=night.on,
            step=steps.get(night.pk, ""),
            message=night.message,
            since=night.started_at,
        )
        for night in nights
    )

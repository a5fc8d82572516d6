"""Reads of the nightly app. Each returns cards and says how many SQL queries."""

from __future__ import annotations

from datetime import date

from django.db.models import OuterRef, Subquery

from .cards import FailedNightCard
from .models import Night, NightStatus, NightStep


def failed_nights(unit_id: int, *, since: date) -> tuple[FailedNightCard, ...]:
    """Return the failed nights of a unit, for school days since one. One query.

    The latest comes first. A night run again with success is not among them.
    """
    failed = NightStep.objects.filter(
        night_id=OuterRef("pk"), status=NightStatus.FAILED
    ).order_by("-pk")
    nights = (
        Night.objects.filter(unit_id=unit_id, on__gte=since, status=NightStatus.FAILED)
        .annotate(step=Subquery(failed.values("name")[:1]))
        .order_by("-on")
    )
    return tuple(
        FailedNightCard(
            on=night.on,
            step=night.step or "",
            message=night.message,
            since=night.started_at,
        )
        for night in nights
    )

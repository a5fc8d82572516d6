"""Reads of the evidence app. Each returns cards and says how many SQL queries."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from seedbed.lib.calendar import previous_school_day

from .cards import SourceCard
from .columns import arrivals as arrivals
from .columns import attempt_rows as attempt_rows
from .columns import attempt_tally as attempt_tally
from .models import Attempt, EvidenceImport, EvidenceSource

_SECONDS_OF_AN_HOUR = 3_600
#: A file sent once is history, not a feed that stopped.
_IMPORTS_OF_A_FEED = 2


def n_attempts_since(unit_id: int, since: datetime) -> int:
    """Return how many attempts of a unit's students happened since then. One query.

    An attempt without a time counts when it was received.
    """
    return int(
        Attempt.objects.filter(student__unit_id=unit_id)
        .annotate(moment=Coalesce("occurred_at", "received_at"))
        .filter(moment__gte=since)
        .count()
    )


def n_attempts(*, until: datetime) -> int:
    """Return how many attempts of the system happened up to a moment. One query.

    An attempt without a time counts when it was received.
    """
    moment = Coalesce("occurred_at", "received_at")
    return int(
        Attempt.objects.annotate(moment=moment).filter(moment__lte=until).count()
    )


def sources(at: datetime) -> tuple[SourceCard, ...]:
    """Return the sources by name, and which stopped sending. One query.

    A source is late if it sent more than once and nothing since the last school day
    before today began.
    """
    today = at.astimezone(UTC).date()
    expected_since = previous_school_day(today)
    cards = []
    newest = EvidenceImport.objects.filter(source=OuterRef("pk")).order_by("-pk")
    sources = EvidenceSource.objects.annotate(
        n=Count("imports"), counts=Subquery(newest.values("counts")[:1])
    )
    for source in sources.order_by("name"):
        last = source.last_received_at
        counts = source.counts or {}
        age = None if last is None else at - last
        cards.append(
            SourceCard(
                name=source.name,
                last_received_at=last,
                age_hours=None if age is None else _hours(age),
                is_late=last is not None
                and source.n >= _IMPORTS_OF_A_FEED
                and last.astimezone(UTC).date() < expected_since,
                n_new=counts.get("new", 0),
                n_held=counts.get("held", 0),
            )
        )
    return tuple(cards)


def _hours(age: timedelta) -> float:
    return round(age.total_seconds() / _SECONDS_OF_AN_HOUR, 1)

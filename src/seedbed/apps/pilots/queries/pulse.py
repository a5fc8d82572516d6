"""Which pilots ask a student how the week was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery

from seedbed.apps.pilots.models import JournalEntry, Participation, PilotPulse
from seedbed.apps.pilots.moments import monday
from seedbed.apps.pilots.stored import PROMISES


@dataclass(frozen=True, kw_only=True)
class PulseCard:
    """A pilot that asks, and what the student said this week, if anything."""

    pilot: UUID
    name: str
    score: int | None


def pulses_asked(student_id: int, *, on: date) -> tuple[PulseCard, ...]:
    """Return the running pilots that ask a student on a day. One query."""
    asks = JournalEntry.objects.filter(
        pilot=OuterRef("pilot"), kind__in=PROMISES, content__source="pulse"
    )
    said = PilotPulse.objects.filter(member=OuterRef("pk"), week_on=monday(on))
    rows = (
        Participation.objects.filter(
            Exists(asks),
            student_id=student_id,
            has_consent=True,
            left_on=None,
            pilot__closed_at=None,
            pilot__starts_on__lte=on,
        )
        .exclude(cluster__arm="")
        .annotate(score=Subquery(said.values("score")[:1]))
        .order_by("pk")
    )
    return tuple(
        PulseCard(pilot=uuid, name=name, score=score)
        for uuid, name, score in rows.values_list("pilot__uuid", "pilot__name", "score")
    )

"""Turns rows of pilots into cards, many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Max, Q

from seedbed.apps.pilots.cards import PilotCard, Registration
from seedbed.apps.pilots.models import EntryKind, JournalEntry, Pilot
from seedbed.apps.pilots.stored import PROMISES, look_card


def cards_of(pilots: Sequence[Pilot]) -> tuple[PilotCard, ...]:
    """Return pilots at a glance, in their order. Four queries."""
    ids = [pilot.pk for pilot in pilots]
    written = JournalEntry.objects.filter(pilot_id__in=ids)
    looks = {
        row["pilot_id"]: row
        for row in written.filter(kind=EntryKind.LOOK)
        .values("pilot_id")
        .annotate(n=Count("pk"), last=Max("pk"))
    }
    last = [row["last"] for row in looks.values()]
    latest = {row.pilot_id: row for row in written.filter(pk__in=last)} if last else {}
    entries = defaultdict(list)
    for entry in written.exclude(kind=EntryKind.LOOK).order_by("number"):
        entries[entry.pilot_id].append(entry)
    members = {
        row["pk"]: row
        for row in Pilot.objects.filter(pk__in=ids)
        .values("pk")
        .annotate(
            n=Count("members", distinct=True),
            silent=Count(
                "members", filter=Q(members__has_consent=False), distinct=True
            ),
            clusters=Count("clusters", distinct=True),
        )
    }
    return tuple(
        card_from(
            pilot,
            entries[pilot.pk],
            n_looks=looks.get(pilot.pk, {}).get("n", 0),
            latest=latest.get(pilot.pk),
            counts=members[pilot.pk],
        )
        for pilot in pilots
    )


def card_from(
    pilot: Pilot,
    entries: Sequence[Any],
    *,
    n_looks: int,
    latest: Any,
    counts: dict[str, int],
) -> PilotCard:
    """Return a pilot's card from what was read of it. No query.

    ``entries`` are of the journal in order, those of looks or not; ``latest`` is its
    latest look; ``counts`` has ``n`` students, the ``silent`` ones, and ``clusters``.
    """
    promises = [one for one in entries if one.kind in PROMISES]
    is_drawn = any(one.kind == EntryKind.DRAW for one in entries)
    return PilotCard(
        uuid=pilot.uuid,
        unit_id=pilot.unit_id,
        name=pilot.name,
        aim=pilot.aim,
        starts_on=pilot.starts_on,
        status=_status(pilot, is_drawn=is_drawn),
        design=pilot.design,
        n_seats=pilot.n_seats,
        caliper=pilot.caliper,
        registration=Registration.from_json(promises[-1].content) if promises else None,
        n_amendments=max(0, len(promises) - 1),
        n_looks=n_looks,
        latest=look_card(latest.content) if latest else None,
        n_students=counts["n"],
        n_without_consent=counts["silent"],
        n_clusters=counts["clusters"],
    )


def _status(pilot: Pilot, *, is_drawn: bool) -> str:
    if pilot.closed_at is not None:
        return "ended"
    if is_drawn:
        return "running"
    return "registered" if pilot.registered_at is not None else "draft"

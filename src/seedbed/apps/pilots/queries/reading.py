"""Turns rows of pilots into cards, many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery

from seedbed.apps.pilots.cards import PilotCard, Registration
from seedbed.apps.pilots.models import EntryKind, JournalEntry, Pilot
from seedbed.apps.pilots.stored import PROMISES, look_card

_NOBODY = {"n": 0, "silent": 0, "clusters": 0}


def cards_of(
    pilots: Sequence[Pilot], *, with_people: bool = True
) -> tuple[PilotCard, ...]:
    """Return pilots at a glance, in their order. Two queries.

    One ``with_people`` False, which leaves who takes part uncounted.
    """
    ids = [pilot.pk for pilot in pilots]
    entries: dict[int, list[Any]] = defaultdict(list)
    latest: dict[int, Any] = {}
    for entry in _entries(ids):
        if entry.kind == EntryKind.LOOK:
            latest[entry.pilot_id] = entry
        else:
            entries[entry.pilot_id].append(entry)
    members = _members(ids) if with_people else {}
    return tuple(
        card_from(
            pilot,
            entries[pilot.pk],
            n_looks=latest[pilot.pk].n_looks if pilot.pk in latest else 0,
            latest=latest.get(pilot.pk),
            counts=members.get(pilot.pk, _NOBODY),
        )
        for pilot in pilots
    )


def _members(ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """Return how many students and clusters each pilot has, by id. One query."""
    rows = Pilot.objects.filter(pk__in=ids).values("pk")
    counted = rows.annotate(
        n=Count("members", distinct=True),
        silent=Count("members", filter=Q(members__has_consent=False), distinct=True),
        clusters=Count("clusters", distinct=True),
    )
    return {row["pk"]: row for row in counted}


def _entries(ids: Sequence[int]) -> QuerySet[Any]:
    """Return what pilots' journals hold in order, of looks only each one's latest.

    Each says how many looks its pilot had, ``n_looks``.
    """
    looks = JournalEntry.objects.filter(
        pilot_id=OuterRef("pilot_id"), kind=EntryKind.LOOK
    )
    of_pilot = looks.order_by().values("pilot_id")
    rows: QuerySet[Any] = JournalEntry.objects.filter(pilot_id__in=ids).annotate(
        n_looks=Subquery(of_pilot.annotate(n=Count("pk")).values("n")),
        last=Subquery(of_pilot.annotate(last=Max("pk")).values("last")),
    )
    return rows.filter(~Q(kind=EntryKind.LOOK) | Q(pk=F("last"))).order_by("number")


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

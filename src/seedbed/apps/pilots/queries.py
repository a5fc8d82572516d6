"""Reads of the pilots app. Each returns frozen cards and says how many queries."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q

from . import bridge
from .cards import ConcernsCard, CycleCard, JournalCard, PilotCard
from .errors import UnknownPilotError
from .journal import whole
from .models import EntryKind, JournalEntry, Pilot, PilotConcern, PilotCycle
from .stored import PROMISES, look_card, registration_of


def pilots_of(unit_id: int) -> tuple[PilotCard, ...]:
    """Return a unit's pilots, newest first. One query, and four for each pilot."""
    found = Pilot.objects.filter(unit_id=unit_id).order_by("-begun_at", "-pk")
    return tuple(_card(pilot) for pilot in found)


def pilot_card(pilot: UUID) -> PilotCard:
    """Return a pilot at a glance. Five queries.

    Raises
    ------
    UnknownPilotError
        If this system has no such pilot.
    """
    return _card(_found(pilot))


def journal(pilot: UUID) -> tuple[JournalCard, ...]:
    """Return a pilot's journal in order, each entry checked against the chain. Two.

    Raises
    ------
    UnknownPilotError
        If this system has no such pilot.
    """
    found = _found(pilot)
    entries = JournalEntry.objects.filter(pilot=found).select_related("by__person")
    return tuple(
        JournalCard(
            number=entry.number,
            kind=entry.kind,
            by=entry.by.person.name,
            at=entry.at,
            why=entry.why,
            content=entry.content,
            is_whole=is_whole,
        )
        for entry, is_whole in whole(found, entries.order_by("number"))
    )


def cycles(pilot: UUID, *, public_only: bool = False) -> tuple[CycleCard, ...]:
    """Return the weekly cycles, newest first; the open diary has the public. Two.

    Raises
    ------
    UnknownPilotError
        If this system has no such pilot.
    """
    rows = PilotCycle.objects.filter(pilot=_found(pilot)).order_by("-week_on")
    return tuple(
        CycleCard(
            week_on=row.week_on,
            aim=row.aim,
            change_idea=row.change_idea,
            prediction=row.prediction,
            happened=row.happened,
            decision=row.decision,
            next_test=row.next_test,
            is_public=row.is_public,
        )
        for row in rows
        if row.is_public or not public_only
    )


def concerns(pilot: UUID, *, on: date) -> ConcernsCard:
    """Return how concerns went until a day, and whether they sound. Two queries.

    Raises
    ------
    UnknownPilotError
        If this system has no such pilot.
    """
    found = _found(pilot)
    first = found.starts_on - timedelta(days=found.starts_on.weekday())
    rows = [
        (max(0, (row.raised_on - first).days // 7), row.quote)
        for row in PilotConcern.objects.filter(pilot=found, raised_on__lte=on).order_by(
            "-raised_on", "-pk"
        )
    ]
    weekly = [0] * max(0, (on - first).days // 7 + 1)
    for week, _ in rows:
        weekly[week] += 1
    sums, alarm_week, threshold, false_alarm = bridge.watch(weekly)
    shown_from = (alarm_week or len(weekly)) - 1
    return ConcernsCard(
        weekly=tuple(weekly),
        sums=tuple(sums),
        threshold=threshold,
        alarm_on=first + timedelta(weeks=alarm_week - 1) if alarm_week else None,
        false_alarm=false_alarm,
        quotes=tuple(quote for week, quote in rows if week >= shown_from),
    )


def _found(uuid: UUID) -> Pilot:
    found = Pilot.objects.filter(uuid=uuid).first()
    if found is None:
        raise UnknownPilotError(uuid)
    pilot: Pilot = found
    return pilot


def _card(pilot: Pilot) -> PilotCard:
    counts = JournalEntry.objects.filter(pilot=pilot).aggregate(
        promises=Count("pk", filter=Q(kind__in=PROMISES)),
        looks=Count("pk", filter=Q(kind=EntryKind.LOOK)),
        draws=Count("pk", filter=Q(kind=EntryKind.DRAW)),
    )
    members = Pilot.objects.filter(pk=pilot.pk).aggregate(
        students=Count("members", distinct=True),
        silent=Count("members", filter=Q(members__has_consent=False), distinct=True),
        clusters=Count("clusters", distinct=True),
    )
    latest = (
        JournalEntry.objects.filter(pilot=pilot, kind=EntryKind.LOOK)
        .order_by("-number")
        .first()
    )
    return PilotCard(
        uuid=pilot.uuid,
        unit_id=pilot.unit_id,
        name=pilot.name,
        aim=pilot.aim,
        starts_on=pilot.starts_on,
        status=_status(pilot, is_drawn=counts["draws"] > 0),
        registration=registration_of(pilot),
        n_amendments=max(0, counts["promises"] - 1),
        n_looks=counts["looks"],
        latest=look_card(latest.content) if latest else None,
        n_students=members["students"],
        n_without_consent=members["silent"],
        n_clusters=members["clusters"],
    )


def _status(pilot: Pilot, *, is_drawn: bool) -> str:
    if pilot.closed_at is not None:
        return "ended"
    if is_drawn:
        return "running"
    return "registered" if pilot.registered_at is not None else "draft"

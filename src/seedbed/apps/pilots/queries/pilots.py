"""Reads of the pilots app. Each returns frozen cards and says how many queries."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from seedbed.apps.families.models import Concern, ConcernKind
from seedbed.apps.pilots import bridge
from seedbed.apps.pilots.cards import (
    ConcernsCard,
    CycleCard,
    JournalCard,
    PilotCard,
)
from seedbed.apps.pilots.errors import UnknownPilotError
from seedbed.apps.pilots.journal import whole
from seedbed.apps.pilots.models import (
    Arm,
    JournalEntry,
    Participation,
    Pilot,
    PilotConcern,
    PilotCycle,
)
from seedbed.apps.pilots.moments import monday

from .reading import cards_of


def pilots_of(unit_id: int) -> tuple[PilotCard, ...]:
    """Return a unit's pilots, newest first. Three queries."""
    found = Pilot.objects.filter(unit_id=unit_id).order_by("-begun_at", "-pk")
    return cards_of(list(found))


def pilot_card(pilot: UUID) -> PilotCard:
    """Return a pilot at a glance. Three queries.

    Raises
    ------
    UnknownPilotError
        If this system has no such pilot.
    """
    return cards_of([found_pilot(pilot)])[0]


def journal(pilot: UUID) -> tuple[JournalCard, ...]:
    """Return a pilot's journal in order, each entry checked against the chain. Two.

    Raises
    ------
    UnknownPilotError
        If this system has no such pilot.
    """
    return journal_of(found_pilot(pilot))


def journal_of(pilot: Pilot) -> tuple[JournalCard, ...]:
    """Return the journal of a pilot that is at hand. One query."""
    entries = JournalEntry.objects.filter(pilot=pilot).select_related("by__person")
    return tuple(
        JournalCard(
            number=entry.number,
            kind=entry.kind,
            by=entry.by.person.name,
            by_id=entry.by_id,
            at=entry.at,
            why=entry.why,
            content=entry.content,
            is_whole=is_whole,
        )
        for entry, is_whole in whole(pilot, entries.order_by("number"))
    )


def cycles(pilot: UUID, *, public_only: bool = False) -> tuple[CycleCard, ...]:
    """Return the weekly cycles, newest first; the open diary has the public. Two.

    Raises
    ------
    UnknownPilotError
        If this system has no such pilot.
    """
    found = cycles_of(found_pilot(pilot))
    return tuple(one for one in found if one.is_public or not public_only)


def cycles_of(pilot: Pilot) -> tuple[CycleCard, ...]:
    """Return all cycles of a pilot that is at hand, newest first. One query."""
    rows = PilotCycle.objects.filter(pilot=pilot).order_by("-week_on")
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
    )


def concerns(pilot: UUID, *, on: date) -> ConcernsCard:
    """Return how concerns went until a day, and whether they sound. Three queries.

    Raises
    ------
    UnknownPilotError
        If this system has no such pilot.
    """
    return concerns_of(found_pilot(pilot), on=on)


def concerns_of(pilot: Pilot, *, on: date) -> ConcernsCard:
    """Return the concerns of a pilot that is at hand. Two queries.

    They are those that its team wrote down, and "something is not right" of families
    whose child is in the pilot arm, with names taken out.
    """
    first = monday(pilot.starts_on)
    noted = list(
        PilotConcern.objects.filter(pilot=pilot, raised_on__lte=on).order_by(
            "-raised_on", "-pk"
        )
    )
    said = [(row.raised_on, row.quote) for row in noted if row.is_concern]
    said += _of_families(pilot, on)
    rows = [
        (max(0, (day - first).days // 7), quote)
        for day, quote in sorted(said, key=lambda one: one[0], reverse=True)
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
        feedback=tuple(
            (str(row.voice), row.quote) for row in noted if not row.is_concern
        ),
    )


def found_pilot(uuid: UUID) -> Pilot:
    """Return a pilot's row. One query.

    Raises
    ------
    UnknownPilotError
        If this system has no such pilot.
    """
    found = Pilot.objects.filter(uuid=uuid).first()
    if found is None:
        raise UnknownPilotError(uuid)
    pilot: Pilot = found
    return pilot


def _of_families(pilot: Pilot, on: date) -> list[tuple[date, str]]:
    """Return what families of the pilot arm said was not right, by day. One query."""
    rows = Concern.objects.filter(
        kind=ConcernKind.NOT_RIGHT,
        raised_at__date__gte=pilot.starts_on,
        raised_at__date__lte=on,
        student__in=Participation.objects.filter(
            pilot=pilot, cluster__arm=Arm.PILOT
        ).values("student"),
    ).select_related("student__person", "guardian")
    return [
        (row.raised_at.date(), bridge.without_names(row.text, _names_in(row)))
        for row in rows
    ]


def _names_in(row: Any) -> set[str]:
    people = (row.student.person, row.guardian)
    names = {
        name
        for one in people
        for name in (one.given_name, one.preferred_name, one.family_name)
    }
    return {name for name in names if len(name) > 1}

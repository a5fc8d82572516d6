"""Looks at a pilot: each is computed from the record and written into the journal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from statistics import quantiles
from typing import Any
from uuid import UUID

from django.db import transaction

from seedbed.apps.pilots import bridge, journal, pairing
from seedbed.apps.pilots.cards import LookCard
from seedbed.apps.pilots.errors import NoOutcomeYetError, PilotNotDrawnError
from seedbed.apps.pilots.models import (
    EntryKind,
    JournalEntry,
    Participation,
    Pilot,
    PilotOutcome,
)
from seedbed.apps.pilots.stored import inputs_of, look_card

from .guards import is_drawn, led, promised
from .handing_on import hand_on_look

#: Names of the ways in which students are told apart; one is registered.
GROUPINGS = ("start", "grade", "language")
_THIRDS = ("third 1", "third 2", "third 3")


def look(*, pilot: UUID, by_id: int, at: datetime) -> LookCard:
    """Look at a pilot, and write down that somebody did and what there was to see.

    The looks are computed before the transaction, which on SQLite would keep all
    others waiting.

    Raises
    ------
    NoOutcomeYetError
        If nothing was measured yet.
    SeedbedError
        What keeps the records from being compared, in one sentence.
    PilotNotDrawnError, PilotClosedError, NotAllowedError, UnknownPilotError
        If it is not the moment for it, or the account may not.
    """
    found = led(pilot, by_id, "look at the pilot")
    promise = promised(found, "look at it")
    if not is_drawn(found):
        raise PilotNotDrawnError(found.name)
    outcomes = _outcomes(found)
    if not outcomes:
        raise NoOutcomeYetError(found.name)
    drawn = _drawn(found)
    seen = bridge.look(
        _rows(found, promise.groups, drawn),
        outcomes,
        promise,
        starts_on=found.starts_on,
        drawn=drawn,
    )
    seen["inputs"] = inputs_of(found)
    with transaction.atomic():
        journal.write(found, EntryKind.LOOK, seen, by_id=by_id, at=at)
        card = look_card(seen)
        hand_on_look(found, card, by_id=by_id, at=at)
    return card


def _drawn(pilot: Pilot) -> dict[str, Any]:
    """Return what the journal says of how the arms came about. One query."""
    entry = JournalEntry.objects.filter(pilot=pilot, kind=EntryKind.DRAW).first()
    return dict(entry.content) if entry else {}


def _rows(pilot: Pilot, groups: str, drawn: Mapping[str, Any]) -> list[bridge.Row]:
    """Return who is counted in a pilot; whoever has no arm is not. One query."""
    adjusts, usual = drawn.get("adjusts", ()), drawn.get("usual_language", "")
    members = list(
        Participation.objects.filter(pilot=pilot, has_consent=True)
        .exclude(cluster__arm="")
        .select_related("cluster", "student__person")
        .order_by("pk")
    )
    names = _groups(members, groups)
    return [
        bridge.Row(
            student=str(one.student_id),
            cluster=one.cluster.name,
            block=one.cluster.block,
            arm=one.cluster.arm,
            pretest=one.pretest,
            grade=one.student.grade,
            group=name,
            known=pairing.known_of(one, adjusts, usual),
        )
        for one, name in zip(members, names, strict=True)
    ]


def _outcomes(pilot: Pilot) -> list[tuple[str, int, float, date]]:
    """Return the outcomes that may be used, in the order they came. One query."""
    rows = PilotOutcome.objects.filter(
        member__pilot=pilot, member__has_consent=True, member__keeps_outcomes=True
    ).exclude(member__cluster__arm="")
    rows = rows.order_by("pk")
    return [
        (str(student), number, value, on)
        for student, number, value, on in rows.values_list(
            "member__student_id", "look", "value", "measured_on"
        )
    ]


def _groups(members: Sequence[Any], groups: str) -> list[str]:
    """Return each student's group in the way that was registered, empty for none."""
    if groups == "grade":
        return [f"grade {one.student.grade}" for one in members]
    if groups == "language":
        return [f"language {one.student.person.language}" for one in members]
    known = sorted(one.pretest for one in members if one.pretest is not None)
    if len(set(known)) < len(_THIRDS):
        return [""] * len(members)
    low, high = quantiles(known, n=len(_THIRDS))
    return [
        ""
        if one.pretest is None
        else _THIRDS[int(one.pretest > low) + int(one.pretest > high)]
        for one in members
    ]

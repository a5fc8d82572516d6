"""What students of a unit have chosen for a date, for the plan of that day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from seedbed.apps.choices.cards import ChosenDay, ElectiveMeeting, StudentWays
from seedbed.apps.choices.models import (
    EVERY_WEEKDAY,
    ChoiceRound,
    ChosenSeat,
    Elective,
    Meeting,
    RoundElective,
    WayKind,
    WayRequest,
    WayState,
)
from seedbed.lib.calendar import minutes_of


def chosen_day(unit_id: int, on: date) -> ChosenDay:
    """Return a date's chosen electives and approved ways. At most four queries."""
    return ChosenDay(meetings=_meetings(unit_id, on), ways=ways_on(unit_id, on))


def rows_behind_day(unit_id: int, on: date) -> tuple[QuerySet[Any], ...]:
    """Return every row that ``chosen_day`` reads, by table, unread. No query."""
    rounds = ChoiceRound.objects.filter(
        unit_id=unit_id, starts_on__lte=on, ends_on__gte=on
    )
    seats = ChosenSeat.objects.filter(round__in=rounds)
    chosen = seats.values("elective_id")
    return (
        rounds,
        RoundElective.objects.filter(round__in=rounds),
        seats,
        Elective.objects.filter(pk__in=chosen),
        Meeting.objects.filter(elective_id__in=chosen),
        WayRequest.objects.filter(student__unit_id=unit_id),
    )


def _meetings(unit_id: int, on: date) -> tuple[ElectiveMeeting, ...]:
    seated: dict[int, list[int]] = defaultdict(list)
    seats = ChosenSeat.objects.filter(
        round__unit_id=unit_id,
        round__starts_on__lte=on,
        round__ends_on__gte=on,
        given_back_at=None,
    )
    rounds = set()
    for elective_id, student_id, round_id in seats.order_by("id").values_list(
        "elective_id", "student_id", "round_id"
    ):
        seated[elective_id].append(student_id)
        rounds.add(round_id)
    if not seated:
        return ()
    places: dict[int, int] = defaultdict(int)
    offers = RoundElective.objects.filter(round_id__in=rounds, is_held=True)
    for elective_id, n_seats in offers.values_list("elective_id", "seats"):
        places[elective_id] += n_seats
    rows: Iterable[Any] = (
        Meeting.objects.filter(elective_id__in=seated, weekday=on.weekday())
        .select_related("elective")
        .order_by("elective_id", "starts_at")
    )
    return tuple(
        ElectiveMeeting(
            elective_id=m.elective_id,
            title=m.elective.title,
            starts=minutes_of(m.starts_at),
            ends=minutes_of(m.ends_at),
            adult_id=m.elective.adult_id,
            room=m.elective.room,
            seats=places[m.elective_id],
            student_ids=tuple(seated[m.elective_id]),
        )
        for m in rows
    )


def ways_on(unit_id: int, on: date) -> dict[int, StudentWays]:
    """Return the approved ways of a unit's students on a date, by id. One query."""
    rows: Iterable[Any] = WayRequest.objects.filter(
        student__unit_id=unit_id,
        state=WayState.APPROVED,
        weekday__in=(EVERY_WEEKDAY, on.weekday()),
    ).order_by("weekday", "decided_at", "id")
    # In this order, what holds on the weekday replaces what holds on every other.
    found: dict[int, dict[str, Any]] = defaultdict(
        lambda: {"place": {}, "pace": {}, "work": []}
    )
    for row in rows:
        mine = found[row.student_id]
        if row.kind == WayKind.WORK:
            mine["work"].append((minutes_of(row.starts_at), minutes_of(row.ends_at)))
        else:
            mine[row.kind][row.subject] = row.value
    return {student_id: _student_ways(mine) for student_id, mine in found.items()}


def _student_ways(mine: dict[str, Any]) -> StudentWays:
    places, paces = mine["place"], mine["pace"]
    return StudentWays(
        place=places.get("", ""),
        pace=paces.get("", ""),
        subject_places={subject: value for subject, value in places.items() if subject},
        subject_paces={subject: value for subject, value in paces.items() if subject},
        work=tuple(sorted(mine["work"])),
    )

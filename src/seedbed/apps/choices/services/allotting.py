"""Allots the seats of a round and lets waiting lists move.

Reading and solving come first and hold no lock; each write is one transaction that is
refused if another was faster.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from seedbed.apps.choices import bridge
from seedbed.apps.choices.errors import (
    AllotmentFaultsError,
    NoSeatError,
    RoundAllottedError,
    RoundNotAllottedError,
    RoundStillOpenError,
)
from seedbed.apps.choices.finding import round_row
from seedbed.apps.choices.models import (
    ChoiceRound,
    ChosenSeat,
    Elective,
    Preference,
    RoundElective,
    RoundStatus,
    WaitingPlace,
)
from seedbed.apps.choices.permissions import require_leader, student_for
from seedbed.apps.choices.rows import RoundRows, read_round

BATCH = 2_000


def close_and_allot(
    *, round_uuid: UUID | str, at: datetime, by_id: int | None = None
) -> None:
    """Allot the seats of a round whose deadline has passed, with its measures.

    Raises
    ------
    NotAllowedError
        Unless the account leads the unit or the system.
    RoundStillOpenError
        Before the deadline.
    RoundAllottedError
        If it was done before.
    AllotmentFaultsError
        If the seats would break a rule; nothing is stored then.
    """
    row = round_row(round_uuid)
    if by_id is not None:
        require_leader(by_id, row.unit_id, action="allot the seats of a round")
    if row.status == RoundStatus.ALLOTTED:
        raise RoundAllottedError(row.title)
    if at < row.closes_at:
        raise RoundStillOpenError(row.title, row.closes_at)
    rows = read_round(row)
    found = bridge.allot(rows, seed=row.seed, salt=row.salt)
    if found.faults:
        raise AllotmentFaultsError(found.faults)
    _store(row, rows, found, at)


@transaction.atomic
def give_back_seat(
    *,
    round_uuid: UUID,
    student_id: int,
    elective_id: int,
    by_id: int,
    at: datetime,
) -> None:
    """Give a seat back; whoever waits for it moves up, and their seats move on.

    Raises
    ------
    NotAllowedError
        Unless it is the student's own account, or a mentor or leader of the unit.
    RoundNotAllottedError
        If there are no seats yet.
    NoSeatError
        If the student does not have the seat.
    """
    row = round_row(round_uuid)
    student_for(student_id, by_id, action="give back a student's seat")
    # The UPDATE holds the round until the end, so that two lists never move at once.
    allotted = ChoiceRound.objects.filter(pk=row.pk, status=RoundStatus.ALLOTTED)
    if allotted.update(status=RoundStatus.ALLOTTED) != 1:
        raise RoundNotAllottedError(row.title)
    rows = read_round(row)
    if not _leave(row, student_id, elective_id, at):
        title = Elective.objects.filter(pk=elective_id).values_list("title", flat=True)
        raise NoSeatError(next(iter(title), "this elective"))
    student = rows.student_ids.index(student_id)
    freed = bridge.seat_freed(rows, student, rows.elective_ids.index(elective_id))
    for mover, taken, given_up in freed.moves:
        for c in given_up:
            _leave(row, rows.student_ids[mover], rows.elective_ids[c], at)
        seat = {
            "student_id": rows.student_ids[mover],
            "elective_id": rows.elective_ids[taken],
        }
        ChosenSeat.objects.create(round=row, got_at=at, **seat)
        reason = {"got": True, "kind": "moved-up"}
        Preference.objects.filter(round=row, **seat).update(reason=reason)
    _store_waiting(row, rows, freed.waiting)


def _leave(row: Any, student_id: int, elective_id: int, at: datetime) -> bool:
    """End a seat; tell whether it was there."""
    seats = ChosenSeat.objects.filter(
        round=row, student_id=student_id, elective_id=elective_id, given_back_at=None
    )
    return seats.update(given_back_at=at) == 1


@transaction.atomic
def _store(row: Any, rows: RoundRows, found: bridge.Allotted, at: datetime) -> None:
    # One conditional UPDATE, so that two people cannot both allot.
    waiting = ChoiceRound.objects.filter(pk=row.pk, status=RoundStatus.OPEN)
    done = waiting.update(
        status=RoundStatus.ALLOTTED,
        allotted_at=at,
        drawn=[rows.student_ids[n] for n in found.drawn],
        measures=found.measures,
    )
    if done != 1:
        raise RoundAllottedError(row.title)
    if Preference.objects.filter(round=row).count() != len(found.reasons):
        # A wish was on its way at the deadline; read again, it counts too.
        raise RoundStillOpenError(row.title, row.closes_at)
    not_held = [rows.elective_ids[c] for c in sorted(found.not_held)]
    RoundElective.objects.filter(round=row, elective_id__in=not_held).update(
        is_held=False
    )
    ChosenSeat.objects.bulk_create(
        (
            ChosenSeat(
                round=row,
                student_id=rows.student_ids[n],
                elective_id=rows.elective_ids[c],
                got_at=at,
            )
            for n, c in sorted(found.has)
        ),
        batch_size=BATCH,
    )
    _store_reasons(row, rows, found)
    _store_waiting(row, rows, found.waiting)


def _store_reasons(row: Any, rows: RoundRows, found: bridge.Allotted) -> None:
    at = {student_id: n for n, student_id in enumerate(rows.student_ids)}
    of = {elective_id: c for c, elective_id in enumerate(rows.elective_ids)}
    wishes: list[Any] = list(Preference.objects.filter(round=row))
    for wish in wishes:
        wish.reason = found.reasons[at[wish.student_id], of[wish.elective_id]]
    Preference.objects.bulk_update(wishes, ["reason"], batch_size=BATCH)


def _store_waiting(
    row: Any, rows: RoundRows, waiting: dict[int, tuple[int, ...]]
) -> None:
    WaitingPlace.objects.filter(round=row).delete()
    WaitingPlace.objects.bulk_create(
        (
            WaitingPlace(
                round=row,
                elective_id=rows.elective_ids[c],
                student_id=rows.student_ids[n],
                place=place,
            )
            for c, queue in waiting.items()
            for place, n in enumerate(queue, start=1)
        ),
        batch_size=BATCH,
    )

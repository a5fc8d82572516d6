"""Scores from a file: read, shown, and saved only when somebody confirmed them.

Each function is one transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from math import isfinite
from typing import Any
from uuid import UUID

from django.db import transaction

from seedbed.apps.pilots.cards import Measured
from seedbed.apps.pilots.errors import (
    NotInPilotError,
    PilotNotDrawnError,
    ScoresAppliedError,
    UnknownPilotError,
)
from seedbed.apps.pilots.files import rows_of
from seedbed.apps.pilots.models import Participation, Pilot, ScoreFile
from seedbed.apps.rosters import queries as rosters

from .guards import is_drawn, led, promised
from .lifecycle import record_outcomes

_STUDENT, _SCORE, _DATE = "student", "score", "date"


@transaction.atomic
def stage_scores(
    *,
    pilot: UUID,
    look: int,
    data: bytes,
    file_name: str,
    on: date,
    by_id: int,
    at: datetime,
) -> UUID:
    """Read a CSV file of scores and keep it to be looked at; nothing counts yet.

    ``look`` 0 is the pretest. Rows without a date were measured ``on``. What is wrong
    in a row is kept with its number, and the row is left out.

    Raises
    ------
    UnreadableScoresError
        If it is no CSV file with these columns.
    NotInPilotError
        If the look was not planned.
    PilotNotRegisteredError, PilotNotDrawnError
        If scores of a look come before the arms are made.
    PilotClosedError, NotAllowedError, UnknownPilotError
        If the pilot has ended, or the account may not.
    """
    found = led(pilot, by_id, "bring scores")
    _check_look(found, look)
    members = _members(found)
    rows: dict[int, list[Any]] = {}
    problems: list[dict[str, Any]] = []
    for number, row in rows_of(data, _STUDENT, _SCORE):
        read = _read(row, members, on)
        why = read if isinstance(read, str) else _why_not(read, rows, found, look, on)
        if why:
            problems.append({"row": number, "what": why, "who": row[_STUDENT][:80]})
        else:
            rows[read[0]] = [read[0], read[1], read[2].isoformat()]
    made = ScoreFile.objects.create(
        pilot=found,
        look=look,
        file_name=file_name[:255],
        rows=list(rows.values()),
        problems=problems,
        staged_by_id=by_id,
        staged_at=at,
    )
    uuid: UUID = made.uuid
    return uuid


@transaction.atomic
def apply_scores(*, scores: UUID, by_id: int, at: datetime) -> int:
    """Save the good rows of a file that was looked at; returns how many.

    Raises
    ------
    ScoresAppliedError
        If it was saved before.
    NotInPilotError, PilotNotDrawnError, PilotClosedError, NotAllowedError
        If it is not the moment for it, or the account may not.
    UnknownPilotError
        If there is no such file.
    """
    staged = ScoreFile.objects.filter(uuid=scores).select_related("pilot").first()
    if staged is None:
        raise UnknownPilotError(scores)
    pilot: Pilot = staged.pilot
    led(pilot.uuid, by_id, "bring scores")
    waiting = ScoreFile.objects.filter(pk=staged.pk, applied_at=None)
    if waiting.update(applied_at=at) != 1:
        raise ScoresAppliedError(staged.file_name)
    if staged.look == 0:
        for student, value, _on in staged.rows:
            members = Participation.objects.filter(pilot=pilot, student_id=student)
            members.update(pretest=value)
        return len(staged.rows)
    return record_outcomes(
        pilot=pilot.uuid,
        outcomes=[
            Measured(
                student_id=student,
                look=staged.look,
                value=value,
                on=date.fromisoformat(on),
            )
            for student, value, on in staged.rows
        ],
        source=staged.file_name[:200],
        by_id=by_id,
    )


def _check_look(pilot: Pilot, look: int) -> None:
    if look == 0:
        return
    promise = promised(pilot, "bring scores")
    if not is_drawn(pilot):
        raise PilotNotDrawnError(pilot.name)
    if not 1 <= look <= promise.n_looks:
        raise NotInPilotError(0, look)


def _why_not(
    read: Sequence[Any], rows: Mapping[int, Any], pilot: Pilot, look: int, on: date
) -> str:
    """Return why a row that can be read does not count, empty if it does."""
    student, _value, measured_on = read
    if student in rows:
        return "twice"
    if measured_on > on:
        return "future"
    is_early = look > 0 and measured_on < pilot.starts_on
    return "before-start" if is_early else ""


def _members(pilot: Pilot) -> dict[str, int]:
    """Return the students of a pilot by every name that a file may use. Two queries."""
    mine = set(
        Participation.objects.filter(pilot=pilot).values_list("student_id", flat=True)
    )
    known = rosters.student_ids_by_code()
    return {code.lower(): one for code, one in known.items() if one in mine}


def _read(row: Mapping[str, str], members: Mapping[str, int], on: date) -> Any:
    """Return student id, value and day of a row, or what is wrong with it."""
    name, typed = row[_STUDENT], row[_SCORE]
    student = members.get(name.lower())
    if student is None:
        return "stranger"
    try:
        value = float(typed)
        measured_on = date.fromisoformat(row.get(_DATE, "") or on.isoformat())
    except ValueError:
        return "unreadable"
    if not isfinite(value):
        return "no-number"
    return [student, value, measured_on]

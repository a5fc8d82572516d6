"""Scores from a file: read, shown, and saved only when somebody confirmed them.

Each function is one transaction.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from math import isfinite
from typing import Any
from uuid import UUID

from django.db import transaction

from seedbed.apps.pilots.cards import Measured
from seedbed.apps.pilots.errors import (
    ScoresAppliedError,
    UnknownPilotError,
    UnreadableScoresError,
)
from seedbed.apps.pilots.models import Participation, Pilot, ScoreFile
from seedbed.apps.rosters import queries as rosters

from .guards import led
from .lifecycle import record_outcomes

MOST_BYTES = 2_000_000
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
    in a row is kept beside it in words, and the row is left out.

    Raises
    ------
    UnreadableScoresError
        If it is no CSV file with these columns.
    PilotClosedError, NotAllowedError, UnknownPilotError
        If the pilot has ended, or the account may not.
    """
    found = led(pilot, by_id, "bring scores")
    members = _members(found)
    rows: list[list[Any]] = []
    problems: list[str] = []
    for number, row in enumerate(_rows(data), start=2):
        read = _read(row, members, on)
        if isinstance(read, str):
            problems.append(f"Row {number}: {read}")
        else:
            rows.append(read)
    made = ScoreFile.objects.create(
        pilot=found,
        look=look,
        file_name=file_name[:255],
        rows=rows,
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


def _members(pilot: Pilot) -> dict[str, int]:
    """Return the students of a pilot by every name that a file may use. Two queries."""
    mine = set(
        Participation.objects.filter(pilot=pilot).values_list("student_id", flat=True)
    )
    known = rosters.student_ids_by_code()
    return {code.lower(): one for code, one in known.items() if one in mine}


def _rows(data: bytes) -> Iterator[Mapping[str, str]]:
    if len(data) > MOST_BYTES:
        raise UnreadableScoresError("the file is larger than 2 MB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableScoresError("the file is not text in UTF-8") from error
    reader = csv.DictReader(io.StringIO(text))
    names = [(name or "").strip().lower() for name in reader.fieldnames or ()]
    missing = [name for name in (_STUDENT, _SCORE) if name not in names]
    if missing:
        raise UnreadableScoresError(f"it has no column named {missing[0]}")
    for row in reader:
        values = [value if isinstance(value, str) else "" for value in row.values()]
        yield dict(zip(names, values, strict=False))


def _read(row: Mapping[str, str], members: Mapping[str, int], on: date) -> Any:
    """Return student id, value and day of a row, or what is wrong with it."""
    name, typed = row[_STUDENT].strip(), row[_SCORE].strip()
    student = members.get(name.lower())
    if student is None:
        return f"{name or 'nobody'} is not in this pilot. Left out."
    try:
        value = float(typed)
        measured_on = date.fromisoformat(row.get(_DATE, "").strip() or on.isoformat())
    except ValueError:
        return f"the score or the date of {name} cannot be read. Left out."
    if not isfinite(value):
        return f"the score of {name} is no number. Left out."
    return [student, value, measured_on.isoformat()]

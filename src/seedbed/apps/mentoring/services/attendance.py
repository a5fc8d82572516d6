"""Attendance: who was there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from seedbed.apps.mentoring.errors import NotInSessionError
from seedbed.apps.mentoring.models import Attendance, Mark
from seedbed.apps.mentoring.permissions import require_session
from seedbed.apps.scheduling.models import Seat


@transaction.atomic
def mark_attendance(
    *,
    session_id: int,
    by_id: int,
    at: datetime,
    marks: Mapping[int, str] | None = None,
    others: str = "",
) -> int:
    """Mark students of a session; return how many marks are new or changed.

    The same marks twice change nothing.

    Parameters
    ----------
    marks
        A ``Mark`` by student id.
    others
        The mark of every student of the session who has none yet; empty leaves them.

    Raises
    ------
    NotAllowedError
        If the session is not the adult's.
    NotInSessionError
        If a student is not in the session.
    ValueError
        If a mark is not one of ``Mark``.
    """
    session = require_session(by_id, session_id, action="take attendance")
    seated = set(
        Seat.objects.filter(session=session).values_list("student_id", flat=True)
    )
    wanted = {student_id: Mark(mark) for student_id, mark in (marks or {}).items()}
    strangers = set(wanted) - seated
    if strangers:
        raise NotInSessionError(session.title, len(strangers))
    place = {"on": session.day.on, "block_id": session.block_id}
    rows = Attendance.objects.filter(student_id__in=seated, **place)
    stand = dict(rows.values_list("student_id", "mark"))
    if others:
        unmarked = seated - set(stand) - set(wanted)
        wanted |= dict.fromkeys(unmarked, Mark(others))
    changed = {s: mark for s, mark in wanted.items() if stand.get(s) != mark}
    Attendance.objects.bulk_create(
        [
            Attendance(
                student_id=student_id,
                mark=mark,
                marked_at=at,
                marked_by_id=by_id,
                **place,
            )
            for student_id, mark in changed.items()
        ],
        update_conflicts=True,
        unique_fields=["system", "student", "on", "block"],
        update_fields=["mark", "marked_at", "marked_by"],
    )
    return len(changed)

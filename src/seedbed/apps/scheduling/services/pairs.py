"""Keeps two students apart, or together, in every plan from now on."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from seedbed.apps.accounts import permissions
from seedbed.apps.accounts.models import RoleKind
from seedbed.apps.rosters.models import Student
from seedbed.apps.scheduling.errors import PairError
from seedbed.apps.scheduling.models import StudentPair

NOTE_LENGTH = 300


@transaction.atomic
def pair_students(
    *,
    unit_id: int,
    student_ids: tuple[int, int],
    kind: str,
    by_id: int,
    at: datetime,
    note: str = "",
) -> None:
    """Ask for two students of a unit to be apart or together; the latest word holds.

    Raises
    ------
    NotAllowedError
        Unless the account leads the unit or the system.
    PairError
        If these are not two different active students of the unit.
    """
    first, second = _pair(unit_id, student_ids, by_id)
    StudentPair.objects.update_or_create(
        first_id=first,
        second_id=second,
        defaults={
            "kind": kind,
            "asked_by_id": by_id,
            "asked_at": at,
            "note": note.strip()[:NOTE_LENGTH],
        },
    )


@transaction.atomic
def unpair_students(*, unit_id: int, student_ids: tuple[int, int], by_id: int) -> None:
    """Let two students be wherever the plan puts them. Safe where none is asked.

    Raises
    ------
    NotAllowedError
        Unless the account leads the unit or the system.
    PairError
        If these are not two different active students of the unit.
    """
    first, second = _pair(unit_id, student_ids, by_id)
    StudentPair.objects.filter(first_id=first, second_id=second).delete()


def _pair(unit_id: int, student_ids: tuple[int, int], by_id: int) -> tuple[int, int]:
    permissions.require(by_id, RoleKind.LEADER, action="pair students", unit_id=unit_id)
    here = Student.objects.filter(unit_id=unit_id, is_active=True)
    n_found = here.filter(pk__in=student_ids).count()
    if n_found != 2:
        raise PairError(n_found)
    return min(student_ids), max(student_ids)

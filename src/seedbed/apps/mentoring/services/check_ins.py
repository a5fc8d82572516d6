"""Check-ins: what was said and what was agreed."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from seedbed.apps.mentoring.errors import NextTalkInThePastError, NothingAgreedError
from seedbed.apps.mentoring.models import CheckIn, TalkKind
from seedbed.apps.mentoring.permissions import require_student


@transaction.atomic
def save_check_in(
    *,
    token: UUID,
    student_id: int,
    by_id: int,
    on: date,
    at: datetime,
    agreed: str,
    went_well: str = "",
    in_the_way: str = "",
    next_on: date | None = None,
    kind: str = TalkKind.STUDENT,
) -> bool:
    """Keep one conversation; return False if this very form was saved before.

    Parameters
    ----------
    token
        Made with the form, so that a form sent twice is one check-in.

    Raises
    ------
    NotAllowedError
        If the adult may not see the student.
    NothingAgreedError
        If nothing was agreed.
    NextTalkInThePastError
        If the next look is not after the talk.
    """
    require_student(by_id, student_id, on=on, action="note a check-in")
    if not agreed.strip():
        raise NothingAgreedError
    if next_on is not None and next_on <= on:
        raise NextTalkInThePastError(next_on, on)
    _row, is_new = CheckIn.objects.get_or_create(
        token=token,
        defaults={
            "student_id": student_id,
            "by_id": by_id,
            "kind": TalkKind(kind),
            "on": on,
            "said_at": at,
            "went_well": went_well.strip(),
            "in_the_way": in_the_way.strip(),
            "agreed": agreed.strip(),
            "next_on": next_on,
        },
    )
    return is_new

"""Takes in wishes for electives that nobody offers yet."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from seedbed.apps.choices.cards import ElectiveTerms
from seedbed.apps.choices.errors import ElectiveRequestError
from seedbed.apps.choices.models import ElectiveRequest, RequestState
from seedbed.apps.choices.permissions import require_leader, student_for
from seedbed.apps.rosters.models import Staff
from seedbed.lib.text import count

from .offering import TITLE_LENGTH, offer_elective

MOST_OPEN = 5
DESCRIPTION_LENGTH = 2_000


@transaction.atomic
def ask_elective(
    *,
    student_id: int,
    title: str,
    by_id: int,
    at: datetime,
    description: str = "",
    mentor_id: int | None = None,
) -> None:
    """Wish for a new elective; with a mentor, as a design that both worked out.

    The same title again, in any case of letters, replaces the earlier wish.

    Raises
    ------
    NotAllowedError
        Unless it is the student's own account, or a mentor or leader of the unit.
    ElectiveRequestError
        If it has no title, the mentor is not of the unit, or many wishes are open.
    """
    student = student_for(student_id, by_id, action="wish for an elective")
    named = " ".join(title.split())
    if not named or len(named) > TITLE_LENGTH:
        raise ElectiveRequestError(
            f"Give the elective a title of at most {TITLE_LENGTH} letters."
        )
    mine = ElectiveRequest.objects.filter(student=student, state=RequestState.ASKED)
    if mine.exclude(alike=alike(named)).count() >= MOST_OPEN:
        raise ElectiveRequestError(
            f"You have {count(MOST_OPEN, 'open wish', 'open wishes')} already. "
            "Wait until one is answered."
        )
    staff = Staff.objects.filter(unit_id=student.unit_id, is_active=True)
    if mentor_id is not None and not staff.filter(pk=mentor_id).exists():
        raise ElectiveRequestError("Choose an adult of your own program.")
    ElectiveRequest.objects.update_or_create(
        student=student,
        alike=alike(named),
        defaults={
            "unit_id": student.unit_id,
            "title": named,
            "description": description.strip()[:DESCRIPTION_LENGTH],
            "mentor_id": mentor_id,
            "asked_at": at,
        },
    )


@transaction.atomic
def accept_elective(
    *, unit_id: int, request_id: int, terms: ElectiveTerms, by_id: int
) -> int:
    """Turn a wish into an elective on offer; every wish alike is answered with it.

    Raises
    ------
    NotAllowedError
        Unless the account leads the unit or the system.
    ElectiveTermsError
        If it is not described so that it can be held.
    ElectiveRequestError
        If the wish was answered.
    """
    row = _open_request(unit_id, request_id, by_id)
    is_designed = row.mentor_id is not None
    elective_id = offer_elective(
        unit_id=unit_id,
        terms=terms,
        by_id=by_id,
        designed_by_id=row.student_id if is_designed else None,
    )
    _alike_rows(row).update(state=RequestState.ACCEPTED, elective_id=elective_id)
    return elective_id


@transaction.atomic
def decline_elective(*, unit_id: int, request_id: int, by_id: int) -> None:
    """Say no to a wish, and to every one alike.

    Raises
    ------
    NotAllowedError
        Unless the account leads the unit or the system.
    ElectiveRequestError
        If the wish was answered.
    """
    row = _open_request(unit_id, request_id, by_id)
    _alike_rows(row).update(state=RequestState.DECLINED)


def alike(title: str) -> str:
    """Return a title as it is compared with others.

    >>> alike("  Film   CLUB ")
    'film club'
    """
    return " ".join(title.casefold().split())


def _open_request(unit_id: int, request_id: int, by_id: int) -> Any:
    require_leader(by_id, unit_id, action="answer a wish for an elective")
    row = ElectiveRequest.objects.filter(
        pk=request_id, unit_id=unit_id, state=RequestState.ASKED
    ).first()
    if row is None:
        raise ElectiveRequestError("This wish was answered meanwhile.")
    return row


def _alike_rows(row: Any) -> Any:
    return ElectiveRequest.objects.filter(
        unit_id=row.unit_id, alike=row.alike, state=RequestState.ASKED
    )

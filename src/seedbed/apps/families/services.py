"""Writes of the families app. Each function is one transaction."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from seedbed.apps.accounts import permissions
from seedbed.apps.accounts.errors import NotAllowedError
from seedbed.apps.accounts.models import Account, RoleKind
from seedbed.apps.accounts.queries import unit_card
from seedbed.apps.rosters.models import Guardianship, Student
from seedbed.apps.scheduling.models import Caseload
from seedbed.lib.calendar import next_school_day

from . import links
from .cards import MadeLink
from .errors import (
    AnsweredConcernError,
    EmptyConcernError,
    LongConcernError,
    NoLinksError,
    NotGuardianError,
    TooManyConcernsError,
    UnknownConcernError,
)
from .models import Concern, ConcernKind, FamilyAccess, FamilyLink

TEXT_LENGTH = 2_000
ABOUT_LENGTH = 200
#: So many messages of one guardian about one student may wait for an answer.
MOST_WAITING = 20


@transaction.atomic
def raise_concern(
    *,
    student_id: int,
    guardian_id: int,
    kind: str,
    text: str,
    form_key: UUID,
    on: date,
    at: datetime,
    about: str = "",
    language: str = "en",
) -> date:
    """Keep what a guardian wrote; return the school day until which to answer.

    The same form sent again changes nothing.

    Parameters
    ----------
    guardian_id
        The guardian's person.
    kind
        A ``ConcernKind``.
    on
        Today's date where the school is.

    Raises
    ------
    EmptyConcernError, LongConcernError
        If there are no words, or too many.
    NotGuardianError
        If the person has no rights over the student.
    TooManyConcernsError
        If ``MOST_WAITING`` wait already.
    """
    words = text.strip()
    if not words:
        raise EmptyConcernError
    if len(words) > TEXT_LENGTH:
        raise LongConcernError(len(words), TEXT_LENGTH)
    _require_guardian(guardian_id, student_id)
    sent = Concern.objects.filter(form_key=form_key).first()
    if sent is not None:
        return date.fromisoformat(str(sent.reply_by))
    waiting = Concern.objects.filter(
        student_id=student_id, guardian_id=guardian_id, answered_at=None
    ).count()
    if waiting >= MOST_WAITING:
        raise TooManyConcernsError(waiting)
    reply_by = next_school_day(on)
    # A form sent twice at once: the constraint lets one in, the other changes nothing.
    Concern.objects.bulk_create(
        [
            Concern(
                student_id=student_id,
                guardian_id=guardian_id,
                kind=ConcernKind(kind),
                about=about.strip()[:ABOUT_LENGTH],
                text=words,
                language=language,
                form_key=form_key,
                raised_at=at,
                reply_by=reply_by,
            )
        ],
        ignore_conflicts=True,
    )
    return reply_by


@transaction.atomic
def answer_concern(*, uuid: UUID, answer: str, by_id: int, at: datetime) -> None:
    """Answer a message. Its guardian reads the answer, with the name of who gave it.

    Raises
    ------
    UnknownConcernError
        If this system has no such message.
    NotAllowedError
        Unless the account leads the student's unit or the person is the mentor.
    EmptyConcernError, LongConcernError
        If there are no words, or too many.
    AnsweredConcernError
        If somebody was faster.
    """
    concern = Concern.objects.select_related("student").filter(uuid=uuid).first()
    if concern is None:
        raise UnknownConcernError
    _require_answerer(by_id, concern.student)
    words = answer.strip()
    if not words:
        raise EmptyConcernError
    if len(words) > TEXT_LENGTH:
        raise LongConcernError(len(words), TEXT_LENGTH)
    # One conditional UPDATE, so that of two adults who answer at once one is told.
    waiting = Concern.objects.filter(pk=concern.pk, answered_at=None)
    if waiting.update(answer=words, answered_by_id=by_id, answered_at=at) != 1:
        answered = Concern.objects.get(pk=concern.pk)
        raise AnsweredConcernError(answered.answered_at.date())


@transaction.atomic
def allow_links(
    *, unit_id: int, is_allowed: bool, by_id: int, at: datetime, days: int = 120
) -> None:
    """Let a unit give links to families, or stop every link it has given.

    Raises
    ------
    NotAllowedError
        Unless the account leads the unit or the system.
    ValueError
        If a link would hold for no day.
    """
    permissions.require(
        by_id, RoleKind.LEADER, action="decide about family links", unit_id=unit_id
    )
    if days < 1:
        raise ValueError(f"A link must hold for at least one day, got {days}.")
    FamilyAccess.objects.update_or_create(
        unit_id=unit_id,
        defaults={
            "allows_links": is_allowed,
            "link_days": days,
            "decided_by_id": by_id,
            "decided_at": at,
        },
    )


@transaction.atomic
def make_link(*, guardian_id: int, student_id: int, at: datetime) -> MadeLink:
    """Return the link of a guardian to a student's pages, made if there is none.

    A link whose time is over is replaced by a new one.

    Raises
    ------
    NotGuardianError
        If the person has no rights over the student.
    NoLinksError
        If the student's unit gives no links.
    """
    bond = _require_guardian(guardian_id, student_id)
    unit_id = bond.student.unit_id
    access = FamilyAccess.objects.filter(unit_id=unit_id, allows_links=True).first()
    if access is None:
        raise NoLinksError(unit_card(unit_id).name)
    mine = FamilyLink.objects.filter(
        guardian_id=guardian_id, student_id=student_id, revoked_at=None
    )
    mine.filter(expires_at__lte=at).update(revoked_at=at)
    link, _made = mine.get_or_create(
        guardian_id=guardian_id,
        student_id=student_id,
        defaults={
            "made_at": at,
            "expires_at": at + timedelta(days=access.link_days),
        },
    )
    return MadeLink(
        guardian=bond.guardian.name,
        student=bond.student.person.name,
        token=links.token_of(link.uuid),
        expires_at=link.expires_at,
    )


@transaction.atomic
def revoke_links(*, student_id: int, by_id: int, at: datetime) -> int:
    """Stop every link to a student's pages; return how many there were.

    Raises
    ------
    NotAllowedError
        Unless the account leads the student's unit or the system.
    """
    student = Student.objects.get(pk=student_id)
    permissions.require(
        by_id, RoleKind.LEADER, action="stop family links", unit_id=student.unit_id
    )
    held = FamilyLink.objects.filter(student_id=student_id, revoked_at=None)
    return int(held.update(revoked_at=at))


def _require_guardian(guardian_id: int, student_id: int) -> Guardianship:
    bonds = Guardianship.objects.select_related("guardian", "student__person")
    bond: Guardianship | None = bonds.filter(
        guardian_id=guardian_id, student_id=student_id
    ).first()
    if bond is None:
        raise NotGuardianError(f"Person {guardian_id}", f"student {student_id}")
    return bond


def _require_answerer(by_id: int, student: Student) -> None:
    person_id = Account.objects.values_list("person_id", flat=True).get(pk=by_id)
    mine = Caseload.objects.filter(student=student, mentor__person_id=person_id)
    if mine.exists():
        return
    try:
        permissions.require(
            by_id, RoleKind.LEADER, action="answer a family", unit_id=student.unit_id
        )
    except NotAllowedError as error:
        raise NotAllowedError(
            f"Account {by_id}", "answer this family", "mentor of the student or leader"
        ) from error

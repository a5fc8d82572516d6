"""Writes of the needs app. Each function is one transaction."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from seedbed.apps.accounts import permissions
from seedbed.apps.accounts.models import Person, RoleKind
from seedbed.apps.rosters.models import Staff, Student
from seedbed.apps.rosters.queries import student_ids_by_code

from .bridge import without_names
from .errors import (
    EmptyRequestError,
    FutureDateError,
    PocketCountError,
    PocketListError,
    PocketListNotTakenBackError,
    PocketListSavedError,
    UnknownPocketListError,
)
from .list_file import read_list
from .models import (
    FamilyRequest,
    ListStatus,
    PocketCount,
    PocketFlag,
    PocketKind,
    PocketList,
    PocketSeats,
)

_SOURCE_LENGTH = 200
_HOW_LENGTH = 300
_REQUEST_LENGTH = 2_000
_BATCH = 2_000


@transaction.atomic
def stage_list(
    *,
    kind: str,
    source: str,
    file_name: str,
    content: bytes,
    as_of_on: date,
    on: date,
    by_id: int,
    at: datetime,
    how_known: str = "",
) -> UUID:
    """Check a list of a pocket's students and keep it aside; nothing is counted yet.

    Raises
    ------
    NotAllowedError
        Unless the account leads, or is a registrar.
    PocketListError
        If the list cannot be read, or does not say where it is from.
    FutureDateError
        If it is as of a day after ``on``.
    """
    _require(by_id, "bring lists of students")
    if not source.strip():
        raise PocketListError(
            "nobody says where it is from",
            "Name the office or register that keeps the list.",
        )
    if as_of_on > on:
        raise FutureDateError(as_of_on)
    found = read_list(content, student_ids_by_code())
    made: PocketList = PocketList.objects.create(
        kind=PocketKind(kind),
        source=source.strip()[:_SOURCE_LENGTH],
        file_name=file_name[:255],
        as_of_on=as_of_on,
        how_known=how_known.strip()[:_HOW_LENGTH],
        rows=list(found.rows),
        n_students=len(found.rows),
        unknown=[list(one) for one in found.unknown],
        by_id=by_id,
        staged_at=at,
    )
    return made.uuid


@transaction.atomic
def save_list(*, uuid: UUID, by_id: int, at: datetime) -> int:
    """Count a checked list's students from now on; return how many.

    It replaces the pocket's list of the same source. Rows with unknown ids stay out.

    Raises
    ------
    NotAllowedError, UnknownPocketListError
        If the account may not, or there is no such list.
    PocketListSavedError
        If it was saved before, or names nobody whom the record knows.
    """
    _require(by_id, "save lists of students")
    found = PocketList.objects.filter(uuid=uuid).first()
    if found is None:
        raise UnknownPocketListError(uuid)
    staged = PocketList.objects.filter(
        pk=found.pk, status=ListStatus.STAGED, n_students__gt=0
    )
    # One conditional UPDATE, so that a form sent twice saves once.
    if staged.update(status=ListStatus.SAVED, saved_at=at, rows=[]) != 1:
        raise PocketListSavedError
    others = PocketList.objects.filter(kind=found.kind, source=found.source)
    others = others.exclude(pk=found.pk)
    # One list back is kept so that this one can be taken back; the others go.
    others.filter(status=ListStatus.REPLACED).delete()
    others.filter(status=ListStatus.SAVED).update(status=ListStatus.REPLACED)
    PocketFlag.objects.bulk_create(
        (
            PocketFlag(
                pocket_list=found,
                student_id=row["student"],
                instead=row["instead"],
                instead_words=row["words"],
            )
            for row in found.rows
        ),
        batch_size=_BATCH,
    )
    return int(found.n_students)


@transaction.atomic
def take_back_list(*, uuid: UUID, by_id: int, at: datetime) -> bool:
    """Count a saved list no more; return whether the one it replaced counts again.

    Who was on it is deleted; that it was saved and taken back stays on record.

    Raises
    ------
    NotAllowedError, UnknownPocketListError
        If the account may not, or there is no such list.
    PocketListNotTakenBackError
        If it does not count now.
    """
    _require(by_id, "take lists of students back")
    found = PocketList.objects.filter(uuid=uuid).first()
    if found is None:
        raise UnknownPocketListError(uuid)
    counting = PocketList.objects.filter(pk=found.pk, status=ListStatus.SAVED)
    taken = counting.update(
        status=ListStatus.TAKEN_BACK, taken_back_by_id=by_id, taken_back_at=at
    )
    if taken != 1:
        raise PocketListNotTakenBackError
    PocketFlag.objects.filter(pocket_list=found).delete()
    before = PocketList.objects.filter(
        kind=found.kind, source=found.source, status=ListStatus.REPLACED
    )
    return bool(before.update(status=ListStatus.SAVED))


@transaction.atomic
def set_seats(*, kind: str, n_seats: int, by_id: int, at: datetime) -> None:
    """Say how many seats could be made for a pocket; the last word stands.

    Raises
    ------
    NotAllowedError
        Unless the account leads, or is a registrar.
    """
    _require(by_id, "say how many seats could be made")
    PocketSeats.objects.update_or_create(
        kind=PocketKind(kind),
        defaults={"n_seats": n_seats, "said_by_id": by_id, "said_at": at},
    )


@transaction.atomic
def note_count(
    *,
    kind: str,
    source: str,
    n_children: int,
    of_children: int,
    as_of_on: date,
    on: date,
    by_id: int,
    at: datetime,
) -> None:
    """Write down a number where there is no list; the source's last word stands.

    Raises
    ------
    NotAllowedError
        Unless the account leads, or is a registrar.
    PocketCountError, FutureDateError
        If more are in it than were counted, or the day has not come.
    """
    _require(by_id, "write counts down")
    if n_children > of_children:
        raise PocketCountError(n_children, of_children)
    if as_of_on > on:
        raise FutureDateError(as_of_on)
    PocketCount.objects.update_or_create(
        kind=PocketKind(kind),
        source=source.strip()[:_SOURCE_LENGTH],
        defaults={
            "n_children": n_children,
            "of_children": of_children,
            "as_of_on": as_of_on,
            "noted_by_id": by_id,
            "noted_at": at,
        },
    )


@transaction.atomic
def drop_count(*, kind: str, source: str, by_id: int) -> bool:
    """Count a written number no more; return False where there was none.

    Raises
    ------
    NotAllowedError
        Unless the account leads, or is a registrar.
    """
    _require(by_id, "take counts back")
    found = PocketCount.objects.filter(kind=PocketKind(kind), source=source.strip())
    return bool(found.delete()[0])


@transaction.atomic
def note_request(
    *,
    token: UUID,
    text: str,
    language: str,
    said_on: date,
    by_id: int,
    at: datetime,
    kind: str = "",
) -> None:
    """Write down what a family asked for, without names; once for each ``token``.

    Raises
    ------
    NotAllowedError
        Unless the account leads, or is a registrar.
    EmptyRequestError
        If it has no words.
    """
    _require(by_id, "write requests down")
    if not text.strip():
        raise EmptyRequestError
    FamilyRequest.objects.get_or_create(
        token=token,
        defaults={
            "text": text.strip()[:_REQUEST_LENGTH],
            "language": language,
            "kind": PocketKind(kind) if kind else "",
            "said_on": said_on,
            "noted_by_id": by_id,
            "noted_at": at,
        },
    )


@transaction.atomic
def drop_request(*, token: UUID, by_id: int) -> bool:
    """Delete what was noted for a family, a name in it perhaps; False if it is gone.

    What a family wrote itself stays: no leader takes that off the page.

    Raises
    ------
    NotAllowedError
        Unless the account leads, or is a registrar.
    """
    _require(by_id, "take requests back")
    found = FamilyRequest.objects.filter(token=token).exclude(noted_by=None)
    return bool(found.delete()[0])


@transaction.atomic
def ask_as_family(
    *, token: UUID, text: str, language: str, student_id: int, on: date, at: datetime
) -> None:
    """Keep what a family asks for on its own page; once for each ``token``.

    The caller has made sure that it is the family of the student, whose name is taken
    out with those of everybody in the student's unit. Whose family it was is not kept.

    Raises
    ------
    EmptyRequestError
        If it has no words.
    """
    if not text.strip():
        raise EmptyRequestError
    said = without_names(text.strip()[:_REQUEST_LENGTH], _names_around(student_id))
    FamilyRequest.objects.get_or_create(
        token=token,
        defaults={
            "text": said[:_REQUEST_LENGTH],
            "language": language,
            "said_on": on,
            "noted_at": at,
        },
    )


def _names_around(student_id: int) -> set[str]:
    """Return names of a student's guardians and of the student's unit. One query."""
    unit = Student.objects.filter(pk=student_id).values("unit")
    people = Person.objects.filter(
        Q(pk__in=Student.objects.filter(unit__in=unit).values("person"))
        | Q(pk__in=Staff.objects.filter(unit__in=unit).values("person"))
        | Q(guardianships__student_id=student_id)
    )
    rows = people.values_list("given_name", "preferred_name", "family_name")
    return {name for row in rows for name in row if len(name) > 1}


def _require(by_id: int, action: str) -> None:
    permissions.require(by_id, RoleKind.LEADER, RoleKind.REGISTRAR, action=action)

"""Reads of the families app. Each returns cards and says how many SQL queries."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from seedbed.apps.rosters.models import Guardianship, Student

from .cards import ChildCard, ConcernCard, LinkCard, WeekOfConcerns
from .errors import UnknownLinkError
from .models import Concern, ConcernKind, FamilyLink
from .path import path_of_child as path_of_child

_OF_CHILD = ("person", "unit", "mentorship__mentor__person")


def children_of(guardian_id: int) -> tuple[ChildCard, ...]:
    """Return the students whose guardian a person is, by name. One query.

    Those who have left are among them, marked.
    """
    bonds = Guardianship.objects.filter(guardian_id=guardian_id).select_related(
        *(f"student__{name}" for name in _OF_CHILD)
    )
    return tuple(sorted((_child(b.student) for b in bonds), key=lambda c: c.name))


def link_named(link_uuid: UUID, *, at: datetime) -> LinkCard:
    """Return a link with the student it is about. One query.

    Raises
    ------
    UnknownLinkError
        If this system has no such link.
    """
    bond = Guardianship.objects.filter(
        guardian_id=OuterRef("guardian_id"), student_id=OuterRef("student_id")
    )
    link = (
        FamilyLink.objects.filter(uuid=link_uuid)
        .select_related(
            "guardian",
            "student__unit__family_access",
            *(f"student__{name}" for name in _OF_CHILD),
        )
        .annotate(is_guardian=Exists(bond))
        .first()
    )
    if link is None:
        raise UnknownLinkError
    access = getattr(link.student.unit, "family_access", None)
    is_allowed = access is not None and access.allows_links
    return LinkCard(
        guardian_id=link.guardian_id,
        guardian=link.guardian.name,
        language=link.guardian.language,
        child=_child(link.student),
        is_open=is_allowed
        and link.is_guardian
        and link.revoked_at is None
        and at < link.expires_at,
    )


def guardians_of_unit(unit_id: int) -> list[tuple[int, int]]:
    """Return (guardian's person, student) for a unit's active students. One query."""
    rows = Guardianship.objects.filter(
        student__unit_id=unit_id, student__is_active=True
    ).order_by("student__person__given_name", "student_id", "guardian_id")
    return list(rows.values_list("guardian_id", "student_id"))


def concerns_of(
    guardian_id: int, student_ids: Collection[int]
) -> tuple[ConcernCard, ...]:
    """Return what a guardian wrote about some students, the newest first. One query."""
    rows = _concerns().filter(guardian_id=guardian_id, student_id__in=student_ids)
    return tuple(_concern(row) for row in rows.order_by("-raised_at", "-id"))


def concerns_of_unit(unit_id: int, *, since: datetime) -> tuple[ConcernCard, ...]:
    """Return a unit's messages that wait, and those answered since then. One query.

    Those that wait come first, the oldest of them on top.
    """
    rows = _concerns().filter(student__unit_id=unit_id)
    rows = rows.filter(answered_at=None) | rows.filter(answered_at__gte=since)
    cards = [_concern(row) for row in rows]
    waiting = sorted((c for c in cards if c.is_waiting), key=lambda c: c.raised_at)
    answered = sorted(
        (c for c in cards if not c.is_waiting), key=lambda c: c.raised_at, reverse=True
    )
    return (*waiting, *answered)


def concerns_for_mentor(person_id: int) -> tuple[ConcernCard, ...]:
    """Return what waits about a mentor's students, the oldest first. One query."""
    rows = _concerns().filter(
        answered_at=None, student__mentorship__mentor__person_id=person_id
    )
    return tuple(_concern(row) for row in rows.order_by("raised_at", "id"))


def n_waiting(unit_id: int) -> int:
    """Return how many messages of a unit's families wait for an answer. One query."""
    waiting = Concern.objects.filter(student__unit_id=unit_id, answered_at=None)
    return int(waiting.count())


def weeks_of_concerns(
    unit_id: int, *, on: date, n_weeks: int = 6
) -> tuple[WeekOfConcerns, ...]:
    """Return how often "something is not right" came, week by week. One query.

    The last of the weeks is the one of ``on``; a week begins on Monday, school time.
    """
    this = on - timedelta(days=on.weekday())
    first = this - timedelta(weeks=n_weeks - 1)
    rows = Concern.objects.filter(
        student__unit_id=unit_id,
        kind=ConcernKind.NOT_RIGHT,
        raised_at__date__gte=first,
    ).values_list("raised_at", "answered_at")
    raised: dict[date, list[bool]] = {}
    for raised_at, answered_at in rows:
        day = timezone.localdate(raised_at)
        monday = day - timedelta(days=day.weekday())
        raised.setdefault(monday, []).append(answered_at is None)
    mondays = [first + timedelta(weeks=n) for n in range(n_weeks)]
    return tuple(
        WeekOfConcerns(
            monday=monday,
            n_raised=len(raised.get(monday, ())),
            n_waiting=sum(raised.get(monday, ())),
        )
        for monday in mondays
    )


def _concerns() -> QuerySet[Concern]:
    return Concern.objects.select_related(
        "student__person", "guardian", "answered_by__person"
    )


def _concern(row: Any) -> ConcernCard:
    return ConcernCard(
        uuid=row.uuid,
        student_id=row.student_id,
        student=row.student.person.name,
        guardian=row.guardian.name,
        kind=row.kind,
        about=row.about,
        text=row.text,
        language=row.language,
        raised_at=row.raised_at,
        reply_by=row.reply_by,
        answered_at=row.answered_at,
        answered_by=row.answered_by.person.name if row.answered_by else "",
        answer=row.answer,
    )


def _child(student: Student) -> ChildCard:
    mentorship = getattr(student, "mentorship", None)
    return ChildCard(
        student_id=student.pk,
        uuid=student.person.uuid,
        name=student.person.name,
        first_name=student.person.first_name,
        grade=student.grade,
        unit_id=student.unit_id,
        unit=student.unit.name,
        is_active=student.is_active,
        mentor=mentorship.mentor.person.name if mentorship else "",
    )

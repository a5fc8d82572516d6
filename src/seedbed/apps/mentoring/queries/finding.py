"""Finds the people whom an adult may see, by words of their names."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from seedbed.apps.accounts.cards import AccountCard
from seedbed.apps.accounts.models import STAFF_ROLES, RoleKind
from seedbed.apps.mentoring.cards import FoundAdult, FoundStudent, StudentLine
from seedbed.apps.mentoring.permissions import visible_students
from seedbed.apps.rosters.models import Staff, Student

_MOST_WORDS = 6
_OFFICE = (RoleKind.REGISTRAR, RoleKind.SYSTEM_LEADER)
_AT_WORK = (*STAFF_ROLES, RoleKind.LEADER)


def find_students(
    account: AccountCard, words: str, *, on: date, most: int = 8
) -> tuple[FoundStudent, ...]:
    """Return students whom an account's person may see, by name. One query.

    Who keeps the roster finds every active student; ``is_readable`` tells whether the
    person may also read the student's page.
    """
    readable = visible_students(account, on=on)
    keeps = account.has_role(*_OFFICE)
    mine: Any = Student.objects.filter(is_active=True) if keeps else readable
    is_leader = account.has_role(RoleKind.SYSTEM_LEADER)
    rows = (
        mine.filter(_named(words, "person__"))
        .select_related("person", "unit")
        .order_by("person__family_name", "person__given_name", "pk")
    )
    return tuple(
        FoundStudent(
            student_id=row.pk,
            name=row.person.name,
            grade=row.grade,
            unit=row.unit.name,
            is_readable=is_leader or not keeps,
        )
        for row in rows[:most]
    )


def find_adults(
    account: AccountCard, words: str, *, most: int = 8
) -> tuple[FoundAdult, ...]:
    """Return staff of the units in which an account's person works. One query."""
    rows: Any = Staff.objects.filter(_named(words, "person__"), is_active=True)
    if not account.has_role(*_OFFICE):
        units = [role.unit_id for role in account.roles if role.kind in _AT_WORK]
        if None not in units:
            rows = rows.filter(unit_id__in=units)
    found = rows.select_related("person", "unit").order_by(
        "person__family_name", "person__given_name", "pk"
    )
    return tuple(
        FoundAdult(name=row.person.name, kind=row.kind, unit=row.unit.name)
        for row in found[:most]
    )


def students_in_sight(account: AccountCard, *, on: date) -> tuple[StudentLine, ...]:
    """Return every student whom an adult may see, by name. One query."""
    rows: Any = (
        visible_students(account, on=on)
        .select_related("person", "unit", "mentorship__mentor__person")
        .order_by("person__family_name", "person__given_name", "pk")
    )
    lines = []
    for row in rows:
        mentorship = getattr(row, "mentorship", None)
        mentor = mentorship.mentor.person if mentorship else None
        lines.append(
            StudentLine(
                student_id=row.pk,
                name=row.person.name,
                grade=row.grade,
                unit=row.unit.name,
                mentor=mentor.name if mentor else "",
                is_mine=mentor is not None and mentor.pk == account.person_id,
            )
        )
    return tuple(lines)


def _named(words: str, path: str) -> Q:
    """Return the condition that each word begins one of a person's names."""
    whole = Q()
    for word in words.split()[:_MOST_WORDS]:
        one = Q(**{f"{path}given_name__istartswith": word})
        one |= Q(**{f"{path}family_name__istartswith": word})
        one |= Q(**{f"{path}preferred_name__istartswith": word})
        whole &= one
    return whole

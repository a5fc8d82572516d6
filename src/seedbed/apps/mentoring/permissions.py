"""Which students and sessions an adult may open.

An adult sees the students of the own caseload and those seated with them, as teacher,
tutor, mentor or aide, from two weeks before a date to one week after it. A leader sees
every student of the unit.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from seedbed.apps.accounts import queries as accounts
from seedbed.apps.accounts.cards import AccountCard
from seedbed.apps.accounts.errors import NotAllowedError
from seedbed.apps.accounts.models import STAFF_ROLES, RoleKind
from seedbed.apps.rosters.models import Student
from seedbed.apps.scheduling.models import DayStatus, Room, Seat, Session

SEEN_DAYS_BEFORE = 14
SEEN_DAYS_AFTER = 7
_LEADERS = (RoleKind.LEADER, RoleKind.SYSTEM_LEADER)


def visible_students(account: AccountCard, *, on: date) -> QuerySet[Student]:
    """Return the students whom a person may see. Lazy: no query of its own."""
    mine = Q(session__staff__person_id=account.person_id)
    mine |= Q(session__aide__person_id=account.person_id)
    seated = Seat.objects.filter(
        mine,
        day__status=DayStatus.PUBLISHED,
        day__on__gte=on - timedelta(days=SEEN_DAYS_BEFORE),
        day__on__lte=on + timedelta(days=SEEN_DAYS_AFTER),
    )
    rights = Q(mentorship__mentor__person_id=account.person_id)
    rights |= _led("unit_id", account)
    found: QuerySet[Student] = Student.objects.filter(
        rights | Q(pk__in=seated.values("student_id")), is_active=True
    )
    return found


def visible_sessions(account: AccountCard) -> QuerySet[Session]:
    """Return the published sessions that a person leads, helps in or supervises."""
    rights = Q(staff__person_id=account.person_id)
    rights |= Q(aide__person_id=account.person_id) | _led("day__unit_id", account)
    found: QuerySet[Session] = Session.objects.filter(
        rights, day__status=DayStatus.PUBLISHED
    )
    return found


def visible_rooms(account: AccountCard) -> QuerySet[Room]:
    """Return the rooms of the units in which a person works."""
    works = _led("unit_id", account, (*STAFF_ROLES, *_LEADERS))
    found: QuerySet[Room] = Room.objects.filter(works)
    return found


def require_student(account_id: int, student_id: int, *, on: date, action: str) -> Any:
    """Return a student whom the account's person may see, with the person.

    Raises
    ------
    NotAllowedError
        If not, or if there is no such student.
    """
    account = accounts.account_card(account_id)
    students = visible_students(account, on=on).select_related("person")
    found = students.filter(pk=student_id).first()
    if found is None:
        raise NotAllowedError(account.name, action, "mentor or teacher of the student")
    return found


def require_session(account_id: int, session_id: int, *, action: str) -> Any:
    """Return a session that the account's person leads, helps in or supervises.

    Raises
    ------
    NotAllowedError
        If not, or if there is no such session.
    """
    account = accounts.account_card(account_id)
    related = ("day", "block", "lesson__skill")
    sessions = visible_sessions(account).select_related(*related)
    found = sessions.filter(pk=session_id).first()
    if found is None:
        raise NotAllowedError(account.name, action, "teacher of the session")
    return found


def _led(field: str, account: AccountCard, kinds: Iterable[str] = _LEADERS) -> Q:
    """Return the condition that a row is of a unit where a person has a role."""
    roles = [role for role in account.roles if role.kind in set(kinds)]
    if any(role.unit_id is None for role in roles):
        return ~Q(pk=None)
    return Q(**{f"{field}__in": [role.unit_id for role in roles]})

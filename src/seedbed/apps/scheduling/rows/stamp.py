"""One query whose rows change with anything that a stored day is read from.

It holds the rows themselves, not when they changed: whoever writes them, and by
whatever way, the stamp is another one. A day's seats and sessions are told by the day's
version, which every service that touches them counts up; evidence, which is only ever
added, by its receipts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Count, Max, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, JSONObject

from seedbed.apps.accounts.models import Unit
from seedbed.apps.accounts.tenancy import current_system_id
from seedbed.apps.choices import queries as choices
from seedbed.apps.curriculum.models import ItemSkill, Lesson, Prerequisite, Skill
from seedbed.apps.evidence.models import EvidenceImport
from seedbed.apps.mastery.models import Snapshot
from seedbed.apps.rosters.models import Staff, Student
from seedbed.apps.scheduling.models import (
    Absence,
    Accommodation,
    Arrangement,
    BellSchedule,
    Block,
    Caseload,
    Change,
    ElectiveSeat,
    GradeApproval,
    Qualification,
    Room,
    RuleWaiver,
    SchoolDay,
    Seat,
    StaffHours,
    StudentPair,
    UnitRule,
)
from seedbed.apps.trials import queries as trials

from .frame import closures_of
from .past import LOOK_BACK_DAYS

_PERSON = ("person__given_name", "person__family_name", "person__preferred_name")


#: Units and dates whose query is kept: to put it together takes longer than to ask it.
_QUERIES_KEPT = 64


def stamp_of(unit_id: int, on: date, *, with_options: bool = False) -> str:
    """Return what a unit's stored day of a date is read from, as a hash. One query.

    ``with_options`` adds what is read to say what else students could do.
    """
    statement, values = _statement(current_system_id(), unit_id, on, with_options)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = sorted(cursor.fetchall())
    text = "\n".join(f"{n} {row}" for n, row in rows)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


@lru_cache(maxsize=_QUERIES_KEPT)
def _statement(
    system_id: int,  # noqa: ARG001 - the query holds it: part of what is kept
    unit_id: int,
    on: date,
    with_options: bool,
) -> tuple[str, tuple[Any, ...]]:
    """Return the query of a unit and date, and its values, for the system it is of."""
    first, *others = (
        rows.order_by().annotate(_n=Value(n), _row=row).values_list("_n", "_row")
        for n, (rows, row) in enumerate(_parts(unit_id, on, with_options=with_options))
    )
    statement, values = first.union(*others, all=True).query.sql_with_params()
    return statement, values


def _parts(
    unit_id: int, on: date, *, with_options: bool = False
) -> Iterator[tuple[QuerySet[Any], Cast]]:
    """Yield the rows of each table with what of them is read."""
    yield from _frame(unit_id, on)
    yield from _people(unit_id)
    yield from _days(unit_id, on)
    for rows in choices.rows_behind_day(unit_id, on):
        yield _whole(rows)
    if with_options:
        yield _whole(Lesson.objects.filter(is_active=True))
        for learnt in trials.rows_behind_effects(unit_id):
            yield _whole(learnt)


def _frame(unit_id: int, on: date) -> Iterator[tuple[QuerySet[Any], Cast]]:
    here = Q(unit_id=unit_id)
    of_staff = Q(staff__unit_id=unit_id)
    yield _whole(Unit.objects.filter(pk=unit_id))
    yield _whole(BellSchedule.objects.filter(here))
    yield _whole(Block.objects.filter(bell_schedule__unit_id=unit_id))
    yield _whole(Room.objects.filter(here))
    yield _whole(UnitRule.objects.filter(here))
    yield _whole(RuleWaiver.objects.filter(here))
    yield _whole(closures_of(unit_id))
    yield _whole(Absence.objects.filter(on=on))
    yield _whole(Qualification.objects.filter(of_staff))
    yield _whole(StaffHours.objects.filter(of_staff))
    yield _whole(Staff.objects.filter(here), *_PERSON, "person__language")


def _people(unit_id: int) -> Iterator[tuple[QuerySet[Any], Cast]]:
    of_student = Q(student__unit_id=unit_id)
    yield _whole(Student.objects.filter(unit_id=unit_id), *_PERSON)
    yield _whole(Accommodation.objects.filter(of_student))
    yield _whole(GradeApproval.objects.filter(of_student))
    yield _whole(Caseload.objects.filter(of_student))
    yield _whole(Arrangement.objects.filter(of_student))
    seats = ElectiveSeat.objects.filter(offer__unit_id=unit_id)
    offer = ("title", "weekdays", "block_id", "staff_id", "room_id", "seats")
    yield _whole(seats, *(f"offer__{name}" for name in offer))
    pairs = StudentPair.objects.filter(first__unit_id=unit_id)
    yield _whole(pairs, *(f"asked_by__{name}" for name in _PERSON))


def _days(unit_id: int, on: date) -> Iterator[tuple[QuerySet[Any], Cast]]:
    days = SchoolDay.objects.filter(unit_id=unit_id, on__lte=on)
    days = days.filter(on__gte=on - timedelta(days=LOOK_BACK_DAYS))
    yield _whole(days)
    yield _whole(Change.objects.filter(unit_id=unit_id, on=on))
    snapshots = Snapshot.objects.filter(unit_id=unit_id)
    yield snapshots, _json("id", "as_of", "inputs_hash")
    names = ("code", "title", "strand", "grade_low", "grade_high", "parent_id")
    yield Skill.objects.all(), _json("id", "is_taught", "framework__subject", *names)
    yield _whole(Prerequisite.objects.all())
    seated = Seat.objects.filter(day__in=days.filter(on=on)).values("lesson_id")
    yield _whole(Lesson.objects.filter(pk__in=seated))
    for added in (EvidenceImport.objects, ItemSkill.objects):
        totals = added.values("system_id").annotate(n=Count("pk"), last=Max("pk"))
        yield totals, _json("n", "last")


def _whole(rows: QuerySet[Any], *beside: str) -> tuple[QuerySet[Any], Cast]:
    """Return rows with all of their columns, and columns of rows beside them."""
    own = (field.attname for field in rows.model._meta.concrete_fields)
    return rows, _json(*own, *beside)


def _json(*names: str) -> Cast:
    return Cast(JSONObject(**{name: name for name in names}), TextField())

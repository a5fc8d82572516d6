"""Writes of the trajectory app. Each function is one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from math import isfinite
from uuid import UUID

from django.db import transaction

from seedbed.apps.accounts import permissions
from seedbed.apps.accounts.models import RoleKind
from seedbed.apps.rosters.models import Staff, Student

from .cards import PocketLookup
from .errors import (
    ChoiceUnknownError,
    NotOfUnitError,
    UnfinishedTrajectoryFormError,
    UnknownMilestoneError,
)
from .models import (
    Improvement,
    Intake,
    LessonLearned,
    Milestone,
    OptIn,
    TrajectoryMark,
)

COUNTS = ("n_seats", "n_waiting", "n_asked", "n_first_choice")


def _require(by_id: int, unit_id: int) -> None:
    permissions.require(
        by_id, RoleKind.LEADER, action="write a unit's trajectory", unit_id=unit_id
    )


@transaction.atomic
def count_opt_ins(
    *,
    unit_id: int,
    on: date,
    reason: str,
    by_id: int,
    at: datetime,
    student_ids: Sequence[int] = (),
    staff_ids: Sequence[int] = (),
    had_choice: bool | None = None,
    pockets: PocketLookup | None = None,
) -> int:
    """Count people who chose a unit on a day; returns how many are new.

    Who was counted before stays as counted then. Without ``had_choice`` a student's
    follows from ``pockets``, as they were on the day.

    Raises
    ------
    ChoiceUnknownError
        If nothing says whether they had a good conventional option.
    NotOfUnitError
        If somebody is not on the unit's roster.
    UnfinishedTrajectoryFormError
        If nobody is named, or the day is still to come.
    NotAllowedError
        Unless the account leads the unit.
    """
    _require(by_id, unit_id)
    missing = [] if student_ids or staff_ids else ["who came"]
    if on > at.date():
        missing.append("a day that has come")
    if missing:
        raise UnfinishedTrajectoryFormError(missing)
    _refuse_strangers(unit_id, student_ids, staff_ids)
    if had_choice is None and (staff_ids or pockets is None):
        raise ChoiceUnknownError
    served = set(pockets(on=on)) if had_choice is None and pockets else set()
    counted = set(
        OptIn.objects.filter(unit_id=unit_id).values_list("student_id", "staff_id")
    )
    people: list[tuple[int | None, int | None]] = [
        *((pk, None) for pk in dict.fromkeys(student_ids)),
        *((None, pk) for pk in dict.fromkeys(staff_ids)),
    ]
    new = [pair for pair in people if pair not in counted]
    # Whoever else counts the same people at this moment is not counted twice.
    OptIn.objects.bulk_create(
        (
            OptIn(
                unit_id=unit_id,
                student_id=student_id,
                staff_id=staff_id,
                on=on,
                had_choice=student_id not in served
                if had_choice is None
                else had_choice,
                reason=reason.strip(),
                by_id=by_id,
                at=at,
            )
            for student_id, staff_id in new
        ),
        ignore_conflicts=True,
    )
    return len(new)


def _refuse_strangers(
    unit_id: int, student_ids: Sequence[int], staff_ids: Sequence[int]
) -> None:
    known = Student.objects.filter(unit_id=unit_id, pk__in=student_ids).count()
    known += Staff.objects.filter(unit_id=unit_id, pk__in=staff_ids).count()
    n_strangers = len(set(student_ids)) + len(set(staff_ids)) - known
    if n_strangers:
        raise NotOfUnitError(n_strangers)


@transaction.atomic
def save_intake(
    *,
    unit_id: int,
    title: str,
    starts_on: date | None,
    counts: Mapping[str, int | None],
    by_id: int,
    at: datetime,
) -> None:
    """Keep an intake by its first day, or correct its counts; unknown ones are None.

    Raises
    ------
    UnfinishedTrajectoryFormError
        If title or day are missing, or more put the unit first than were asked.
    NotAllowedError
        Unless the account leads the unit.
    """
    _require(by_id, unit_id)
    missing = [] if title.strip() else ["a title"]
    if starts_on is None:
        missing.append("its first day")
    first, asked = counts.get("n_first_choice"), counts.get("n_asked")
    if first is not None and asked is not None and first > asked:
        missing.append("no more first choices than people asked")
    if missing:
        raise UnfinishedTrajectoryFormError(missing)
    Intake.objects.update_or_create(
        unit_id=unit_id,
        starts_on=starts_on,
        defaults={
            "title": title.strip(),
            "by_id": by_id,
            "at": at,
            **{name: counts.get(name) for name in COUNTS},
        },
    )


@transaction.atomic
def set_mark(*, unit_id: int, mark: float, by_id: int, at: datetime) -> None:
    """Set the mainstream share that a unit wants to pass.

    Raises
    ------
    UnfinishedTrajectoryFormError
        If it is not between 0 and 1.
    NotAllowedError
        Unless the account leads the unit.
    """
    _require(by_id, unit_id)
    if not (isfinite(mark) and 0.0 < mark < 1.0):
        raise UnfinishedTrajectoryFormError(["a mark between 0 and 100 %"])
    TrajectoryMark.objects.create(unit_id=unit_id, mark=mark, by_id=by_id, at=at)


@transaction.atomic
def plan_milestone(
    *,
    form_key: UUID,
    unit_id: int,
    improvement: str,
    title: str,
    due_on: date | None,
    by_id: int,
    at: datetime,
) -> bool:
    """Plan a dated step of an improvement; return False if it was before.

    Raises
    ------
    UnfinishedTrajectoryFormError
        If the improvement, the words or the date are missing.
    NotAllowedError
        Unless the account leads the unit.
    """
    _require(by_id, unit_id)
    wanted = {
        "one of the five improvements": improvement in Improvement.values,
        "what will be there": bool(title.strip()),
        "a date": due_on is not None,
    }
    missing = [name for name, is_there in wanted.items() if not is_there]
    if missing:
        raise UnfinishedTrajectoryFormError(missing)
    _row, is_new = Milestone.objects.get_or_create(
        form_key=form_key,
        defaults={
            "unit_id": unit_id,
            "improvement": improvement,
            "title": title.strip(),
            "due_on": due_on,
            "by_id": by_id,
            "at": at,
        },
    )
    return bool(is_new)


@transaction.atomic
def reach_milestone(
    *,
    unit_id: int,
    milestone_id: int,
    on: date,
    evidence: str,
    by_id: int,
    at: datetime,
) -> None:
    """Note that a milestone was reached, by what evidence; once.

    Raises
    ------
    UnfinishedTrajectoryFormError
        If there is no evidence.
    UnknownMilestoneError
        If it is not the unit's, or was reached before.
    NotAllowedError
        Unless the account leads the unit.
    """
    _require(by_id, unit_id)
    if not evidence.strip():
        raise UnfinishedTrajectoryFormError(["the evidence"])
    waiting = Milestone.objects.filter(
        unit_id=unit_id, pk=milestone_id, reached_on=None
    )
    reached = waiting.update(
        reached_on=on, evidence=evidence.strip(), by_id=by_id, at=at
    )
    if reached != 1:
        raise UnknownMilestoneError(milestone_id)


@transaction.atomic
def write_lesson(
    *, form_key: UUID, unit_id: int, words: str, on: date, by_id: int, at: datetime
) -> bool:
    """Write down what was learned; return False if this form was kept before.

    Raises
    ------
    UnfinishedTrajectoryFormError
        If it has no words.
    NotAllowedError
        Unless the account leads the unit.
    """
    _require(by_id, unit_id)
    if not words.strip():
        raise UnfinishedTrajectoryFormError(["what you learned"])
    _row, is_new = LessonLearned.objects.get_or_create(
        form_key=form_key,
        defaults={
            "unit_id": unit_id,
            "words": words.strip(),
            "on": on,
            "by_id": by_id,
            "at": at,
        },
    )
    return bool(is_new)

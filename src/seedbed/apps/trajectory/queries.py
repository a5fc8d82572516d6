"""Reads of the trajectory app: who came, whether they had a choice, what is next."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import F, OuterRef, Subquery

from seedbed.apps.accounts.models import Unit
from seedbed.apps.rosters.models import Enrollment, Staff, Student

from . import bridge, serving
from .cards import (
    ForecastCard,
    IntakeCard,
    LessonCard,
    MilestoneCard,
    MonthCard,
    NewcomerCard,
    ReturnCard,
    StageCard,
    TrajectoryCard,
)
from .models import LessonLearned, Milestone, OptIn, TrajectoryMark

_MOST_MONTHS = 24
_MOST_LESSONS = 10
_INTAKE = (
    "title", "starts_on", "n_seats", "n_waiting", "n_asked", "n_first_choice",
)  # fmt: skip


def trajectory_card(
    unit_id: int, *, on: date, mark: float | None = None
) -> TrajectoryCard:
    """Return everything about a unit's trajectory up to a date. Seven queries.

    ``mark`` is the charter's; without it the one that the unit noted last counts.
    """
    everyone = list(OptIn.objects.filter(on__lte=on).order_by("on", "id"))
    mine = [row for row in everyone if row.unit_id == unit_id]
    students = [row for row in mine if row.student_id is not None]
    educators = [row for row in mine if row.staff_id is not None]
    intakes, noted = _written(unit_id)
    cards, since = _intakes(intakes, students)
    return TrajectoryCard(
        months=_months(mine, on),
        n_served=sum(not row.had_choice for row in students),
        n_mainstream=sum(row.had_choice for row in students),
        n_educators=len(educators),
        n_educators_mainstream=sum(row.had_choice for row in educators),
        since=since,
        intakes=cards,
        stage=_stage(cards, noted if mark is None else mark),
        forecast=_forecast(everyone, unit_id, on),
        returns=_returns(unit_id, on),
        served=serving.served_by(unit_id),
        milestones=_milestones(unit_id),
        lessons=_lessons(unit_id),
        reasons=tuple(
            Counter(
                row.reason for row in students if row.had_choice and row.reason
            ).most_common(6)
        ),
        marked=noted if mark is None else mark,
    )


def newcomers(
    unit_id: int,
) -> tuple[tuple[NewcomerCard, ...], tuple[NewcomerCard, ...]]:
    """Return students and staff on the roster who are not counted yet. Two queries."""
    students = Student.objects.filter(unit_id=unit_id, is_active=True, opt_ins=None)
    staff = Staff.objects.filter(unit_id=unit_id, is_active=True, opt_ins=None)
    return (
        tuple(
            NewcomerCard(id=row.pk, name=row.person.name, grade=row.grade)
            for row in students.select_related("person").order_by(
                "person__family_name", "person__given_name", "pk"
            )
        ),
        tuple(
            NewcomerCard(id=row.pk, name=row.person.name, grade=None)
            for row in staff.select_related("person").order_by(
                "person__family_name", "person__given_name", "pk"
            )
        ),
    )


def _written(unit_id: int) -> tuple[list[dict[str, Any]], float | None]:
    """Return a unit's intakes, oldest first, and the mark noted last. One query."""
    latest = TrajectoryMark.objects.filter(unit=OuterRef("pk")).order_by("-at", "-id")
    rows = (
        Unit.objects.filter(pk=unit_id)
        .annotate(
            mark=Subquery(latest.values("mark")[:1]),
            **{name: F(f"intakes__{name}") for name in _INTAKE},
        )
        .order_by("starts_on")
        .values("mark", *_INTAKE)
    )
    found = [dict(row) for row in rows]
    mark = found[0]["mark"] if found else None
    return [row for row in found if row["starts_on"] is not None], mark


def _first_of_month(on: date) -> date:
    return on.replace(day=1)


def _months_between(first: date, last: date) -> list[date]:
    """Return the first days of the months from one to another, both included."""
    found = [_first_of_month(first)]
    while found[-1] < _first_of_month(last):
        found.append(_first_of_month(found[-1] + timedelta(days=31)))
    return found


def _months(mine: Sequence[Any], on: date) -> tuple[MonthCard, ...]:
    if not mine:
        return ()
    months = _months_between(mine[0].on, on)[-_MOST_MONTHS:]
    found = Counter(
        (_first_of_month(row.on), row.staff_id is not None, row.had_choice)
        for row in mine
    )
    return tuple(
        MonthCard(
            month_on=month,
            n_served=found[month, False, False],
            n_mainstream=found[month, False, True],
            n_educators=found[month, True, True] + found[month, True, False],
            n_educators_mainstream=found[month, True, True],
        )
        for month in months
    )


def _intakes(
    intakes: Sequence[dict[str, Any]], students: Sequence[Any]
) -> tuple[tuple[IntakeCard, ...], tuple[float, float, float] | None]:
    """Return each intake with its entrants, and the share since the beginning.

    Who came before the first intake counts with it.
    """
    starts = [one["starts_on"] for one in intakes] or [date.min]
    shares = bridge.shares(
        [row.student_id for row in students],
        [max(0, bisect_right(starts, row.on) - 1) for row in students],
        in_a_pocket=[row.student_id for row in students if not row.had_choice],
        n_periods=len(starts),
    )
    cards = []
    for n, one in enumerate(intakes):
        low, share, high = shares.ends[n] or (None, None, None)
        cards.append(
            IntakeCard(
                **{name: one[name] for name in _INTAKE},
                n_mainstream=shares.n_mainstream[n],
                n_entrants=shares.n_entrants[n],
                share=share,
                low=low,
                high=high,
            )
        )
    return tuple(cards), shares.since if students else None


def _stage(intakes: Sequence[IntakeCard], mark: float | None) -> StageCard | None:
    if mark is None or not intakes:
        return None
    found = bridge.stage(
        [one.n_mainstream for one in intakes],
        [one.n_entrants for one in intakes],
        mark=mark,
    )
    return StageCard(
        mark=mark,
        is_passed=found.is_passed,
        since=intakes[found.since].title if found.since is not None else "",
        n_in_a_row=found.n_in_a_row,
    )


def _forecast(everyone: Sequence[Any], unit_id: int, on: date) -> ForecastCard | None:
    """Return next month's mainstream students by all units' whole months before."""
    last_whole = _first_of_month(on) - timedelta(days=1)
    before: list[int] = []
    after: list[int] = []
    latest = None
    for unit in sorted({row.unit_id for row in everyone}):
        mine = [
            row.on for row in everyone
            if row.unit_id == unit and row.student_id is not None and row.had_choice
        ]  # fmt: skip
        if not mine or mine[0] > last_whole:
            continue
        found = Counter(_first_of_month(day) for day in mine)
        months = _months_between(mine[0], last_whole)
        counts = [found[month] for month in months]
        before += counts[:-1]
        after += counts[1:]
        if unit == unit_id:
            latest = counts[-1]
    return None if latest is None else bridge.forecast(latest, before, after)


def _returns(unit_id: int, on: date) -> tuple[ReturnCard, ...]:
    """Return who came back term by term, newest first; counts alone for the first."""
    rows = (
        Enrollment.objects.filter(
            section__unit_id=unit_id, role="student", section__term__starts_on__lte=on
        )
        .values_list("section__term__starts_on", "section__term__title", "person_id")
        .order_by("section__term__starts_on")
        .distinct()
    )
    terms: dict[tuple[date, str], set[int]] = {}
    for starts_on, title, person_id in rows:
        terms.setdefault((starts_on, title), set()).add(person_id)
    found = []
    previous: set[int] | None = None
    for (_starts_on, title), people in sorted(terms.items()):
        n_back = len(people) if previous is None else len(people & previous)
        n_before = None if previous is None else len(previous)
        found.append(ReturnCard(term=title, n_back=n_back, n_before=n_before))
        previous = people
    return tuple(reversed(found))


def _milestones(unit_id: int) -> tuple[MilestoneCard, ...]:
    rows = Milestone.objects.filter(unit_id=unit_id).order_by("due_on", "id")
    return tuple(
        MilestoneCard(
            id=row.pk,
            improvement=row.improvement,
            title=row.title,
            due_on=row.due_on,
            reached_on=row.reached_on,
            evidence=row.evidence,
        )
        for row in rows
    )


def _lessons(unit_id: int) -> tuple[LessonCard, ...]:
    rows = LessonLearned.objects.filter(unit_id=unit_id).select_related("by__person")
    return tuple(
        LessonCard(on=row.on, words=row.words, by=row.by.person.name)
        for row in rows.order_by("-on", "-id")[:_MOST_LESSONS]
    )

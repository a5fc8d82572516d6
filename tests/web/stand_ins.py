"""Queries of the scheduling app as the pages' tests have them: made from other cards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from seedbed.apps.rosters.models import Student
from seedbed.apps.scheduling import queries as scheduling
from seedbed.apps.scheduling.cards import DaysAhead, OpenTally


def of_days(shown: dict[str, Any]) -> dict[str, Callable[..., Any]]:
    """Return what reads days, on top of ``student_day`` and the cards on stage."""

    def days_ahead(person_id: int, on: date) -> DaysAhead | None:
        student = Student.objects.filter(person_id=person_id).first()
        if student is None:
            return None
        next_on = shown["next_on"]
        later = [scheduling.student_day(student.pk, next_on)] if next_on else []
        return DaysAhead(
            day=scheduling.student_day(student.pk, on),
            ahead=tuple(day for day in later if day.on > on),
        )

    def has_standing_seats(student_id: int, on: date) -> bool:
        weeks = (on + timedelta(weeks=n) for n in range(1, 4))
        days = (scheduling.student_day(student_id, week) for week in weeks)
        return any(day.status == "standing" for day in days)

    def open_tally(_unit_id: int, _on: date) -> OpenTally | None:
        card = shown["review"]
        if card.status != "draft":
            return None
        n_must, n_look = len(card.must), len(card.look)
        return OpenTally(n_students=card.n_students, n_must=n_must, n_look=n_look)

    def waiting_day(_unit_id: int, *, since: date, n_days: int) -> date | None:
        return since if shown["day_status"] else None

    made = (days_ahead, has_standing_seats, open_tally, waiting_day)
    return {function.__name__: function for function in made}

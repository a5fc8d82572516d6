"""A hub with as many students as a test wants, and weeks on record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

MONDAY = date(2026, 9, 7)
AT = datetime(2026, 10, 14, 20, 0, tzinfo=UTC)


@pytest.fixture
def students(cast: Any) -> Callable[..., list[Any]]:
    """Return a function that puts students on the hub's roster."""
    from seedbed.apps.accounts.models import Person
    from seedbed.apps.rosters.models import Student

    def made(n: int, *, grade: int = 6, language: str = "en") -> list[Any]:
        rows = []
        for number in range(n):
            person = Person.objects.create(
                given_name=f"S{number}", family_name=f"of {grade}", language=language
            )
            rows.append(
                Student.objects.create(person=person, unit=cast.hub, grade=grade)
            )
        return rows

    return made


@pytest.fixture
def weeks(cast: Any) -> Callable[..., None]:
    """Return a function that writes weeks of students, the same figures in each."""
    from seedbed.apps.programs.models import StudentWeek

    def written(
        rows: list[Any], *, n: int = 4, since: date = MONDAY, **more: Any
    ) -> None:
        StudentWeek.objects.bulk_create(
            StudentWeek(
                unit=cast.hub,
                student=student,
                monday=since + timedelta(weeks=week),
                recorded_at=AT,
                **more,
            )
            for student in rows
            for week in range(n)
        )

    return written

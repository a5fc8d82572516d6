"""Riverside with forty more students, of whom some have no good option."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from seedbed.apps.needs import services

TODAY = date(2026, 10, 19)
AT = datetime(2026, 10, 19, 12, tzinfo=UTC)


@pytest.fixture
def riverside(cast):
    """Return the cast, and forty students with the roster ids r0 to r39."""
    from seedbed.apps.accounts.models import Person
    from seedbed.apps.rosters.models import Student

    people = [
        Person.objects.create(given_name=f"S{n}", source="sis", sourced_id=f"r{n}")
        for n in range(40)
    ]
    students = [
        Student.objects.create(person=one, unit=cast.hub, grade=7) for one in people
    ]
    return SimpleNamespace(cast=cast, students=students, dana=cast.dana.pk)


@pytest.fixture
def bring(riverside):
    """Return a function that stages a list and, unless told not to, saves it."""

    def brought(kind, ids, *, instead="", source="Nurse", saves=True, more=""):
        rows = "".join(f"r{n},{instead}\n" for n in ids)
        uuid = services.stage_list(
            kind=kind,
            source=source,
            file_name="list.csv",
            content=f"student,instead\n{rows}{more}".encode(),
            as_of_on=date(2026, 10, 1),
            on=TODAY,
            by_id=riverside.dana,
            at=AT,
        )
        if saves:
            services.save_list(uuid=uuid, by_id=riverside.dana, at=AT)
        return uuid

    return brought

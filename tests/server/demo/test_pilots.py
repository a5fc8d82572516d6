"""The simulated pilots are drawn, looked at and judged by the product itself."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from seedbed.apps.accounts.models import Account, Person, Role, RoleKind
from seedbed.apps.pilots import queries
from seedbed.apps.rosters.models import Staff, Student
from seedbed.apps.scheduling.models import Caseload
from seedbed.server.demo.people import UnitPeople
from seedbed.server.demo.pilots import make_pilots

TODAY = date(2026, 11, 24)
AT = datetime(2026, 11, 24, 15, tzinfo=UTC)


def with_account(username, kind, hub):
    person = Person.objects.create(given_name=username)
    Role.objects.create(person=person, kind=kind, unit=hub)
    return Account.objects.create(
        username=username, system_id=person.system_id, person=person
    )


@pytest.fixture
def hub(cast):
    """Return the hub of the demo at its full size: 240 students of ten mentors."""
    for username in ("leader", "teacher", "mentor", "registrar"):
        with_account(username, getattr(RoleKind, username.upper()), cast.hub)
    mentors = [
        Staff.objects.create(
            person=Person.objects.create(given_name=f"Mentor {n}"),
            unit=cast.hub,
            kind=RoleKind.MENTOR,
        )
        for n in range(10)
    ]
    students = [
        Student.objects.create(
            person=Person.objects.create(given_name=f"S{n}"), unit=cast.hub,
            grade=6 + n % 3,
        )
        for n in range(240)
    ]  # fmt: skip
    for n, student in enumerate(students):
        Caseload.objects.create(mentor=mentors[n % 10], student=student)
    return UnitPeople(
        unit=cast.hub, students=students, staff={RoleKind.MENTOR: mentors}
    )


def test_one_pilot_runs_in_its_eighth_week_and_one_was_stopped(hub):
    assert make_pilots(hub, today=TODAY, at=AT, seed=20261014) == 2

    running, stopped = sorted(queries.pilots_of(hub.unit.pk), key=lambda p: p.status)[
        ::-1
    ]
    assert running.latest is not None
    assert stopped.latest is not None
    assert (running.status, running.latest.number, running.n_looks) == ("running", 8, 8)
    assert (stopped.status, stopped.latest.decision) == ("ended", "abandon")
    assert all(entry.is_whole for entry in queries.journal(running.uuid))
    assert running.latest.looks[-1]["low"] is not None
    assert all("(simulated)" in card.name for card in (running, stopped))
    assert make_pilots(hub, today=TODAY, at=AT, seed=20261014) == 0

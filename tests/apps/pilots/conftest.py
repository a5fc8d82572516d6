"""Riverside Hub tries a reading hour in four of eight rooms of three."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

from seedbed.apps.pilots import services
from seedbed.apps.pilots.cards import Enrolment, Measured, Registration

STARTS_ON = date(2026, 9, 7)
AT = datetime(2026, 9, 1, 12, tzinfo=UTC)
PROMISE = Registration(
    measure="Reading score",
    margin=0.5,
    n_looks=4,
    stop_line="Two families ask to leave in one week",
    decision_on=date(2026, 12, 18),
    committee=("Dana Whitfield", "Rosa Reyes"),
)


def measured(rooms, look, *, gain=0.0, treated=()):
    """Return outcomes of a look: each student's place in the room, and the gain."""
    on = STARTS_ON + timedelta(days=4 + 7 * (look - 1))
    return [
        Measured(
            student_id=student,
            look=look,
            value=seat + 0.3 * (number % 3) + look / 10 + gain * (room in treated),
            on=on,
        )
        for number, (room, students) in enumerate(rooms.items())
        for seat, student in enumerate(students)
    ]


@pytest.fixture
def hub(cast):
    """Return eight rooms of three students each, and the ids of who leads."""
    from seedbed.apps.accounts.models import Person
    from seedbed.apps.rosters.models import Student

    rooms = {}
    for room in range(1, 9):
        people = [
            Person.objects.create(given_name=f"S{room}{seat}", family_name="Sim")
            for seat in range(3)
        ]
        students = [
            Student.objects.create(person=one, unit=cast.hub, grade=6) for one in people
        ]
        rooms[f"Room {room}"] = [one.pk for one in students]
    return SimpleNamespace(rooms=rooms, unit=cast.hub, dana=cast.dana.pk, cast=cast)


@pytest.fixture
def draft(hub):
    """Return a pilot that was begun and nothing more."""
    return services.begin_pilot(
        unit_id=hub.unit.pk,
        name="Reading hour",
        aim="Sixth-graders who read little at home",
        starts_on=STARTS_ON,
        by_id=hub.dana,
        at=AT,
    )


@pytest.fixture
def registered(hub, draft):
    """Return a pilot that was registered and has its students."""
    services.register_pilot(pilot=draft, registration=PROMISE, by_id=hub.dana, at=AT)
    services.enrol(pilot=draft, students=students_of(hub), by_id=hub.dana)
    return draft


@pytest.fixture
def running(hub, registered):
    """Return a pilot whose arms are drawn."""
    services.draw_arms(pilot=registered, seed="2026-09-01", by_id=hub.dana, at=AT)
    return registered


def students_of(hub, **changes):
    """Return everybody of the eight rooms, with consent."""
    parts = {"has_consent": True} | changes
    return [
        Enrolment(student_id=student, cluster=room, pretest=float(seat), **parts)
        for room, students in hub.rooms.items()
        for seat, student in enumerate(students)
    ]

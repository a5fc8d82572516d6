"""The cast of the tests: a tiny named world that every test can ask for.

Riverside is a system with one hub. Ana is a sixth-grader there, Ben another. Ms. Cho
teaches, Mr. Diaz mentors, Dana leads the hub, Rosa is the registrar. Lakeside is
another system: Finn is a student there and may see nothing of Riverside's.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import settings

# CI tries the same examples on every run, so that a change is judged by what it
# changed; at a desk the search goes on.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("desk", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


@dataclass(frozen=True)
class Cast:
    """Rows of the tiny world, by name."""

    riverside: Any
    lakeside: Any
    hub: Any
    ana: Any
    ben: Any
    cho: Any
    diaz: Any
    dana: Any
    rosa: Any


@pytest.fixture
def systems(db: None) -> tuple[Any, Any]:
    """Return two school systems, Riverside and Lakeside, of one network."""
    from seedbed.apps.accounts.models import Network, System

    network = Network.objects.create(name="Rivers and Lakes")
    riverside = System.objects.create(network=network, name="Riverside")
    lakeside = System.objects.create(network=network, name="Lakeside")
    return riverside, lakeside


@pytest.fixture
def cast(systems: tuple[Any, Any]) -> Iterator[Cast]:
    """Return the cast, inside Riverside's ``system_context``.

    ``ana`` and ``ben`` are ``rosters.Student``; ``cho`` and ``diaz`` ``rosters.Staff``;
    ``dana`` and ``rosa`` ``accounts.Account``. Each person also has an account whose
    username is the first name in lower case and whose password is ``sesame``.
    """
    from seedbed.apps.accounts.models import Account, Person, Role, RoleKind, Unit
    from seedbed.apps.accounts.tenancy import system_context
    from seedbed.apps.rosters.models import Staff, Student

    riverside, lakeside = systems

    def account(person: Any) -> Any:
        made = Account(
            username=person.given_name.lower().replace(". ", "-"),
            system_id=person.system_id,
            person=person,
        )
        made.set_password("sesame")
        made.save()
        return made

    def person(given: str, family: str, kind: str, unit: Any) -> Any:
        made = Person.objects.create(given_name=given, family_name=family)
        Role.objects.create(person=made, kind=kind, unit=unit)
        return made

    with system_context(lakeside.pk):
        pond = Unit.objects.create(name="Pond School")
        finn = person("Finn", "Fisher", RoleKind.STUDENT, pond)
        Student.objects.create(person=finn, unit=pond, grade=6)
        account(finn)
    with system_context(riverside.pk):
        hub = Unit.objects.create(
            name="Riverside Hub", kind="hub", grade_low=6, grade_high=8
        )
        students = []
        for given, family in (("Ana", "Alvarez"), ("Ben", "Brook")):
            who = person(given, family, RoleKind.STUDENT, hub)
            account(who)
            students.append(Student.objects.create(person=who, unit=hub, grade=6))
        staff = []
        for given, family, kind in (
            ("Clara", "Cho", RoleKind.TEACHER),
            ("Mateo", "Diaz", RoleKind.MENTOR),
        ):
            who = person(given, family, kind, hub)
            account(who)
            staff.append(Staff.objects.create(person=who, unit=hub, kind=kind))
        dana = account(person("Dana", "Whitfield", RoleKind.LEADER, hub))
        rosa = account(person("Rosa", "Reyes", RoleKind.REGISTRAR, None))
        yield Cast(
            riverside=riverside,
            lakeside=lakeside,
            hub=hub,
            ana=students[0],
            ben=students[1],
            cho=staff[0],
            diaz=staff[1],
            dana=dana,
            rosa=rosa,
        )


@pytest.fixture(autouse=True)
def _every_test_begins_in_english_and_where_its_systems_are() -> None:
    """Forget the language and the time zone that an earlier test's request set.

    A request leaves both behind in its thread, which in tests is everyone's. The zone is
    that of the cast's systems: a test's today is the day that their pages show, whatever
    the hour at which it runs.
    """
    from django.utils import timezone, translation

    translation.deactivate()
    timezone.activate("America/New_York")


@pytest.fixture(autouse=True)
def _append_only_tables_can_be_emptied(
    request: pytest.FixtureRequest,
) -> Iterator[None]:
    """Let a transactional test clean up after itself.

    It empties the tables with DELETE on SQLite, which append-only tables refuse. The
    guards come back by themselves: emptying ends with ``post_migrate``.
    """
    marker = request.node.get_closest_marker("django_db")
    transactional = (marker is not None and marker.kwargs.get("transaction")) or (
        {"transactional_db", "live_server"} & set(request.fixturenames)
    )
    if not transactional:
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    from django.db import connection

    from seedbed.apps.accounts.rls import append_only_tables

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for table in append_only_tables():
                for event in ("update", "delete"):
                    cursor.execute(
                        f'DROP TRIGGER IF EXISTS "{table}_append_only_{event}"'
                    )

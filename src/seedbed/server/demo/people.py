"""The people of the simulated system: students, staff, families and their accounts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.db import transaction

from seedbed.apps.accounts.models import Person, Role, RoleKind, Unit, UnitKind
from seedbed.apps.accounts.services import create_account
from seedbed.apps.rosters.models import Guardianship, Staff, Student

from .names import invent
from .sizes import HUB_NAME, VIRTUAL_NAME, Size, UnitSize

FAMILY_SHARE = 0.6
SPANISH_SHARE = 0.22

#: Whoever signs in with one click, by what they do: username -> name.
FACES = {
    "leader": ("Dana", "Whitfield"),
    "student": ("Maya", "Ramos"),
    "registrar": ("Rosa", "Delgado"),
    "virtual-leader": ("Grace", "Okafor"),
    "teacher": ("Clara", "Chen"),
    "mentor": ("Luis", "Alvarez"),
    "family": ("Elena", "Ramos"),
    "superintendent": ("Renata", "Sol"),
}


@dataclass(frozen=True, kw_only=True)
class UnitPeople:
    """One unit with its people, in the order they were made."""

    unit: Unit
    students: list[Student]
    staff: dict[str, list[Staff]]


@transaction.atomic
def make_people(size: Size, *, seed: int) -> dict[str, UnitPeople]:
    """Make both units with their people and accounts; returns them by unit name.

    A unit that is already there is read back unchanged.
    """
    rng = np.random.default_rng([seed, 1])
    hub = _unit(HUB_NAME, UnitKind.HUB, (6, 8))
    virtual = _unit(VIRTUAL_NAME, UnitKind.VIRTUAL, (9, 12))
    faces = {
        hub.name: {"student": FACES["student"], "teacher": FACES["teacher"]}
        | {"mentor": FACES["mentor"]},
        virtual.name: {},
    }
    made = {
        unit.name: _people_of(unit, unit_size, faces[unit.name], rng)
        for unit, unit_size in ((hub, size.hub), (virtual, size.virtual))
    }
    _make_accounts(made[HUB_NAME], virtual)
    return made


def _unit(name: str, kind: UnitKind, grades: tuple[int, int]) -> Unit:
    low, high = grades
    found, _made = Unit.objects.get_or_create(
        name=name, defaults={"kind": kind, "grade_low": low, "grade_high": high}
    )
    unit: Unit = found
    return unit


def _people_of(
    unit: Unit,
    size: UnitSize,
    faces: dict[str, tuple[str, str]],
    rng: np.random.Generator,
) -> UnitPeople:
    # Names are drawn even when nothing is made, so that both units keep theirs.
    kinds = (
        [RoleKind.TEACHER] * size.teachers
        + [RoleKind.TUTOR] * size.tutors
        + [RoleKind.MENTOR] * size.mentors
        + [RoleKind.AIDE] * size.aides
    )
    names = invent(size.students + len(kinds), rng)
    speaks_spanish = rng.random(len(names)) < SPANISH_SHARE
    if not Student.objects.filter(unit=unit).exists():
        roles = [RoleKind.STUDENT] * size.students + kinds
        taken: set[str] = set()
        for i, role in enumerate(roles):
            if role in faces and role not in taken:
                taken.add(role)
                names[i] = faces[role]
        persons = _make_persons(names, speaks_spanish, roles, unit)
        _make_students(unit, persons[: size.students])
        Staff.objects.bulk_create(
            Staff(person=person, unit=unit, kind=kind)
            for person, kind in zip(persons[size.students :], kinds, strict=True)
        )
        _make_families(unit, rng)
    staff: dict[str, list[Staff]] = {kind: [] for kind in dict.fromkeys(kinds)}
    for row in Staff.objects.filter(unit=unit).select_related("person").order_by("id"):
        staff[row.kind].append(row)
    students = Student.objects.filter(unit=unit).select_related("person").order_by("id")
    return UnitPeople(unit=unit, students=list(students), staff=staff)


def _make_persons(
    names: list[tuple[str, str]],
    speaks_spanish: np.ndarray,
    roles: list[RoleKind],
    unit: Unit,
) -> list[Person]:
    persons = Person.objects.bulk_create(
        Person(
            given_name=given,
            family_name=family,
            language="es" if is_spanish else "en",
            source="simulated",
            sourced_id=f"{unit.kind}-{i:04d}",
        )
        for i, ((given, family), is_spanish) in enumerate(
            zip(names, speaks_spanish.tolist(), strict=True)
        )
    )
    Role.objects.bulk_create(
        Role(person=person, kind=kind, unit=unit)
        for person, kind in zip(persons, roles, strict=True)
    )
    return persons


def _make_students(unit: Unit, persons: list[Person]) -> None:
    n_grades = unit.grade_high - unit.grade_low + 1
    Student.objects.bulk_create(
        Student(person=person, unit=unit, grade=unit.grade_low + i % n_grades)
        for i, person in enumerate(persons)
    )


def _make_families(unit: Unit, rng: np.random.Generator) -> None:
    """Give most students a guardian with the student's family name and language."""
    students = list(Student.objects.filter(unit=unit).select_related("person"))
    chosen = [s for s in students if rng.random() < FAMILY_SHARE]
    names = invent(len(chosen), rng)
    guardians = Person.objects.bulk_create(
        Person(
            given_name=given,
            family_name=student.person.family_name,
            language=student.person.language,
            source="simulated",
            sourced_id=f"{unit.kind}-guardian-{i:04d}",
        )
        for i, (student, (given, _family)) in enumerate(zip(chosen, names, strict=True))
    )
    Role.objects.bulk_create(
        Role(person=person, kind=RoleKind.GUARDIAN, unit=unit) for person in guardians
    )
    Guardianship.objects.bulk_create(
        Guardianship(guardian=person, student=student)
        for person, student in zip(guardians, chosen, strict=True)
    )


def _make_accounts(hub: UnitPeople, virtual: Unit) -> None:
    """Make the accounts of the demo; none has a password."""
    student = hub.students[0]
    people = {
        "leader": _adult("leader", RoleKind.LEADER, hub.unit),
        "registrar": _adult("registrar", RoleKind.REGISTRAR, None),
        "virtual-leader": _adult("virtual-leader", RoleKind.LEADER, virtual),
        "student": student.person,
        "teacher": hub.staff[RoleKind.TEACHER][0].person,
        "mentor": hub.staff[RoleKind.MENTOR][0].person,
        "family": _adult("family", RoleKind.GUARDIAN, hub.unit),
        "superintendent": _adult("superintendent", RoleKind.SYSTEM_LEADER, None),
    }
    Guardianship.objects.get_or_create(guardian=people["family"], student=student)
    for username, person in people.items():
        create_account(person_id=person.pk, username=username)


def _adult(username: str, kind: RoleKind, unit: Unit | None) -> Person:
    given, family = FACES[username]
    found, _made = Person.objects.get_or_create(
        source="simulated",
        sourced_id=f"face-{username}",
        defaults={"given_name": given, "family_name": family},
    )
    person: Person = found
    Role.objects.get_or_create(person=person, kind=kind, unit=unit)
    return person

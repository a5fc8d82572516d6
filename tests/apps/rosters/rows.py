"""Looks at the rows of the rosters as plain values."""

from __future__ import annotations

from typing import Any

from seedbed.apps.accounts.models import Person, Role, Unit
from seedbed.apps.rosters.models import (
    Course,
    Enrollment,
    Guardianship,
    Section,
    Staff,
    Student,
    Term,
)

TABLES = (
    Unit, Person, Role, Student, Staff, Guardianship, Term, Course, Section, Enrollment,
)  # fmt: skip


def world() -> dict[str, list[Any]]:
    """Return every row of the rosters, as plain values."""
    return {
        model.__name__: sorted(model.objects.values_list(), key=str) for model in TABLES
    }


def student(sourced_id: str) -> Student:
    """Return a student by roster id."""
    found: Student = Student.objects.select_related("person", "unit").get(
        person__sourced_id=sourced_id
    )
    return found

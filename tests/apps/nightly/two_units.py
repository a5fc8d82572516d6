"""Builds two small units in SEEDBED_HOME, runs their nights, prints what came of it.

A script of ``test_processes``: processes of their own see no test database.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

MONDAY = date(2026, 10, 19)
AT = datetime(2026, 10, 18, 20, 0, tzinfo=UTC)


def build() -> tuple[int, list[int]]:
    """Make two units of six students with a teacher each."""
    from seedbed.apps.accounts.models import Person, Unit
    from seedbed.apps.accounts.services import ensure_system
    from seedbed.apps.accounts.tenancy import system_context
    from seedbed.apps.curriculum.models import Framework, Lesson, Skill
    from seedbed.apps.rosters.models import Staff, Student
    from seedbed.lib.modalities import LESSON_MODALITIES

    system_id = ensure_system(name="Two units")
    unit_ids = []
    with system_context(system_id):
        framework = Framework.objects.create(identifier="t", title="T", subject="Math")
        for code in ("6.A", "6.B"):
            skill = Skill.objects.create(
                framework=framework,
                identifier=code,
                code=code,
                title=code,
                grade_low=6,
                grade_high=6,
            )
            for modality in LESSON_MODALITIES:
                Lesson.objects.create(
                    code=f"{code} {modality.slug}",
                    skill=skill,
                    modality=modality,
                    title=modality.slug,
                    minutes=20,
                    seats=15,
                )
        for n in (1, 2):
            unit = Unit.objects.create(
                uuid=UUID(int=n), name=f"Unit {n}", grade_low=6, grade_high=6
            )
            unit_ids.append(unit.pk)
            for i in range(6):
                person = Person.objects.create(given_name=f"Kid {n}.{i}")
                Student.objects.create(person=person, unit=unit, grade=6)
            teacher = Person.objects.create(given_name=f"Teacher {n}")
            Staff.objects.create(person=teacher, unit=unit, kind="teacher")
    return system_id, unit_ids


def seats_of(system_id: int, unit_id: int) -> list[Any]:
    """Return the unit's seats by name, without ids."""
    from seedbed.apps.accounts.tenancy import system_context
    from seedbed.apps.scheduling.models import Seat

    with system_context(system_id):
        seats = Seat.objects.filter(day__unit_id=unit_id).order_by("student", "block")
        return [
            list(row)
            for row in seats.values_list(
                "student__person__given_name",
                "block__ordinal",
                "title",
                "lesson__code",
                "session__room__name",
            )
        ]


def main(jobs: int, cluster: str) -> None:
    """Run the nights and print them as one line of JSON; with no jobs, make the tables."""
    import django

    django.setup()
    from django.core.management import call_command

    from seedbed.apps.nightly.services import run_nights

    if not jobs:
        call_command("migrate", verbosity=0)
        return
    system_id, unit_ids = build()
    cards = run_nights(
        system_id=system_id,
        unit_ids=unit_ids,
        on=MONDAY,
        at=AT,
        jobs=jobs,
        cluster=cluster,
    )
    found = [
        {
            "unit": card.unit,
            "status": card.status,
            "message": card.message,
            "seats": seats_of(system_id, card.unit_id),
        }
        for card in cards
    ]
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), cluster="".join(sys.argv[2:]))

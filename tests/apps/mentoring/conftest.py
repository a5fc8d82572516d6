"""One published Tuesday: Ms. Cho teaches ratios to Ana and Ben in the Studio at 9:00.

Mr. Diaz mentors Ana alone. Cy is at the hub, too, with nobody of the cast.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from seedbed.apps.accounts.models import Account, Person
from seedbed.apps.curriculum.models import Framework, Lesson, Skill
from seedbed.apps.mentoring import services
from seedbed.apps.rosters.models import Student
from seedbed.apps.scheduling.models import (
    BellSchedule,
    Block,
    Caseload,
    Room,
    SchoolDay,
    Seat,
    Session,
)
from seedbed.lib.modalities import Modality

TUESDAY = date(2026, 10, 20)
WEDNESDAY = date(2026, 10, 21)
NINE_TEN = datetime(2026, 10, 20, 9, 10, tzinfo=UTC)


@dataclass
class Studio:
    """The rows of the day, by name. The clock of these tests is UTC."""

    cast: Any
    day: Any
    block: Any
    later: Any
    room: Any
    skill: Any
    session: Any
    cy: Any
    cho: Any
    diaz: Any
    ana: Any

    def asks_for_help(self, student: Any) -> None:
        """Let a student say "I'm stuck" at 9:10."""
        services.say(
            student_id=student.pk,
            kind="stuck",
            on=TUESDAY,
            at=NINE_TEN,
            block_ordinal=1,
        )

    def seat(self, student: Any, **more: Any) -> Any:
        """Give a student a seat of the day in the Studio."""
        facts = {
            "day": self.day,
            "student": student,
            "block": self.block,
            "room": self.room,
            "modality": Modality.LIVE,
            "title": "Ratios with tables",
            "place": "hub",
            "origin": "plan",
        }
        return Seat.objects.create(**(facts | more))


@pytest.fixture
def studio(cast: Any) -> Studio:
    """Return the published day with its session; accounts of the adults and of Ana."""
    bells = BellSchedule.objects.create(unit=cast.hub)
    block, later = (
        Block.objects.create(
            bell_schedule=bells,
            ordinal=n,
            title=f"Block {n}",
            starts_at=time(8 + n),
            minutes=40,
        )
        for n in (1, 2)
    )
    framework = Framework.objects.create(identifier="ratios", title="Ratios")
    skill = Skill.objects.create(
        framework=framework,
        identifier="6.RP.A.1",
        code="6.RP.A.1",
        title="Ratios",
        grade_low=6,
        grade_high=6,
    )
    lesson = Lesson.objects.create(
        code="ratios-live",
        skill=skill,
        modality=Modality.LIVE,
        title="Ratios with tables",
        minutes=35,
        seats=12,
    )
    room = Room.objects.create(unit=cast.hub, name="Studio", seats=12)
    day = SchoolDay.objects.create(
        unit=cast.hub, on=TUESDAY, status="published", made_at=NINE_TEN
    )
    session = Session.objects.create(
        day=day,
        block=block,
        modality=Modality.LIVE,
        lesson=lesson,
        title="Ratios with tables",
        staff=cast.cho,
        room=room,
        seats=12,
    )
    person = Person.objects.create(given_name="Cy", family_name="Chen")
    cy = Student.objects.create(person=person, unit=cast.hub, grade=6)
    Caseload.objects.create(mentor=cast.diaz, student=cast.ana)
    made = Studio(
        cast=cast,
        day=day,
        block=block,
        later=later,
        room=room,
        skill=skill,
        session=session,
        cy=cy,
        cho=Account.objects.get(username="clara"),
        diaz=Account.objects.get(username="mateo"),
        ana=Account.objects.get(username="ana"),
    )
    for student in (cast.ana, cast.ben):
        made.seat(student, session=session, lesson=lesson)
    return made

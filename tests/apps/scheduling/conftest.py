"""A tiny school day: the cast's hub with bells, rooms, four skills and a snapshot."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from hashlib import blake2b
from typing import Any

import numpy as np
import pytest

from seedbed.apps.accounts.models import Person
from seedbed.apps.curriculum.models import Framework, Lesson, Prerequisite, Skill
from seedbed.apps.mastery.archive import pack
from seedbed.apps.mastery.models import Snapshot
from seedbed.apps.rosters.models import Student
from seedbed.apps.scheduling.models import (
    BellSchedule,
    Block,
    Caseload,
    Qualification,
    Room,
    StandingSeat,
)
from seedbed.lib.modalities import LESSON_MODALITIES, Modality

MONDAY = date(2026, 10, 19)
TUESDAY = date(2026, 10, 20)
SUNDAY_NIGHT = datetime(2026, 10, 18, 20, 0, tzinfo=UTC)
BELLS = (
    (1, "Check-in", "check_in", time(8, 30), 15),
    (2, "Block 1", "learning", time(8, 45), 40),
    (3, "Block 2", "learning", time(9, 30), 40),
    (4, "Lunch", "lunch", time(10, 10), 40),
    (5, "Block 3", "learning", time(10, 50), 40),
)
MINUTES = {
    Modality.LIVE: 35,
    Modality.TUTORING: 20,
    Modality.PEER: 25,
    Modality.ONLINE: 25,
    Modality.PROJECT: 40,
    Modality.INDEPENDENT: 20,
}
NAMES = ("Cy Chen", "Dee Diop", "Eli Ek", "Fay Flores", "Gus Gray", "Hana Haddad")


@dataclass
class World:
    """The hub on the Monday, by name. ``students`` begins with Ana and Ben."""

    cast: Any
    students: list[Any]
    skills: list[Any]
    blocks: dict[int, Any]
    commons: Any
    studio: Any
    notes: dict[str, Any] = field(default_factory=dict)

    @property
    def hub(self) -> Any:
        return self.cast.hub

    @property
    def leader_id(self) -> int:
        return int(self.cast.dana.pk)

    def snapshot(
        self, *, ready: Any = None, mastered: Any = (0,), at: Any = None
    ) -> Any:
        """Store a snapshot: everyone has shown skill 0 and is ready for 1 and 2.

        ``ready`` and ``mastered`` are columns, or a dict of them by student position.
        """
        n, k = len(self.students), len(self.skills)
        is_ready = _columns((1, 2) if ready is None else ready, n, k)
        shown = _columns(mastered, n, k)
        mastery = np.where(shown, 0.95, np.where(is_ready, 0.5, 0.1))
        arrays = {
            "student_ids": np.array([s.pk for s in self.students], np.int64),
            "skill_ids": np.array([s.pk for s in self.skills], np.int64),
            "mastery": mastery.astype(np.float32),
            "low": (mastery - 0.05).astype(np.float32),
            "high": (mastery + 0.04).astype(np.float32),
            "n_attempts": np.where(shown, 10, 0).astype(np.int32),
            "last_day": np.where(shown, 20740.5, np.nan).astype(np.float32),
            "is_mastered": shown,
            "is_frontier": is_ready,
            "gain": np.where(is_ready, 0.4 + 0.1 * np.arange(k), 0.0).astype(
                np.float32
            ),
            "was_mastered": shown,
        }
        as_of = at or SUNDAY_NIGHT
        packed = pack(arrays)
        return Snapshot.objects.create(
            unit=self.hub,
            as_of=as_of,
            model="by hand",
            inputs_hash=blake2b(packed, digest_size=16).hexdigest(),
            n_students=n,
            n_skills=k,
            n_attempts=10 * n,
            arrays=packed,
        )


def _columns(chosen: Any, n: int, k: int) -> Any:
    found = np.zeros((n, k), np.bool_)
    for s in range(n):
        found[s, list(chosen.get(s, ()) if isinstance(chosen, dict) else chosen)] = True
    return found


@pytest.fixture
def world(cast: Any) -> World:
    """Return the hub with eight sixth-graders, one teacher, one mentor, five rooms."""
    students = [cast.ana, cast.ben]
    for name in NAMES:
        given, family = name.split()
        person = Person.objects.create(given_name=given, family_name=family)
        students.append(Student.objects.create(person=person, unit=cast.hub, grade=6))
    bells = BellSchedule.objects.create(unit=cast.hub)
    blocks = {
        ordinal: Block.objects.create(
            bell_schedule=bells,
            ordinal=ordinal,
            title=title,
            kind=kind,
            starts_at=starts_at,
            minutes=minutes,
        )
        for ordinal, title, kind, starts_at, minutes in BELLS
    }
    commons = Room.objects.create(unit=cast.hub, name="Commons", seats=30, n_devices=10)
    studio = Room.objects.create(unit=cast.hub, name="Studio", seats=12)
    for name in ("Library", "Lab", "Annex"):
        Room.objects.create(unit=cast.hub, name=name, seats=12, n_devices=4)
    Qualification.objects.create(
        staff=cast.cho, subject="Math", grade_low=5, grade_high=8
    )
    for student in students:
        Caseload.objects.create(mentor=cast.diaz, student=student)
        for block in blocks.values():
            if block.kind != "lunch":
                is_learning = block.kind == "learning"
                StandingSeat.objects.create(
                    student=student,
                    block=block,
                    modality=Modality.INDEPENDENT if is_learning else Modality.MENTOR,
                    title="Independent work" if is_learning else "Check-in",
                    staff=None if is_learning else cast.diaz,
                    room=commons if is_learning else None,
                )
    return World(
        cast=cast,
        students=students,
        skills=_skills(),
        blocks=blocks,
        commons=commons,
        studio=studio,
    )


def _skills() -> list[Any]:
    framework = Framework.objects.create(
        identifier="tiny", title="Tiny", subject="Mathematics"
    )
    rows = (
        ("6.A", "Ratios", 6),
        ("6.B", "Unit rates", 6),
        ("6.C", "Percents", 6),
        ("8.D", "Slopes", 8),
    )
    skills = [
        Skill.objects.create(
            framework=framework,
            identifier=code,
            code=code,
            title=title,
            grade_low=grade,
            grade_high=grade,
        )
        for code, title, grade in rows
    ]
    for before, after in ((0, 1), (0, 2), (2, 3)):
        Prerequisite.objects.create(before=skills[before], after=skills[after])
    for skill in skills:
        for modality in LESSON_MODALITIES:
            for n in (1, 2):
                Lesson.objects.create(
                    code=f"{skill.code}-{modality.slug}-{n}",
                    skill=skill,
                    modality=modality,
                    title=f"{skill.title} {modality.slug} {n}",
                    minutes=MINUTES[modality],
                    seats=15,
                    needs="device" if modality == Modality.ONLINE else "",
                )
    return skills

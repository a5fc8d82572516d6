"""Gives a unit that was only imported a frame to plan in: bells, rooms, adults' reach.

Every default is an assumption that the unit can change, and none replaces a row that
stands: running it again fills what is new and touches nothing else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import time
from math import ceil
from typing import Any

from django.db import transaction
from django.db.models import Max, Q

from seedbed.apps.accounts.models import RoleKind, Unit, UnitKind
from seedbed.apps.rosters.models import Enrollment, Section, Staff, Student
from seedbed.apps.scheduling.fixed import MOST_PER_ADULT
from seedbed.apps.scheduling.models import (
    BellSchedule,
    Block,
    BlockKind,
    Caseload,
    Qualification,
    Room,
    StandingSeat,
)
from seedbed.apps.scheduling.rows.frame import UNPLACED_KINDS
from seedbed.apps.scheduling.store import INDEPENDENT, STUDY
from seedbed.lib.grades import parse_grade
from seedbed.lib.modalities import Modality

#: The bell schedule made here says so in its name, so that it is known for a default.
DEFAULT_BELLS = "Every day (default)"
COMMONS = "Commons"
ROOM_SEATS = 30
#: Rosters seldom name rooms: where they name fewer, a place for every adult who
#: teaches, or for every 24 students, is assumed.
MOST_SPACES = 40
_STUDENTS_PER_SPACE = 24
_MOST_SEATS = 32_767
#: Start, title, kind, minutes: six learning blocks of 40, with five minutes between.
_BLOCKS = (
    (time(8, 30), "Check-in", BlockKind.CHECK_IN, 15),
    (time(8, 50), "Block 1", BlockKind.LEARNING, 40),
    (time(9, 35), "Block 2", BlockKind.LEARNING, 40),
    (time(10, 20), "Block 3", BlockKind.LEARNING, 40),
    (time(11, 0), "Break", BlockKind.BREAK, 15),
    (time(11, 20), "Block 4", BlockKind.LEARNING, 40),
    (time(12, 0), "Lunch", BlockKind.LUNCH, 40),
    (time(12, 45), "Block 5", BlockKind.LEARNING, 40),
    (time(13, 30), "Block 6", BlockKind.LEARNING, 40),
)
_TEACHING = (RoleKind.TEACHER, RoleKind.TUTOR)


@transaction.atomic
def set_up_unit(*, unit_id: int) -> None:
    """Fill in what a unit lacks before its day can be planned. Safe to run again.

    Bells from 8:30 to 14:10; rooms from the places of its sections, topped up to one
    for every adult who teaches (30 seats, a device each), and a Commons where everybody
    has a place; qualifications from the sections taught, or any subject within the
    unit's grades; a mentor for every student while mentors (or else teachers) have
    room; a standing schedule of independent work. A unit with bells of its own keeps
    its rooms as they are.
    """
    unit = Unit.objects.get(pk=unit_id)
    staff = list(Staff.objects.filter(unit_id=unit_id, is_active=True).order_by("id"))
    students = list(
        Student.objects.filter(unit_id=unit_id, is_active=True).order_by("id")
    )
    bells = _bells(unit, has_staff=bool(staff))
    if bells.name == DEFAULT_BELLS and unit.kind != UnitKind.VIRTUAL:
        n_teaching = sum(s.kind in _TEACHING for s in staff)
        _rooms(unit, len(students), n_teaching)
    _qualifications(unit, staff)
    mentors = _caseloads(unit, staff, students)
    _standing_seats(unit, bells, students, mentors)


def _bells(unit: Unit, *, has_staff: bool) -> Any:
    bells, made = BellSchedule.objects.get_or_create(
        unit=unit, defaults={"name": DEFAULT_BELLS}
    )
    if made:
        rows = [row for row in _BLOCKS if has_staff or row[2] != BlockKind.CHECK_IN]
        Block.objects.bulk_create(
            Block(
                bell_schedule=bells,
                ordinal=ordinal,
                title=title,
                kind=kind,
                starts_at=starts_at,
                minutes=minutes,
            )
            for ordinal, (starts_at, title, kind, minutes) in enumerate(rows, start=1)
        )
    return bells


def _rooms(unit: Unit, n_students: int, n_teaching: int) -> None:
    seats = min(max(1, n_students), _MOST_SEATS)
    commons, made = Room.objects.get_or_create(
        unit=unit, name=COMMONS, defaults={"seats": seats, "n_devices": seats}
    )
    if not made:
        if commons.seats < seats:
            rooms = Room.objects.filter(pk=commons.pk)
            rooms.update(seats=seats, n_devices=seats)
        return
    sections = Section.objects.filter(unit=unit, is_active=True)
    places = {
        place.strip()[:100] for place in sections.values_list("location", flat=True)
    }
    n_wanted = max(n_teaching, ceil(n_students / _STUDENTS_PER_SPACE))
    spaces = [f"Group space {n}" for n in range(1, min(n_wanted, MOST_SPACES) + 1)]
    names = sorted(places - {"", COMMONS})
    names += spaces[len(names) :]
    known = set(Room.objects.filter(unit=unit).values_list("name", flat=True))
    Room.objects.bulk_create(
        Room(unit=unit, name=name, seats=ROOM_SEATS, n_devices=ROOM_SEATS)
        for name in names
        if name not in known
    )


def _qualifications(unit: Unit, staff: list[Staff]) -> None:
    known = set(
        Qualification.objects.filter(staff__unit=unit).values_list(
            "staff_id", flat=True
        )
    )
    lacking = [s for s in staff if s.kind in _TEACHING and s.pk not in known]
    if not lacking:
        return
    taught: dict[int, list[Section]] = defaultdict(list)
    rows = Enrollment.objects.filter(
        person_id__in=[s.person_id for s in lacking],
        is_active=True,
        section__is_active=True,
    ).exclude(role=RoleKind.STUDENT)
    for row in rows.select_related("section__course").order_by("id"):
        taught[row.person_id].append(row.section)
    Qualification.objects.bulk_create(
        Qualification(staff=s, subject=subject, grade_low=low, grade_high=high)
        for s in lacking
        for subject, (low, high) in _taught(unit, taught[s.person_id]).items()
    )


def _taught(unit: Unit, sections: Iterable[Section]) -> dict[str, tuple[int, int]]:
    """Return subject words with their grades; without any, any subject of the unit."""
    found: dict[str, tuple[int, int]] = {}
    for section in sections:
        course = section.course.subjects if section.course else ""
        low, high = _grades(section.grades, unit)
        for subject in _words(section.subjects or course):
            before = found.get(subject, (low, high))
            found[subject] = (min(low, before[0]), max(high, before[1]))
    return found or {"": (unit.grade_low, unit.grade_high)}


def _words(subjects: str) -> list[str]:
    """Return subject words; a bare code says nothing, so it counts as any subject."""
    words = [word.strip()[:200] for word in subjects.split(",") if word.strip()]
    return [word if any(map(str.isalpha, word)) else "" for word in words] or [""]


def _grades(grades: str, unit: Unit) -> tuple[int, int]:
    known = [g for g in map(parse_grade, grades.split(",")) if g is not None]
    if not known:
        return unit.grade_low, unit.grade_high
    return min(known), max(known)


def _caseloads(
    unit: Unit, staff: list[Staff], students: list[Student]
) -> dict[int, int]:
    """Give students a mentor where there is room; return mentor ids by student."""
    Caseload.objects.filter(student__unit=unit).filter(
        Q(mentor__is_active=False) | ~Q(mentor__unit=unit)
    ).delete()
    mentors = dict(
        Caseload.objects.filter(student__unit=unit).values_list(
            "student_id", "mentor_id"
        )
    )
    guides = [s.pk for s in staff if s.kind == RoleKind.MENTOR]
    guides = guides or [s.pk for s in staff if s.kind == RoleKind.TEACHER]
    load = Counter(dict.fromkeys(guides, 0))
    load.update(pk for pk in mentors.values() if pk in load)
    rows = []
    for student in students:
        if student.pk in mentors or not guides:
            continue
        guide = min(guides, key=lambda pk: (load[pk], pk))
        if load[guide] >= MOST_PER_ADULT:
            break
        load[guide] += 1
        mentors[student.pk] = guide
        rows.append(Caseload(mentor_id=guide, student=student))
    Caseload.objects.bulk_create(rows)
    return mentors


def _standing_seats(
    unit: Unit,
    bells: Any,
    students: list[Student],
    mentors: dict[int, int],
) -> None:
    known = set(
        StandingSeat.objects.filter(student__unit=unit).values_list(
            "student_id", "block_id"
        )
    )
    most = Room.objects.filter(unit=unit).aggregate(most=Max("seats"))["most"]
    room = Room.objects.filter(unit=unit, seats=most).order_by("id").first()
    blocks = [
        block
        for block in Block.objects.filter(bell_schedule=bells).order_by("ordinal")
        if block.kind not in UNPLACED_KINDS
    ]
    StandingSeat.objects.bulk_create(
        (
            _standing_seat(student, block, room, mentors.get(student.pk))
            for student in students
            for block in blocks
            if (student.pk, block.pk) not in known
        ),
        batch_size=2_000,
    )


def _standing_seat(
    student: Student, block: Block, room: Room | None, mentor_id: int | None
) -> StandingSeat:
    if block.kind == BlockKind.CHECK_IN and mentor_id is not None:
        return StandingSeat(
            student=student,
            block=block,
            modality=Modality.MENTOR,
            title="Check-in",
            staff_id=mentor_id,
        )
    is_learning = block.kind == BlockKind.LEARNING
    return StandingSeat(
        student=student,
        block=block,
        modality=Modality.INDEPENDENT if is_learning else Modality.STUDY,
        title=INDEPENDENT if is_learning else STUDY,
        room=room,
    )

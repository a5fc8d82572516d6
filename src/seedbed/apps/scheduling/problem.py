"""Everything a day's plan is made from, read once and kept by row id.

``bridge`` turns it into the engine's arrays; the store, the reasons and the checks
read it to turn positions back into rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from seedbed.apps.curriculum import queries as curriculum
from seedbed.apps.curriculum.cards import LessonRow, SkillRows
from seedbed.apps.curriculum.models import Lesson
from seedbed.apps.mastery import queries as mastery
from seedbed.apps.trials.cards import DrawCard, NightDraws
from seedbed.lib.arrays import FloatArray

from .belief import believed
from .fixed import FixedRow, fixed_sessions
from .limits import limits_of
from .models import BlockKind, SeatOrigin
from .options import OptionRows, Reach, View, line_up, options_of, working_grades
from .rows.chosen import with_choices
from .rows.frame import FrameRows, read_frame
from .rows.past import PastRows, read_past
from .rows.people import PeopleRows, read_people
from .rows.stored import StoredRows
from .subject_ways import in_subjects

ANY_GRADE = (0, 13)
Seated = tuple[int, int, float, float]


class Lock(NamedTuple):
    """A seat that an adult decided; without a lesson it is supervised study."""

    student_id: int
    block_id: int
    lesson_id: int | None
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class Material:
    """What a day is planned from.

    ``lessons`` is the engine's axis L; ``locks`` are seats that adults decided;
    ``seated`` the pairs of student and lesson ids that stand in the stored
    day. ``notes`` are sentences for the adult who reviews. ``draws`` are the lotteries
    after which ``options`` stand, ``night`` what this night's drew, if it did.
    """

    frame: FrameRows
    people: PeopleRows
    fixed: tuple[FixedRow, ...]
    limits: dict[str, float | None]
    skills: SkillRows
    view: View
    past: PastRows
    options: OptionRows
    lessons: tuple[LessonRow, ...]
    locks: tuple[Lock, ...]
    seated: tuple[Seated, ...]
    notes: tuple[str, ...]
    as_of: datetime | None
    n_attempts: int
    draws: tuple[DrawCard, ...] = ()
    night: NightDraws | None = None

    @cached_property
    def working_grade(self) -> FloatArray:
        """The grade where the evidence puts each student, (S,)."""
        return working_grades(self.people.students, self.view, self.skills)

    @cached_property
    def grades_of_skill(self) -> dict[int, tuple[int, int]]:
        """Grade band by skill id; a skill no longer taught fits every grade."""
        skills = self.skills
        known = zip(skills.ids, skills.grade_low, skills.grade_high, strict=True)
        bands = {lesson.skill_id: ANY_GRADE for lesson in self.lessons}
        return bands | {skill_id: (low, high) for skill_id, low, high in known}

    @cached_property
    def subject_of_skill(self) -> dict[int, str]:
        """Subject word by skill id."""
        subjects = {lesson.skill_id: "" for lesson in self.lessons}
        known = zip(self.skills.ids, self.skills.subjects, strict=True)
        return subjects | dict(known)

    @property
    def longest_block(self) -> int:
        """Minutes of the longest learning block."""
        return _longest_block(self.frame)

    @property
    def reach(self) -> Reach:
        """How far from the enrolled grade a plan may go."""
        return _reach(self.limits)


def read_material(
    unit_id: int,
    on: date,
    *,
    until: datetime | None = None,
    locks: Sequence[Lock] = (),
    seated: Sequence[Seated] = (),
    with_options: bool = True,
) -> Material:
    """Return what a unit's day is planned from. At most 33 queries.

    Parameters
    ----------
    until
        Take the latest snapshot not after this time; without it, the latest.
    locks
        Seats that an adult decided.
    seated
        Student id, lesson id, gain and success of seats that stand already.
    with_options
        Leave out what students could do, where only the stored day matters.

    Raises
    ------
    NoFrameError
        If the unit has no blocks.
    """
    frame = read_frame(unit_id, on)
    people = with_choices(frame, read_people(frame))
    limits, notes = limits_of(frame.rules)
    skills = curriculum.skill_graph()
    snapshot = mastery.latest_snapshot(unit_id, until=until)
    view = line_up(people.students, skills, snapshot)
    past = _past(frame, people, skills, view)
    library = curriculum.lesson_rows()
    options = options_of(
        people.students,
        view,
        library if with_options else (),
        past=past,
        reach=_reach(limits),
        longest_block=_longest_block(frame),
    )
    options = in_subjects(options, people.students, skills.subjects)
    if with_options:
        options = believed(
            options, unit_id=unit_id, view=view, skills=skills, until=until
        )
    used = {lesson.id for lesson in options.lessons}
    used |= {lesson_id for _s, lesson_id, _g, _p in seated}
    used |= {lock.lesson_id for lock in locks if lock.lesson_id is not None}
    return Material(
        frame=frame,
        people=people,
        fixed=fixed_sessions(frame, people),
        limits=limits,
        skills=skills,
        view=view,
        past=past,
        options=options,
        lessons=_lessons(library, used),
        locks=tuple(locks),
        seated=tuple(seated),
        notes=notes,
        as_of=snapshot.as_of if snapshot else None,
        n_attempts=int(snapshot.n_attempts.sum()) if snapshot else 0,
    )


def locks_of(stored: StoredRows) -> tuple[Lock, ...]:
    """Return the seats of a stored day that an adult decided."""
    return tuple(
        Lock(
            student_id=seat.student_id,
            block_id=seat.block_id,
            lesson_id=seat.lesson_id,
            by=str(seat.reason.get("by", "")),
        )
        for seat in stored.seats
        if seat.is_locked and seat.origin == SeatOrigin.ADULT
    )


def seated_in(stored: StoredRows) -> tuple[Seated, ...]:
    """Return who sits in which lesson in a stored day."""
    return tuple(
        (
            seat.student_id,
            seat.lesson_id,
            seat.expected_gain,
            seat.expected_success or 0.0,
        )
        for seat in stored.seats
        if seat.lesson_id is not None
    )


def _longest_block(frame: FrameRows) -> int:
    learning = [b.minutes for b in frame.blocks if b.kind == BlockKind.LEARNING]
    return max(learning, default=0)


def _reach(limits: dict[str, float | None]) -> Reach:
    return Reach(
        guard_band=int(limits["guard_band"] or 0),
        approval_beyond=int(limits["approval_beyond"] or 0),
    )


def _past(
    frame: FrameRows, people: PeopleRows, skills: SkillRows, view: View
) -> PastRows:
    row_of = {s.id: n for n, s in enumerate(people.students)}
    column_of = {skill_id: n for n, skill_id in enumerate(skills.ids)}

    def is_mastered(student_id: int, skill_id: int) -> bool:
        row, column = row_of.get(student_id), column_of.get(skill_id)
        if row is None or column is None:
            return False
        return bool(view.is_mastered[row, column])

    return read_past(frame.unit_id, frame.on, is_mastered=is_mastered)


def _lessons(library: list[LessonRow], used: set[int]) -> tuple[LessonRow, ...]:
    found = [lesson for lesson in library if lesson.id in used]
    missing = used - {lesson.id for lesson in found}
    if missing:  # retired since they were seated: still what the day holds
        rows = Lesson.objects.filter(pk__in=missing).order_by("id")
        found += [
            LessonRow(
                id=row.pk,
                code=row.code,
                skill_id=row.skill_id,
                modality=row.modality,
                title=row.title,
                minutes=row.minutes,
                seats=row.seats,
                needs=row.needs,
            )
            for row in rows
        ]
    return tuple(found)

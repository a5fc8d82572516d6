"""Turns rows into the engine's ``Day`` and a ``Timetable`` into positions, and back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from seedbed.apps.curriculum.cards import LessonRow
from seedbed.apps.scheduling.fixed import MOST_PER_ADULT
from seedbed.apps.scheduling.limits import DEFAULTS, FRACTIONS
from seedbed.apps.scheduling.models import Pace, PairKind
from seedbed.apps.scheduling.owed import mentor_minutes_owed, service_owed
from seedbed.apps.scheduling.problem import Material
from seedbed.apps.scheduling.rows.frame import StaffRow
from seedbed.apps.scheduling.rows.stored import StoredRows
from seedbed.apps.scheduling.subjects import may_teach
from seedbed.engines import scheduler
from seedbed.engines.scheduler import Day, Timetable
from seedbed.lib.arrays import BoolArray, IntArray
from seedbed.lib.modalities import GROUPED, Modality

from .sites import Sites

NONE = -1
#: Kinds of staff who hold a teaching licence; an assumption where no file says more.
LICENSED = frozenset({"teacher"})


@dataclass(frozen=True, kw_only=True)
class Keys:
    """Row id to position on each axis of the day."""

    students: dict[int, int]
    blocks: dict[int, int]
    lessons: dict[int, int]
    staff: dict[int, int]
    rooms: dict[int, int]
    skills: dict[int, int]


@dataclass(frozen=True, kw_only=True)
class Problem:
    """A day's problem: the rows, the arrays made from them, and the keys between."""

    material: Material
    day: Day
    keys: Keys


@dataclass(frozen=True, kw_only=True)
class Solution:
    """What the solver found, beside the two plans it is compared with."""

    timetable: Timetable
    gain: float
    bound: float
    standing_gain: float
    greedy_gain: float
    seconds: float


@dataclass(frozen=True, kw_only=True)
class FoundFault:
    """One broken rule, with student ids and the engine's session position."""

    rule: str
    message: str
    students: tuple[int, ...]
    block_id: int | None
    session: int | None


def day_problem(material: Material) -> Problem:
    """Return the scheduling problem that the rows describe. No queries."""
    frame, people = material.frame, material.people
    skill_ids = sorted({lesson.skill_id for lesson in material.lessons})
    keys = Keys(
        students={s.id: n for n, s in enumerate(people.students)},
        blocks={b.id: n for n, b in enumerate(frame.placed_blocks)},
        lessons={lesson.id: n for n, lesson in enumerate(material.lessons)},
        staff={s.id: n for n, s in enumerate(frame.staff)},
        rooms={r.id: n for n, r in enumerate(frame.rooms)},
        skills={skill_id: n for n, skill_id in enumerate(skill_ids)},
    )
    limits = _limits(material)
    day = Day(
        block_starts=_ints(b.starts for b in frame.placed_blocks),
        block_minutes=_ints(b.minutes for b in frame.placed_blocks),
        students=_students(material, keys),
        lessons=_lessons(material, skill_ids, keys),
        options=_options(material, keys),
        adults=_adults(material, skill_ids, keys, limits),
        rooms=_rooms(material, keys),
        fixed=_fixed(material, keys),
        history=_history(material, keys),
        locks=_locks(material, keys),
        pairs=_pairs(material),
        limits=limits,
        names=_names(material, skill_ids),
    )
    return Problem(material=material, day=day, keys=keys)


def solve(problem: Problem, *, seed: int, time_limit_seconds: float) -> Solution:
    """Plan the day, and value the standing and a greedy plan beside it."""
    day = problem.day
    result = scheduler.solve(day, time_limit_seconds=time_limit_seconds, seed=seed)
    standing = scheduler.standing(day)
    greedy = scheduler.greedy(day, seed=seed)
    return Solution(
        timetable=result.timetable,
        gain=float(result.gain),
        bound=float(result.bound),
        standing_gain=float(scheduler.expected_gain(day, standing)),
        greedy_gain=float(scheduler.expected_gain(day, greedy)),
        seconds=float(result.seconds),
    )


def verify(problem: Problem, timetable: Timetable) -> list[FoundFault]:
    """Return every broken rule of a timetable, with row ids."""
    students = problem.material.people.students
    blocks = problem.material.frame.placed_blocks
    return [
        FoundFault(
            rule=fault.rule,
            message=fault.message,
            students=tuple(students[s].id for s in fault.students),
            block_id=None if fault.block is None else blocks[fault.block].id,
            session=fault.session,
        )
        for fault in scheduler.verify(problem.day, timetable)
    ]


def expected_gain(problem: Problem, timetable: Timetable) -> float:
    """Return the total expected gain of a timetable."""
    return float(scheduler.expected_gain(problem.day, timetable))


def timetable_of(
    problem: Problem, stored: StoredRows
) -> tuple[Timetable, tuple[int, ...]]:
    """Return the stored day as a timetable, and the row id of each of its sessions.

    Check-ins and electives are not in it: they are the day's fixed sessions.
    """
    keys, day = problem.keys, problem.day
    sessions = [
        row
        for row in stored.sessions
        if row.lesson_id in keys.lessons and row.block_id in keys.blocks
    ]
    position = {row.id: n for n, row in enumerate(sessions)}
    shape = (day.n_students, day.n_blocks)
    seat, lesson, room = (np.full(shape, NONE, np.int64) for _ in range(3))
    for row in stored.seats:
        s, b = keys.students.get(row.student_id), keys.blocks.get(row.block_id)
        if s is None or b is None:
            continue
        if row.session_id in position:
            seat[s, b] = position[row.session_id]
        if row.lesson_id is not None:
            lesson[s, b] = keys.lessons[row.lesson_id]
        if row.session_id is None and row.room_id is not None:
            room[s, b] = keys.rooms.get(row.room_id, NONE)
    timetable = Timetable(
        session_block=_ints(keys.blocks[r.block_id] for r in sessions),
        session_lesson=_ints(keys.lessons[r.lesson_id or 0] for r in sessions),
        session_staff=_ints(_position(keys.staff, r.staff_id) for r in sessions),
        session_aide=_ints(_position(keys.staff, r.aide_id) for r in sessions),
        session_room=_ints(_position(keys.rooms, r.room_id) for r in sessions),
        seat=seat,
        lesson=lesson,
        room=room,
    )
    return timetable, tuple(row.id for row in sessions)


def with_seat(
    timetable: Timetable, *, student: int, block: int, seat: int, lesson: int, room: int
) -> Timetable:
    """Return the timetable with one student's block filled otherwise.

    A session that nobody sits in afterwards keeps its place with no students; ``store``
    and ``move_seat`` drop it.
    """
    changed = {
        name: getattr(timetable, name).copy() for name in ("seat", "lesson", "room")
    }
    for name, value in (("seat", seat), ("lesson", lesson), ("room", room)):
        changed[name][student, block] = value
    names = [f.name for f in fields(timetable) if f.name.startswith("session_")]
    sessions = {name: getattr(timetable, name) for name in names}
    return without_empty(Timetable(**sessions, **changed))


def without_empty(timetable: Timetable) -> Timetable:
    """Return the timetable without sessions in which nobody sits."""
    n = timetable.n_sessions
    used = np.zeros(n + 1, np.bool_)
    used[timetable.seat] = True  # -1 marks the extra place at the end
    kept = np.flatnonzero(used[:n])
    if len(kept) == n:
        return timetable
    renumber = np.full(n + 1, NONE, np.int64)
    renumber[kept] = np.arange(len(kept))
    return Timetable(
        session_block=timetable.session_block[kept],
        session_lesson=timetable.session_lesson[kept],
        session_staff=timetable.session_staff[kept],
        session_aide=timetable.session_aide[kept],
        session_room=timetable.session_room[kept],
        seat=renumber[timetable.seat],
        lesson=timetable.lesson,
        room=timetable.room,
    )


def _ints(values: Iterable[int]) -> IntArray:
    return np.array(list(values), np.int64)


def _bools(values: Iterable[bool]) -> BoolArray:
    return np.array(list(values), np.bool_)


def _position(positions: dict[int, int], row_id: int | None) -> int:
    return NONE if row_id is None else positions.get(row_id, NONE)


def _limits(material: Material) -> scheduler.Limits:
    values: dict[str, Any] = {
        name: value if value is None or name in FRACTIONS else int(value)
        for name, value in material.limits.items()
        if name in DEFAULTS
    }
    return scheduler.Limits(**values)


def _languages(material: Material) -> list[str]:
    return sorted({s.language for s in material.people.students if s.language})


def _students(material: Material, keys: Keys) -> scheduler.Students:
    students = material.people.students
    blocks = material.frame.placed_blocks
    codes = {code: n for n, code in enumerate(_languages(material))}
    fixed = np.full((len(students), len(blocks)), NONE, np.int64)
    for f, row in enumerate(material.fixed):
        fixed[list(row.students), keys.blocks[row.block_id]] = f
    at_work = np.array([[s.is_at_work(b) for b in blocks] for s in students], np.bool_)
    home = _bools(s.is_home for s in students)
    sites = Sites(material)
    return scheduler.Students(
        grade=_ints(s.grade for s in students),
        working_grade=material.working_grade,
        max_distance=_ints(material.reach.of(s) for s in students),
        free=(fixed == NONE) & ~at_work.reshape(fixed.shape),
        at_home=np.repeat(home[:, None], len(blocks), axis=1),
        fixed=fixed,
        time_factor=np.array([s.time_factor for s in students], np.float64),
        needs_quiet=_bools("quiet" in s.needs for s in students),
        needs_aide=_bools("aide" in s.needs for s in students),
        language=_ints(codes.get(s.language, NONE) for s in students),
        service_minutes=_ints(service_owed(material, s) for s in students),
        mentor=_ints(_position(keys.staff, s.mentor_id) for s in students),
        mentor_minutes=_ints(mentor_minutes_owed(material, s) for s in students),
        wants_stretch=_bools(s.pace == Pace.FASTER for s in students),
        group=_ints(int(bool(s.needs)) for s in students),
        live_minutes=_ints(material.past.live_minutes.get(s.id, 0) for s in students),
        gain_so_far=np.array(
            [material.past.mean_gain.get(s.id, -1.0) for s in students], np.float64
        ),
        site=sites.of_students(len(blocks)),
    )


def _lessons(
    material: Material, skill_ids: Sequence[int], keys: Keys
) -> scheduler.Lessons:
    lessons = material.lessons
    grades = material.grades_of_skill
    return scheduler.Lessons(
        skill=_ints(keys.skills[x.skill_id] for x in lessons),
        modality=_ints(x.modality for x in lessons),
        minutes=_ints(x.minutes for x in lessons),
        seats=_ints(x.seats for x in lessons),
        needs_device=_bools(_needs_device(x) for x in lessons),
        skill_grade_low=_ints(grades[k][0] for k in skill_ids),
        skill_grade_high=_ints(grades[k][1] for k in skill_ids),
    )


def _needs_device(lesson: LessonRow) -> bool:
    words = {word.strip() for word in lesson.needs.split(",")}
    return "device" in words or lesson.modality == Modality.ONLINE


def _options(material: Material, keys: Keys) -> scheduler.Options:
    """Return the options; a lesson that already stands in the day stays one."""
    worth: dict[tuple[int, int], tuple[float, float]] = {}
    for student_id, lesson_id, gain, success in material.seated:
        s = keys.students.get(student_id)
        if s is not None:
            worth[s, keys.lessons[lesson_id]] = (gain, success)
    options = material.options
    columns = zip(
        options.student.tolist(),
        options.lessons,
        options.gain.tolist(),
        options.success.tolist(),
        strict=True,
    )
    for s, lesson, gain, success in columns:
        worth[s, keys.lessons[lesson.id]] = (gain, success)
    pairs = sorted(worth)
    return scheduler.Options(
        student=_ints(s for s, _lesson in pairs),
        lesson=_ints(lesson for _s, lesson in pairs),
        gain=np.array([worth[p][0] for p in pairs], np.float64),
        success=np.array([worth[p][1] for p in pairs], np.float64),
    )


def _adults(
    material: Material,
    skill_ids: Sequence[int],
    keys: Keys,
    limits: scheduler.Limits,
) -> scheduler.Adults:
    frame = material.frame
    free = np.array(
        [[s.works(b) for b in frame.placed_blocks] for s in frame.staff], np.bool_
    ).reshape(len(frame.staff), len(frame.placed_blocks))
    most = np.full(len(frame.staff), MOST_PER_ADULT, np.int64)
    for n, s in enumerate(frame.staff):
        if s.kind == "tutor":
            most[n] = limits.tutoring_max
    for row in material.fixed:
        w = keys.staff[row.staff_id]
        free[w, keys.blocks[row.block_id]] = False
        most[w] = max(most[w], row.seats)
    grades, subjects = material.grades_of_skill, material.subject_of_skill
    roles = [_roles(material, s) for s in frame.staff]
    teaches = [
        [may_teach(quals, subjects[k], *grades[k]) for k in skill_ids]
        for _kinds, quals in roles
    ]
    languages = _languages(material)
    speaks = [
        [s.language[:2].lower() == code for code in languages] for s in frame.staff
    ]
    return scheduler.Adults(
        free=free,
        teaches=np.array(teaches, np.bool_).reshape(len(frame.staff), len(skill_ids)),
        tutors=_bools(bool(kinds & {"tutor", "teacher"}) for kinds, _quals in roles),
        is_aide=_bools("aide" in kinds for kinds, _quals in roles),
        speaks=np.array(speaks, np.bool_).reshape(len(frame.staff), len(languages)),
        max_seats=most,
        is_licensed=_bools(bool(kinds & LICENSED) for kinds, _quals in roles),
    )


def _roles(
    material: Material, staff: StaffRow
) -> tuple[set[str], tuple[tuple[str, int, int], ...]]:
    """Return what an adult may do today, with what a substitute takes over."""
    kinds, quals = {staff.kind}, staff.qualifications
    for absent_id, stand_in_id in material.frame.stand_ins.items():
        if stand_in_id == staff.id:
            absent = next(s for s in material.frame.staff if s.id == absent_id)
            kinds.add(absent.kind)
            quals += absent.qualifications
    return kinds, quals


def _rooms(material: Material, keys: Keys) -> scheduler.Rooms:
    rooms, sites = material.frame.rooms, Sites(material)
    free = np.ones((len(rooms), len(material.frame.placed_blocks)), np.bool_)
    for row in material.fixed:
        if row.room_id is not None:
            free[keys.rooms[row.room_id], keys.blocks[row.block_id]] = False
    return scheduler.Rooms(
        seats=_ints(r.seats for r in rooms),
        free=free,
        is_quiet=_bools(r.is_quiet for r in rooms),
        is_online=_bools(r.is_online for r in rooms),
        devices=_ints(r.n_devices for r in rooms),
        site=sites.of_rooms(),
        travel_minutes=sites.travel_minutes(),
    )


def _fixed(material: Material, keys: Keys) -> scheduler.Fixed:
    rows = material.fixed
    return scheduler.Fixed(
        block=_ints(keys.blocks[r.block_id] for r in rows),
        modality=_ints(r.modality for r in rows),
        staff=_ints(keys.staff[r.staff_id] for r in rows),
        room=_ints(_position(keys.rooms, r.room_id) for r in rows),
        seats=_ints(r.seats for r in rows),
    )


def _history(material: Material, keys: Keys) -> scheduler.History:
    past = material.past

    def pairs(found: Iterable[tuple[int, int]]) -> IntArray:
        rows = sorted(
            (keys.students[s], keys.lessons[lesson])
            for s, lesson in found
            if s in keys.students and lesson in keys.lessons
        )
        return np.array(rows, np.int64).reshape(-1, 2)

    streak = sorted(
        (keys.students[s], keys.skills[k], m)
        for s, k, m in past.streak
        if s in keys.students and k in keys.skills
    )
    return scheduler.History(
        passed=pairs(past.passed),
        previous=pairs(past.previous),
        streak=np.array(streak, np.int64).reshape(-1, 3),
    )


def _locks(material: Material, keys: Keys) -> scheduler.Locks:
    rows = sorted(
        (keys.students[lock.student_id], keys.blocks[lock.block_id], n)
        for n, lock in enumerate(material.locks)
        if lock.student_id in keys.students and lock.block_id in keys.blocks
    )
    rows = [row for row in rows if not _is_at_work(material, row[0], row[1])]
    locks = [material.locks[n] for _s, _b, n in rows]
    seats = [
        (s, b, _position(keys.lessons, lock.lesson_id))
        for (s, b, _n), lock in zip(rows, locks, strict=True)
    ]
    return scheduler.Locks(
        seats=np.array(seats, np.int64).reshape(-1, 3),
        by=tuple(lock.by or "An adult" for lock in locks),
    )


def _is_at_work(material: Material, s: int, b: int) -> bool:
    return material.people.students[s].is_at_work(material.frame.placed_blocks[b])


def _pairs(material: Material) -> scheduler.Pairs:
    apart, together = (
        material.people.pairs_of(kind) for kind in (PairKind.APART, PairKind.TOGETHER)
    )
    return scheduler.Pairs(
        apart=np.array([row[:2] for row in apart], np.int64).reshape(-1, 2),
        together=np.array([row[:2] for row in together], np.int64).reshape(-1, 2),
        apart_by=tuple(by for _s, _v, by in apart),
        together_by=tuple(by for _s, _v, by in together),
    )


def _names(material: Material, skill_ids: Sequence[int]) -> scheduler.Names:
    frame = material.frame
    title = dict(zip(material.skills.ids, material.skills.titles, strict=True))
    return scheduler.Names(
        students=tuple(s.name for s in material.people.students),
        lessons=tuple(x.title for x in material.lessons),
        staff=tuple(s.name for s in frame.staff),
        rooms=tuple(r.name for r in frame.rooms),
        blocks=tuple(
            f"{b.starts // 60}:{b.starts % 60:02}" for b in frame.placed_blocks
        ),
        skills=tuple(title.get(k, "") for k in skill_ids),
    )


def is_grouped(modality: int) -> bool:
    """Tell whether students of a modality sit in a session that the plan forms."""
    return Modality(modality) in GROUPED

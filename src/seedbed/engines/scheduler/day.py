"""The scheduling problem for one unit and one school day, as frozen, checked data.

Axis letters: S students, B blocks, K skills, L lessons, O options, W staff, R rooms,
F fixed sessions. ``-1`` means none in every index array. Documented, with its JSON
form, in docs/reference/day-problem.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields

import numpy as np

from seedbed.lib.arrays import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The unit's rules as numbers; a charter's waiver sets one to its off value.

    Each has a unit in its name or note. ``None`` switches a rule off; the rules that
    can never be broken (seats, qualified staff, accommodations, lessons once) have no
    switch.
    """

    live_min: int = 3  # students; below it no live session is opened
    live_max: int = 15
    tutoring_max: int = 4
    peer_min: int = 2
    peer_max: int = 6
    guard_band: int = 2  # grades either side of the enrolled one, never beyond
    approval_beyond: int = 1  # grades; farther needs a named adult's approval
    group_spread: float | None = 2.0  # working grades, widest in one live session
    skill_twice: int | None = 2  # sessions of one skill a student has in a day
    screen_minutes: int | None = 150  # online minutes of one student in a day
    staff_blocks: int | None = None  # blocks one adult leads in a day


@dataclass(frozen=True, kw_only=True)
class Fixed:
    """Sessions that stand before the solver starts: check-ins, electives, lunch.

    Arrays of shape (F,); ``staff`` and ``room`` may be -1. ``seats`` is the most that
    may sit there.
    """

    block: IntArray
    modality: IntArray
    staff: IntArray
    room: IntArray
    seats: IntArray


@dataclass(frozen=True, kw_only=True)
class Students:
    """Arrays over S students.

    ``grade`` (S,) enrolled; ``working_grade`` (S,) float, where evidence puts them;
    ``max_distance`` (S,) grades from the enrolled one that are approved;
    ``free`` (S, B) blocks for the solver to fill; ``at_home`` (S, B);
    ``fixed`` (S, B) index into ``Day.fixed`` or -1;
    ``time_factor`` (S,) 1.0 or more: minutes needed over minutes planned;
    ``needs_quiet`` (S,), ``needs_aide`` (S,); ``language`` (S,) code or -1;
    ``service_minutes`` (S,) owed today, led by an adult in tutoring;
    ``mentor`` (S,) staff index or -1.
    """

    grade: IntArray
    working_grade: FloatArray
    max_distance: IntArray
    free: BoolArray
    at_home: BoolArray
    fixed: IntArray
    time_factor: FloatArray
    needs_quiet: BoolArray
    needs_aide: BoolArray
    language: IntArray
    service_minutes: IntArray
    mentor: IntArray


@dataclass(frozen=True, kw_only=True)
class Lessons:
    """Arrays over L lessons, and the skills they teach.

    ``skill`` (L,), ``modality`` (L,), ``minutes`` (L,), ``seats`` (L,),
    ``needs_device`` (L,); ``skill_grade_low`` and ``skill_grade_high`` (K,).
    """

    skill: IntArray
    modality: IntArray
    minutes: IntArray
    seats: IntArray
    needs_device: BoolArray
    skill_grade_low: IntArray
    skill_grade_high: IntArray


@dataclass(frozen=True, kw_only=True)
class Options:
    """What each student could do tomorrow: O pairs of student and lesson.

    ``student`` (O,) ascending; ``lesson`` (O,); ``gain`` (O,) expected newly shown
    skill-units, comparable across students; ``success`` (O,) expected share right.
    """

    student: IntArray
    lesson: IntArray
    gain: FloatArray
    success: FloatArray


@dataclass(frozen=True, kw_only=True)
class Adults:
    """Arrays over W staff.

    ``free`` (W, B); ``teaches`` (W, K) may lead live lessons of a skill; ``tutors``
    (W,) may lead tutoring of skills they teach; ``is_aide`` (W,); ``speaks`` (W, C)
    over C language codes; ``max_seats`` (W,) most students in front of one adult.
    """

    free: BoolArray
    teaches: BoolArray
    tutors: BoolArray
    is_aide: BoolArray
    speaks: BoolArray
    max_seats: IntArray


@dataclass(frozen=True, kw_only=True)
class Rooms:
    """Arrays over R rooms.

    ``seats`` (R,); ``free`` (R, B); ``is_quiet`` (R,); ``is_online`` (R,): a video
    room, where students at home can sit too; ``devices`` (R,).
    """

    seats: IntArray
    free: BoolArray
    is_quiet: BoolArray
    is_online: BoolArray
    devices: IntArray


@dataclass(frozen=True, kw_only=True)
class History:
    """What happened before, as (n, 2) arrays of student and lesson, or of skills.

    ``passed``: lessons a student has passed; ``previous``: lessons of the previous
    school day; ``streak``: (n, 3) student, skill, modality where the last two school
    days held that skill in that modality.
    """

    passed: IntArray
    previous: IntArray
    streak: IntArray


@dataclass(frozen=True, kw_only=True)
class Locks:
    """Seats an adult decided: (n, 3) student, block, lesson."""

    seats: IntArray = field(default_factory=lambda: np.zeros((0, 3), np.int64))


@dataclass(frozen=True, kw_only=True)
class Names:
    """What to call things in the sentences of faults; lengths S, L, W, R, B, K."""

    students: tuple[str, ...]
    lessons: tuple[str, ...]
    staff: tuple[str, ...]
    rooms: tuple[str, ...]
    blocks: tuple[str, ...]
    skills: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Day:
    """One unit's scheduling problem for one school day.

    Raises
    ------
    ValueError
        If a part has the wrong shape, or an index points outside its axis; the message
        names the part.
    """

    block_starts: IntArray  # (B,) minutes after midnight
    block_minutes: IntArray  # (B,)
    students: Students
    lessons: Lessons
    options: Options
    adults: Adults
    rooms: Rooms
    fixed: Fixed
    history: History
    names: Names
    locks: Locks = field(default_factory=Locks)
    limits: Limits = field(default_factory=Limits)

    @property
    def n_students(self) -> int:
        """Number of students, S."""
        return len(self.students.grade)

    @property
    def n_blocks(self) -> int:
        """Number of blocks, B."""
        return len(self.block_minutes)


@dataclass(frozen=True, kw_only=True)
class Timetable:
    """Who does what in which block: the solver's answer.

    ``session_*`` arrays have one entry per session that the plan opens (N of them):
    block, lesson, staff (-1 in peer groups without one), aide (-1), room (-1 where
    all sit at home). ``seat`` (S, B): session index or -1. ``lesson`` (S, B): lesson
    index or -1; -1 in a free block is supervised study. ``room`` (S, B): room of a
    student at the hub who is in no session, or -1.
    """

    session_block: IntArray
    session_lesson: IntArray
    session_staff: IntArray
    session_aide: IntArray
    session_room: IntArray
    seat: IntArray
    lesson: IntArray
    room: IntArray

    @property
    def n_sessions(self) -> int:
        """Number of sessions the plan opens."""
        return len(self.session_block)


@dataclass(frozen=True, kw_only=True)
class Result:
    """What ``solve`` returns.

    ``gain`` is the timetable's total expected gain, ``bound`` a proven upper bound of
    it (``nan`` where none was asked for), ``seconds`` the wall time spent.
    """

    timetable: Timetable
    gain: float
    bound: float
    seconds: float
    seed: int

    @property
    def gap(self) -> float:
        """Share of the bound that may still be missing."""
        return (self.bound - self.gain) / self.bound if self.bound > 0 else 0.0


def part_names(part: object) -> tuple[str, ...]:
    """Return the field names of one part of a day, in order."""
    return tuple(f.name for f in fields(part))  # type: ignore[arg-type]

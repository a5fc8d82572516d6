"""What the solver may do on a day: wide open at first, narrowed by each rule."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from seedbed.engines.scheduler.day import Day
from seedbed.engines.scheduler.terms import weighted_gain
from seedbed.lib.arrays import BoolArray, FloatArray, IntArray
from seedbed.lib.modalities import Modality

#: Stands for "no limit" in whole numbers.
UNLIMITED = 1_000_000
#: Where an adult is who is at no site: in a call, or in no session at all.
ANYWHERE, NOT_THERE = -1, -2


@dataclass(kw_only=True)
class Space:
    """Masks and limits over P possible seats: the options, and seats adults locked.

    ``student``, ``lesson``, ``gain`` (P,); ``allowed`` (P, B); ``leads`` (W, L) who may
    lead which lesson; ``staff_free`` (W, B); ``staff_left`` (W,) blocks still to lead;
    ``room_free`` (R, B); ``most`` and ``least`` (L,) students in one session;
    ``takes_device`` (L,). ``needs_quiet``, ``needs_aide`` and ``language`` (S,) are
    what the plan must give; ``owed_minutes`` (S,) with an adult in tutoring;
    ``way_most`` (M,) blocks of one modality in a student's day;
    ``licences`` students online and ``peer_groups`` groups at once;
    ``locked`` holds (student, block, lesson) that adults decided.

    ``apart`` and ``together`` (n, 2) are pairs of students; ``apart_rooms`` rooms keep
    those apart who work on their own. ``owed_blocks`` (S,) with an adult,
    ``owed_home_minutes`` (S,) of lessons at home and ``owed_mentor`` (S,) minutes with
    the mentor are still to be planned. ``most_running`` blocks of an adult come without
    a break; ``follows`` (B,) marks blocks without one before them, ``in_fixed`` (W, B)
    who leads a fixed session. ``supervisors`` (W,) may look after a room, where each
    needs a licensed adult; ``unstaffed`` (B,) rooms of fixed sessions have none.
    ``student_site`` (S, B) and ``room_site`` (R,) say who and what is at which site,
    ``travel_minutes`` (Z, Z) how far those are from one another, and ``fixed_site``
    (W, B) where adults lead fixed sessions: -1 binds them to no site, -2 is none.
    """

    student: IntArray
    lesson: IntArray
    gain: FloatArray
    allowed: BoolArray
    leads: BoolArray
    staff_free: BoolArray
    staff_left: IntArray
    room_free: BoolArray
    most: IntArray
    least: IntArray
    takes_device: BoolArray
    needs_quiet: BoolArray
    needs_aide: BoolArray
    language: IntArray
    owed_minutes: IntArray
    owed_blocks: IntArray
    owed_home_minutes: IntArray
    owed_mentor: IntArray
    follows: BoolArray
    in_fixed: BoolArray
    student_site: IntArray
    room_site: IntArray
    travel_minutes: IntArray
    fixed_site: IntArray
    skill_twice: int = UNLIMITED
    lesson_most: int = 1
    licences: int = UNLIMITED
    peer_groups: int = UNLIMITED
    screen_minutes: int = UNLIMITED
    way_most: IntArray = field(
        default_factory=lambda: np.full(len(Modality), UNLIMITED, np.int64)
    )
    group_spread: float = float(UNLIMITED)
    locked: list[tuple[int, int, int]] = field(default_factory=list)
    apart: IntArray = field(default_factory=lambda: np.zeros((0, 2), np.int64))
    together: IntArray = field(default_factory=lambda: np.zeros((0, 2), np.int64))
    apart_rooms: int = 0
    most_running: int = UNLIMITED
    supervisors: BoolArray | None = None
    unstaffed: IntArray | None = None


def wide_open(day: Day) -> Space:
    """Return the space before any rule: every option and lock in every block."""
    student, lesson, gain = _possible_seats(day)
    n_students, n_blocks, n_lessons = day.n_students, day.n_blocks, day.n_lessons
    return Space(
        student=student,
        lesson=lesson,
        gain=gain,
        allowed=np.ones((len(student), n_blocks), bool),
        leads=np.ones((day.n_adults, n_lessons), bool),
        staff_free=np.ones((day.n_adults, n_blocks), bool),
        staff_left=np.full(day.n_adults, UNLIMITED, np.int64),
        room_free=np.ones((day.n_rooms, n_blocks), bool),
        most=np.full(n_lessons, UNLIMITED, np.int64),
        least=np.ones(n_lessons, np.int64),
        takes_device=np.zeros(n_lessons, bool),
        needs_quiet=np.zeros(n_students, bool),
        needs_aide=np.zeros(n_students, bool),
        language=np.full(n_students, -1, np.int64),
        owed_minutes=np.zeros(n_students, np.int64),
        owed_blocks=np.zeros(n_students, np.int64),
        owed_home_minutes=np.zeros(n_students, np.int64),
        owed_mentor=np.zeros(n_students, np.int64),
        follows=np.zeros(n_blocks, bool),
        in_fixed=np.zeros((day.n_adults, n_blocks), bool),
        student_site=np.zeros((n_students, n_blocks), np.int64),
        room_site=np.zeros(day.n_rooms, np.int64),
        travel_minutes=np.zeros((1, 1), np.int64),
        fixed_site=np.full((day.n_adults, n_blocks), NOT_THERE, np.int64),
    )


def _possible_seats(day: Day) -> tuple[IntArray, IntArray, FloatArray]:
    """Return options plus locked seats that are no option (worth 0).

    They come by student, the best first, so that a search for the best can stop early.
    """
    options, n_lessons = day.options, max(1, day.n_lessons)
    locks = day.locks.seats[day.locks.seats[:, 2] >= 0]
    wanted = np.unique(locks[:, 0] * n_lessons + locks[:, 2])
    extra = np.setdiff1d(wanted, options.student * n_lessons + options.lesson)
    student = np.concatenate([options.student, extra // n_lessons]).astype(np.int64)
    lesson = np.concatenate([options.lesson, extra % n_lessons]).astype(np.int64)
    gain = np.concatenate([weighted_gain(day), np.zeros(len(extra))])
    order = np.lexsort((-gain, student))
    return student[order], lesson[order], gain[order]

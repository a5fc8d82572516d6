"""The scheduling problem for one unit and one school day, as frozen, checked data.

Axis letters: S students, B blocks, K skills, L lessons, O options, W staff, R rooms,
F fixed sessions, Z sites. ``-1`` means none in every index array. Documented, with its
JSON form, in docs/reference/day-problem.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields

import numpy as np

from seedbed.engines.scheduler.checks import (
    check_ascending,
    check_finite,
    check_index,
    check_length,
    check_shape,
)
from seedbed.engines.scheduler.parts import (
    Adults,
    Fixed,
    History,
    Lessons,
    Limits,
    Locks,
    Names,
    Options,
    Pairs,
    Rooms,
    Students,
)
from seedbed.lib.arrays import IntArray
from seedbed.lib.modalities import LESSON_MODALITIES, Modality
from seedbed.lib.text import count


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
    pairs: Pairs = field(default_factory=Pairs)
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        self._check_people()
        self._check_lessons()
        self._check_places()
        self._check_sites()
        self._check_history()
        self._check_pairs()

    def _check_people(self) -> None:
        students, adults = self.students, self.adults
        n, n_blocks, n_adults = self.n_students, self.n_blocks, self.n_adults
        check_shape("block_starts", self.block_starts, (n_blocks,), "i")
        check_shape("block_minutes", self.block_minutes, (n_blocks,), "i")
        for name in (
            "grade", "max_distance", "language", "service_minutes", "mentor",
            "mentor_minutes", "group", "live_minutes",
        ):  # fmt: skip
            check_shape(f"students.{name}", getattr(students, name), (n,), "i")
        for name in ("working_grade", "time_factor", "gain_so_far"):
            check_shape(f"students.{name}", getattr(students, name), (n,), "f")
            check_finite(f"students.{name}", getattr(students, name))
        for name in ("needs_quiet", "needs_aide", "wants_stretch"):
            check_shape(f"students.{name}", getattr(students, name), (n,), "b")
        for name, kind in (("free", "b"), ("at_home", "b"), ("fixed", "i")):
            check_shape(
                f"students.{name}", getattr(students, name), (n, n_blocks), kind
            )
        for name in ("tutors", "is_aide", "is_licensed"):
            check_shape(f"adults.{name}", getattr(adults, name), (n_adults,), "b")
        check_shape("adults.max_seats", adults.max_seats, (n_adults,), "i")
        check_shape("adults.free", adults.free, (n_adults, n_blocks), "b")
        check_shape("adults.teaches", adults.teaches, (n_adults, self.n_skills), "b")
        n_languages = adults.speaks.shape[1] if adults.speaks.ndim == 2 else 0
        check_shape("adults.speaks", adults.speaks, (n_adults, n_languages), "b")
        check_index("students.language", students.language, n_languages, none=True)
        check_index("students.mentor", students.mentor, n_adults, none=True)
        check_index("students.fixed", students.fixed, len(self.fixed.block), none=True)
        if (students.time_factor < 1.0).any():
            raise ValueError("students.time_factor must be 1.0 or more everywhere.")
        if (students.free & (students.fixed >= 0)).any():
            s, b = np.argwhere(students.free & (students.fixed >= 0))[0]
            raise ValueError(
                f"students.free and students.fixed both claim student {s}, block {b}; "
                "a block with a fixed session is not free."
            )

    def _check_lessons(self) -> None:
        lessons, options = self.lessons, self.options
        for name in ("skill", "modality", "minutes", "seats"):
            shape = (self.n_lessons,)
            check_shape(f"lessons.{name}", getattr(lessons, name), shape, "i")
        check_shape("lessons.needs_device", lessons.needs_device, shape, "b")
        for name in ("skill_grade_low", "skill_grade_high"):
            shape = (self.n_skills,)
            check_shape(f"lessons.{name}", getattr(lessons, name), shape, "i")
        check_index("lessons.skill", lessons.skill, self.n_skills)
        check_index("lessons.modality", lessons.modality, len(LESSON_MODALITIES))
        n = len(options.student)
        for name, kind in (("student", "i"), ("lesson", "i")):
            check_shape(f"options.{name}", getattr(options, name), (n,), kind)
        for name in ("gain", "success"):
            check_shape(f"options.{name}", getattr(options, name), (n,), "f")
        check_index("options.student", options.student, self.n_students)
        check_index("options.lesson", options.lesson, self.n_lessons)
        check_ascending("options.student", options.student)
        check_finite("options.gain", options.gain)
        pairs = options.student * max(1, self.n_lessons) + options.lesson
        if len(np.unique(pairs)) < n:
            raise ValueError("options names the same student and lesson twice.")
        if (options.gain < 0).any():
            raise ValueError("options.gain must be 0 or more everywhere.")

    def _check_places(self) -> None:
        rooms, fixed, n = self.rooms, self.fixed, self.n_rooms
        for name, kind in (
            ("seats", "i"), ("devices", "i"), ("is_quiet", "b"), ("is_online", "b"),
        ):  # fmt: skip
            check_shape(f"rooms.{name}", getattr(rooms, name), (n,), kind)
        check_shape("rooms.free", rooms.free, (n, self.n_blocks), "b")
        for name in ("block", "modality", "staff", "room", "seats"):
            shape = (len(fixed.block),)
            check_shape(f"fixed.{name}", getattr(fixed, name), shape, "i")
        check_index("fixed.block", fixed.block, self.n_blocks)
        check_index("fixed.modality", fixed.modality, len(Modality))
        check_index("fixed.staff", fixed.staff, self.n_adults, none=True)
        check_index("fixed.room", fixed.room, n, none=True)
        names = self.names
        check_length("names.students", names.students, self.n_students)
        check_length("names.lessons", names.lessons, self.n_lessons)
        check_length("names.staff", names.staff, self.n_adults)
        check_length("names.rooms", names.rooms, n)
        check_length("names.blocks", names.blocks, self.n_blocks)
        check_length("names.skills", names.skills, self.n_skills)

    def _check_sites(self) -> None:
        rooms, site, n = self.rooms, self.students.site, self.n_sites
        check_shape("rooms.travel_minutes", rooms.travel_minutes, (n, n), "i")
        check_shape("rooms.site", rooms.site, (self.n_rooms,), "i")
        check_index("rooms.site", rooms.site, n)
        check_shape("students.site", site, (self.n_students, self.n_blocks), "i")
        check_index("students.site", site, n)
        if (rooms.travel_minutes < 0).any() or rooms.travel_minutes.diagonal().any():
            raise ValueError(
                "rooms.travel_minutes must be 0 or more, and 0 from a site to itself."
            )

    def _check_history(self) -> None:
        history = self.history
        for name in ("passed", "previous"):
            pairs = getattr(history, name)
            check_shape(f"history.{name}", pairs, (len(pairs), 2), "i")
            check_index(f"history.{name} (student)", pairs[:, 0], self.n_students)
            check_index(f"history.{name} (lesson)", pairs[:, 1], self.n_lessons)
        streak = history.streak
        check_shape("history.streak", streak, (len(streak), 3), "i")
        check_index("history.streak (student)", streak[:, 0], self.n_students)
        check_index("history.streak (skill)", streak[:, 1], self.n_skills)
        check_index("history.streak (modality)", streak[:, 2], len(Modality))
        locks = self.locks.seats
        check_shape("locks.seats", locks, (len(locks), 3), "i")
        check_index("locks.seats (student)", locks[:, 0], self.n_students)
        check_index("locks.seats (block)", locks[:, 1], self.n_blocks)
        check_index("locks.seats (lesson)", locks[:, 2], self.n_lessons, none=True)
        for name in ("by", "at"):
            words = getattr(self.locks, name)
            if words:
                check_length(f"locks.{name}", words, len(locks))

    def _check_pairs(self) -> None:
        for name in ("apart", "together"):
            pairs, by = getattr(self.pairs, name), getattr(self.pairs, f"{name}_by")
            check_shape(f"pairs.{name}", pairs, (len(pairs), 2), "i")
            check_index(f"pairs.{name}", pairs, self.n_students)
            if (pairs[:, 0] == pairs[:, 1]).any():
                raise ValueError(f"pairs.{name} pairs a student with themself.")
            if by:
                check_length(f"pairs.{name}_by", by, len(pairs))

    @property
    def n_students(self) -> int:
        """Number of students, S."""
        return len(self.students.grade)

    @property
    def n_blocks(self) -> int:
        """Number of blocks, B."""
        return len(self.block_minutes)

    @property
    def n_lessons(self) -> int:
        """Number of lessons, L."""
        return len(self.lessons.skill)

    @property
    def n_skills(self) -> int:
        """Number of skills, K."""
        return len(self.lessons.skill_grade_low)

    @property
    def n_adults(self) -> int:
        """Number of staff, W."""
        return len(self.adults.tutors)

    @property
    def n_rooms(self) -> int:
        """Number of rooms, R."""
        return len(self.rooms.seats)

    @property
    def n_sites(self) -> int:
        """Number of sites, Z."""
        return len(self.rooms.travel_minutes)


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
        """Share of the bound that may still be missing; ``nan`` without a bound."""
        if np.isnan(self.bound):
            return float("nan")
        return (self.bound - self.gain) / self.bound if self.bound > 0 else 0.0

    def summary(self) -> str:
        """Say in one sentence how good the plan is and how long it took."""
        n = self.timetable.n_sessions
        known = "" if np.isnan(self.bound) else f" of at most {self.bound:.2f}"
        return (
            f"{count(n, 'session')}, expected gain {self.gain:.2f}{known}, "
            f"in {self.seconds:.1f} seconds (seed {self.seed})."
        )


def part_names(part: object) -> tuple[str, ...]:
    """Return the field names of one part of a day, in order."""
    return tuple(f.name for f in fields(part))  # type: ignore[arg-type]

"""Days of the sizing experiment: few rules, so that other solvers can model them too.

The figures of the plain shape can be compared with those of other programs on the same
day: everyone has eight ready skills, each as a live lesson, in tutoring, with peers and
online. Nothing ties a session to a room, so every session is a call and every student
at home; licences and groups of peers are limited instead.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seedbed.engines.scheduler import (
    Adults,
    Day,
    Fixed,
    History,
    Lessons,
    Limits,
    Names,
    Options,
    Rooms,
    Students,
)
from seedbed.lib.arrays import BoolArray, FloatArray, IntArray

N_BLOCKS, N_READY = 6, 8
#: Live, tutoring, peers and online: the modalities 0 to 3.
N_WAYS = 4
_EFFECT = np.array([1.0, 1.25, 0.85, 0.70])
_N_SKILLS = {100: 40, 300: 60, 1000: 80, 3000: 120}
_BLOCK_MINUTES = 40


@dataclass(frozen=True, kw_only=True)
class Shape:
    """How a made-up unit differs from the plain one."""

    spread: float = 0.11  # of working level around the grade's, as a share of skills
    students_per_teacher: int = 25
    students_per_tutor: int = 60
    students_per_peer_group: int = 40
    licences: float = 0.40  # students online at once, as a share of all
    online_blocks: int = 3
    live_min: int = 8
    n_sites: int = 1  # each with its own teachers and lessons; tutors serve all
    has_rooms: bool = False


#: The plain shape, and five that stress one thing each: the spread of mastery, scarce
#: staff, many sites, a virtual program, a small hub.
SHAPES = {
    "plain": Shape(),
    "spread": Shape(spread=0.25),
    "scarce": Shape(students_per_teacher=40, students_per_tutor=120),
    "sites": Shape(n_sites=4),
    "virtual": Shape(
        licences=1.0, online_blocks=6, students_per_peer_group=25, live_min=3
    ),
    "hub": Shape(live_min=4, has_rooms=True),
}


def sizing_day(n_students: int, *, seed: int = 0, shape: str = "plain") -> Day:
    """Return the day of a size and seed; the same arguments give the same day."""
    return _Maker(n_students, seed, SHAPES[shape]).day()


class _Maker:
    """Draws one day; the order of the draws is part of the instance."""

    def __init__(self, n_students: int, seed: int, shape: Shape) -> None:
        self.n, self.shape = n_students, shape
        self.rng = np.random.default_rng(seed * 1_000_003 + n_students)
        self.n_skills = _N_SKILLS.get(n_students, 80)
        self.grade = self.rng.integers(0, 3, n_students)
        level = (self.grade + 1.5) / 6 * self.n_skills
        spread = self.rng.normal(0, shape.spread * self.n_skills, n_students)
        self.level = np.clip(level + spread, 2, self.n_skills - 3)
        self.ready, self.gain = self._options()
        self.site = np.arange(n_students) % shape.n_sites

    def _options(self) -> tuple[IntArray, FloatArray]:
        """Return ready skills (S, 8) and gains (S, 8, 4), whole numbers up to 300."""
        rng, n_skills = self.rng, self.n_skills
        ready = np.zeros((self.n, N_READY), np.int64)
        gain = np.zeros((self.n, N_READY, N_WAYS))
        for s, level in enumerate(self.level.tolist()):
            away = (np.arange(n_skills) - level - 0.03 * n_skills) / (0.07 * n_skills)
            weight = np.exp(-0.5 * away**2) + 1e-9
            share = weight / weight.sum()
            ready[s] = np.sort(rng.choice(n_skills, N_READY, replace=False, p=share))
            success = 1 / (1 + np.exp((ready[s] - level) / (0.06 * n_skills) - 0.85))
            challenge = 0.15 + 0.85 * 4 * success * (1 - success)
            urgency = rng.uniform(0.6, 1.0, N_READY)
            effect = _EFFECT * np.exp(rng.normal(0, 0.20, N_WAYS))
            noise = np.exp(rng.normal(0, 0.08, (N_READY, N_WAYS)))
            worth = 300 * (challenge * urgency)[:, None] * effect * noise
            gain[s] = np.maximum(1, np.rint(worth))
        return ready, gain

    def _teaches(self) -> BoolArray:
        """Return which teacher may lead which skill, of one site."""
        n_teachers = -(-self.n // self.shape.students_per_teacher)
        teaches = np.zeros((n_teachers, self.n_skills), bool)
        for w in range(n_teachers):
            centre = (w + 0.5) / n_teachers * self.n_skills
            near = np.abs(np.arange(self.n_skills) - centre) <= 0.25 * self.n_skills
            teaches[w] = near
            n_more = max(1, self.n_skills // 10)
            teaches[w, self.rng.choice(self.n_skills, n_more, replace=False)] = True
        return teaches

    def _adults(self) -> Adults:
        local = self._teaches()
        n_teachers, n_sites = len(local), self.shape.n_sites
        n_tutors = -(-self.n // self.shape.students_per_tutor)
        teaches = np.zeros((n_teachers, n_sites, self.n_skills), bool)
        teaches[np.arange(n_teachers), np.arange(n_teachers) % n_sites] = local
        everything = np.ones((n_tutors, n_sites * self.n_skills), bool)
        n = n_teachers + n_tutors
        free = np.ones((n, N_BLOCKS), bool)
        free[np.arange(n_teachers), np.arange(n_teachers) % N_BLOCKS] = False
        return Adults(
            free=free,
            teaches=np.concatenate([teaches.reshape(n_teachers, -1), everything]),
            tutors=np.arange(n) >= n_teachers,
            is_aide=np.zeros(n, bool),
            speaks=np.zeros((n, 0), bool),
            max_seats=np.where(np.arange(n) >= n_teachers, 4, 15),
        )

    def _free(self) -> BoolArray:
        """One student in ten has an appointment in one block."""
        free = np.ones((self.n, N_BLOCKS), bool)
        for s in self.rng.choice(self.n, self.n // 10, replace=False):
            free[s, self.rng.integers(N_BLOCKS)] = False
        return free

    def day(self) -> Day:
        """Return the day; a tutor teaches live lessons of no skill."""
        adults = self._adults()
        free = self._free()
        shape, n, n_skills = self.shape, self.n, self.n_skills * self.shape.n_sites
        lessons = Lessons(
            skill=np.repeat(np.arange(n_skills), N_WAYS),
            modality=np.tile(np.arange(N_WAYS), n_skills),
            minutes=np.full(n_skills * N_WAYS, _BLOCK_MINUTES),
            seats=np.zeros(n_skills * N_WAYS, np.int64),
            needs_device=np.tile(np.arange(N_WAYS) == 3, n_skills),
            skill_grade_low=np.full(n_skills, 6),
            skill_grade_high=np.full(n_skills, 8),
        )
        rooms = _rooms(n, len(adults.tutors)) if shape.has_rooms else _rooms(0, 0)
        return Day(
            block_starts=480 + 50 * np.arange(N_BLOCKS),
            block_minutes=np.full(N_BLOCKS, _BLOCK_MINUTES),
            students=self._students(free),
            lessons=lessons,
            options=self._option_rows(),
            adults=adults,
            rooms=rooms,
            fixed=Fixed(**dict.fromkeys(_FIXED, np.zeros(0, np.int64))),
            history=History(
                passed=np.zeros((0, 2), np.int64),
                previous=np.zeros((0, 2), np.int64),
                streak=np.zeros((0, 3), np.int64),
            ),
            limits=self._limits(),
            names=_names(n, lessons, adults, rooms),
        )

    def _students(self, free: BoolArray) -> Students:
        n = self.n
        return Students(
            grade=self.grade + 6,
            working_grade=5 + 6 * self.level / self.n_skills,
            max_distance=np.full(n, 1),
            free=free,
            at_home=np.full((n, N_BLOCKS), not self.shape.has_rooms),
            fixed=np.full((n, N_BLOCKS), -1),
            time_factor=np.ones(n),
            needs_quiet=np.zeros(n, bool),
            needs_aide=np.zeros(n, bool),
            language=np.full(n, -1),
            service_minutes=np.zeros(n, np.int64),
            mentor=np.full(n, -1),
        )

    def _option_rows(self) -> Options:
        skill = self.ready + (self.site * self.n_skills)[:, None]
        lesson = skill[:, :, None] * N_WAYS + np.arange(N_WAYS)
        n_each = N_READY * N_WAYS
        return Options(
            student=np.repeat(np.arange(self.n), n_each),
            lesson=lesson.ravel(),
            gain=self.gain.ravel(),
            success=np.full(self.n * n_each, 0.7),
        )

    def _limits(self) -> Limits:
        shape, n = self.shape, self.n
        return Limits(
            live_min=shape.live_min,
            live_max=15,
            tutoring_max=4,
            peer_min=4,
            peer_max=6,
            group_spread=None,
            skill_twice=2,
            lesson_most=2,
            repeat_share=1.0,
            screen_minutes=shape.online_blocks * _BLOCK_MINUTES,
            peer_most=None,
            peer_groups=-(-n // shape.students_per_peer_group),
            licences=int(np.ceil(shape.licences * n)),
        )


_FIXED = ("block", "modality", "staff", "room", "seats")


def _rooms(n_students: int, n_adults: int) -> Rooms:
    """Return a room per adult and a few tables for peers, and one commons."""
    n_small = n_adults + -(-n_students // 40) if n_students else 0
    seats = np.append(np.full(n_small, 15), [n_students] if n_students else [])
    n = len(seats)
    devices = np.zeros(n, np.int64)
    devices[-1:] = int(np.ceil(0.4 * n_students))
    return Rooms(
        seats=seats.astype(np.int64),
        free=np.ones((n, N_BLOCKS), bool),
        is_quiet=np.zeros(n, bool),
        is_online=np.zeros(n, bool),
        devices=devices,
    )


def _names(n_students: int, lessons: Lessons, adults: Adults, rooms: Rooms) -> Names:
    def numbered(word: str, n: int) -> tuple[str, ...]:
        return tuple(f"{word} {i + 1}" for i in range(n))

    return Names(
        students=numbered("Student", n_students),
        lessons=numbered("Lesson", len(lessons.skill)),
        staff=numbered("Adult", len(adults.tutors)),
        rooms=numbered("Room", len(rooms.seats)),
        blocks=numbered("Block", N_BLOCKS),
        skills=numbered("Skill", len(lessons.skill_grade_low)),
    )

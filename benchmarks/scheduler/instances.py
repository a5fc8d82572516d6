"""Made-up days of whole units: people, rooms, accommodations and history included."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

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
from seedbed.lib.modalities import LESSON_MODALITIES, Modality

#: Sizes are those of real programs: a small hub, a 240-seat hub, a 400-seat virtual
#: program, a middle school of 1,000 and a high school of 3,100.
SIZES = {
    "small hub": 100,
    "hub": 240,
    "virtual program": 400,
    "middle school": 1000,
    "high school": 3100,
}
_N_READY = 8
EFFECT = {
    Modality.LIVE: 1.0,
    Modality.TUTORING: 1.25,
    Modality.PEER: 0.85,
    Modality.ONLINE: 0.70,
    Modality.PROJECT: 0.80,
    Modality.INDEPENDENT: 0.55,
}
_LOWEST_GRADE, _HIGHEST_GRADE = 4, 10


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """What a made-up unit is like; shares are of all students."""

    n_students: int
    seed: int = 0
    n_blocks: int = 7  # the first is the mentor's check-in
    at_home: float = 0.15
    students_per_teacher: int = 25
    students_per_tutor: int = 60
    needs_extra_time: float = 0.08
    needs_quiet: float = 0.03
    needs_aide: float = 0.03
    needs_language: float = 0.05
    owed_service: float = 0.04
    n_skills: int | None = None  # default grows with the unit


def make_day(recipe: Recipe) -> Day:
    """Return the day that a recipe describes; the same recipe gives the same day."""
    rng = np.random.default_rng((recipe.seed, recipe.n_students))
    n_skills = recipe.n_skills or int(
        np.clip(8 * np.sqrt(recipe.n_students / 10), 12, 120)
    )
    lessons = _lessons(n_skills)
    fixed, students = _students(recipe, rng)
    options = _options(recipe, rng, lessons, students)
    history = _history(rng, options, lessons)
    adults = _adults(recipe, rng, n_skills)
    rooms = _rooms(recipe)
    n_lessons = len(lessons.skill)
    n_mentors = len(fixed.block)
    adults.free[:n_mentors, 0] = False
    return Day(
        block_starts=np.arange(recipe.n_blocks, dtype=np.int64) * 45 + 480,
        block_minutes=np.full(recipe.n_blocks, 40, np.int64),
        students=students,
        lessons=lessons,
        options=options,
        adults=adults,
        rooms=rooms,
        fixed=fixed,
        history=history,
        limits=Limits(),
        names=Names(
            students=tuple(f"Student {i + 1}" for i in range(recipe.n_students)),
            lessons=tuple(f"Lesson {i + 1}" for i in range(n_lessons)),
            staff=tuple(f"Adult {i + 1}" for i in range(len(adults.tutors))),
            rooms=tuple(f"Room {i + 1}" for i in range(len(rooms.seats))),
            blocks=tuple(f"Block {i + 1}" for i in range(recipe.n_blocks)),
            skills=tuple(f"Skill {i + 1}" for i in range(n_skills)),
        ),
    )


def _lessons(n_skills: int) -> Lessons:
    """One lesson per skill and modality; every third skill also has a project."""
    skill, modality = [], []
    for k in range(n_skills):
        for m in LESSON_MODALITIES:
            if m != Modality.PROJECT or k % 3 == 0:
                skill.append(k)
                modality.append(int(m))
    grades = skill_grades(n_skills)
    low = np.floor(grades).astype(np.int64)
    n = len(skill)
    kinds = np.array(modality, np.int64)
    return Lessons(
        skill=np.array(skill, np.int64),
        modality=kinds,
        minutes=np.where(kinds == Modality.ONLINE, 25, 35).astype(np.int64),
        seats=np.zeros(n, np.int64),
        needs_device=kinds == Modality.ONLINE,
        skill_grade_low=low,
        skill_grade_high=low,
    )


def skill_grades(n_skills: int) -> np.ndarray:
    """Return where each skill lies, in grades."""
    return np.linspace(_LOWEST_GRADE, _HIGHEST_GRADE + 0.99, n_skills)


def success(skill_grade: Any, working_grade: Any) -> Any:
    """Return the share right that a student of a working grade may expect."""
    return 1 / (1 + np.exp((skill_grade - working_grade) / 0.5 - 0.85))


def challenge(success: Any) -> Any:
    """Return what a lesson is worth by its challenge: most where half is new."""
    return 0.15 + 3.4 * success * (1 - success)


def _students(recipe: Recipe, rng: np.random.Generator) -> tuple[Fixed, Students]:
    n, n_blocks = recipe.n_students, recipe.n_blocks
    n_mentors = -(-n // 25)
    mentor = np.arange(n) % n_mentors
    grade = rng.integers(6, 9, n)

    def some(share: float) -> np.ndarray:
        return rng.random(n) < share

    free = np.ones((n, n_blocks), bool)
    free[:, 0] = False
    appointed = rng.choice(n, n // 10, replace=False)
    free[appointed, rng.integers(1, n_blocks, len(appointed))] = False
    at_home = np.repeat(some(recipe.at_home)[:, None], n_blocks, axis=1)
    fixed_seat = np.full((n, n_blocks), -1, np.int64)
    fixed_seat[:, 0] = mentor
    none = np.full(n_mentors, -1, np.int64)
    fixed = Fixed(
        block=np.zeros(n_mentors, np.int64),
        modality=np.full(n_mentors, int(Modality.MENTOR), np.int64),
        staff=np.arange(n_mentors, dtype=np.int64),
        room=none,
        seats=np.full(n_mentors, 40, np.int64),
    )
    students = Students(
        grade=grade.astype(np.int64),
        working_grade=grade + rng.normal(0.2, 0.9, n),
        max_distance=np.where(some(0.1), 2, 1).astype(np.int64),
        free=free,
        at_home=at_home,
        fixed=fixed_seat,
        time_factor=np.where(some(recipe.needs_extra_time), 1.5, 1.0),
        needs_quiet=some(recipe.needs_quiet),
        needs_aide=some(recipe.needs_aide),
        language=np.where(some(recipe.needs_language), rng.integers(0, 2, n), -1),
        service_minutes=np.where(some(recipe.owed_service), 30, 0).astype(np.int64),
        mentor=mentor.astype(np.int64),
    )
    # Extra time fits only the short lessons; who is owed service can take its lesson.
    students.time_factor[students.service_minutes > 0] = 1.0
    return fixed, students


def _options(
    recipe: Recipe, rng: np.random.Generator, lessons: Lessons, students: Students
) -> Options:
    """Eight ready skills per student near where the evidence puts them."""
    grades = skill_grades(len(lessons.skill_grade_low))
    by_skill = [np.flatnonzero(lessons.skill == k) for k in range(len(grades))]
    effect = np.array([EFFECT[m] for m in LESSON_MODALITIES])
    who, what, gain, right = [], [], [], []
    for s in range(recipe.n_students):
        away = np.abs(np.floor(grades) - students.grade[s])
        near = np.exp(-0.5 * ((grades - students.working_grade[s] - 0.2) / 0.5) ** 2)
        weight = np.where(away <= students.max_distance[s], near + 1e-6, 0)
        n_ready = min(_N_READY, int((weight > 0).sum()))
        ready = rng.choice(len(grades), n_ready, replace=False, p=weight / weight.sum())
        own_effect = effect * np.exp(rng.normal(0, 0.2, len(effect)))
        for k in np.sort(ready):
            p = success(grades[k], students.working_grade[s])
            worth = challenge(p) * rng.uniform(0.6, 1.0)
            own = by_skill[k]
            who += [s] * len(own)
            what += own.tolist()
            noise = np.exp(rng.normal(0, 0.08, len(own)))
            gain += (worth * own_effect[lessons.modality[own]] * noise).tolist()
            right += [p] * len(own)
    return Options(
        student=np.array(who, np.int64),
        lesson=np.array(what, np.int64),
        gain=np.array(gain, np.float64),
        success=np.array(right, np.float64),
    )


def _history(rng: np.random.Generator, options: Options, lessons: Lessons) -> History:
    pairs = np.stack([options.student, options.lesson], axis=1)
    draw = rng.random(len(pairs))
    streak = pairs[(draw > 0.06) & (draw < 0.08)]
    return History(
        passed=pairs[draw < 0.03],
        previous=pairs[(draw > 0.03) & (draw < 0.06)],
        streak=np.stack(
            [
                streak[:, 0],
                lessons.skill[streak[:, 1]],
                lessons.modality[streak[:, 1]],
            ],
            axis=1,
        ),
    )


def _adults(recipe: Recipe, rng: np.random.Generator, n_skills: int) -> Adults:
    n_teachers = -(-recipe.n_students // recipe.students_per_teacher)
    n_tutors = -(-recipe.n_students // recipe.students_per_tutor)
    n_aides = -(-recipe.n_students // 50)
    n = n_teachers + n_tutors + n_aides
    kind = np.repeat([0, 1, 2], [n_teachers, n_tutors, n_aides])
    teaches = np.zeros((n, n_skills), bool)
    for w in range(n_teachers):
        centre = (w + 0.5) / n_teachers * n_skills
        teaches[w] = np.abs(np.arange(n_skills) - centre) <= 0.3 * n_skills
    teaches[kind == 1] = True
    free = np.ones((n, recipe.n_blocks), bool)
    free[np.arange(n), 1 + np.arange(n) % (recipe.n_blocks - 1)] = False
    speaks = rng.random((n, 2)) < 0.15
    speaks[kind == 2] |= rng.random((n_aides, 2)) < 0.5
    speaks[-1] = True
    return Adults(
        free=free,
        teaches=teaches,
        tutors=kind == 1,
        is_aide=kind == 2,
        speaks=speaks,
        max_seats=np.where(kind == 1, 6, 30).astype(np.int64),
    )


def _rooms(recipe: Recipe) -> Rooms:
    n = recipe.n_students
    n_small, n_quiet, n_video = -(-n // 25), -(-n // 100), -(-n // 100)
    seats = np.repeat([20, 10, 25, n], [n_small, n_quiet, n_video, 1])
    kind = np.repeat([0, 1, 2, 3], [n_small, n_quiet, n_video, 1])
    devices = np.select([kind == 0, kind == 1, kind == 3], [4, 5, n // 5], 0)
    return Rooms(
        seats=seats.astype(np.int64),
        free=np.ones((len(seats), recipe.n_blocks), bool),
        is_quiet=kind == 1,
        is_online=kind == 2,
        devices=devices.astype(np.int64),
    )

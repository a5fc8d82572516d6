"""A made-up unit from night to night: what was passed, shown and had yesterday."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from benchmarks.scheduler.instances import (
    EFFECT,
    Recipe,
    challenge,
    make_day,
    skill_grades,
    success,
)

from seedbed.engines.scheduler import (
    Day,
    History,
    Options,
    Timetable,
    gain_by_student,
)
from seedbed.lib.modalities import LESSON_MODALITIES

N_READY = 8
#: A skill is shown after so many passed exit slips; with fewer left than ``FEWEST``
#: a student has finished, and a new one takes the place.
PASSES_TO_SHOW, FEWEST = 1, 4
#: Shares of teachers away and of students with an appointment, on any day.
AWAY, APPOINTED = 0.03, 0.10
#: Working grades gained by showing all skills of a grade.
PROGRESS = 0.5


class UnitLife:
    """The state of one unit; everything is drawn from one seed."""

    def __init__(self, n_students: int, *, n_skills: int = 140, seed: int = 0) -> None:
        self.rng = np.random.default_rng((seed, n_students, n_skills))
        recipe = Recipe(n_students=n_students, n_skills=n_skills, seed=seed)
        self.base = make_day(recipe)
        self.grades = skill_grades(n_skills)
        shape = (n_students, self.base.n_lessons)
        self.passed = np.zeros(shape, bool)
        self.yesterday, self.day_before = np.zeros(shape, bool), np.zeros(shape, bool)
        self.start = self.base.students.working_grade.copy()
        self.grade = self.base.students.grade.copy()
        self.effect = np.empty((n_students, len(LESSON_MODALITIES)))
        self.arrival = np.zeros(n_students, np.int64)
        self.n_nights = 0
        self.gained, self.n_days = np.zeros(n_students), np.zeros(n_students, np.int64)
        for s in range(n_students):
            self._draw_effects(s)
        self._look()

    def tomorrow(self) -> Day:
        """Return the next school day, from all that has happened."""
        for s in range(len(self.grade)):
            if len(self._ready(s)) < FEWEST:
                self._welcome(s)
        students = replace(
            self.base.students,
            grade=self.grade.copy(),
            working_grade=self.working.copy(),
            free=self._free(),
            gain_so_far=np.where(
                self.n_days > 0, self.gained / np.maximum(1, self.n_days), -1.0
            ),
        )
        return replace(
            self.base,
            students=students,
            adults=replace(self.base.adults, free=self._adults_free()),
            options=self._options(),
            history=self._history(),
        )

    def live(self, day: Day, timetable: Timetable) -> None:
        """Let a day happen: everyone has an exit slip after each lesson."""
        had = np.zeros_like(self.passed)
        who, block = np.nonzero(timetable.lesson >= 0)
        had[who, timetable.lesson[who, block]] = True
        options = day.options
        taken = had[options.student, options.lesson]
        is_right = self.rng.random(len(taken)) < options.success
        right = taken & is_right
        self.passed[options.student[right], options.lesson[right]] = True
        self.day_before, self.yesterday = self.yesterday, had
        self.n_nights += 1
        raw = replace(day, limits=replace(day.limits, own_day=0.0))
        self.gained += gain_by_student(raw, timetable)
        self.n_days += 1
        self._look()

    def _welcome(self, s: int) -> None:
        """Let a new student take a place; its accommodations stay."""
        self.passed[s] = self.yesterday[s] = self.day_before[s] = False
        self.grade[s] = self.rng.integers(6, 9)
        self.start[s] = self.grade[s] + self.rng.normal(0.2, 0.9)
        self.arrival[s] = self.n_nights
        self.gained[s] = self.n_days[s] = 0
        self._draw_effects(s)
        self._look()

    def _draw_effects(self, s: int) -> None:
        usual = np.array([EFFECT[m] for m in LESSON_MODALITIES])
        self.effect[s] = usual * np.exp(self.rng.normal(0, 0.2, len(usual)))

    def _look(self) -> None:
        """Work out what is shown, and where that puts everyone."""
        n_passed = np.zeros((len(self.grade), len(self.grades)), np.int64)
        np.add.at(n_passed.T, self.base.lessons.skill, self.passed.T.astype(np.int64))
        self.shown = n_passed >= PASSES_TO_SHOW
        per_grade = len(self.grades) / (self.grades[-1] - self.grades[0])
        self.working = self.start + PROGRESS * self.shown.sum(axis=1) / per_grade

    def _ready(self, s: int) -> np.ndarray:
        """Return the skills a student is ready for: those nearest the working grade."""
        away = np.abs(np.floor(self.grades) - self.grade[s])
        near = np.abs(self.grades - self.working[s] - 0.2)
        near[self.shown[s] | (away > self.base.students.max_distance[s])] = np.inf
        nearest = np.argsort(near, kind="stable")[:N_READY]
        return np.sort(nearest[np.isfinite(near[nearest])])

    def _options(self) -> Options:
        rng, lessons = self.rng, self.base.lessons
        parts: list[tuple[np.ndarray, ...]] = []
        for s in range(len(self.grade)):
            ready = self._ready(s)
            urgency = dict(zip(ready, rng.uniform(0.6, 1.0, len(ready)), strict=True))
            own = np.flatnonzero(np.isin(lessons.skill, ready))
            p = success(self.grades[lessons.skill[own]], self.working[s])
            due = np.array([urgency[k] for k in lessons.skill[own]])
            noise = np.exp(rng.normal(0, 0.08, len(own)))
            gain = challenge(p) * due * noise * self.effect[s, lessons.modality[own]]
            parts.append((np.full(len(own), s), own, gain, p))
        student, lesson, gain, right = map(np.concatenate, zip(*parts, strict=True))
        return Options(student=student, lesson=lesson, gain=gain, success=right)

    def _history(self) -> History:
        skill, modality = self.base.lessons.skill, self.base.lessons.modality
        both = np.argwhere(self.yesterday & self.day_before)
        # One lesson per skill and modality: twice the modality is twice the lesson.
        return History(
            passed=np.argwhere(self.passed),
            previous=np.argwhere(self.yesterday),
            streak=np.column_stack(
                [both[:, 0], skill[both[:, 1]], modality[both[:, 1]]]
            ),
        )

    def _free(self) -> np.ndarray:
        """Return the base day's free blocks, less tonight's appointments."""
        free = self.base.students.free.copy()
        n = len(free)
        free[:, 1:] = True
        who = self.rng.choice(n, round(APPOINTED * n), replace=False)
        free[who, self.rng.integers(1, free.shape[1], len(who))] = False
        return free

    def _adults_free(self) -> np.ndarray:
        """Return when adults are there; tutors and aides, who are owed, always are."""
        adults = self.base.adults
        is_teacher = ~adults.tutors & ~adults.is_aide
        away = is_teacher & (self.rng.random(len(is_teacher)) < AWAY)
        return adults.free & ~away[:, None]

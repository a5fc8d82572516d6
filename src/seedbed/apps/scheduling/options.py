"""Which lessons each student could do on a day, and what each is worth.

For a student: the skills ready next with the most to gain, within the distance from
the enrolled grade that is allowed; for each, a lesson or two in every modality, without
those passed, those of the previous school day, and a third day of the same way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress, islice

import numpy as np

from seedbed.apps.curriculum.cards import LessonRow, SkillRows
from seedbed.apps.mastery.cards import SnapshotArrays
from seedbed.lib.arrays import BoolArray, FloatArray, IntArray
from seedbed.lib.modalities import Modality

from . import worth
from .rows.past import PastRows
from .rows.people import StudentRow

SKILLS_PER_STUDENT = 8
#: Grouped ways get a second lesson, so that those who had the first can still meet.
LESSONS_PER_MODALITY = {Modality.LIVE: 2, Modality.PEER: 2}
#: A project goes on for days, so it is offered for the best skill only: otherwise a
#: day without enough adults would be six projects.
PROJECTS_PER_STUDENT = 1
#: What a review lesson is worth beside a skill that is ready next: it is only offered
#: where minutes with an adult are owed and nothing else can fill them.
REVIEW_GAIN = 0.02
REVIEW_SKILLS = 3


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How far from the enrolled grade a plan may go, in grades.

    ``guard_band`` is never passed; beyond ``approval_beyond`` an adult must approve.
    """

    guard_band: int
    approval_beyond: int

    def of(self, student: StudentRow) -> int:
        """Return the most grades away that this student may work."""
        approved = student.approved_distance or 0
        return min(self.guard_band, max(self.approval_beyond, approved))


@dataclass(frozen=True, kw_only=True)
class View:
    """A snapshot lined up with S students and the K skills of the curriculum.

    ``distance`` (S, K) grades between skill and enrolled grade; ``ready`` (S, K) on
    the frontier; ``gain`` and ``mastery`` (S, K); ``is_mastered`` (S, K);
    ``n_attempts`` (S, K); ``last_day`` (S, K) days since 1970 or nan.
    """

    skill_ids: IntArray
    distance: IntArray
    ready: BoolArray
    gain: FloatArray
    mastery: FloatArray
    is_mastered: BoolArray
    n_attempts: IntArray
    last_day: FloatArray


@dataclass(frozen=True, kw_only=True)
class OptionRows:
    """O options: positions of the student and skill, and the lesson row of each.

    ``assumed`` is the gain before any lottery; ``gain`` what is believed now, with
    deviation ``sd`` (``lottery.believed``).
    """

    student: IntArray
    skill: IntArray
    lessons: tuple[LessonRow, ...]
    gain: FloatArray
    success: FloatArray
    assumed: FloatArray
    sd: FloatArray

    def select(self, chosen: BoolArray) -> OptionRows:
        """Return the chosen options."""
        return OptionRows(
            student=self.student[chosen],
            skill=self.skill[chosen],
            lessons=tuple(compress(self.lessons, chosen.tolist())),
            gain=self.gain[chosen],
            success=self.success[chosen],
            assumed=self.assumed[chosen],
            sd=self.sd[chosen],
        )


def line_up(
    students: Sequence[StudentRow],
    skills: SkillRows,
    snapshot: SnapshotArrays | None,
) -> View:
    """Return a snapshot with one row per student and one column per skill.

    Who or what is not in the snapshot is not ready, has no gain and no evidence.
    """
    grade = np.array([s.grade for s in students], np.int64)[:, None]
    low = np.array(skills.grade_low, np.int64)[None, :]
    high = np.array(skills.grade_high, np.int64)[None, :]
    distance = np.maximum(np.maximum(low - grade, grade - high), 0)
    shape = (len(students), len(skills.ids))
    ids = np.array(skills.ids, np.int64)
    view = View(
        skill_ids=ids,
        distance=distance.reshape(shape),
        ready=np.zeros(shape, np.bool_),
        gain=np.zeros(shape),
        mastery=np.zeros(shape),
        is_mastered=np.zeros(shape, np.bool_),
        n_attempts=np.zeros(shape, np.int64),
        last_day=np.full(shape, np.nan),
    )
    if snapshot is not None:
        _fill(view, [s.id for s in students], snapshot)
    return view


def _fill(view: View, student_ids: list[int], snapshot: SnapshotArrays) -> None:
    row_of = {int(i): n for n, i in enumerate(snapshot.student_ids)}
    column_of = {int(i): n for n, i in enumerate(snapshot.skill_ids)}
    to_row = [n for n, i in enumerate(student_ids) if i in row_of]
    to_column = [n for n, i in enumerate(view.skill_ids.tolist()) if i in column_of]
    here = np.ix_(to_row, to_column)
    there = np.ix_(
        [row_of[student_ids[n]] for n in to_row],
        [column_of[int(view.skill_ids[n])] for n in to_column],
    )
    view.ready[here] = snapshot.is_frontier[there]
    view.gain[here] = snapshot.gain[there]
    view.mastery[here] = snapshot.mastery[there]
    view.is_mastered[here] = snapshot.is_mastered[there]
    view.n_attempts[here] = snapshot.n_attempts[there]
    view.last_day[here] = snapshot.last_day[there]


def best_skills(
    value: FloatArray, allowed: BoolArray, *, at_most: int = SKILLS_PER_STUDENT
) -> list[list[int]]:
    """Return, per student, the positions of the most valuable allowed skills.

    ``value`` and ``allowed`` have shape (S, K); only positive values count, and ties
    keep the order of the skills.
    """
    kept = np.where(allowed & (value > 0), value, -np.inf)
    order = np.argsort(-kept, axis=1, kind="stable")[:, :at_most]
    return [
        [k for k in row if np.isfinite(kept[s, k])]
        for s, row in enumerate(order.tolist())
    ]


def options_of(
    students: Sequence[StudentRow],
    view: View,
    lessons: Sequence[LessonRow],
    *,
    past: PastRows,
    reach: Reach,
    longest_block: int,
) -> OptionRows:
    """Return what each student could do, students ascending.

    ``longest_block`` is the minutes of the longest learning block: a lesson that does
    not fit it at the student's pace of work is not offered.
    """
    library = _by_skill(lessons)
    allowed = (
        view.distance <= np.array([reach.of(s) for s in students], np.int64)[:, None]
    )
    chosen = best_skills(view.gain, view.ready & allowed)
    rows: list[tuple[int, int, LessonRow]] = []
    reviews: set[int] = set()
    for s, student in enumerate(students):
        fits = _Fits(student=student, past=past, longest_block=longest_block)
        mine = list(_offers(s, chosen[s], view, library, fits))
        if student.weekly_service_minutes > 0 and not _has_tutoring(mine):
            extra = _review(s, view, allowed, library, fits)
            reviews.update(range(len(rows) + len(mine), len(rows) + len(mine + extra)))
            mine += extra
        rows += mine
    return _valued(rows, reviews, students, view)


@dataclass(frozen=True, kw_only=True)
class _Fits:
    """Whether a lesson may be offered to one student."""

    student: StudentRow
    past: PastRows
    longest_block: int

    def __call__(self, lesson: LessonRow) -> bool:
        pair = (self.student.id, lesson.id)
        way = (self.student.id, lesson.skill_id, lesson.modality)
        return (
            lesson.minutes * self.student.time_factor <= self.longest_block
            and pair not in self.past.passed
            and pair not in self.past.previous
            and way not in self.past.streak
        )


Library = dict[int, dict[int, list[LessonRow]]]


def _by_skill(lessons: Iterable[LessonRow]) -> Library:
    library: Library = defaultdict(lambda: defaultdict(list))
    for lesson in lessons:
        library[lesson.skill_id][lesson.modality].append(lesson)
    return library


def _offers(
    s: int, chosen: list[int], view: View, library: Library, fits: _Fits
) -> Iterable[tuple[int, int, LessonRow]]:
    for rank, k in enumerate(chosen):
        for modality, lessons in library.get(int(view.skill_ids[k]), {}).items():
            if modality == Modality.PROJECT and rank >= PROJECTS_PER_STUDENT:
                continue
            left = LESSONS_PER_MODALITY.get(Modality(modality), 1)
            fitting = (lesson for lesson in lessons if fits(lesson))
            for lesson in islice(fitting, left):
                yield s, k, lesson


def _has_tutoring(rows: list[tuple[int, int, LessonRow]]) -> bool:
    return any(lesson.modality == Modality.TUTORING for _s, _k, lesson in rows)


def _review(
    s: int, view: View, allowed: BoolArray, library: Library, fits: _Fits
) -> list[tuple[int, int, LessonRow]]:
    """Return tutoring lessons on skills nearest to ready, for minutes that are owed."""
    order = np.argsort(-(view.gain[s] + view.n_attempts[s]), kind="stable")
    found: list[tuple[int, int, LessonRow]] = []
    for k in order[allowed[s, order]].tolist():
        lessons = library.get(int(view.skill_ids[k]), {}).get(Modality.TUTORING, [])
        found += [(s, k, lesson) for lesson in lessons if fits(lesson)][:1]
        if len(found) == REVIEW_SKILLS:
            break
    return found


def _valued(
    rows: list[tuple[int, int, LessonRow]],
    reviews: set[int],
    students: Sequence[StudentRow],
    view: View,
) -> OptionRows:
    student = np.array([s for s, _k, _lesson in rows], np.int64)
    skill = np.array([k for _s, k, _lesson in rows], np.int64)
    modality = np.array([lesson.modality for _s, _k, lesson in rows], np.int64)
    paces = np.array([worth.pace_code(s.pace) for s in students], np.int64)
    success = worth.expected_success(view.mastery[student, skill], modality)
    skill_gain = view.gain[student, skill].astype(np.float64)
    review = np.array(sorted(reviews), np.int64)
    skill_gain[review] = np.minimum(np.maximum(skill_gain[review], 0.0), REVIEW_GAIN)
    skill_gain[review] = np.maximum(skill_gain[review], REVIEW_GAIN / 2)
    gain = worth.expected_gain(skill_gain, modality, paces[student], success)
    return OptionRows(
        student=student,
        skill=skill,
        lessons=tuple(lesson for _s, _k, lesson in rows),
        gain=gain,
        success=success,
        assumed=gain,
        sd=np.zeros_like(gain),
    )


def working_grades(
    students: Sequence[StudentRow], view: View, skills: SkillRows
) -> FloatArray:
    """Return (S,) the grade where the evidence puts each student.

    The mean grade of the skills ready next within two grades of the enrolled one;
    without any, the enrolled grade.
    """
    middle = (np.array(skills.grade_low) + np.array(skills.grade_high)) / 2.0
    near = view.ready & (view.distance <= 2)
    chosen = best_skills(view.gain, near)
    grades = [
        float(np.clip(middle[best].mean(), s.grade - 2, s.grade + 2))
        if best
        else float(s.grade)
        for s, best in zip(students, chosen, strict=True)
    ]
    return np.array(grades, np.float64)

"""Reads of the mastery app. Each returns cards and says how many SQL queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np

from seedbed.apps.accounts import queries as accounts
from seedbed.apps.curriculum import queries as curriculum
from seedbed.apps.curriculum.cards import SkillRows
from seedbed.apps.rosters.models import Student

from . import mapping, states
from .cards import (
    MasteryMap,
    SkillLine,
    SnapshotArrays,
    StepCard,
    StudentPath,
    StudentSnapshot,
)
from .explaining import why_of as why_of
from .learning import learning_of_student as learning_of_student
from .live import live_estimates as live_estimates
from .moments import local_date
from .status import learner_status as learner_status
from .status import live_model_uuid as live_model_uuid
from .stored import latest_card as latest_card
from .stored import latest_snapshot as latest_snapshot
from .weekly import newly_mastered as newly_mastered

#: Of what is shown already, a path recalls this many steps.
_STEPS_BEHIND = 2


def path_of_student(
    student_id: int, *, n_steps: int = 6, unit_id: int | None = None
) -> StudentPath:
    """Return the steps a student has just shown, works on, and can take next.

    At most two steps lie behind; then what to look again at, what is worked on now,
    what is ready (the most worthwhile first) and, where places are left, what that
    opens. Without a snapshot the path is empty. Three queries, one less with the
    student's unit; one more the first time after a night, two where places are left.
    """
    view = _view(student_id, unit_id=unit_id)
    if view is None:
        return StudentPath()
    chosen: list[int] = []
    for column in _in_path_order(view):
        if len(chosen) == n_steps:
            break
        if column not in chosen:
            chosen.append(column)
    steps = tuple(view.step(column) for column in chosen)
    counted = Counter(step.state for step in steps)
    return StudentPath(
        steps=steps,
        n_shown=counted[states.SHOWN] + counted[states.SECURE],
        n_under_way=counted[states.NOW],
    )


def snapshot_of_student(student_id: int) -> StudentSnapshot:
    """Return what a student has shown, by code, and what is ready next. Five queries.

    ``rows`` are the skills with evidence or once mastered; ``frontier`` the ready ones,
    the most worthwhile first.
    """
    view = _view(student_id)
    if view is None:
        return StudentSnapshot(as_of=None)
    zone = ZoneInfo(accounts.current_system().time_zone)
    asked = np.flatnonzero(view.arrays.n_attempts[view.row] > 0).tolist()
    again = [c for c, word in enumerate(view.words) if word == states.LOOK_AGAIN]
    lines = [view.line(column, zone=zone) for column in {*asked, *again}]
    return StudentSnapshot(
        as_of=view.arrays.as_of,
        rows=tuple(sorted((x for x in lines if x.code), key=lambda x: x.code)),
        frontier=tuple(view.line(c, zone=zone) for c in _by_gain(view, states.READY)),
    )


def map_of_student(student_id: int) -> MasteryMap:
    """Return a student's map: a few grades around their work, by strand. Five queries.

    Skills that have left their framework are not on it. Without a snapshot it is empty.
    """
    view = _view(student_id)
    if view is None:
        return MasteryMap(as_of=None)
    zone = ZoneInfo(accounts.current_system().time_zone)
    skills = view.skills
    place_of = {
        skill_id: mapping.SkillPlace(code=code, title=title, strand=strand, grade=grade)
        for skill_id, code, title, strand, grade in zip(
            skills.ids,
            skills.codes,
            skills.titles,
            skills.strands,
            skills.grade_low,
            strict=True,
        )
    }
    found = {
        column: mapping.map_skill(
            view.arrays, view.row, column, place, view.words[column], zone
        )
        for column, skill_id in enumerate(view.arrays.skill_ids.tolist())
        if (place := place_of.get(skill_id)) is not None
    }
    grades = mapping.grades_around(
        [skill.grade for skill in found.values()],
        [skill.state for skill in found.values()],
    )
    order = [
        column
        for word in (states.LOOK_AGAIN, states.NOW, states.READY)
        for column in _by_gain(view, word)
        if column in found
    ]
    return MasteryMap(
        as_of=view.arrays.as_of,
        grades=grades,
        skills=tuple(
            sorted(
                (skill for skill in found.values() if skill.grade in grades),
                key=lambda skill: (skill.strand, skill.grade, skill.code),
            )
        ),
        window=tuple(found[column] for column in order[: mapping.WINDOW_STEPS]),
    )


@dataclass(frozen=True, kw_only=True)
class _View:
    """One student's row of a snapshot, with the names of its skills."""

    arrays: SnapshotArrays
    row: int
    words: list[str]
    names: dict[int, tuple[str, str]]
    skills: SkillRows

    def step(self, column: int) -> StepCard:
        """Return one skill as a step."""
        code, title = self.names[int(self.arrays.skill_ids[column])]
        return StepCard(code=code, title=title, state=self.words[column])

    def line(self, column: int, *, zone: ZoneInfo) -> SkillLine:
        """Return one skill as a line of numbers."""
        arrays, step = self.arrays, self.step(column)
        at = (self.row, column)
        return SkillLine(
            code=step.code,
            title=step.title,
            mastery=float(arrays.mastery[at]),
            low=float(arrays.low[at]),
            high=float(arrays.high[at]),
            n_attempts=int(arrays.n_attempts[at]),
            last_on=local_date(float(arrays.last_day[at]), zone),
            state=step.state,
        )


def _view(student_id: int, *, unit_id: int | None = None) -> _View | None:
    """Return a student's row of the latest snapshot. Four queries, or fewer."""
    if not unit_id:
        unit_id = Student.objects.values_list("unit_id", flat=True).get(pk=student_id)
    arrays = latest_snapshot(unit_id)
    if arrays is None:
        return None
    row = arrays.row_of(student_id)
    if row is None:
        return None
    skills = curriculum.taught_skills()
    named = zip(skills.ids, skills.codes, skills.titles, strict=True)
    names = {skill_id: (code, title) for skill_id, code, title in named}
    words = states.states_of(arrays, row)
    for column, skill_id in enumerate(arrays.skill_ids.tolist()):
        # A skill may have left its framework since; its old name is not known.
        names.setdefault(skill_id, ("", ""))
        if not names[skill_id][0]:
            words[column] = states.LATER
    return _View(arrays=arrays, row=row, words=words, names=names, skills=skills)


def _in_path_order(view: _View) -> Iterator[int]:
    """Yield the columns of a path in its order; some may come twice."""
    shown = _columns(view, states.SECURE, states.SHOWN)
    last_day = np.nan_to_num(view.arrays.last_day[view.row], nan=-1.0)
    recent = sorted(shown, key=lambda c: (last_day[c], c))
    yield from recent[-_STEPS_BEHIND:] if _STEPS_BEHIND else []
    yield from _by_gain(view, states.LOOK_AGAIN)
    yield from _by_gain(view, states.NOW)
    ready = _by_gain(view, states.READY)
    yield from ready
    yield from _opened_by(view, ready)


def _opened_by(view: _View, columns: list[int]) -> Iterator[int]:
    """Yield the later skills that build directly on some others."""
    ids = view.arrays.skill_ids
    column_of = {int(skill_id): c for c, skill_id in enumerate(ids.tolist())}
    wanted = {int(ids[c]) for c in columns}
    for before, after in curriculum.skill_graph().links:
        column = column_of.get(after)
        if column is None or before not in wanted:
            continue
        if view.words[column] == states.LATER:
            yield column


def _columns(view: _View, *words: str) -> list[int]:
    """Return the columns of the skills that have one of these words."""
    return [column for column, word in enumerate(view.words) if word in words]


def _by_gain(view: _View, word: str) -> list[int]:
    """Return the columns with a word, the highest expected gain first."""
    gain = view.arrays.gain[view.row]
    return sorted(_columns(view, word), key=lambda column: (-gain[column], column))

"""Why a student sits where they sit, as data that a page turns into a true sentence.

Keys: ``mentor-day``, ``chosen``, ``service`` {skill}, ``group`` {skill, n_ready},
``next-step`` {skill, after, after_on}, ``practice`` {skill, n_answers}, ``stretch``
{skill, grade}, ``ready`` {skill} (nothing comes before it), ``path`` {skill}
(something does, and was not asked yet), ``no-ready-skill``, ``study``, ``standing``,
``adult`` {by, why}, ``working``. Where a lottery chose the way, ``n_drawn_from``
counts the ways and ``is_even`` tells whether they looked equally good.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np

from seedbed.apps.curriculum.cards import LessonRow
from seedbed.apps.trials.cards import DrawCard
from seedbed.lib.modalities import GROUPED, Modality

from .problem import Material

Reason = dict[str, Any]
_EPOCH = date(1970, 1, 1)


class Reasons:
    """Finds the reason of each seat of a day; positions are those of the material."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._skills = material.skills
        self._column = {k: n for n, k in enumerate(material.skills.ids)}

    @cached_property
    def _n_ready(self) -> dict[int, int]:
        """How many students were offered each skill, by column of the view."""
        options = self._material.options
        pairs = {
            (s, k)
            for s, k in zip(
                options.student.tolist(), options.skill.tolist(), strict=True
            )
        }
        counts: dict[int, int] = defaultdict(int)
        for _s, k in pairs:
            counts[k] += 1
        return counts

    @cached_property
    def _before(self) -> dict[int, list[int]]:
        """Columns of the prerequisites of each skill, by its id."""
        found: dict[int, list[int]] = defaultdict(list)
        for before, after in self._skills.links:
            if before in self._column:
                found[after].append(self._column[before])
        return found

    @cached_property
    def _offered(self) -> frozenset[int]:
        return frozenset(self._material.options.student.tolist())

    def of_study(self, student: int) -> Reason:
        """Return why a student is in supervised study."""
        return {"key": "study" if student in self._offered else "no-ready-skill"}

    @cached_property
    def _drawn(self) -> dict[tuple[int, int, int], DrawCard]:
        """The draw behind each drawn way, by student, skill and way."""
        return {
            (card.student_id, card.skill_id, card.drawn): card
            for card in self._material.draws
        }

    def of_lesson(self, student: int, lesson: LessonRow) -> Reason:
        """Return why a student has a lesson, and whether a draw chose the way."""
        reason = self._of_skill(student, lesson)
        student_id = self._material.people.students[student].id
        card = self._drawn.get((student_id, lesson.skill_id, lesson.modality))
        if card is None:
            return reason
        return reason | {"n_drawn_from": len(card.ways), "is_even": card.is_even}

    def _of_skill(self, student: int, lesson: LessonRow) -> Reason:
        """Return why a student has a lesson: the first of these that is true."""
        owed = self._material.people.students[student].weekly_service_minutes > 0
        skill = self._title(lesson.skill_id)
        if owed and lesson.modality == Modality.TUTORING:
            return {"key": "service", "skill": skill}
        k = self._column.get(lesson.skill_id)
        if k is None:
            return {"key": "ready", "skill": skill}
        if lesson.modality in GROUPED and self._n_ready[k] > 1:
            return {"key": "group", "skill": skill, "n_ready": self._n_ready[k]}
        return self._own_step(student, k, skill)

    def _own_step(self, student: int, k: int, skill: str) -> Reason:
        view = self._material.view
        n_answers = int(view.n_attempts[student, k])
        if n_answers > 0:
            return {"key": "practice", "skill": skill, "n_answers": n_answers}
        after = self._after(student, int(view.skill_ids[k]))
        if after is not None:
            return {"key": "next-step", "skill": skill, **after}
        grade = self._material.people.students[student].grade
        if self._skills.grade_low[k] > grade:
            return {
                "key": "stretch",
                "skill": skill,
                "grade": self._skills.grade_low[k],
            }
        key = "path" if self._before.get(int(view.skill_ids[k])) else "ready"
        return {"key": key, "skill": skill}

    def _after(self, student: int, skill_id: int) -> Reason | None:
        """Return the prerequisite that was shown last, and when, if one was."""
        view = self._material.view
        before = self._before.get(skill_id, [])
        shown = [k for k in before if view.is_mastered[student, k]]
        if not shown:
            return None
        days = {k: float(np.nan_to_num(view.last_day[student, k])) for k in shown}
        last = max(shown, key=lambda k: days[k])
        found = {"after": self._skills.titles[last]}
        if days[last] > 0:
            on = _EPOCH + timedelta(days=int(days[last]))
            found["after_on"] = on.isoformat()
        return found

    def _title(self, skill_id: int) -> str:
        k = self._column.get(skill_id)
        return self._skills.titles[k] if k is not None else ""

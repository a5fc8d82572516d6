"""Gathers what a snapshot is made from: students, skills, evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from seedbed.apps.accounts import queries as accounts
from seedbed.apps.curriculum import queries as curriculum
from seedbed.apps.curriculum.cards import SkillRows
from seedbed.apps.curriculum.models import ItemSkill
from seedbed.apps.evidence import queries as evidence
from seedbed.apps.evidence.cards import UnitAttempts
from seedbed.apps.rosters.models import Student
from seedbed.lib.arrays import BoolArray, Int32Array, IntArray
from seedbed.lib.grades import UNGRADED

from .errors import NoSkillsError, NoStudentsError

#: Skills this many grades beyond the students' own are estimated too.
GRADES_AROUND = 3


@dataclass(frozen=True, kw_only=True)
class SnapshotInputs:
    """Rows of the database as columns; ids, not yet indices.

    ``student_ids``, ``grades`` (S,); ``skill_ids``, ``grade_low``, ``grade_high``
    (K,); ``links`` (P, 2) before and after; ``item_skills`` (Q, 2) item and skill,
    sorted by item; ``attempts`` those of these students, at items with these skills.
    """

    student_ids: IntArray
    grades: Int32Array
    skill_ids: IntArray
    grade_low: Int32Array
    grade_high: Int32Array
    links: IntArray
    item_skills: IntArray
    attempts: UnitAttempts

    def digest(self, *parts: str) -> str:
        """Return a hash of everything here and of some words more."""
        digest = hashlib.blake2b(digest_size=32)
        for column in (
            self.student_ids,
            self.grades,
            self.skill_ids,
            self.grade_low,
            self.grade_high,
            self.links,
            self.item_skills,
        ):
            digest.update(column.tobytes())
        for part in (self.attempts.fingerprint, *parts):
            digest.update(part.encode())
        return digest.hexdigest()


def read_inputs(*, unit_id: int, until: datetime) -> SnapshotInputs:
    """Return what a snapshot of a unit is made from. Five queries.

    Raises
    ------
    NoStudentsError, NoSkillsError
        If there is nobody, or nothing, to estimate.
    """
    students = list(
        Student.objects.filter(unit_id=unit_id, is_active=True)
        .order_by("pk")
        .values_list("pk", "grade")
    )
    if not students:
        raise NoStudentsError(accounts.unit_card(unit_id).name)
    student_ids = np.array([pk for pk, _ in students], dtype=np.int64)
    grades = np.array([grade for _, grade in students], dtype=np.int32)
    graph = curriculum.skill_graph()
    attempts = evidence.attempt_columns(unit_id=unit_id, until=until)
    pairs = _item_skills(attempts.item_id)
    is_wanted = _wanted_skills(graph, grades=grades, with_evidence=pairs[:, 1])
    if not is_wanted.any():
        raise NoSkillsError(accounts.unit_card(unit_id).name)
    skill_ids = np.array(graph.ids, dtype=np.int64)[is_wanted]
    pairs = pairs[np.isin(pairs[:, 1], skill_ids)]
    links = np.array(graph.links, dtype=np.int64).reshape(-1, 2)
    return SnapshotInputs(
        student_ids=student_ids,
        grades=grades,
        skill_ids=skill_ids,
        grade_low=np.array(graph.grade_low, dtype=np.int32)[is_wanted],
        grade_high=np.array(graph.grade_high, dtype=np.int32)[is_wanted],
        links=links[np.isin(links, skill_ids).all(axis=1)],
        item_skills=pairs,
        attempts=_of_known(attempts, student_ids=student_ids, item_ids=pairs[:, 0]),
    )


def _item_skills(item_ids: IntArray) -> IntArray:
    """Return (Q, 2) pairs of item and skill, sorted, of the items asked. One query."""
    rows: Sequence[tuple[int, int]] = list(
        ItemSkill.objects.order_by("item_id", "skill_id").values_list(
            "item_id", "skill_id"
        )
    )
    pairs = np.array(rows, dtype=np.int64).reshape(-1, 2)
    return pairs[np.isin(pairs[:, 0], item_ids)]


def _wanted_skills(
    graph: SkillRows, *, grades: Int32Array, with_evidence: IntArray
) -> BoolArray:
    """Return which taught skills are near the students' grades or have evidence."""
    graded = grades[grades < UNGRADED]
    low, high = (graded.min(), graded.max()) if len(graded) else (0, UNGRADED)
    is_near = (np.array(graph.grade_low) <= high + GRADES_AROUND) & (
        np.array(graph.grade_high) >= low - GRADES_AROUND
    )
    return np.asarray(is_near | np.isin(np.array(graph.ids), with_evidence), bool)


def _of_known(
    attempts: UnitAttempts, *, student_ids: IntArray, item_ids: IntArray
) -> UnitAttempts:
    """Return the attempts of active students at items that still ask a skill."""
    kept = np.isin(attempts.student_id, student_ids) & np.isin(
        attempts.item_id, item_ids
    )
    return UnitAttempts(
        student_id=attempts.student_id[kept],
        item_id=attempts.item_id[kept],
        is_correct=attempts.is_correct[kept],
        day=attempts.day[kept],
        fingerprint=attempts.fingerprint,
    )

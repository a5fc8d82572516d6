"""The same model and state, where students, skills and items are numbered anew.

Between two nights students come and go, and items and skills are added. What is new
starts as the model expects of the new: an item as easy as its skill, a skill as easy
as its neighbours, a combination of skills like the mean of its parts.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from seedbed.engines.learner.data import Graph
from seedbed.engines.learner.fitting import ease_of_skills
from seedbed.engines.learner.kernels import Kept, Population
from seedbed.engines.learner.kernels.layout import LAST_ITEM
from seedbed.engines.learner.model import Model, State, nothing_kept
from seedbed.engines.learner.runs import rows_of_runs
from seedbed.engines.learner.sets import SkillSets, skill_sets
from seedbed.lib.arrays import FloatArray, Int32Array, IntArray


def renumber_model(
    model: Model,
    *,
    graph: Graph,
    item_skill_starts: Int32Array,
    item_skills: Int32Array,
    items: IntArray,
    skills: IntArray,
) -> Model:
    """Return the model for other items and skills.

    Parameters
    ----------
    graph, item_skill_starts, item_skills
        Of the new numbers, as in ``Graph`` and ``Answers``.
    items : ndarray of shape (J,)
        The old number of each new item, or -1.
    skills : ndarray of shape (K,)
        The old number of each new skill, or -1.

    Raises
    ------
    ValueError
        If there is not one old number for each new item and skill.
    """
    for name, found, wanted in (
        ("items", len(items), len(item_skill_starts) - 1),
        ("skills", len(skills), graph.n_skills),
    ):
        if found != wanted:
            raise ValueError(f"{name} must have shape ({wanted},), got ({found},).")
    sets, set_of_item = skill_sets(item_skill_starts, item_skills, graph.n_skills)
    old_sets = _old_sets(model.sets, sets, skills)
    of_set = _Moved(sets, old_sets, skills, model.population.set_n)
    population = Population(
        item=_taken(model.population.item, items),
        item_n=_taken(model.population.item_n, items),
        set=of_set.values(model.population.set),
        set_n=_taken(model.population.set_n, old_sets),
        set_of_item=set_of_item,
    )
    weights = model.weights
    own = ("own", "write", "expose", "read")
    skill_n = _taken(model.skill_n, skills)
    return replace(
        model,
        graph=graph,
        sets=sets,
        population=population,
        weights=weights._replace(
            **{name: of_set.values(getattr(weights, name)) for name in own}
        ),
        skill_ease=ease_of_skills(sets, population, graph, skill_n),
        skill_n=skill_n,
        reference_item=_taken(model.reference_item, skills),
    )


def renumber_state(
    state: State,
    model: Model,
    *,
    students: IntArray,
    skills: IntArray,
    items: IntArray,
    grade: Int32Array,
) -> State:
    """Return the state of other students, for a model with other numbers.

    Parameters
    ----------
    students : ndarray of shape (S,)
        The old number of each new student, or -1 for one who is new.
    skills, items : ndarray
        The new number of each old skill and item, or -1 where it is gone.
    grade : ndarray of shape (S,)
        Enrolled grades, ``UNKNOWN_GRADE`` where unknown.
    """
    kept = state.kept
    blank = nothing_kept(len(students))
    student = blank.student
    is_old = students >= 0
    student[is_old] = kept.student[students[is_old]]
    last = student[:, LAST_ITEM].astype(np.int64)
    student[:, LAST_ITEM] = np.where(last >= 0, np.append(items, -1)[last], -1)
    skill_rows, skill_first = _rows(kept.skill_first, students, skills[kept.skill])
    item_rows, item_first = _rows(kept.item_first, students, items[kept.item])
    return State(
        model=model,
        grade=grade,
        kept=Kept(
            student=student,
            skill_first=skill_first,
            skill=skills[kept.skill[skill_rows]].astype(np.int32),
            skill_wide=kept.skill_wide[skill_rows],
            skill_narrow=kept.skill_narrow[skill_rows],
            item_first=item_first,
            item=items[kept.item[item_rows]].astype(np.int32),
            item_wide=kept.item_wide[item_rows],
            item_narrow=kept.item_narrow[item_rows],
        ),
    )


class _Moved:
    """Takes values of old skill sets to new ones; means where a set is new."""

    def __init__(
        self, sets: SkillSets, old_sets: IntArray, skills: IntArray, set_n: FloatArray
    ) -> None:
        self._sets, self._old_sets, self._skills = sets, old_sets, skills
        self._set_n = set_n

    def values(self, old: FloatArray) -> FloatArray:
        """Return values (C, ...) of the new sets."""
        n_old_skills = int((np.diff(self._sets.starts) == 1).sum())
        weight = self._set_n + 1e-9
        typical = np.average(old, axis=0, weights=weight) if len(old) else 0.0
        of_skill = np.where(
            (self._skills >= 0).reshape(-1, *([1] * (old.ndim - 1))),
            old[np.maximum(self._skills, 0)] if len(old) else 0.0,
            typical,
        )[:n_old_skills]
        found = self._sets.mean_of_members(of_skill)
        known = self._old_sets >= 0
        found[known] = old[self._old_sets[known]]
        return found


def _old_sets(old: SkillSets, new: SkillSets, skills: IntArray) -> IntArray:
    """Return the old number of each new set (C,), or -1."""
    number = {old.members(c): c for c in range(old.n_sets)}
    found = np.full(new.n_sets, -1)
    for c in range(new.n_sets):
        members = [int(skills[k]) for k in new.members(c)]
        if min(members, default=-1) >= 0:
            found[c] = number.get(tuple(sorted(members)), -1)
    return found


def _taken(old: FloatArray, numbers: IntArray) -> FloatArray:
    """Return old values by old number, 0 for -1."""
    return np.where(numbers >= 0, np.append(old, 0.0)[numbers], 0.0)


def _rows(
    first: IntArray, students: IntArray, moved_to: IntArray
) -> tuple[IntArray, IntArray]:
    """Return the old rows of the new students, in order, and the new bounds."""
    n = np.diff(first)
    n_of = np.where(students >= 0, np.append(n, 0)[students], 0)
    begin = np.where(students >= 0, np.append(first[:-1], 0)[students], 0)
    rows, _ = rows_of_runs(begin, n_of)
    is_kept = moved_to[rows] >= 0
    owner = np.repeat(np.arange(len(students)), n_of)[is_kept]
    kept_first = np.searchsorted(owner, np.arange(len(students) + 1))
    return rows[is_kept], kept_first.astype(np.int64)

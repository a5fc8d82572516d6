"""Skill sets: the combinations of skills that items ask."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seedbed.engines.learner.data import Answers
from seedbed.engines.learner.runs import rows_of_runs
from seedbed.lib.arrays import FloatArray, Int32Array


@dataclass(frozen=True, kw_only=True)
class SkillSets:
    """The skills of set c are ``skills[starts[c]:starts[c + 1]]``, ascending.

    The first K sets are the single skills; combinations that items ask follow. An item
    without a skill belongs to an empty set at the end.
    """

    starts: Int32Array  # (C + 1,)
    skills: Int32Array

    @property
    def n_sets(self) -> int:
        """Number of skill sets C."""
        return len(self.starts) - 1

    def members(self, c: int) -> tuple[int, ...]:
        """Return the skills of one set."""
        return tuple(self.skills[self.starts[c] : self.starts[c + 1]].tolist())

    def of_items(self, set_of_item: Int32Array) -> tuple[Int32Array, Int32Array]:
        """Return the skills of items (J,), as bounds (J + 1,) and skills."""
        n = np.diff(self.starts)[set_of_item]
        rows, starts = rows_of_runs(self.starts[:-1][set_of_item], n)
        return starts.astype(np.int32), self.skills[rows]

    def mean_of_members(self, of_skill: FloatArray) -> FloatArray:
        """Return for each set (C, ...) the mean over its skills of values (K, ...)."""
        n = np.diff(self.starts)
        owner = np.repeat(np.arange(self.n_sets), n)
        total = np.zeros((self.n_sets, *of_skill.shape[1:]))
        np.add.at(total, owner, of_skill[self.skills])
        return total / np.maximum(n, 1).reshape(-1, *([1] * (of_skill.ndim - 1)))


def skill_sets(
    starts: Int32Array, skills: Int32Array, n_skills: int
) -> tuple[SkillSets, Int32Array]:
    """Return the sets that items ask, and the set of each item (J,).

    Parameters
    ----------
    starts, skills : ndarray
        The skills of item j are ``skills[starts[j]:starts[j + 1]]``.
    """
    n_of = np.diff(starts)
    of_item = np.zeros(len(n_of), np.int32)
    is_single = n_of == 1
    of_item[is_single] = skills[starts[:-1][is_single]]
    known: dict[tuple[int, ...], int] = {}
    for j in np.flatnonzero(~is_single):
        asked = tuple(sorted(set(skills[starts[j] : starts[j + 1]].tolist())))
        if len(asked) == 1:
            of_item[j] = asked[0]
        else:
            of_item[j] = n_skills + known.setdefault(asked, len(known))
    members = [np.arange(n_skills, dtype=np.int32)]
    members += [np.array(asked, np.int32) for asked in known]
    lengths = np.concatenate(
        [np.ones(n_skills, np.int64), [len(asked) for asked in known]]
    )
    return (
        SkillSets(
            starts=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32),
            skills=np.concatenate(members).astype(np.int32),
        ),
        of_item,
    )


def sets_of(answers: Answers) -> tuple[SkillSets, Int32Array]:
    """Return the sets that the items of answers ask, and the set of each item (J,)."""
    return skill_sets(answers.item_skill_starts, answers.item_skills, answers.n_skills)

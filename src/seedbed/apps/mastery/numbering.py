"""Which skill and which item stands at which place of the learner's arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np

from seedbed.apps.curriculum import queries as curriculum
from seedbed.apps.curriculum.models import ItemSkill
from seedbed.lib.arrays import BoolArray, Int32Array, IntArray

_PREFIX = "numbering."
_OF_SKILLS = ("skill_ids", "grade_low", "grade_high", "before", "after")


@dataclass(frozen=True, kw_only=True)
class Numbering:
    """The taught skills (K,) and the items (J,) that ask them, ids ascending.

    ``before`` and ``after`` (P,) are the places of linked skills. The skills of item j
    are ``item_skills[item_skill_starts[j]:item_skill_starts[j + 1]]``, places too.
    """

    skill_ids: IntArray
    grade_low: Int32Array
    grade_high: Int32Array
    before: Int32Array
    after: Int32Array
    item_ids: IntArray
    item_skill_starts: Int32Array
    item_skills: Int32Array

    def to_arrays(self) -> dict[str, Any]:
        """Return the parts by name, to be packed."""
        return {_PREFIX + f.name: getattr(self, f.name) for f in fields(self)}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any]) -> Self:
        """Return the numbering that ``to_arrays`` wrote."""
        return cls(**{f.name: arrays[_PREFIX + f.name] for f in fields(cls)})

    def has_item(self, item_ids: IntArray) -> BoolArray:
        """Return which items have a place."""
        return np.isin(item_ids, self.item_ids)

    def pairs(self) -> IntArray:
        """Return ids (Q, 2) of each item and each skill it asks, sorted."""
        items = np.repeat(self.item_ids, np.diff(self.item_skill_starts))
        return np.column_stack([items, self.skill_ids[self.item_skills]])

    def keeps(self, earlier: Numbering) -> bool:
        """Tell whether every item of an earlier numbering asks the same skills here."""
        pairs = self.pairs()
        return np.array_equal(
            pairs[np.isin(pairs[:, 0], earlier.item_ids)], earlier.pairs()
        )

    def with_items(self, pairs: IntArray) -> Numbering:
        """Return the numbering with some items more, ids (Q, 2) of item and skill."""
        known = pairs[np.isin(pairs[:, 1], self.skill_ids)]
        if not len(known):
            return self
        return Numbering(
            **{name: getattr(self, name) for name in _OF_SKILLS},
            **_items(np.unique([*self.pairs(), *known], axis=0), self.skill_ids),
        )


def read_numbering() -> Numbering:
    """Return the taught skills and the items that ask them. Three queries."""
    rows = curriculum.skill_graph()
    skill_ids = np.array(rows.ids, np.int64)
    links = np.array(rows.links, np.int64).reshape(-1, 2)
    links = links[np.isin(links, skill_ids).all(axis=1)]
    pairs = item_pairs()
    return Numbering(
        skill_ids=skill_ids,
        grade_low=np.array(rows.grade_low, np.int32),
        grade_high=np.array(rows.grade_high, np.int32),
        before=np.searchsorted(skill_ids, links[:, 0]).astype(np.int32),
        after=np.searchsorted(skill_ids, links[:, 1]).astype(np.int32),
        **_items(pairs[np.isin(pairs[:, 1], skill_ids)], skill_ids),
    )


def item_pairs(item_ids: IntArray | None = None) -> IntArray:
    """Return ids (Q, 2) of items and the skills they ask, sorted. One query."""
    rows = ItemSkill.objects.order_by("item_id", "skill_id")
    if item_ids is not None:
        rows = rows.filter(item_id__in=[int(each) for each in item_ids])
    pairs = rows.values_list("item_id", "skill_id")
    return np.array(list(pairs), np.int64).reshape(-1, 2)


def places(ids: IntArray, wanted: IntArray | Int32Array) -> IntArray:
    """Return where each wanted id stands among ascending ids, -1 where it does not.

    >>> places(np.array([3, 5, 9]), np.array([9, 4])).tolist()
    [2, -1]
    """
    if not len(ids):
        return np.full(len(wanted), -1)
    at = np.minimum(np.searchsorted(ids, wanted), len(ids) - 1)
    return np.where(ids[at] == wanted, at, -1)


def _items(pairs: IntArray, skill_ids: IntArray) -> dict[str, Any]:
    """Return the parts of a numbering that are about items, from sorted pairs."""
    item_ids, n_skills = np.unique(pairs[:, 0], return_counts=True)
    starts = np.concatenate([[0], np.cumsum(n_skills)])
    return {
        "item_ids": item_ids,
        "item_skill_starts": starts.astype(np.int32),
        "item_skills": np.searchsorted(skill_ids, pairs[:, 1]).astype(np.int32),
    }

"""Skill sets: which combinations of skills there are."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.learner import worlds
from tests.engines.learner.worlds import ADDING, SHAPES

from seedbed.engines.learner.sets import sets_of, skill_sets

item_skills = st.lists(st.lists(st.integers(0, 4), max_size=4), max_size=12)


def made(items, n_skills=5):
    starts = np.cumsum([0] + [len(skills) for skills in items]).astype(np.int32)
    skills = np.array([k for skills in items for k in skills], np.int32)
    return skill_sets(starts, skills, n_skills)


def test_the_first_sets_are_the_single_skills():
    sets, of_item = sets_of(worlds.answers([]))

    assert [sets.members(c) for c in range(5)] == [(0,), (1,), (2,), (3,), (4,)]
    assert sets.members(5) == (ADDING, SHAPES)
    assert of_item.tolist() == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5]


def test_a_combination_is_one_set_in_whatever_order_it_is_named():
    sets, of_item = made([[1, 3], [3, 1], [3, 1, 3], [1, 3, 4]])

    assert of_item.tolist() == [5, 5, 5, 6]
    assert sets.members(5) == (1, 3)
    assert sets.members(6) == (1, 3, 4)


def test_one_skill_named_twice_is_that_skill():
    sets, of_item = made([[2, 2]])

    assert of_item.tolist() == [2]
    assert sets.n_sets == 5


def test_items_without_a_skill_share_an_empty_set():
    sets, of_item = made([[], [0], []])

    assert of_item[0] == of_item[2] == 5
    assert sets.members(5) == ()


def test_no_items_have_no_combinations():
    sets, of_item = made([])

    assert sets.n_sets == 5
    assert len(of_item) == 0


@given(items=item_skills)
def test_each_item_belongs_to_the_set_of_its_skills(items):
    sets, of_item = made(items)

    for asked, c in zip(items, of_item, strict=True):
        assert sets.members(int(c)) == tuple(sorted(set(asked)))
    members = [sets.members(c) for c in range(sets.n_sets)]
    assert len(set(members)) == len(members), "each set once"


@given(items=item_skills)
def test_the_skills_of_items_come_back_from_their_sets(items):
    sets, of_item = made(items)

    starts, skills = sets.of_items(of_item)

    found = [skills[a:b].tolist() for a, b in pairwise(starts)]
    assert found == [sorted(set(asked)) for asked in items]


def test_a_combination_takes_the_mean_of_its_skills():
    sets, _ = made([[0, 2], []])

    found = sets.mean_of_members(np.array([1.0, 10.0, 3.0, 0.0, 0.0]))
    of_rows = sets.mean_of_members(np.arange(10.0).reshape(5, 2))

    assert found.tolist() == [1.0, 10.0, 3.0, 0.0, 0.0, 2.0, 0.0]
    assert of_rows[5].tolist() == [2.0, 3.0]
    assert of_rows[6].tolist() == [0.0, 0.0]

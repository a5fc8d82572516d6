"""Skills and items have their places, and items keep what they ask."""

from __future__ import annotations

import numpy as np
import pytest

from seedbed.apps.curriculum import services as curriculum
from seedbed.apps.curriculum.models import Skill
from seedbed.apps.mastery.numbering import (
    Numbering,
    item_pairs,
    places,
    read_numbering,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def items(skills):
    return curriculum.ensure_items(
        keys=[
            ("one", (skills["ratios"],)),
            ("both", (skills["ratios"], skills["rates"])),
        ]
    )


def test_taught_skills_and_their_items_are_numbered(
    skills, items, django_assert_num_queries
):
    with django_assert_num_queries(3):
        found = read_numbering()

    assert found.skill_ids.tolist() == sorted(skills.values())
    assert found.pairs().tolist() == item_pairs().tolist()
    links = list(zip(found.before, found.after, strict=True))
    named = {v: k for k, v in skills.items()}
    names = {
        (named[int(found.skill_ids[a])], named[int(found.skill_ids[b])])
        for a, b in links
    }
    assert names == {("ratios", "rates"), ("rates", "percent")}


def test_a_skill_that_is_no_longer_taught_leaves_its_items(skills, items):
    before = read_numbering()
    Skill.objects.filter(pk=skills["rates"]).update(is_taught=False)

    after = read_numbering()

    assert len(after.item_ids) == 2
    assert len(after.pairs()) == 2
    assert not after.keeps(before), "one item asks less than it did"
    assert before.keeps(before)


def test_new_items_change_nothing_for_the_old(skills, items):
    before = read_numbering()
    new = curriculum.ensure_items(keys=[("new", (skills["percent"],))])

    after = read_numbering()

    assert after.keeps(before)
    assert not before.keeps(after)
    widened = before.with_items(item_pairs(np.array(list(new.values()))))
    assert widened.pairs().tolist() == after.pairs().tolist()
    assert before.with_items(np.zeros((0, 2), np.int64)) is before


def test_a_numbering_survives_packing(skills, items):
    found = read_numbering()

    again = Numbering.from_arrays(found.to_arrays())

    assert again.pairs().tolist() == found.pairs().tolist()
    assert again.grade_low.tolist() == found.grade_low.tolist()


def test_nothing_has_no_places():
    assert places(np.zeros(0, np.int64), np.array([4])).tolist() == [-1]

"""Items are made once for a code and the set of skills it asks."""

from __future__ import annotations

import pytest

from seedbed.apps.curriculum import services
from seedbed.apps.curriculum.errors import BadItemKeyError
from seedbed.apps.curriculum.items import skills_key
from seedbed.apps.curriculum.models import Item, ItemSkill


@pytest.fixture
def skill_ids(cast) -> list[int]:
    made = services.make_framework(
        identifier="ours",
        title="Ours",
        skills=[(f"S{n}", f"Skill {n}", 6, 6) for n in range(3)],
    )
    return sorted(made.values())


def test_an_item_is_made_once(skill_ids):
    first = services.ensure_items(keys=[("q1", (skill_ids[0],))] * 2)
    second = services.ensure_items(keys=[("q1", (skill_ids[0],))])

    assert first == second
    assert Item.objects.count() == ItemSkill.objects.count() == 1


def test_the_order_of_skills_makes_no_other_item(skill_ids):
    a, b, _ = skill_ids

    ids = services.ensure_items(keys=[("q1", (b, a)), ("q1", (a, b))])

    assert list(ids) == [("q1", f"{a},{b}")]
    assert ItemSkill.objects.count() == 2


def test_one_code_with_other_skills_is_another_item(skill_ids):
    a, b, _ = skill_ids

    ids = services.ensure_items(keys=[("q1", (a,)), ("q1", (b,))])

    assert len(set(ids.values())) == 2


def test_a_half_made_set_is_completed(skill_ids):
    a, b, _ = skill_ids
    before = services.ensure_items(keys=[("q1", (a,))])

    after = services.ensure_items(keys=[("q1", (a,)), ("q2", (a, b))])

    assert after["q1", str(a)] == before["q1", str(a)]
    assert len(after) == 2


def test_many_items_are_made_and_found_again(skill_ids):
    keys = [(f"q{n}", (skill_ids[n % 3],)) for n in range(3_000)]

    made = services.ensure_items(keys=keys)

    assert len(made) == 3_000
    assert services.ensure_items(keys=keys) == made


def test_a_long_list_of_skills_has_a_key_that_fits():
    long = range(1_000_000, 1_000_100)

    assert len(skills_key(long)) <= 255
    assert skills_key(long) == skills_key(reversed(long))


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        (("", (1,)), "1 to 200 characters"),
        (("q" * 201, (1,)), "1 to 200 characters"),
        (("q1", ()), "asks no skill"),
    ],
)
def test_an_item_without_code_or_skill_is_refused(cast, key, sentence):
    with pytest.raises(BadItemKeyError, match=sentence):
        services.ensure_items(keys=[key])

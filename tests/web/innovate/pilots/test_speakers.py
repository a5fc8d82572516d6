"""The page on which a leader says who speaks for each group of a pilot."""

from __future__ import annotations

from uuid import uuid4

import pytest
from tests.apps.pilots.test_handing_on import look
from tests.apps.pilots.test_handing_on import world as world

from seedbed.apps.stakeholders.models import SubgroupEffect


def text(answer):
    return str(answer.content, "utf-8")


@pytest.fixture
def page(world):
    return f"/innovate/pilots/{world.pilot}/speakers/"


def test_groups_are_offered_and_their_effects_go_to_the_map(world, page, sign_in):
    look(world, 1)
    dana = sign_in("dana")
    offered = text(dana.get(page))
    assert "Grade 6" in offered
    assert "Families of grade 7" in offered

    form = {"change": str(world.change),
            "speaks-0": str(world.actors["Families of grade 7"])}  # fmt: skip
    sent = dana.post(page, form)

    assert sent["Location"] == f"/innovate/network/{world.change}/#lose-h"
    shown = text(dana.get(f"/innovate/network/{world.change}/"))
    assert "Grade 7" in shown
    assert f"/innovate/pilots/{world.pilot}/" in shown
    actor = world.actors["Families of grade 7"]
    assert f'<option value="{actor}" selected>' in text(dana.get(page))


def test_nothing_chosen_says_what_to_do(world, page, sign_in):
    look(world, 1)

    answer = sign_in("dana").post(page, {"change": str(world.change)})

    assert answer.status_code in (409, 422)
    assert "choose for one group at least" in text(answer)
    assert not SubgroupEffect.objects.exists()


def test_before_the_first_look_it_says_what_a_group_needs(world, page, sign_in):
    assert "ten students in each arm" in text(sign_in("dana").get(page))


def test_without_a_map_it_says_where_to_begin(world, page, sign_in):
    from seedbed.apps.stakeholders.models import Change

    Change.objects.all().delete()

    assert "Begin a map" in text(sign_in("dana").get(page))


def test_only_who_leads_the_unit_opens_it(world, page, sign_in):
    assert sign_in("ana").get(page).status_code == 404
    assert sign_in("dana").get(f"{page}?change={uuid4()}").status_code == 404


def test_it_takes_at_most_twelve_queries(
    world, page, sign_in, django_assert_max_num_queries
):
    look(world, 1)
    dana = sign_in("dana")
    with django_assert_max_num_queries(12):
        dana.get(page)

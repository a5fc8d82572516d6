"""The demo's exchange: full, simulated, and free of names."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from seedbed.apps.accounts.models import Person, Role
from seedbed.apps.accounts.queries import account_named
from seedbed.apps.exchange import queries, services
from seedbed.server.demo.exchange import make_exchange
from seedbed.server.demo.told import PLAYS, STORIES

ON, AT = date(2026, 10, 14), datetime(2026, 10, 14, 12, tzinfo=UTC)


@pytest.fixture
def made(cast, settings, tmp_path):
    from seedbed.apps.accounts.models import Account

    settings.HOME = tmp_path
    for name in ("teacher", "mentor"):
        person = Person.objects.create(given_name="Sim", family_name=name.title())
        Role.objects.create(person=person, kind=name, unit=cast.hub)
        Account.objects.create(
            username=name, person=person, system_id=cast.riverside.pk
        )
    return make_exchange(on=ON, at=AT, seed=7)


def test_stories_of_each_kind_can_be_found(made):
    found = queries.stories()

    assert made == len(found.stories) == len(STORIES)
    assert set(found.kinds) == {"failure", "process", "success"}
    assert len(queries.stories(queries.Wanted(words="drivers")).stories) == 1
    assert len(queries.plays()) == len(PLAYS)
    assert queries.asked_for()[0].n_asking == 5


def test_a_play_of_the_demo_has_every_part_that_a_click_takes_over(made):
    parts = next(play.words.parts for play in queries.plays() if play.evidence)

    assert set(parts) == {"lessons", "rules", "charter", "pilot"}


def test_two_stories_wait_for_the_steward(made):
    desk = queries.desk(by_id=account_named("steward").id)

    assert [one.status for one in desk.tellings] == ["waiting", "waiting"]


def test_a_second_time_adds_nothing(made):
    assert make_exchange(on=ON, at=AT, seed=7) == 0


@pytest.mark.parametrize("told", STORIES, ids=lambda told: told.words.topic)
def test_no_story_names_anybody(cast, told):
    assert services.look_over(told.words) == ()

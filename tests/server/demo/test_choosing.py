"""Simulated students have chosen: one round is over, one is open, some wait for a word."""

from datetime import UTC, datetime

import pytest

from seedbed.apps.accounts.services import ensure_system
from seedbed.apps.accounts.tenancy import system_context
from seedbed.apps.choices import queries
from seedbed.apps.choices.models import ChoiceRound, Preference, WayRequest
from seedbed.server.demo.choosing import NEW_ELECTIVE, make_choices
from seedbed.server.demo.frame import make_hub_frame
from seedbed.server.demo.people import make_people
from seedbed.server.demo.sizes import HUB_NAME, SIZES, SYSTEM_NAME

NOW = datetime(2026, 10, 14, 15, 0, tzinfo=UTC)


@pytest.fixture
def hub(db):
    with system_context(ensure_system(name=SYSTEM_NAME, is_simulated=True)):
        people = make_people(SIZES["small"], seed=1)[HUB_NAME]
        make_hub_frame(people)
        make_choices(people, at=NOW, seed=1)
        yield people


def test_one_round_is_open_and_the_other_gave_its_seats(hub):
    spring, fall = queries.rounds(hub.unit.pk, at=NOW)

    assert (spring.state, fall.state) == ("open", "allotted")
    assert fall.n_ranking == len(hub.students) > spring.n_ranking > 0
    assert all(e.n_seated <= e.seats for e in fall.electives)
    assert sum(e.n_seated for e in fall.electives) > len(hub.students) / 2
    assert NEW_ELECTIVE in {e.title for e in spring.electives}
    assert NEW_ELECTIVE not in {e.title for e in fall.electives}
    assert queries.round_proof(fall.uuid).is_sound


def test_every_elective_is_written_in_both_languages(hub):
    for elective in queries.unit_choices(hub.unit.pk, at=NOW).offered:
        assert elective.title_es
        assert elective.description_es
        assert len(elective.meetings) == 5


def test_the_seats_are_in_the_plan_of_a_school_day(hub):
    day = queries.chosen_day(hub.unit.pk, NOW.date())

    seated = [student for m in day.meetings for student in m.student_ids]
    assert len(seated) == len(set(seated)) > len(hub.students) / 2


def test_some_ways_wait_and_wishes_are_counted(hub):
    found = queries.unit_choices(hub.unit.pk, at=NOW)

    assert found.n_ways_waiting == len(queries.ways_waiting(hub.unit.pk)) == 3
    assert [(wish.title, wish.n_asking) for wish in found.requests] == [
        ("Baking", 7),
        ("Skateboarding", 4),
        ("Podcast studio", 2),
    ]
    mine = queries.my_choices(hub.students[0].pk, at=NOW)
    assert [way.state for way in mine.ways] == ["approved"]


def test_making_it_again_changes_nothing(hub):
    tables = (ChoiceRound, Preference, WayRequest)
    before = [table.objects.count() for table in tables]

    make_choices(hub, at=NOW, seed=1)

    assert [table.objects.count() for table in tables] == before

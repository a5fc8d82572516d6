"""What a pilot does to groups reaches the map of who can stop a change, by itself.

Eight rooms of six, half of them of grade 6 and half of grade 7 in each room.
"""

from __future__ import annotations

from types import SimpleNamespace
from uuid import uuid4

import pytest
from tests.apps.pilots.conftest import AT, PROMISE, STARTS_ON
from tests.apps.stakeholders.conftest import begin, standing, voice

from seedbed.apps.accounts.errors import NotAllowedError
from seedbed.apps.accounts.models import Person
from seedbed.apps.accounts.queries import account_named
from seedbed.apps.pilots import queries, services
from seedbed.apps.pilots.cards import Enrolment, Measured
from seedbed.apps.pilots.errors import NoGroupToHandOnError, UnknownPilotError
from seedbed.apps.pilots.models import Arm, Participation
from seedbed.apps.rosters.models import Student
from seedbed.apps.stakeholders import queries as maps
from seedbed.apps.stakeholders import services as stakeholders
from seedbed.apps.stakeholders.models import SubgroupEffect
from seedbed.apps.stakeholders.services import ActorWords


@pytest.fixture
def world(cast):
    """Return a running pilot of 48, and a map with families of two grades."""
    rows = []
    for room in range(8):
        for seat in range(6):
            person = Person.objects.create(given_name=f"S{room}{seat}")
            student = Student.objects.create(
                person=person, unit=cast.hub, grade=6 + seat % 2
            )
            rows.append(
                Enrolment(
                    student_id=student.pk,
                    cluster=f"Room {room}",
                    has_consent=True,
                    pretest=float(seat),
                )
            )
    by = {"by_id": cast.dana.pk, "at": AT}
    pilot = services.begin_pilot(
        unit_id=cast.hub.pk, name="Reading hour", aim="x", starts_on=STARTS_ON, **by
    )
    promise = PROMISE.__class__(**{**vars(PROMISE), "groups": "grade"})
    services.register_pilot(pilot=pilot, registration=promise, **by)
    services.enrol(pilot=pilot, students=rows, by_id=cast.dana.pk)
    services.draw_arms(pilot=pilot, seed="2026-09-01", **by)
    change = begin(cast)
    actors = {
        name: stakeholders.save_actor(
            change=change,
            words=ActorWords(
                name=name,
                kind="families",
                standings=(standing("inside", voice(share)),),
            ),
            **by,
        )
        for name, share in (
            ("Families of grade 6", 0.25),
            ("Families of grade 7", 0.75),
        )
    }
    return SimpleNamespace(cast=cast, pilot=pilot, change=change, actors=actors, by=by)


def look(world, number):
    """Record a week in which the pilot lifts grade 6 and lowers grade 7, and look."""
    from datetime import timedelta

    outcomes = []
    for one in Participation.objects.select_related("cluster", "student"):
        gain = {6: 2.0, 7: -2.0}[one.student.grade]
        is_in = one.cluster.arm == Arm.PILOT
        outcomes.append(
            Measured(
                student_id=one.student_id,
                look=number,
                value=one.pretest + 0.3 * (one.student_id % 5) + gain * number * is_in,
                on=STARTS_ON + timedelta(days=4 + 7 * (number - 1)),
            )
        )
    services.record_outcomes(
        pilot=world.pilot, outcomes=outcomes, source="x", by_id=world.cast.dana.pk
    )
    return services.look(pilot=world.pilot, **world.by)


def hand_on(world, speakers=None, **changes):
    chosen = speakers or {
        "grade 6": world.actors["Families of grade 6"],
        "grade 7": world.actors["Families of grade 7"],
    }
    given = {"pilot": world.pilot, "change": world.change, **world.by, **changes}
    return services.hand_on_effects(speakers=chosen, **given)


def who_loses(world):
    card = maps.map_card(maps.change_card(world.change), seed=8)
    return [(one.group, one.actor, one.stake) for one in card.inside.stakes]


def test_who_loses_is_the_effect_in_deviations_by_the_power_of_the_speaker(world):
    seen = look(world, 1)
    shown = services.effects_of(seen)

    assert hand_on(world) == 2

    assert who_loses(world) == [
        ("grade 7", "Families of grade 7", pytest.approx(0.75 * shown["grade 7"][0])),
        ("grade 6", "Families of grade 6", pytest.approx(0.25 * shown["grade 6"][0])),
    ]
    assert shown["grade 7"][0] == pytest.approx(-2.0 / seen.spread, rel=0.2)
    assert {one.pilot for one in SubgroupEffect.objects.all()} == {world.pilot}


def test_the_same_form_twice_counts_once_and_a_new_speaker_counts_from_then(world):
    look(world, 1)
    hand_on(world)

    assert hand_on(world) == 0
    changed = {"grade 7": world.actors["Families of grade 6"]}
    assert hand_on(world, changed) == 1
    assert hand_on(world, {"grade 7": world.actors["Families of grade 7"]}) == 1

    assert who_loses(world)[0][1] == "Families of grade 7"


def test_later_looks_write_themselves_where_a_group_has_a_speaker(world):
    look(world, 1)
    hand_on(world, {"grade 7": world.actors["Families of grade 7"]})

    second = services.effects_of(look(world, 2))

    rows = SubgroupEffect.objects.order_by("pk")
    assert [(one.group, one.effect) for one in rows][1:] == [
        ("grade 7", second["grade 7"][0])
    ]
    assert [group for group, _actor, _stake in who_loses(world)] == ["grade 7"]


def test_who_left_the_map_speaks_for_nobody(world):
    look(world, 1)
    hand_on(world)
    actor = world.actors["Families of grade 7"]
    stakeholders.remove_actor(change=world.change, actor_id=actor, **world.by)

    look(world, 2)

    assert {one.group for one in maps.speakers_of(world.pilot)} == {"grade 6"}


def test_what_the_look_does_not_show_is_not_put_on_a_map(world):
    with pytest.raises(NoGroupToHandOnError, match="shows nothing of grade 6"):
        hand_on(world)
    look(world, 1)
    with pytest.raises(NoGroupToHandOnError, match="shows nothing of grade 9"):
        hand_on(world, {"grade 9": world.actors["Families of grade 7"]})
    with pytest.raises(NoGroupToHandOnError, match="nobody speaks"):
        services.hand_on_effects(
            pilot=world.pilot, change=world.change, speakers={}, **world.by
        )
    with pytest.raises(UnknownPilotError):
        hand_on(world, pilot=uuid4())
    with pytest.raises(NotAllowedError):
        hand_on(world, by_id=account_named("clara").id)


def test_a_look_of_before_has_no_deviation_and_hands_nothing_on(world):
    from dataclasses import replace

    look(world, 1)
    before = queries.pilot_card(world.pilot).latest
    assert before is not None

    assert set(services.effects_of(before)) == {"grade 6", "grade 7"}
    assert services.effects_of(replace(before, spread=None)) == {}
    assert services.effects_of(None) == {}

"""Arms drawn by a seed, outcomes recorded, every look written down."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.apps.pilots.conftest import AT, PROMISE, STARTS_ON, measured, students_of

from seedbed.apps.pilots import errors, queries, services
from seedbed.apps.pilots.models import Arm, Participation, PilotCluster
from seedbed.engines import evaluation
from seedbed.engines.evaluation.errors import (
    MissingPretestError,
    OutcomeBeforeStartError,
)


def treated(pilot):
    found = PilotCluster.objects.filter(pilot__uuid=pilot, arm=Arm.PILOT)
    return set(found.values_list("name", flat=True))


def record(hub, pilot, look, **changes):
    rows = measured(hub.rooms, look, treated=treated(pilot), **changes)
    return services.record_outcomes(
        pilot=pilot, outcomes=rows, source="scores.csv", by_id=hub.dana
    )


def test_the_draw_is_the_one_that_anyone_gets_from_the_seed(hub, running):
    again = evaluation.assign(list(hub.rooms), seed="2026-09-01")

    assert treated(running) == {
        room for room, is_in in zip(hub.rooms, again, strict=True) if is_in
    }
    draw = queries.journal(running)[-1]
    assert (draw.kind, draw.content["seed"]) == ("draw", "2026-09-01")
    assert draw.content["n_ways"] == 70
    assert queries.pilot_card(running).status == "running"


def test_arms_are_drawn_once_and_nobody_moves_afterwards(hub, running):
    with pytest.raises(errors.PilotDrawnError):
        services.draw_arms(pilot=running, seed="better", by_id=hub.dana, at=AT)
    with pytest.raises(errors.PilotDrawnError):
        services.enrol(pilot=running, students=students_of(hub), by_id=hub.dana)


def test_a_pilot_that_could_never_decide_is_not_drawn(hub, draft):
    services.register_pilot(pilot=draft, registration=PROMISE, by_id=hub.dana, at=AT)
    with pytest.raises(errors.NothingToDrawError, match="Nobody with consent"):
        services.draw_arms(pilot=draft, seed="1", by_id=hub.dana, at=AT)

    few = [one for one in students_of(hub) if one.cluster < "Room 7"]
    services.enrol(pilot=draft, students=few, by_id=hub.dana)
    with pytest.raises(errors.NothingToDrawError, match="18 students are too few"):
        services.draw_arms(pilot=draft, seed="1", by_id=hub.dana, at=AT)

    pairs = [
        replace(one, block=f"{int(one.cluster[-1]) // 2}") for one in students_of(hub)
    ]
    services.enrol(pilot=draft, students=pairs, by_id=hub.dana)
    with pytest.raises(errors.NothingToDrawError, match="only come out in"):
        services.draw_arms(pilot=draft, seed="1", by_id=hub.dana, at=AT)


def test_a_draw_needs_the_registration(hub, draft):
    services.enrol(pilot=draft, students=students_of(hub), by_id=hub.dana)

    with pytest.raises(errors.PilotNotRegisteredError, match="to draw its arms"):
        services.draw_arms(pilot=draft, seed="1", by_id=hub.dana, at=AT)


def test_a_great_gain_is_doubled_down_on_by_the_last_look(hub, running):
    for look in (1, 2, 3, 4):
        assert record(hub, running, look, gain=3.0) == 24
        seen = services.look(pilot=running, by_id=hub.dana, at=AT)

    assert (seen.number, seen.decision) == (4, "double down")
    assert seen.looks[-1]["low"] > 0
    assert seen.looks[0]["low"] is None
    card = queries.pilot_card(running)
    assert card.latest == seen
    assert card.n_looks == 4
    assert all(entry.is_whole for entry in queries.journal(running))


def test_every_look_is_counted_also_at_the_same_numbers(hub, running):
    record(hub, running, 1)

    first = services.look(pilot=running, by_id=hub.dana, at=AT)
    again = services.look(pilot=running, by_id=hub.dana, at=AT)

    assert first == again
    assert queries.pilot_card(running).n_looks == 2


def test_who_left_is_shown_by_arm_and_who_gave_no_consent_counts_nowhere(
    hub, registered
):
    rows = students_of(hub)
    rows[0] = replace(rows[0], has_consent=False)
    services.enrol(pilot=registered, students=rows, by_id=hub.dana)
    services.draw_arms(pilot=registered, seed="2026-09-01", by_id=hub.dana, at=AT)
    gone = hub.rooms["Room 2"][0]
    outcomes = [
        one
        for one in measured(hub.rooms, 1, treated=treated(registered))
        if one.student_id != gone
    ]
    services.record_outcomes(
        pilot=registered, outcomes=outcomes, source="", by_id=hub.dana
    )

    seen = services.look(pilot=registered, by_id=hub.dana, at=AT)

    assert (seen.attrition["n_assigned"], seen.attrition["n_measured"]) == (23, 22)
    assert queries.pilot_card(registered).n_without_consent == 1


def test_outcomes_of_strangers_or_of_looks_that_nobody_planned_are_not_saved(
    hub, running
):
    rows = measured(hub.rooms, 1)
    stranger = replace(rows[0], student_id=hub.cast.ana.pk)

    with pytest.raises(errors.NotInPilotError, match="1 of the students"):
        services.record_outcomes(
            pilot=running, outcomes=[*rows, stranger], source="", by_id=hub.dana
        )
    with pytest.raises(errors.NotInPilotError, match="look 5 was not planned"):
        record(hub, running, 5)
    with pytest.raises(errors.NoOutcomeYetError):
        services.look(pilot=running, by_id=hub.dana, at=AT)


def test_outcomes_before_the_draw_have_nothing_to_belong_to(hub, registered):
    with pytest.raises(errors.PilotNotDrawnError):
        record(hub, registered, 1)
    with pytest.raises(errors.PilotNotDrawnError):
        services.look(pilot=registered, by_id=hub.dana, at=AT)


def test_an_outcome_before_the_start_stops_the_look_and_stays_stored(hub, running):
    rows = measured(hub.rooms, 1)
    early = replace(rows[0], on=STARTS_ON.replace(day=1))
    services.record_outcomes(
        pilot=running, outcomes=[*rows[1:], early], source="", by_id=hub.dana
    )

    with pytest.raises(OutcomeBeforeStartError):
        services.look(pilot=running, by_id=hub.dana, at=AT)

    assert queries.pilot_card(running).n_looks == 0


def test_a_missing_pretest_stops_the_look_until_it_is_amended(hub, running):
    Participation.objects.filter(student_id=hub.rooms["Room 1"][0]).update(pretest=None)
    record(hub, running, 1)
    with pytest.raises(MissingPretestError):
        services.look(pilot=running, by_id=hub.dana, at=AT)

    services.amend_registration(
        pilot=running,
        registration=replace(PROMISE, fill_pretests=True),
        why="One pretest was never taken",
        by_id=hub.dana,
        at=AT,
    )

    assert services.look(pilot=running, by_id=hub.dana, at=AT).number == 1


def test_a_decision_has_a_reason_and_may_end_the_pilot(hub, running):
    def decide(why, *, ends):
        services.decide(
            pilot=running, decision="abandon", why=why, by_id=hub.dana, at=AT, ends=ends
        )

    with pytest.raises(
        errors.UnfinishedRegistrationError, match="a reason for the decision"
    ):
        decide("", ends=True)
    decide("Two families asked to leave", ends=True)

    assert queries.pilot_card(running).status == "ended"
    with pytest.raises(errors.PilotClosedError, match="Reading hour has ended"):
        services.look(pilot=running, by_id=hub.dana, at=AT)


def test_a_pilot_is_read_in_five_queries(running, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        queries.pilot_card(running)
    with django_assert_max_num_queries(2):
        queries.journal(running)


def test_pilots_of_a_unit_are_listed_newest_first(hub, running):
    assert [card.name for card in queries.pilots_of(hub.unit.pk)] == ["Reading hour"]

"""Calls are recorded with their forecasts; what became of them is scored later."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from seedbed.apps.stakeholders import flight, queries, services
from seedbed.apps.stakeholders.errors import (
    EndingKnownError,
    MapNotReadableError,
    NoReasonForCallError,
    UnfinishedMapFormError,
)
from seedbed.apps.stakeholders.models import SupportForecast

from .conftest import MONDAY, NOON, SEED, standing, voice


def end(lincoln, place="inside", *, was_stopped=True, days=60):
    services.record_ending(
        change=lincoln.uuid,
        place=place,
        on=MONDAY + timedelta(days=days),
        was_stopped=was_stopped,
        what="Cancelled by the board",
        by_id=lincoln.cast.dana.pk,
        at=NOON + timedelta(days=days),
    )


def pulse(lincoln, *answers, kind="families", **more):
    facts: dict[str, Any] = {
        "form_key": uuid4(),
        "language": "es",
        "on": MONDAY,
        "at": NOON,
    }
    return services.answer_pulse(
        change=lincoln.uuid,
        kind=kind,
        answers=answers,
        by_id=lincoln.cast.dana.pk,
        **(facts | more),
    )


def flown(lincoln, *, weeks=0):
    return flight.flight_card(
        queries.change_card(lincoln.uuid), on=MONDAY + timedelta(weeks=weeks)
    )


def test_a_call_keeps_both_forecasts_and_what_the_rule_said(lincoln):
    card = queries.map_card(queries.change_card(lincoln.uuid), seed=SEED)
    lincoln.call("apart")

    (call,) = queries.map_card(queries.change_card(lincoln.uuid), seed=SEED).calls
    assert call.choice == "apart"
    assert call.rule_said == card.inside.call
    assert card.inside.numbers
    assert card.apart.numbers
    assert call.p_inside == card.inside.numbers["p_stopped"]
    assert call.p_apart == card.apart.numbers["p_stopped"]


def test_a_form_sent_twice_is_one_call(lincoln):
    key = uuid4()

    assert lincoln.call("apart", form_key=key)
    assert not lincoln.call("apart", form_key=key)
    assert SupportForecast.objects.count() == 2


@pytest.mark.parametrize(
    "missing", [{"reason": " "}, {"review_on": None}, {"review_on": MONDAY}]
)
def test_a_call_needs_a_reason_and_a_later_day(lincoln, missing):
    with pytest.raises(NoReasonForCallError, match="a reason in a few words"):
        lincoln.call("inside", **missing)


def test_no_place_is_called_on_a_map_that_cannot_be_read(lincoln):
    lincoln.add("Press", standing("inside", voice(0.5)))

    with pytest.raises(MapNotReadableError, match="The map Lincoln Middle"):
        lincoln.call("inside")
    assert lincoln.call("ask")


def test_a_forecast_is_read_again_by_anyone_from_what_was_kept(lincoln):
    lincoln.call("inside")

    row = SupportForecast.objects.get(place="inside")
    assert row.seed == SEED
    assert [one["name"] for one in row.actors] == [
        "Families of advanced math",
        "Other families",
        "School board",
    ]


def test_a_forecast_is_scored_once_its_end_is_known(lincoln):
    assert flown(lincoln).score is None
    lincoln.call("inside")
    end(lincoln)

    score = flown(lincoln, weeks=10).score

    p = SupportForecast.objects.get(place="inside").p_stopped
    assert score.n == 1
    assert score.brier == pytest.approx((p - 1) ** 2)
    assert not score.may_be_claimed


def test_what_is_recorded_after_the_end_is_no_forecast(lincoln):
    end(lincoln, days=0)
    lincoln.call("inside", at=NOON + timedelta(days=1))

    assert flown(lincoln, weeks=1).score is None


def test_an_end_is_recorded_once(lincoln):
    end(lincoln)

    with pytest.raises(EndingKnownError):
        end(lincoln, was_stopped=False)


def test_the_map_drifts_from_the_first_recorded_call(lincoln):
    lincoln.call("inside")
    lincoln.talk("Other families", (-100, -90, -80), times=30)

    drift = flown(lincoln).drifts[0]

    assert drift.place == "inside"
    assert drift.p_now > drift.p_then
    assert drift.gain[1] < 0


def test_a_week_counts_answers_and_concerns_by_kind(lincoln):
    pulse(lincoln, 5, 4, 3)
    pulse(lincoln, 3, 2, 1, is_concern=True, words="Nobody calls back.")
    pulse(lincoln, 1, 1, 1, kind="staff", is_concern=True)

    card = flown(lincoln)

    week = card.weeks[-1]
    assert week.n == 3
    assert week.means == pytest.approx((3.0, 7 / 3, 5 / 3))
    assert week.concerns == {"families": 1, "staff": 1}
    assert card.words == ((MONDAY, "families", "Nobody calls back."),)
    assert card.alarm_on is None


def test_many_concerns_sound_the_alarm(lincoln):
    for _ in range(12):
        pulse(lincoln, 1, 1, 1, is_concern=True)

    assert flown(lincoln).alarm_on == MONDAY


def test_a_pulse_without_all_three_answers_is_refused(lincoln):
    with pytest.raises(UnfinishedMapFormError, match="each of the three questions"):
        pulse(lincoln, 5, 0, 3)


def test_a_flight_is_read_in_a_fixed_number_of_queries(
    lincoln, django_assert_max_num_queries
):
    lincoln.call("inside")

    with django_assert_max_num_queries(7):
        flown(lincoln)

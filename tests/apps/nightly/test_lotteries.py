"""The night settles the lotteries of days that are over, and plans by what they say."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from seedbed.apps.nightly.services import run_night
from seedbed.apps.scheduling import services as planning
from seedbed.apps.scheduling.models import Seat
from seedbed.apps.trials import queries as trials
from seedbed.apps.trials import services as lotteries
from seedbed.apps.trials.models import Draw, EffectEstimate, EffectReport
from seedbed.lib.modalities import LESSON_MODALITIES, Modality

from . import test_services
from .test_services import AT, MONDAY

TUESDAY = MONDAY + timedelta(days=1)
MONDAY_NIGHT = AT + timedelta(days=1)


one_skill = test_services.hub


@pytest.fixture
def hub(cast: Any, one_skill: Any) -> Any:
    """Return the hub with a tolerance that lets peers and a project compete.

    Its students have answered nothing yet, so both look hard, peers a little less.
    """
    lotteries.set_lottery(
        unit_id=one_skill.pk,
        is_on=True,
        tolerance=0.1,
        floor=0.03,
        by_id=cast.dana.pk,
        at=AT,
    )
    return one_skill


def step_of(card: Any, name: str) -> Any:
    return next(step for step in card.steps if step.name == name)


def night(hub: Any, on: date = MONDAY, at: Any = AT) -> Any:
    card = run_night(unit_id=hub.pk, on=on, at=at)
    assert card.status == "done", card.message
    return card


@pytest.fixture
def monday(cast: Any, hub: Any) -> Any:
    """Return the hub after its Monday was drawn, published and held."""
    night(hub)
    planning.publish_day(unit_id=hub.pk, on=MONDAY, by_id=cast.dana.pk, at=AT)
    return hub


def test_the_first_night_draws_and_has_nothing_to_settle(hub: Any):
    card = night(hub)

    assert step_of(card, "settle").counts == {"settled": 0, "slips": 0}
    assert step_of(card, "estimate").was_done
    assert Draw.objects.filter(on=MONDAY, settled_at=None).count() == 2


def test_the_next_night_settles_by_the_seats_that_stood(monday: Any):
    card = night(monday, TUESDAY, MONDAY_NIGHT)

    assert step_of(card, "settle").counts["settled"] == 2
    for row in Draw.objects.filter(on=MONDAY):
        seats = Seat.objects.filter(
            day__on=MONDAY, student_id=row.student_id, lesson__skill_id=row.skill_id
        )
        ways = set(seats.values_list("modality", flat=True)) or {-1}
        assert row.received in ({row.drawn} if row.drawn in ways else ways)
    assert EffectReport.objects.get().counts["n_draws"] == 2


def test_the_same_night_twice_changes_no_draw_and_no_report(monday: Any):
    night(monday, TUESDAY, MONDAY_NIGHT)
    before = list(Draw.objects.order_by("id").values())

    again = night(monday, TUESDAY, MONDAY_NIGHT)

    assert list(Draw.objects.order_by("id").values()) == before
    assert EffectReport.objects.count() == 1
    assert {s.name for s in again.steps if s.was_done} >= {
        "settle",
        "estimate",
        "draft",
    }


def test_a_night_run_days_ahead_settles_nothing_that_was_not_held(monday: Any):
    card = night(monday, TUESDAY, AT)

    assert step_of(card, "settle").was_done
    assert not Draw.objects.exclude(settled_at=None).exists()


def test_a_day_that_was_never_published_was_not_taught(hub: Any):
    night(hub)

    night(hub, TUESDAY, MONDAY_NIGHT)

    assert set(Draw.objects.filter(on=MONDAY).values_list("received", flat=True)) == {
        -1
    }


def chances(hub: Any) -> dict[int, float]:
    (card, *_rest) = trials.draws_of_day(hub.pk, MONDAY)
    return {way.way: way.propensity for way in card.ways}


def test_the_next_plan_reads_what_the_lotteries_say(hub: Any):
    """With projects known to be passed far less, the next draws favour peers."""
    night(hub)
    even = chances(hub)
    report = EffectReport.objects.create(unit=hub, as_of=AT, inputs_hash="by hand")
    lifts = {Modality.PEER: 0.05, Modality.PROJECT: -0.05}
    for way in LESSON_MODALITIES:
        EffectEstimate.objects.create(
            report=report,
            family="Math",
            way=way,
            n_trials=200,
            n_students=40,
            n_effective=200.0,
            shrunken_lift=lifts.get(way, 0.0),
            shrunken_sd=0.005,
            is_shown=way in lifts,
        )

    planning.make_draft(unit_id=hub.pk, on=MONDAY, seed=9, at=AT)

    found = chances(hub)
    assert found[Modality.PROJECT] < 0.1 < even[Modality.PROJECT]
    assert found[Modality.PROJECT] < even[Modality.PROJECT] < even[Modality.PEER]


def test_students_have_a_plan_though_nothing_could_be_read(
    monday: Any, monkeypatch: Any
):
    def fail(**_given: Any) -> None:
        raise RuntimeError("disk on fire")

    monkeypatch.setattr(lotteries, "estimate", fail)

    card = night(monday, TUESDAY, MONDAY_NIGHT)

    message = "What works could not be read; the log says why."
    assert step_of(card, "estimate").message == message
    assert step_of(card, "draft").counts["students"] == 2

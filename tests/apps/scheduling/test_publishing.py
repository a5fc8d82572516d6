"""Publishing, reopening and refusing a day."""

from __future__ import annotations

from typing import Any

import pytest

from seedbed.apps.accounts.errors import NotAllowedError
from seedbed.apps.accounts.models import Account
from seedbed.apps.rosters.models import Student
from seedbed.apps.scheduling import queries, services
from seedbed.apps.scheduling.errors import (
    DayAlreadyPublishedError,
    DayNotPublishedError,
    NoDayError,
    NoReasonError,
    PlanFaultsError,
    StaleVersionError,
)
from seedbed.apps.scheduling.models import Accommodation, Seat, Session
from seedbed.lib.modalities import Modality

from .conftest import MONDAY, SUNDAY_NIGHT, World


@pytest.fixture
def drafted(world: World) -> World:
    world.snapshot()
    services.make_draft(unit_id=world.hub.pk, on=MONDAY, seed=7, at=SUNDAY_NIGHT)
    return world


def publish(world: World, **given: Any) -> Any:
    wanted = {"by_id": world.leader_id, "at": SUNDAY_NIGHT, "on": MONDAY}
    return services.publish_day(unit_id=world.hub.pk, **{**wanted, **given})


def status(world: World) -> str:
    card = queries.day_status(world.hub.pk, MONDAY)
    return card.status if card else ""


def test_a_published_day_is_what_students_see(drafted: World):
    ana = drafted.cast.ana.pk
    assert queries.student_day(ana, MONDAY).status == "standing"

    card = publish(drafted)

    assert (card.status, card.version) == ("published", 2)
    day = queries.student_day(ana, MONDAY)
    assert day.status == "published"
    assert day.published_at == SUNDAY_NIGHT


def test_only_a_leader_of_the_unit_may_publish(drafted: World):
    cho = Account.objects.get(username="clara")

    with pytest.raises(NotAllowedError, match="Clara Cho may not publish 2026-10-19"):
        publish(drafted, by_id=cho.pk)


def test_a_day_is_published_once(drafted: World):
    publish(drafted)

    with pytest.raises(DayAlreadyPublishedError, match="reopen the day first"):
        publish(drafted)


def test_what_nobody_planned_cannot_be_published(world: World):
    with pytest.raises(NoDayError, match="Riverside Hub has no plan for 2026-10-19"):
        publish(world)


def test_a_stale_version_publishes_nothing(drafted: World):
    with pytest.raises(StaleVersionError, match="version 9 was read, 1 is there now"):
        publish(drafted, version=9)

    assert status(drafted) == "draft"


def test_a_plan_that_breaks_a_rule_is_refused_by_its_name(drafted: World):
    led = (Modality.LIVE, Modality.TUTORING)
    group = Session.objects.filter(modality__in=led).order_by("id")[0]
    Session.objects.filter(pk=group.pk).update(staff=drafted.cast.diaz)

    with pytest.raises(PlanFaultsError) as refused:
        publish(drafted)

    assert "[qualified] Mateo Diaz leads" in str(refused.value)
    assert {rule for rule, _text in refused.value.faults} == {"qualified"}


def test_an_accommodation_entered_after_the_draft_stops_it(drafted: World):
    Seat.objects.filter(student=drafted.cast.ana).exclude(lesson=None).update(
        session=None, lesson=None, modality=Modality.STUDY, room=drafted.commons
    )
    Accommodation.objects.create(student=drafted.cast.ana, kind="quiet")

    with pytest.raises(PlanFaultsError, match="Ana Alvarez needs a quiet room"):
        publish(drafted)


def test_a_student_who_came_after_the_draft_is_not_forgotten(drafted: World):
    newcomer = Student.objects.create(
        person=drafted.cast.cho.person, unit=drafted.hub, grade=6
    )

    with pytest.raises(
        PlanFaultsError, match=f"{newcomer} has no place in every block"
    ):
        publish(drafted)


def test_a_standing_day_can_be_published(world: World):
    services.make_draft(unit_id=world.hub.pk, on=MONDAY, seed=7, at=SUNDAY_NIGHT)

    card = publish(world)

    assert card.origin == "standing"
    day = queries.student_day(world.cast.ana.pk, MONDAY)
    assert day.status == "standing"
    assert day.note.startswith("There is no snapshot")


def test_a_reopened_day_is_a_draft_again_with_its_reason(drafted: World):
    publish(drafted)

    services.reopen_day(
        unit_id=drafted.hub.pk,
        on=MONDAY,
        by_id=drafted.leader_id,
        at=SUNDAY_NIGHT,
        why="A burst pipe in the studio.",
    )

    assert status(drafted) == "draft"
    latest = queries.history(drafted.hub.pk, MONDAY)[0]
    assert (latest.kind, latest.by) == ("reopened", "Dana Whitfield")
    assert latest.why == "A burst pipe in the studio."


def test_reopening_needs_a_reason_and_a_published_day(drafted: World):
    given = {"unit_id": drafted.hub.pk, "on": MONDAY, "at": SUNDAY_NIGHT}
    with pytest.raises(NoReasonError, match="To reopen a published day, say why"):
        services.reopen_day(by_id=drafted.leader_id, why=" ", **given)

    with pytest.raises(DayNotPublishedError, match="2026-10-19 is a draft"):
        services.reopen_day(by_id=drafted.leader_id, why="Pipe", **given)

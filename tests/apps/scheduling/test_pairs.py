"""Pairs, promises and licences of a unit reach the day that is planned."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest
from tests.apps.scheduling.conftest import MONDAY, SUNDAY_NIGHT, TUESDAY, World

from seedbed.apps.accounts.errors import NotAllowedError
from seedbed.apps.accounts.models import Account
from seedbed.apps.scheduling import bridge, queries, services
from seedbed.apps.scheduling.errors import PairError
from seedbed.apps.scheduling.models import (
    Arrangement,
    PairKind,
    Seat,
    StudentPair,
    UnitRule,
)
from seedbed.apps.scheduling.problem import read_material
from seedbed.engines.scheduler import Day
from seedbed.lib.modalities import Modality

pytestmark = pytest.mark.django_db
ANA, BEN, CY = range(3)


def pair(
    world: World, first: int, second: int, kind: PairKind, by_id: int | None = None
) -> None:
    services.pair_students(
        unit_id=world.hub.pk,
        student_ids=(world.students[first].pk, world.students[second].pk),
        kind=kind,
        by_id=by_id or world.leader_id,
        at=SUNDAY_NIGHT,
    )


def rule(world: World, name: str, value: float) -> None:
    UnitRule.objects.create(unit=world.hub, name=name, value=value)


def day_on(world: World, on: Any = MONDAY) -> Day:
    return bridge.day_problem(read_material(world.hub.pk, on)).day


def test_a_pair_reaches_the_day_with_the_adult_who_asked(world: World) -> None:
    world.snapshot()
    pair(world, CY, ANA, PairKind.APART)
    pair(world, ANA, BEN, PairKind.TOGETHER)

    pairs = day_on(world).pairs

    assert pairs.apart.tolist() == [[ANA, CY]]
    assert pairs.together.tolist() == [[ANA, BEN]]
    assert pairs.apart_by == pairs.together_by == (world.cast.dana.person.name,)


def test_the_latest_word_on_a_pair_holds_and_can_be_taken_back(world: World) -> None:
    world.snapshot()
    pair(world, ANA, BEN, PairKind.APART)
    pair(world, BEN, ANA, PairKind.TOGETHER)
    assert [row.kind for row in StudentPair.objects.all()] == [PairKind.TOGETHER]

    ids = (world.students[BEN].pk, world.students[ANA].pk)
    services.unpair_students(
        unit_id=world.hub.pk, student_ids=ids, by_id=world.leader_id
    )

    assert not StudentPair.objects.exists()


def test_only_a_leader_pairs_two_students_of_the_unit(world: World) -> None:
    clara = Account.objects.get(username="clara")
    with pytest.raises(NotAllowedError):
        pair(world, ANA, BEN, PairKind.APART, by_id=clara.pk)
    with pytest.raises(PairError, match="1 such student was found"):
        pair(world, ANA, ANA, PairKind.APART)


def test_whoever_is_kept_apart_shares_no_check_in_and_the_plan_holds(
    world: World,
) -> None:
    world.snapshot()
    pair(world, ANA, BEN, PairKind.APART)

    services.make_draft(unit_id=world.hub.pk, on=MONDAY, seed=1, at=SUNDAY_NIGHT)

    for block in world.blocks.values():
        seats = Seat.objects.filter(block=block, student__in=world.students[:2])
        rooms = [row.room_id for row in seats if row.session_id is None]
        sessions = [row.session_id for row in seats if row.session_id is not None]
        assert len(set(sessions)) == len(sessions)
        assert len(set(rooms)) == len(rooms)
    problem = bridge.day_problem(read_material(world.hub.pk, MONDAY))
    assert problem.day.students.fixed[BEN, 0] == -1
    assert problem.day.students.fixed[ANA, 0] >= 0


def test_rules_of_the_unit_reach_the_engine(world: World) -> None:
    world.snapshot()
    for name, value in (
        ("adult_led_blocks", 1),
        ("licensed_adult", 1),
        ("challenge_share", 0.8),
        ("lesson_most", 2),
    ):
        rule(world, name, value)

    day = day_on(world)

    assert day.limits.adult_led_blocks == 1
    assert day.limits.licensed_adult == 1
    assert day.limits.challenge_share == 0.8
    assert day.limits.lesson_most == 2
    licensed = dict(zip(day.names.staff, day.adults.is_licensed.tolist(), strict=True))
    assert licensed[world.cast.cho.person.name]
    assert not licensed[world.cast.diaz.person.name]


def test_minutes_with_the_mentor_are_spread_over_the_days_left(world: World) -> None:
    world.snapshot()
    assert day_on(world).students.mentor_minutes.max() == 0

    rule(world, "mentor_minutes", 60)

    assert (day_on(world).students.mentor_minutes == 12).all()


def test_check_ins_of_the_week_count_as_minutes_with_the_mentor(world: World) -> None:
    world.snapshot()
    rule(world, "mentor_minutes", 60)
    services.make_draft(unit_id=world.hub.pk, on=MONDAY, seed=1, at=SUNDAY_NIGHT)
    services.publish_day(
        unit_id=world.hub.pk,
        on=MONDAY,
        by_id=world.leader_id,
        at=datetime(2026, 10, 18, 21, 0, tzinfo=UTC),
        version=1,
    )

    day = day_on(world, TUESDAY)

    assert (day.students.mentor_minutes == 12).all()  # 45 left over four days
    live = Seat.objects.filter(modality=Modality.LIVE).count()
    assert day.students.live_minutes.sum() == 40 * live


def test_a_faster_pace_asks_for_stretch(world: World) -> None:
    world.snapshot()
    Arrangement.objects.create(student=world.students[BEN], pace="faster")

    day = day_on(world)

    assert np.flatnonzero(day.students.wants_stretch).tolist() == [BEN]
    assert (day.students.group == 0).all()


def test_a_student_has_the_pairs_of_both_orders_with_who_asked(world: World) -> None:
    pair(world, CY, ANA, PairKind.APART)
    pair(world, ANA, BEN, PairKind.TOGETHER)

    found = queries.pairs_of(world.students[ANA].pk)

    assert [(card.other, card.kind) for card in found] == [
        (world.students[BEN].person.name, "together"),
        (world.students[CY].person.name, "apart"),
    ]
    assert {card.asked_by for card in found} == {world.cast.dana.person.name}
    assert [card.other_id for card in queries.pairs_of(world.students[CY].pk)] == [
        world.students[ANA].pk
    ]

"""A stored day is kept while all that it is read from stands, and no longer."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from seedbed.apps.accounts.models import Account, Unit
from seedbed.apps.choices import queries as choices
from seedbed.apps.choices.models import ChoiceRound, ChosenSeat, Elective, WayRequest
from seedbed.apps.curriculum.models import Lesson, Prerequisite, Skill
from seedbed.apps.evidence.models import EvidenceImport, EvidenceSource
from seedbed.apps.scheduling import kept_days, queries, services
from seedbed.apps.scheduling.models import (
    Absence,
    Accommodation,
    Arrangement,
    BellSchedule,
    Block,
    Caseload,
    Closure,
    ElectiveOffer,
    ElectiveSeat,
    GradeApproval,
    Qualification,
    Room,
    RuleWaiver,
    SchoolDay,
    StaffHours,
    StudentPair,
    UnitRule,
)
from seedbed.apps.scheduling.rows.stamp import stamp_of
from seedbed.apps.scheduling.stored_day import load_day

from .conftest import MONDAY, SUNDAY_NIGHT, TUESDAY, World

_TABLE = re.compile(r'(?:FROM|JOIN) "(\w+)"')
#: What the stamp tells by other rows: seats by the version of their day, answers and
#: what they answer by the receipts of evidence and the links of items to skills.
_TOLD_OTHERWISE = {
    "scheduling_seat",
    "scheduling_session",
    "evidence_attempt",
    "curriculum_item",
}


@pytest.fixture
def drafted(world: World) -> World:
    """Let Monday be published and Tuesday a draft, so that a day has a past."""
    world.snapshot()
    for on in (MONDAY, TUESDAY):
        services.make_draft(unit_id=world.hub.pk, on=on, seed=7, at=SUNDAY_NIGHT)
        if on == MONDAY:
            services.publish_day(
                unit_id=world.hub.pk, on=on, by_id=world.leader_id, at=SUNDAY_NIGHT
            )
    return world


def test_a_day_that_stands_is_read_once(drafted: World, django_assert_num_queries: Any):
    first = kept_days.kept_day(drafted.hub.pk, TUESDAY)

    with django_assert_num_queries(1):
        again = kept_days.kept_day(drafted.hub.pk, TUESDAY)
    assert again is first


def test_a_kept_review_is_the_review(drafted: World, django_assert_num_queries: Any):
    hub = drafted.hub.pk
    first = queries.plan_review(hub, TUESDAY, at=SUNDAY_NIGHT)
    tally = queries.open_tally(hub, TUESDAY)

    with django_assert_num_queries(2):
        assert queries.plan_review(hub, TUESDAY, at=SUNDAY_NIGHT) == first
    with django_assert_num_queries(1):
        assert queries.open_tally(hub, TUESDAY) == tally


def test_the_stamp_holds_every_table_that_a_day_is_read_from(drafted: World):
    with CaptureQueriesContext(connection) as read:
        load_day(drafted.hub.pk, TUESDAY)
        choices.chosen_day(drafted.hub.pk, TUESDAY)
    stamp_of(drafted.hub.pk, TUESDAY)  # the first time, Django asks what SQLite can do
    with CaptureQueriesContext(connection) as stamped:
        stamp_of(drafted.hub.pk, TUESDAY)

    assert len(stamped) == 1
    assert _tables(read) - _tables(stamped) <= _TOLD_OTHERWISE


def test_with_options_it_holds_those_of_the_options_too(drafted: World):
    with CaptureQueriesContext(connection) as read:
        load_day(drafted.hub.pk, TUESDAY, with_options=True)
    stamp_of(drafted.hub.pk, TUESDAY, with_options=True)
    with CaptureQueriesContext(connection) as stamped:
        stamp_of(drafted.hub.pk, TUESDAY, with_options=True)

    assert len(stamped) == 1
    assert _tables(read) - _tables(stamped) <= _TOLD_OTHERWISE


def test_what_else_could_be_done_is_read_once(
    drafted: World, django_assert_num_queries: Any
):
    asked = (drafted.hub.pk, TUESDAY, drafted.cast.ana.pk)
    first = queries.alternatives(*asked, 2)

    with django_assert_num_queries(1):
        assert queries.alternatives(*asked, 2) == first
    with django_assert_num_queries(1):
        queries.alternatives(*asked, 3)
    Lesson.objects.update(is_active=False)
    left = queries.alternatives(*asked, 2)
    assert left != first


def _tables(captured: CaptureQueriesContext) -> set[str]:
    return {name for query in captured for name in _TABLE.findall(query["sql"])}


def _first(model: Any, **values: Any) -> None:
    """Change a row that is there, past every service, as an import does."""
    assert model.objects.filter(pk=model.objects.order_by("pk")[0].pk).update(**values)


def _absence(w: World) -> None:
    Absence.objects.create(staff=w.cast.cho, on=TUESDAY)


def _name(w: World) -> None:
    person = w.cast.ana.person
    person.given_name = "Anna"
    person.save()


def _elective(w: World) -> None:
    offer = ElectiveOffer.objects.create(
        unit=w.hub,
        title="Chess",
        block=w.blocks[5],
        staff=w.cast.diaz,
        room=w.studio,
        seats=8,
        weekdays="0123456",
    )
    ElectiveSeat.objects.create(offer=offer, student=w.cast.ana)


def _chosen_seat(w: World) -> None:
    elective = Elective.objects.create(
        unit=w.hub, title="Film", adult=w.cast.diaz, seats=9
    )
    at = timezone.now()
    row = ChoiceRound.objects.create(
        unit=w.hub,
        title="Fall",
        opens_at=at,
        closes_at=at + timedelta(hours=1),
        starts_on=MONDAY,
        ends_on=TUESDAY,
        opened_by_id=w.leader_id,
    )
    ChosenSeat.objects.create(
        round=row, elective=elective, student=w.cast.ana, got_at=at
    )


def _way(w: World) -> None:
    WayRequest.objects.create(
        student=w.cast.ana,
        kind="place",
        value="home",
        state="approved",
        asked_at=SUNDAY_NIGHT,
    )


def _evidence(w: World) -> None:
    source = EvidenceSource.objects.create(name="Practice")
    EvidenceImport.objects.create(source=source, file_name="request", sha256="")


def _pair(w: World) -> None:
    StudentPair.objects.create(
        first=w.cast.ana,
        second=w.cast.ben,
        kind="apart",
        asked_by=Account.objects.get(pk=w.leader_id),
    )


CHANGES: dict[str, Callable[[World], Any]] = {
    "an adult is out": _absence,
    "a student has another name": _name,
    "an elective is set up": _elective,
    "a round gave a seat": _chosen_seat,
    "a way is agreed": _way,
    "evidence arrives": _evidence,
    "two are kept apart": _pair,
    "a student leaves": lambda w: (
        type(w.cast.ana).objects.filter(pk=w.cast.ana.pk).update(is_active=False)
    ),
    "the unit is renamed": lambda _w: _first(Unit, name="Hub"),
    "bells ring otherwise": lambda _w: _first(BellSchedule, weekdays="0123"),
    "a block is longer": lambda _w: _first(Block, minutes=20),
    "a room is smaller": lambda _w: _first(Room, seats=3),
    "a qualification ends": lambda _w: _first(Qualification, grade_high=5),
    "a mentor changes": lambda w: _first(Caseload, mentor=w.cast.cho),
    "a lesson is renamed": lambda _w: Lesson.objects.update(title="Other"),
    "a skill moves": lambda _w: Skill.objects.update(grade_low=5),
    "a link goes": lambda _w: Prerequisite.objects.all().delete(),
    "a snapshot is made": lambda w: w.snapshot(
        mastered=(), at=SUNDAY_NIGHT - timedelta(days=1)
    ),
    "yesterday is opened again": lambda _w: SchoolDay.objects.filter(on=MONDAY).update(
        status="draft"
    ),
    "school is closed": lambda w: Closure.objects.create(unit=None, on=TUESDAY),
    "a rule is set": lambda w: UnitRule.objects.create(
        unit=w.hub, name="live_max", value=5
    ),
    "a rule is waived": lambda w: RuleWaiver.objects.create(
        unit=w.hub, key=uuid4(), name="screen_minutes", from_on=MONDAY
    ),
    "hours are set": lambda w: StaffHours.objects.create(
        staff=w.cast.cho, weekday=1, starts_at=time(8), ends_at=time(9)
    ),
    "a need is noted": lambda w: Accommodation.objects.create(
        student=w.cast.ana, kind="quiet"
    ),
    "a distance is approved": lambda w: GradeApproval.objects.create(
        student=w.cast.ana,
        distance=2,
        approved_by_id=w.leader_id,
        approved_at=SUNDAY_NIGHT,
    ),
    "a place is arranged": lambda w: Arrangement.objects.create(
        student=w.cast.ana, place="home"
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_changes_the_day_is_read_anew(drafted: World, what: str):
    hub = drafted.hub.pk
    before = kept_days.kept_day(hub, TUESDAY)
    CHANGES[what](drafted)

    after = kept_days.kept_day(hub, TUESDAY)

    assert after is not before
    assert after.day.faults == load_day(hub, TUESDAY).faults
    assert kept_days.kept_day(hub, TUESDAY) is after


def test_a_move_by_an_adult_is_seen_at_once(drafted: World):
    hub = drafted.hub.pk
    ana = drafted.cast.ana.pk
    before = kept_days.kept_day(hub, TUESDAY)
    services.move_seat(
        unit_id=hub,
        on=TUESDAY,
        student_id=ana,
        block_ordinal=2,
        lesson_id=None,
        by_id=drafted.leader_id,
        at=SUNDAY_NIGHT,
        why="She asked.",
        version=before.day.row.version,
    )

    after = kept_days.kept_day(hub, TUESDAY)

    moved = {s.block_id: s for s in after.day.stored.seats if s.student_id == ana}
    assert moved[drafted.blocks[2].pk].is_locked
    assert after.day.row.version == before.day.row.version + 1


def test_a_day_that_changes_while_it_is_read_is_not_kept(drafted: World, monkeypatch):
    hub = drafted.hub.pk

    def load_and_be_overtaken(unit_id: int, on: Any, **more: Any) -> Any:
        day = load_day(unit_id, on, **more)
        Room.objects.filter(pk=drafted.studio.pk).update(seats=11)
        return day

    monkeypatch.setattr(kept_days, "load_day", load_and_be_overtaken)
    overtaken = kept_days.kept_day(hub, TUESDAY)
    monkeypatch.undo()

    assert kept_days.kept_day(hub, TUESDAY) is not overtaken


def test_only_the_last_few_days_are_kept():
    shelf = kept_days._Shelf(2)
    days: Any = [object() for _ in range(3)]
    keys: Any = [(1, 1, n) for n in range(3)]
    for key, day in zip(keys[:2], days[:2], strict=True):
        shelf.keep(key, "stamp", day)
    assert shelf.find(keys[0], "stamp") is days[0]
    shelf.keep(keys[2], "stamp", days[2])

    assert shelf.find(keys[0], "stamp") is days[0]
    assert shelf.find(keys[1], "stamp") is None
    assert shelf.find(keys[2], "another stamp") is None

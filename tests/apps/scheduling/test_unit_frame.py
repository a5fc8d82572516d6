"""A unit's own bells, rooms, adults, days off and accommodations, kept by its leader."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from tests.apps.mentoring.conftest import NINE_TEN

from seedbed.apps.accounts.errors import NotAllowedError
from seedbed.apps.accounts.models import Account
from seedbed.apps.rosters.models import Staff
from seedbed.apps.scheduling import queries
from seedbed.apps.scheduling.errors import (
    BadAmountError,
    BellsOverlapError,
    CaseloadFullError,
    FrameInUseError,
    NoLearningBlockError,
    RoomNameTakenError,
)
from seedbed.apps.scheduling.models import (
    Accommodation,
    Block,
    Caseload,
    Room,
    SchoolDay,
    Seat,
    StaffHours,
)
from seedbed.apps.scheduling.services import set_up_unit
from seedbed.apps.scheduling.services import unit_frame as services
from seedbed.apps.scheduling.unit_cards import BlockLine, RoomLine

MONDAY = date(2026, 10, 19)
STUDIO = RoomLine(
    id=0, name="Studio", seats=12, n_devices=4, is_quiet=True, is_online=False, site=""
)


@pytest.fixture
def unit(cast):
    """Return the cast, its hub set up with what was assumed."""
    set_up_unit(unit_id=cast.hub.pk)
    return cast


def frame(unit):
    return queries.unit_frame(unit.hub.pk, since=MONDAY)


def block(title, starts_at, minutes=40, kind="learning", pk=0):
    return BlockLine(
        id=pk, title=title, kind=kind, starts_at=starts_at, minutes=minutes
    )


def keep_bells(unit, *blocks, weekdays=(0, 1, 2, 3)):
    services.keep_bells(
        unit_id=unit.hub.pk, weekdays=weekdays, blocks=blocks, by_id=unit.dana.pk
    )


def use(unit, **where):
    """Let a planned day stand on a block or a room."""
    day = SchoolDay.objects.create(unit=unit.hub, on=MONDAY, made_at=NINE_TEN)
    first = Block.objects.order_by("ordinal")[1]
    Seat.objects.create(
        day=day, student=unit.ana, modality=5, **{"block": first, **where}
    )


def test_assumed_bells_say_so_until_the_unit_keeps_its_own(unit):
    assert frame(unit).is_default

    keep_bells(unit, block("Late start", time(10, 0), 60), block("Second", time(11, 5)))

    found = frame(unit)
    assert not found.is_default
    assert found.weekdays == (0, 1, 2, 3)
    assert [b.title for b in found.blocks] == ["Late start", "Second"]


def test_blocks_change_places_and_keep_who_they_are(unit):
    keep_bells(unit, block("A", time(9, 0)), block("B", time(10, 0)))
    a, b = frame(unit).blocks

    keep_bells(
        unit,
        replace(a, starts_at=time(11, 0)),
        replace(b, minutes=50),
        block("Lunch", time(12, 0), kind="lunch"),
    )

    assert [(x.id, x.title) for x in frame(unit).blocks][:2] == [
        (b.id, "B"),
        (a.id, "A"),
    ]
    assert [x.ordinal for x in Block.objects.order_by("starts_at")] == [1, 2, 3]


@pytest.mark.parametrize(
    ("blocks", "weekdays", "error"),
    [
        ([block("A", time(9, 0)), block("B", time(9, 30))], (0,), BellsOverlapError),
        ([block("Lunch", time(9, 0), kind="lunch")], (0,), NoLearningBlockError),
        ([block("A", time(9, 0))], (), NoLearningBlockError),
        ([block("A", time(9, 0))], (7,), NoLearningBlockError),
        ([block("A", time(9, 0), 4)], (0,), BadAmountError),
        ([block("A", time(n, 0)) for n in range(17)], (0,), BadAmountError),
    ],
)
def test_bells_nobody_could_keep_are_refused_and_the_old_ones_stay(
    unit, blocks, weekdays, error
):
    before = frame(unit)

    with pytest.raises(error):
        keep_bells(unit, *blocks, weekdays=weekdays)

    assert frame(unit) == before


def test_a_block_that_a_planned_day_stands_on_is_not_taken_away(unit):
    use(unit)

    with pytest.raises(FrameInUseError, match="Block 1 stands in 1 planned day"):
        keep_bells(unit, block("Only", time(9, 0)))
    assert Block.objects.filter(title="Block 1").exists()


def test_own_rooms_stay_as_they_are_when_the_unit_is_set_up_again(unit):
    keep_bells(unit, *frame(unit).blocks)
    services.keep_room(unit_id=unit.hub.pk, room=STUDIO, by_id=unit.dana.pk)
    n = Room.objects.count()

    set_up_unit(unit_id=unit.hub.pk)

    studio = Room.objects.get(name="Studio")
    assert (studio.seats, studio.n_devices, studio.is_quiet) == (12, 4, True)
    assert Room.objects.count() == n


def test_a_room_is_changed_or_removed(unit):
    services.keep_room(unit_id=unit.hub.pk, room=STUDIO, by_id=unit.dana.pk)
    room = next(r for r in frame(unit).rooms if r.name == "Studio")

    services.keep_room(
        unit_id=unit.hub.pk,
        room=replace(room, name="Atelier", seats=0),
        by_id=unit.dana.pk,
    )
    assert Room.objects.get(pk=room.id).name == "Atelier"
    services.drop_room(unit_id=unit.hub.pk, room_id=room.id, by_id=unit.dana.pk)
    assert not Room.objects.filter(pk=room.id).exists()


def test_two_rooms_of_one_name_and_impossible_seats_are_refused(unit):
    for room, error in (
        (replace(STUDIO, name="commons"), RoomNameTakenError),
        (replace(STUDIO, seats=2_001), BadAmountError),
    ):
        with pytest.raises(error):
            services.keep_room(unit_id=unit.hub.pk, room=room, by_id=unit.dana.pk)


def test_a_room_that_a_planned_day_stands_on_stays(unit):
    commons = Room.objects.get(name="Commons")
    use(unit, room=commons)

    with pytest.raises(FrameInUseError, match="Give a room no seats"):
        services.drop_room(unit_id=unit.hub.pk, room_id=commons.pk, by_id=unit.dana.pk)


def test_what_an_adult_teaches_is_added_and_taken_away(unit):
    def adult():
        return next(a for a in frame(unit).adults if a.name == "Clara Cho")

    for _ in range(2):  # twice is once
        services.add_reach(
            unit_id=unit.hub.pk,
            staff_id=unit.cho.pk,
            subject="Science",
            grade_low=6,
            grade_high=7,
            by_id=unit.dana.pk,
        )
    (reach,) = (r for r in adult().reaches if r.subject == "Science")
    services.drop_reach(unit_id=unit.hub.pk, reach_id=reach.id, by_id=unit.dana.pk)

    assert "Science" not in [r.subject for r in adult().reaches]
    with pytest.raises(BadAmountError):
        services.add_reach(
            unit_id=unit.hub.pk,
            staff_id=unit.cho.pk,
            subject="",
            grade_low=8,
            grade_high=6,
            by_id=unit.dana.pk,
        )


def keep_hours(unit, weekdays, starts_at=time(9, 0), ends_at=time(12, 0)):
    services.keep_hours(
        unit_id=unit.hub.pk,
        staff_id=unit.cho.pk,
        weekdays=weekdays,
        starts_at=starts_at,
        ends_at=ends_at,
        by_id=unit.dana.pk,
    )


def test_hours_hold_on_their_weekdays_and_are_forgotten_together(unit):
    keep_hours(unit, [0, 1])
    keep_hours(unit, [1], ends_at=time(15, 0))

    adult = next(a for a in frame(unit).adults if a.name == "Clara Cho")
    assert [(h.weekdays, h.ends_at) for h in adult.hours] == [
        ((0,), time(12, 0)),
        ((1,), time(15, 0)),
    ]
    keep_hours(unit, [])
    assert not StaffHours.objects.exists()
    with pytest.raises(BadAmountError):
        keep_hours(unit, [0], ends_at=time(8, 0))


def close(unit, first=date(2026, 11, 25), last=date(2026, 11, 27)):
    return services.close_days(
        unit_id=unit.hub.pk,
        first_on=first,
        last_on=last,
        reason="Thanksgiving",
        by_id=unit.dana.pk,
    )


def test_the_night_before_a_holiday_plans_the_day_after_it(unit):
    assert close(unit) == 3
    assert close(unit) == 0, "twice is once"

    tuesday = date(2026, 11, 24)
    assert queries.next_taught_on(unit.hub.pk, after=tuesday) == date(2026, 11, 30)
    closed = frame(unit).closures[0]
    services.open_day_again(
        unit_id=unit.hub.pk, closure_id=closed.id, by_id=unit.dana.pk
    )
    assert queries.next_taught_on(unit.hub.pk, after=tuesday) == date(2026, 11, 25)


def test_why_there_is_no_school_is_known(unit):
    close(unit)

    off = {
        on: queries.day_off(unit.hub.pk, on)
        for on in (date(2026, 11, 24), date(2026, 11, 26), date(2026, 11, 28))
    }

    assert list(off.values()) == [None, "Thanksgiving", ""]


def test_a_unit_that_is_closed_for_long_has_no_next_day(unit):
    services.close_days(
        unit_id=unit.hub.pk,
        first_on=date(2027, 1, 1),
        last_on=date(2027, 4, 10),
        reason="Rebuilt",
        by_id=unit.dana.pk,
    )
    services.close_days(
        unit_id=unit.hub.pk,
        first_on=date(2027, 4, 11),
        last_on=date(2027, 7, 1),
        reason="Rebuilt",
        by_id=unit.dana.pk,
    )

    assert queries.next_taught_on(unit.hub.pk, after=date(2026, 12, 31)) is None


def test_a_unit_teaches_on_its_own_weekdays(unit):
    keep_bells(unit, *frame(unit).blocks, weekdays=(0, 5))

    assert queries.next_taught_on(unit.hub.pk, after=MONDAY) == date(2026, 10, 24)


def test_a_holiday_that_ends_before_it_begins_is_refused(unit):
    with pytest.raises(BadAmountError):
        close(unit, last=date(2026, 11, 1))


def give(unit, kind, amount=0.0, detail=""):
    services.keep_accommodation(
        unit_id=unit.hub.pk,
        student_id=unit.ana.pk,
        kind=kind,
        amount=amount,
        detail=detail,
        by_id=unit.dana.pk,
    )


def test_an_accommodation_is_kept_once_a_kind_and_ended(unit):
    give(unit, "extra_time", 1.5)
    give(unit, "extra_time", 2.0)
    give(unit, "language", detail="es")

    first, second = frame(unit).accommodations
    assert (first.kind, first.amount, second.detail) == ("extra_time", 2.0, "es")
    services.end_accommodation(
        unit_id=unit.hub.pk, accommodation_id=first.id, by_id=unit.dana.pk
    )
    assert Accommodation.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "amount"), [("extra_time", 1.0), ("extra_time", 9.0), ("service", 0.0)]
)
def test_an_amount_that_gives_nothing_is_refused(unit, kind, amount):
    with pytest.raises(BadAmountError):
        give(unit, kind, amount)


def test_a_student_gets_another_mentor_while_there_is_room(unit, monkeypatch):
    def to(staff):
        services.give_mentor(
            unit_id=unit.hub.pk,
            student_id=unit.ana.pk,
            staff_id=staff.pk,
            by_id=unit.dana.pk,
        )

    to(unit.cho)
    assert Caseload.objects.get(student=unit.ana).mentor_id == unit.cho.pk
    monkeypatch.setattr(services, "MOST_PER_ADULT", 1)
    with pytest.raises(CaseloadFullError, match="Mateo Diaz has 1 students"):
        to(unit.diaz)


@pytest.mark.parametrize("username", ["clara", "mateo", "rosa", "ana"])
def test_only_who_leads_the_unit_changes_it(unit, username):
    by = Account.objects.get(username=username)

    with pytest.raises(NotAllowedError, match="change what the unit works with"):
        services.keep_room(unit_id=unit.hub.pk, room=STUDIO, by_id=by.pk)
    assert Staff.objects.count() == 2

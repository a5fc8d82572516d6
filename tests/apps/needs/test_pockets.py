"""Whom nobody serves: counted exactly, shown only where it tells nobody apart."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from seedbed.apps.needs import queries, services
from seedbed.apps.needs.models import PocketFlag

from .conftest import AT, TODAY


def test_a_student_on_two_lists_counts_once(bring, riverside):
    bring("homebound", range(24), instead="nothing")
    bring("working", range(12, 36), instead="nothing")

    found = queries.needs(TODAY)

    assert found.union.n == 36
    assert {one.kinds: one.n.n for one in found.overlaps} == {
        ("homebound",): 12,
        ("working",): 12,
        ("homebound", "working"): 12,
    }
    assert found.n_students == 42


def test_fewer_than_ten_are_not_said_and_cannot_be_subtracted(bring):
    bring("homebound", range(24), instead="nothing")
    bring("working", range(20, 40), instead="nothing")

    found = queries.needs(TODAY)

    overlap = next(one for one in found.overlaps if len(one.kinds) == 2)
    assert (overlap.n.n, overlap.n.is_few) == (None, True)
    singles = [one.n.n for one in found.overlaps if len(one.kinds) == 1]
    sizes = [one.n.n for one in found.pockets]
    assert None in singles or None in sizes


def test_an_empty_system_has_no_pocket(riverside):
    found = queries.needs(TODAY)

    assert (found.pockets, found.overlaps, found.union.n) == ((), (), None)


def test_the_order_is_whom_a_unit_reaches_who_has_nothing(bring, riverside):
    bring("homebound", range(20), instead="online at home")
    bring("working", range(20, 40), instead="nothing")
    services.set_seats(kind="working", n_seats=10, by_id=riverside.dana, at=AT)

    found = queries.needs(TODAY)

    first = found.pockets[0]
    assert (first.kind, first.n_seats, first.reached) == ("working", 10, (10.0, 10.0))
    assert first.nothing.n == 20
    assert found.pockets[1].instead_words == ("online at home",)


def test_a_list_of_the_same_source_replaces_the_one_before(bring):
    bring("homebound", range(20))
    bring("homebound", range(5, 30))

    assert queries.needs(TODAY).union.n == 25
    assert PocketFlag.objects.filter(pocket_list__status="saved").count() == 25


def test_a_list_of_another_source_is_added(bring):
    bring("homebound", range(20))
    bring("homebound", range(5, 30), source="County")

    found = queries.needs(TODAY)

    assert found.union.n == 30
    assert [one.source for one in found.pockets[0].sources] == ["Nurse", "County"]


def test_counts_from_elsewhere_are_bounded_and_never_added(bring, riverside):
    bring("homebound", range(30))
    services.note_count(
        kind="homeschooled",
        source="County register",
        n_children=50,
        of_children=1_000,
        as_of_on=date(2026, 9, 1),
        on=TODAY,
        by_id=riverside.dana,
        at=AT,
    )

    found = queries.needs(TODAY)

    assert found.bounds is not None
    assert (found.bounds.low, found.bounds.high) == (50, 80)
    assert found.bounds.of_children == 1_000


def test_the_record_says_who_is_away_on_one_day_in_ten(riverside):
    from seedbed.apps.mentoring.models import Attendance
    from seedbed.apps.scheduling.models import BellSchedule, Block

    bells = BellSchedule.objects.create(unit=riverside.cast.hub)
    block = Block.objects.create(
        bell_schedule=bells, ordinal=1, title="1", starts_at=time(9), minutes=40
    )
    for place, student in enumerate(riverside.students[:12]):
        for day in range(20):
            is_away = day < (2 if place < 11 else 1)
            Attendance.objects.create(
                student=student,
                on=TODAY - timedelta(days=day + 1),
                block=block,
                mark="away" if is_away else "here",
                marked_at=AT,
                marked_by=riverside.cast.dana,
            )

    found = queries.needs(TODAY)

    [pocket] = found.pockets
    assert (pocket.kind, pocket.n.n) == ("away", 11)
    assert pocket.sources[0].is_record
    assert pocket.sources[0].as_of_on == TODAY - timedelta(days=1)


def test_the_record_says_whose_wish_nobody_answers(riverside):
    from seedbed.apps.choices.models import ElectiveRequest

    for student in riverside.students[:10]:
        ElectiveRequest.objects.create(
            unit=riverside.cast.hub, student=student, title="Film", alike="film"
        )

    [pocket] = queries.needs(TODAY).pockets

    assert (pocket.kind, pocket.n.n) == ("not_offered", 10)


def test_it_takes_six_queries(bring, django_assert_num_queries):
    bring("homebound", range(20))
    with django_assert_num_queries(6):
        queries.needs(TODAY)


def test_a_request_sent_twice_is_written_once(riverside):
    from uuid import uuid4

    token = uuid4()
    for _ in range(2):
        services.note_request(
            token=token,
            text="Evening lessons, because she works.",
            language="en",
            kind="working",
            said_on=TODAY,
            by_id=riverside.dana,
            at=AT,
        )

    assert [one.kind for one in queries.family_requests()] == ["working"]


@pytest.mark.parametrize("who", ["cho", "ana"])
def test_only_leaders_and_registrars_bring_lists(bring, riverside, who):
    from seedbed.apps.accounts.errors import NotAllowedError
    from seedbed.apps.accounts.models import Account

    person = getattr(riverside.cast, who).person
    with pytest.raises(NotAllowedError):
        services.set_seats(
            kind="working",
            n_seats=3,
            by_id=Account.objects.get(person=person).pk,
            at=AT,
        )

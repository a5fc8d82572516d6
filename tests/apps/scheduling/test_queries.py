"""What pages read: the student's day, the review, their number of SQL queries."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from seedbed.apps.accounts.models import Person, Unit
from seedbed.apps.rosters.models import Student
from seedbed.apps.scheduling import queries, services
from seedbed.apps.scheduling.errors import NoDayError
from seedbed.apps.scheduling.models import (
    Arrangement,
    Closure,
    ElectiveOffer,
    ElectiveSeat,
)

from .conftest import MONDAY, SUNDAY_NIGHT, TUESDAY, World


@pytest.fixture
def published(world: World) -> World:
    world.snapshot()
    services.make_draft(unit_id=world.hub.pk, on=MONDAY, seed=7, at=SUNDAY_NIGHT)
    services.publish_day(
        unit_id=world.hub.pk, on=MONDAY, by_id=world.leader_id, at=SUNDAY_NIGHT
    )
    return world


def test_a_day_shows_lunch_between_its_lessons(published: World):
    day = queries.student_day(published.cast.ana.pk, MONDAY)

    assert [s.block_ordinal for s in day.seats] == [1, 2, 3, 4, 5]
    assert [s.starts for s in day.seats] == [510, 525, 570, 610, 650]
    assert day.seats[3].modality == "lunch"
    assert (day.first_name, day.mentor, day.unit) == (
        "Ana",
        "Mateo Diaz",
        "Riverside Hub",
    )
    check_in = day.seats[0]
    assert (check_in.modality, check_in.adult, check_in.n_others) == (
        "mentor",
        "Mateo Diaz",
        7,
    )


def test_an_unpublished_day_shows_the_standing_schedule(world: World):
    day = queries.student_day(world.cast.ana.pk, MONDAY)

    assert day.status == "standing"
    assert [s.modality for s in day.seats] == [
        "mentor", "independent", "independent", "lunch", "independent",
    ]  # fmt: skip


def test_a_draft_is_for_the_adults_who_review(world: World):
    world.snapshot()
    services.make_draft(unit_id=world.hub.pk, on=MONDAY, seed=7, at=SUNDAY_NIGHT)

    ana = world.cast.ana.pk
    assert queries.student_day(ana, MONDAY).status == "standing"
    assert queries.student_day(ana, MONDAY, as_draft=True).status == "draft"


def test_a_date_without_school_shows_nothing(world: World):
    sunday = MONDAY - timedelta(days=1)
    Closure.objects.create(unit=None, on=TUESDAY, reason="Holiday")

    for on in (sunday, TUESDAY):
        day = queries.student_day(world.cast.ana.pk, on)
        assert (day.status, day.seats) == ("none", ())


def test_the_next_published_day_is_after_the_given_one(published: World):
    ana = published.cast.ana.pk

    assert queries.next_published_on(ana, MONDAY - timedelta(days=3)) == MONDAY
    assert queries.next_published_on(ana, MONDAY) is None


def test_who_works_at_home_has_no_room(world: World):
    Arrangement.objects.create(student=world.cast.ana, weekday=0, place="home")

    day = queries.student_day(world.cast.ana.pk, MONDAY)

    assert {(s.place, s.room) for s in day.seats if s.place} == {("home", "")}


def test_an_elective_is_kept_as_chosen(world: World):
    world.snapshot()
    offer = ElectiveOffer.objects.create(
        unit=world.hub,
        title="Robotics",
        block=world.blocks[5],
        staff=world.cast.cho,
        room=world.studio,
        seats=5,
    )
    ElectiveSeat.objects.create(offer=offer, student=world.cast.ana)

    services.make_draft(unit_id=world.hub.pk, on=MONDAY, seed=7, at=SUNDAY_NIGHT)

    day = queries.student_day(world.cast.ana.pk, MONDAY, as_draft=True)
    seat = day.seats[-1]
    assert (seat.modality, seat.title, seat.adult, seat.room) == (
        "elective", "Robotics", "Clara Cho", "Studio",
    )  # fmt: skip
    assert seat.reason == {"key": "chosen"}
    check = _check(world, "choices_kept")
    assert (check.severity, check.data["n"], check.data["of"]) == ("ok", 1, 1)


def _check(world: World, key: str) -> Any:
    review = queries.plan_review(world.hub.pk, MONDAY, at=SUNDAY_NIGHT)
    return next(check for check in review.checks if check.key == key)


def test_the_review_says_what_the_plan_is(published: World):
    review = queries.plan_review(published.hub.pk, MONDAY, at=SUNDAY_NIGHT)

    assert (review.status, review.published_by) == ("published", "Dana Whitfield")
    assert (review.n_students, review.n_hub, review.n_home) == (8, 8, 0)
    assert review.figures["expected_gain"] > review.figures["standing_gain"]
    assert {c.key for c in review.checks} == {
        "seats", "close_to_grade", "accommodations", "no_repeat", "third_day", "screen",
        "largest_group", "mentor_seen", "rooms_fit", "everyone_placed", "group_spread",
        "choices_kept",
    }  # fmt: skip
    assert {c.severity for c in review.checks} == {"ok"}
    assert [slot.counts for slot in review.load if slot.starts == 610] == [{"lunch": 8}]
    assert all(sum(slot.counts.values()) == 8 for slot in review.load)


def test_a_date_without_a_plan_has_an_empty_review(world: World):
    review = queries.plan_review(world.hub.pk, MONDAY, at=SUNDAY_NIGHT)

    assert (review.status, review.made_at, review.decisions) == ("none", None, ())
    with pytest.raises(NoDayError, match="Make one first: seedbed night"):
        queries.faults_of_day(world.hub.pk, MONDAY)


def test_groups_under_ten_are_not_shown(published: World):
    review = queries.plan_review(published.hub.pk, MONDAY, at=SUNDAY_NIGHT)

    assert review.fairness == ()


def test_the_problem_comes_as_json(published: World):
    problem = queries.day_problem_json(published.hub.pk, MONDAY)

    assert len(problem["students"]["grade"]) == 8


def more_students(world: World, n: int) -> None:
    for i in range(n):
        person = Person.objects.create(given_name=f"Kid {i}", family_name="More")
        world.students.append(
            Student.objects.create(person=person, unit=world.hub, grade=6)
        )


@pytest.mark.parametrize("n_more", [0, 12])
def test_pages_make_a_fixed_number_of_queries(
    world: World, django_assert_max_num_queries: Any, n_more: int
):
    more_students(world, n_more)
    world.snapshot()
    services.make_draft(unit_id=world.hub.pk, on=MONDAY, seed=7, at=SUNDAY_NIGHT)
    ana = world.cast.ana.pk

    with django_assert_max_num_queries(37):
        queries.plan_review(world.hub.pk, MONDAY, at=SUNDAY_NIGHT)
    with django_assert_max_num_queries(31):
        queries.alternatives(world.hub.pk, MONDAY, ana, 2)
    with django_assert_max_num_queries(29):
        queries.faults_of_day(world.hub.pk, MONDAY)
    with django_assert_max_num_queries(7):
        queries.student_day(ana, MONDAY)
    with django_assert_max_num_queries(1):
        queries.history(world.hub.pk, MONDAY)


def days_one_by_one(world: World, **more: Any) -> tuple[Any, ...]:
    days = (queries.student_day(s.pk, MONDAY, **more) for s in world.students)
    return tuple(sorted(days, key=lambda day: day.name))


@pytest.mark.parametrize("as_draft", [False, True])
def test_the_days_of_a_unit_are_those_of_its_students_by_name(
    world: World, as_draft: bool
):
    more_students(world, 2)
    world.snapshot()
    Arrangement.objects.create(student=world.cast.ana, weekday=0, place="home")
    Arrangement.objects.create(student=world.cast.ana, weekday=-1, place="hub")
    Arrangement.objects.create(student=world.cast.ben, weekday=1, place="home")
    services.make_draft(unit_id=world.hub.pk, on=MONDAY, seed=7, at=SUNDAY_NIGHT)

    days = queries.student_days(world.hub.pk, MONDAY, as_draft=as_draft)

    assert days == days_one_by_one(world, as_draft=as_draft)
    assert [day.name for day in days[:2]] == ["Ana Alvarez", "Ben Brook"]
    assert {s.place for s in days[0].seats if s.place} == {"home"}, "Monday wins"
    assert {s.place for s in days[1].seats if s.place} == {"hub"}, (
        "Tuesday is another day"
    )


def test_a_student_who_left_has_no_day_among_those_of_the_unit(published: World):
    Student.objects.filter(pk=published.cast.ben.pk).update(is_active=False)

    days = queries.student_days(published.hub.pk, MONDAY)

    assert len(days) == 7
    assert published.cast.ben.pk not in {day.student_id for day in days}
    assert days[0].seats[0].n_others == 7, "the seat is still in the plan"


def test_a_unit_without_students_has_no_days(world: World):
    other = Unit.objects.create(name="Other Hub", kind="hub")

    assert queries.student_days(other.pk, MONDAY) == ()


@pytest.mark.parametrize("n_more", [0, 12])
def test_the_days_of_a_unit_take_as_many_queries_for_few_as_for_many(
    world: World, django_assert_num_queries: Any, n_more: int
):
    more_students(world, n_more)
    world.snapshot()
    services.make_draft(unit_id=world.hub.pk, on=MONDAY, seed=7, at=SUNDAY_NIGHT)

    with django_assert_num_queries(6):
        standing = queries.student_days(world.hub.pk, MONDAY)
    with django_assert_num_queries(4):
        draft = queries.student_days(world.hub.pk, MONDAY, as_draft=True)

    assert len(standing) == len(draft) == 8 + n_more


def test_published_days_come_in_order_from_a_date_on(
    published: World, django_assert_num_queries: Any
):
    with django_assert_num_queries(1):
        found = queries.published_days(published.hub.pk, since=MONDAY)

    assert found == (MONDAY,)
    assert queries.published_days(published.hub.pk, since=TUESDAY) == ()


def test_the_minutes_of_the_next_day_are_by_activity_and_adult(
    published: World, django_assert_num_queries: Any
):
    ana, hub = published.cast.ana.pk, published.hub.pk
    sunday = MONDAY - timedelta(days=1)

    with django_assert_num_queries(1):
        found = queries.minutes_of_next_day(ana, hub, after=sunday)

    assert found is not None
    on, minutes = found
    assert on == MONDAY
    taught = [
        s for s in queries.student_day(ana, MONDAY).seats if s.modality != "lunch"
    ]
    assert sum(m.minutes for m in minutes) == sum(s.minutes for s in taught)
    assert {(m.modality, m.adult) for m in minutes} == {
        (s.modality, s.adult) for s in taught
    }
    assert queries.minutes_of_next_day(ana, hub, after=MONDAY) is None

"""Yesterday decides: what was passed, repeated, and given this week."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from seedbed.apps.curriculum.models import Item, ItemSkill
from seedbed.apps.evidence.models import Attempt, EvidenceSource
from seedbed.apps.scheduling import services
from seedbed.apps.scheduling.models import Accommodation, Seat
from seedbed.apps.scheduling.rows.past import NO_PAST, read_past
from seedbed.lib.modalities import Modality

from .conftest import MONDAY, SUNDAY_NIGHT, TUESDAY, World

WEDNESDAY = TUESDAY + timedelta(days=1)


def publish(world: World, on: Any, at: datetime = SUNDAY_NIGHT) -> None:
    services.make_draft(unit_id=world.hub.pk, on=on, seed=7, at=at)
    services.publish_day(unit_id=world.hub.pk, on=on, by_id=world.leader_id, at=at)


def past(world: World, on: Any, *mastered: tuple[int, int]) -> Any:
    return read_past(world.hub.pk, on, is_mastered=lambda s, k: (s, k) in set(mastered))


def pairs(on: Any) -> set[tuple[int, int]]:
    return set(
        Seat.objects.filter(day__on=on)
        .exclude(lesson=None)
        .values_list("student_id", "lesson_id")
    )


def answers(world: World, student: Any, skill: Any, right: list[bool]) -> None:
    source = EvidenceSource.objects.create(name=f"Slips {student.pk}")
    item = Item.objects.create(code=f"slip {student.pk}", skills_key=str(skill.pk))
    ItemSkill.objects.create(item=item, skill=skill)
    for n, is_correct in enumerate(right):
        Attempt.objects.create(
            source=source,
            event_id=str(n),
            payload_hash=str(n),
            student=student,
            item=item,
            is_correct=is_correct,
            occurred_at=datetime(2026, 10, 19, 15, n, tzinfo=UTC),
        )


def test_the_first_day_has_no_past(world: World):
    assert past(world, MONDAY) == NO_PAST


def test_no_lesson_comes_on_two_days_running(world: World):
    world.snapshot()
    publish(world, MONDAY)

    services.make_draft(unit_id=world.hub.pk, on=TUESDAY, seed=7, at=SUNDAY_NIGHT)

    assert past(world, TUESDAY).previous == pairs(MONDAY)
    assert pairs(MONDAY) & pairs(TUESDAY) == set()


def test_a_draft_is_no_past(world: World):
    world.snapshot()
    services.make_draft(unit_id=world.hub.pk, on=MONDAY, seed=7, at=SUNDAY_NIGHT)

    assert past(world, TUESDAY) == NO_PAST


def test_a_lesson_is_passed_once_its_skill_is_mastered(world: World):
    world.snapshot()
    publish(world, MONDAY)
    seat: Any = Seat.objects.exclude(lesson=None).select_related("lesson").first()
    pair = (seat.student_id, seat.lesson.skill_id)

    passed = past(world, WEDNESDAY, pair).passed

    assert (seat.student_id, seat.lesson_id) in passed
    assert {student for student, _lesson in passed} == {seat.student_id}


def test_four_of_the_last_five_right_is_a_pass_and_three_are_not(world: World):
    world.snapshot()
    publish(world, MONDAY)
    ana, ben = world.cast.ana, world.cast.ben
    by_student: dict[int, Any] = {}
    for student in (ana, ben):
        seats = Seat.objects.filter(student=student).exclude(lesson=None)
        by_student[student.pk] = seats.select_related("lesson__skill").first()
    yes, no = True, False
    answers(
        world, ana, by_student[ana.pk].lesson.skill, [no, no, yes, yes, yes, yes, no]
    )
    answers(world, ben, by_student[ben.pk].lesson.skill, [yes, yes, yes, no, no])

    passed = {student for student, _lesson in past(world, WEDNESDAY).passed}

    assert passed == {ana.pk}


def test_two_days_of_one_way_are_a_streak(world: World):
    world.snapshot()
    publish(world, MONDAY)
    publish(world, TUESDAY)

    streak = past(world, WEDNESDAY).streak

    def ways(on: Any) -> set[Any]:
        return set(
            Seat.objects.filter(day__on=on)
            .exclude(lesson=None)
            .values_list("student_id", "lesson__skill_id", "modality")
        )

    assert streak == ways(MONDAY) & ways(TUESDAY)


def test_minutes_of_service_given_this_week_are_not_owed_again(world: World):
    world.snapshot()
    Accommodation.objects.create(student=world.cast.ana, kind="service", amount=40)
    publish(world, MONDAY)

    given = past(world, TUESDAY).service_minutes

    n = Seat.objects.filter(student=world.cast.ana, modality=Modality.TUTORING).count()
    assert given[world.cast.ana.pk] == 40 * n
    next_week = past(world, MONDAY + timedelta(days=7))
    assert next_week.service_minutes == {}

"""Making a day's draft: whole, kept, safe where no plan can be made."""

from __future__ import annotations

from typing import Any

import pytest

from seedbed.apps.rosters.models import Staff, Student
from seedbed.apps.scheduling import queries, services
from seedbed.apps.scheduling.errors import DayAlreadyPublishedError, NoFrameError
from seedbed.apps.scheduling.models import (
    Absence,
    Accommodation,
    BellSchedule,
    Change,
    Room,
    SchoolDay,
    Seat,
    Session,
)
from seedbed.lib.modalities import Modality

from .conftest import MONDAY, SUNDAY_NIGHT, World


def draft(world: World, **given: Any) -> Any:
    wanted = {"seed": 7, "at": SUNDAY_NIGHT, "on": MONDAY, "time_limit_seconds": 5.0}
    return services.make_draft(unit_id=world.hub.pk, **{**wanted, **given})


def test_every_student_has_a_place_in_every_block(world: World):
    world.snapshot()

    card = draft(world)

    assert card.origin == "plan", card.note
    assert card.n_faults == 0
    assert Seat.objects.count() == len(world.students) * 4  # lunch places nobody
    assert queries.faults_of_day(world.hub.pk, MONDAY) == []


def test_the_plan_gains_more_than_the_standing_schedule(world: World):
    world.snapshot()

    card = draft(world)

    assert 0 < card.standing_gain < card.expected_gain
    assert card.expected_gain <= card.upper_bound + 1e-6


def test_students_meet_their_own_mentor_in_the_check_in(world: World):
    world.snapshot()
    draft(world)

    check_in = Session.objects.get(modality=Modality.MENTOR)

    assert check_in.staff_id == world.cast.diaz.pk
    assert check_in.seated.count() == len(world.students)


def test_the_same_night_again_keeps_the_draft(world: World):
    world.snapshot()
    first = draft(world)
    seats = list(Seat.objects.order_by("id").values_list("id", flat=True))

    again = draft(world)

    assert again.is_kept
    assert again.day_uuid == first.day_uuid
    assert list(Seat.objects.order_by("id").values_list("id", flat=True)) == seats
    assert Change.objects.count() == 1


def test_another_seed_makes_the_draft_again_and_says_so(world: World):
    world.snapshot()
    draft(world)

    again = draft(world, seed=8)

    assert not again.is_kept
    kinds = [entry.kind for entry in queries.history(world.hub.pk, MONDAY)]
    assert kinds == ["replaced", "made"]


def test_a_published_day_is_never_overwritten(world: World):
    world.snapshot()
    draft(world)
    services.publish_day(
        unit_id=world.hub.pk, on=MONDAY, by_id=world.leader_id, at=SUNDAY_NIGHT
    )

    with pytest.raises(
        DayAlreadyPublishedError, match="2026-10-19 is already published"
    ):
        draft(world, seed=8)


def test_without_a_snapshot_the_standing_schedule_stands_in(world: World):
    card = draft(world)

    assert card.origin == "standing"
    assert card.note.startswith("There is no snapshot of Riverside Hub yet")
    assert Seat.objects.count() == len(world.students) * 4
    assert queries.faults_of_day(world.hub.pk, MONDAY) == []


def test_a_hub_without_rooms_gets_the_standing_schedule(world: World):
    world.snapshot()
    Room.objects.all().delete()

    card = draft(world)

    assert card.origin == "standing"
    assert "has no rooms" in card.note


def test_a_day_with_every_adult_out_names_them(world: World):
    world.snapshot()
    for staff in (world.cast.cho, world.cast.diaz):
        Absence.objects.create(staff=staff, on=MONDAY)

    card = draft(world)

    assert card.origin == "standing"
    assert "Clara Cho and Mateo Diaz are out" in card.note
    assert not Session.objects.exists(), "nobody is in to lead a check-in"


def test_a_unit_without_any_staff_is_planned_without_adults(world: World):
    world.snapshot()
    Staff.objects.update(is_active=False)

    card = draft(world)

    assert card.origin == "plan", card.note
    assert "No adult is on the roster of Riverside Hub" in card.note
    led = {Modality.LIVE, Modality.TUTORING, Modality.MENTOR}
    assert not Seat.objects.filter(modality__in=led).exists()


def test_a_solver_that_fails_leaves_a_day(world: World, monkeypatch: Any):
    world.snapshot()

    def fail(*args: Any, **named: Any) -> Any:
        raise RuntimeError("out of ideas")

    monkeypatch.setattr("seedbed.apps.scheduling.bridge.planning.scheduler.solve", fail)
    card = draft(world)

    assert card.origin == "standing"
    assert "RuntimeError: out of ideas" in card.note


def test_a_need_that_no_plan_meets_is_named(world: World):
    world.snapshot(ready=dict.fromkeys(range(1, 8), (1, 2)))
    Accommodation.objects.create(student=world.cast.ana, kind="quiet")

    card = draft(world)

    assert card.origin == "plan"
    assert "Ana Alvarez follows the standing schedule" in card.note
    assert "Ana Alvarez needs a quiet room in 8:45" in card.note
    assert "Quiet rooms open in 8:45 have 0 seats" in card.note
    ana = Seat.objects.filter(student=world.cast.ana).exclude(origin="fixed")
    assert set(ana.values_list("origin", flat=True)) == {"standing"}
    others = Seat.objects.exclude(student=world.cast.ana)
    assert others.filter(origin="plan", lesson__isnull=False).exists()
    binding = [f for f in queries.faults_of_day(world.hub.pk, MONDAY) if f.is_binding]
    assert {f.students for f in binding} == {(world.cast.ana.pk,)}


def test_service_without_a_tutor_leaves_that_student_to_the_standing_schedule(
    world: World,
):
    """The rest have a plan, which may be published: minutes are made up another day."""
    world.snapshot()
    Accommodation.objects.create(student=world.cast.ana, kind="service", amount=60)
    Absence.objects.create(staff=world.cast.cho, on=MONDAY)

    card = draft(world)

    assert card.origin == "plan", card.note
    assert "Ana Alvarez is owed" in card.note
    faults = queries.faults_of_day(world.hub.pk, MONDAY)
    assert [f.rule for f in faults] == ["service"]
    assert not faults[0].is_binding
    services.publish_day(
        unit_id=world.hub.pk, on=MONDAY, by_id=world.leader_id, at=SUNDAY_NIGHT
    )


def test_a_decision_that_cannot_be_kept_is_said_with_who_and_when(world: World):
    world.snapshot()
    draft(world)
    seat = Seat.objects.filter(session__staff=world.cast.cho).order_by("id")[0]
    reason = {"key": "adult", "by": "Dana", "why": "", "at": SUNDAY_NIGHT.isoformat()}
    Seat.objects.filter(pk=seat.pk).update(
        is_locked=True, origin="adult", reason=reason
    )
    Absence.objects.create(staff=world.cast.cho, on=MONDAY)

    card = draft(world, seed=8)

    assert card.origin == "plan", card.note
    assert f"Dana (2026-10-18 20:00 UTC) decided {seat.title}" in card.note
    assert str(seat.student) in card.note or seat.student.person.name in card.note


def test_a_quiet_room_meets_the_need(world: World):
    world.snapshot()
    Accommodation.objects.create(student=world.cast.ana, kind="quiet")
    Room.objects.create(
        unit=world.hub, name="Nook", seats=4, n_devices=4, is_quiet=True
    )

    assert draft(world).origin == "plan"


def test_minutes_of_service_become_tutoring(world: World):
    world.snapshot()
    Accommodation.objects.create(student=world.cast.ana, kind="service", amount=60)

    card = draft(world)

    assert card.origin == "plan", card.note
    seats = Seat.objects.filter(student=world.cast.ana, modality=Modality.TUTORING)
    assert [seat.reason["key"] for seat in seats] == ["service"] * len(seats)
    assert seats


def test_a_student_with_nothing_ready_is_in_study_and_asked_about(world: World):
    world.snapshot(ready=dict.fromkeys(range(1, 8), (1, 2)))

    card = draft(world)

    assert card.origin == "plan", card.note
    reasons = {s.reason["key"] for s in Seat.objects.filter(student=world.cast.ana)}
    assert reasons == {"mentor-day", "no-ready-skill"}
    review = queries.plan_review(world.hub.pk, MONDAY, at=SUNDAY_NIGHT)
    asked = next(d for d in review.look if d.kind == "no_ready_skill")
    assert [row.who for row in asked.rows] == ["Ana Alvarez"]


def test_a_skill_two_grades_away_needs_an_approval(world: World):
    world.snapshot(ready={n: (3,) if n == 0 else (1, 2) for n in range(8)})

    draft(world)

    assert not Seat.objects.filter(lesson__skill=world.skills[3]).exists()
    review = queries.plan_review(world.hub.pk, MONDAY, at=SUNDAY_NIGHT)
    asked = next(d for d in review.look if d.id == "far_from_grade:ask")
    assert [(r.who, r.becomes) for r in asked.rows] == [("Ana Alvarez", {"grade": 8})]


def test_reasons_are_true(world: World):
    world.snapshot()
    draft(world)

    for seat in Seat.objects.exclude(lesson=None).select_related("lesson__skill"):
        reason = seat.reason
        assert reason["skill"] == seat.lesson.skill.title
        if reason["key"] == "group":
            assert reason["n_ready"] == len(world.students)
        else:
            facts = {
                "key": "next-step",
                "skill": seat.lesson.skill.title,
                "after": "Ratios",
                "after_on": "2026-10-14",
            }
            assert facts.items() <= reason.items()
            assert set(reason) - set(facts) <= {"n_drawn_from", "is_even"}


def test_a_unit_without_bells_is_refused(world: World):
    BellSchedule.objects.all().delete()

    with pytest.raises(NoFrameError, match="Riverside Hub has no bell schedule"):
        draft(world)


def test_a_unit_without_students_says_there_is_nothing_to_plan(world: World):
    Student.objects.update(is_active=False)

    card = draft(world)

    assert (
        card.note
        == "Riverside Hub has no students on the roster: there is nothing to plan."
    )
    assert SchoolDay.objects.get().seats.count() == 0

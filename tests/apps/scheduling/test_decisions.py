"""What waits for an adult, and carrying out what the adult decides."""

from __future__ import annotations

from typing import Any

import pytest

from seedbed.apps.accounts.models import Person
from seedbed.apps.rosters.models import Staff
from seedbed.apps.scheduling import queries, services
from seedbed.apps.scheduling.errors import (
    PlanFaultsError,
    UnknownDecisionError,
    WrongSubstituteError,
)
from seedbed.apps.scheduling.models import Absence, GradeApproval, Seat, Session
from seedbed.lib.modalities import Modality

from .conftest import MONDAY, SUNDAY_NIGHT, World


@pytest.fixture
def drafted(world: World) -> World:
    world.snapshot()
    services.make_draft(unit_id=world.hub.pk, on=MONDAY, seed=7, at=SUNDAY_NIGHT)
    return world


def review(world: World) -> Any:
    return queries.plan_review(world.hub.pk, MONDAY, at=SUNDAY_NIGHT)


def decide(world: World, decision_id: str, choice: str) -> Any:
    return services.decide(
        unit_id=world.hub.pk,
        on=MONDAY,
        decision_id=decision_id,
        choice=choice,
        by_id=world.leader_id,
        at=SUNDAY_NIGHT,
        why="Talked with the team",
        version=review(world).version,
    )


def absent(world: World, staff: Any, substitute: Any = None) -> str:
    services.record_absence(
        staff_id=staff.pk,
        on=MONDAY,
        substitute_id=substitute.pk if substitute else None,
        at=SUNDAY_NIGHT,
    )
    return f"absence:{staff.pk}"


def second_teacher(world: World) -> Any:
    person = Person.objects.create(given_name="Sol", family_name="Sato")
    return Staff.objects.create(person=person, unit=world.hub, kind="teacher")


def test_nothing_waits_when_the_plan_is_whole(drafted: World):
    assert review(drafted).must == ()


def test_an_absence_after_the_draft_must_be_decided(drafted: World):
    absent(drafted, drafted.cast.cho)

    must = review(drafted).must

    assert [d.kind for d in must] == ["absence"]
    assert must[0].data["staff"] == "Clara Cho"
    assert must[0].data["n_students"] > 0
    assert {c.value for c in must[0].choices} == {"plan_again", "repair", "study"}
    with pytest.raises(PlanFaultsError, match="Clara Cho is out and leads"):
        services.publish_day(
            unit_id=drafted.hub.pk, on=MONDAY, by_id=drafted.leader_id, at=SUNDAY_NIGHT
        )


def test_a_substitute_takes_over_every_session(drafted: World):
    sol = second_teacher(drafted)
    decision_id = absent(drafted, drafted.cast.cho, sol)
    led = Session.objects.filter(staff=drafted.cast.cho).count()

    decide(drafted, decision_id, "use_substitute")

    assert led > 0
    assert Session.objects.filter(staff=sol).count() == led
    assert Absence.objects.get().substitute == sol
    assert queries.faults_of_day(drafted.hub.pk, MONDAY) == []
    latest = queries.history(drafted.hub.pk, MONDAY)[0]
    assert (latest.details["was"], latest.details["becomes"]) == (
        "Clara Cho",
        "Sol Sato",
    )


def test_planning_again_leaves_the_absent_adult_out(drafted: World):
    decision_id = absent(drafted, drafted.cast.cho)

    decide(drafted, decision_id, "plan_again")

    assert not Session.objects.filter(staff=drafted.cast.cho).exists()
    assert review(drafted).must == ()


def test_study_keeps_the_students_safe_without_the_lesson(drafted: World):
    decision_id = absent(drafted, drafted.cast.cho)
    who = set(
        Seat.objects.filter(session__staff=drafted.cast.cho).values_list(
            "student_id", "block_id"
        )
    )

    decide(drafted, decision_id, "study")

    moved = Seat.objects.filter(modality=Modality.STUDY, is_locked=True)
    assert who <= set(moved.values_list("student_id", "block_id"))
    assert queries.faults_of_day(drafted.hub.pk, MONDAY) == []


def test_a_mentor_who_is_out_leaves_the_check_in_to_a_colleague(drafted: World):
    decision_id = absent(drafted, drafted.cast.diaz)

    found = next(d for d in review(drafted).must if d.id == decision_id)
    assert found.choices[0].data["substitute"] == "Clara Cho"
    decide(drafted, decision_id, "use_substitute")

    assert Session.objects.get(modality=Modality.MENTOR).staff == drafted.cast.cho
    assert queries.faults_of_day(drafted.hub.pk, MONDAY) == []


def test_looking_at_something_once_is_enough(world: World):
    world.snapshot(ready=dict.fromkeys(range(1, 8), (1, 2)))
    services.make_draft(unit_id=world.hub.pk, on=MONDAY, seed=7, at=SUNDAY_NIGHT)
    assert [d.id for d in review(world).look] == ["no_ready_skill"]

    decide(world, "no_ready_skill", "keep")

    assert review(world).look == ()


def test_an_approval_opens_the_far_skill_and_names_the_adult(world: World):
    world.snapshot(ready={n: (3,) if n == 0 else (1, 2) for n in range(8)})
    services.make_draft(unit_id=world.hub.pk, on=MONDAY, seed=7, at=SUNDAY_NIGHT)

    decide(world, "far_from_grade:ask", "approve")

    approval = GradeApproval.objects.get()
    assert (approval.student, approval.approved_by_id, approval.distance) == (
        world.cast.ana,
        world.leader_id,
        2,
    )
    seats = Seat.objects.filter(student=world.cast.ana, lesson__skill=world.skills[3])
    assert seats.exists()
    far = next(d for d in review(world).look if d.id == "far_from_grade")
    assert [row.who for row in far.rows] == ["Ana Alvarez"]


def test_holding_brings_the_student_back_within_a_grade(world: World):
    world.snapshot(ready={n: (1, 3) if n == 0 else (1, 2) for n in range(8)})
    GradeApproval.objects.create(
        student=world.cast.ana, distance=2, approved_by_id=world.leader_id
    )
    services.make_draft(unit_id=world.hub.pk, on=MONDAY, seed=7, at=SUNDAY_NIGHT)

    decide(world, "far_from_grade", "hold")

    assert GradeApproval.objects.get().distance == 1
    assert not Seat.objects.filter(lesson__skill=world.skills[3]).exists()


@pytest.mark.parametrize("decision", [("fault:seats", "plan_again"), ("x", "keep")])
def test_a_decision_that_is_not_open_changes_nothing(drafted: World, decision: Any):
    with pytest.raises(UnknownDecisionError, match="There is no open decision"):
        decide(drafted, *decision)

    assert review(drafted).version == 1


def test_a_substitute_must_be_in_and_of_the_unit(drafted: World):
    with pytest.raises(WrongSubstituteError, match="cannot stand in for themself"):
        absent(drafted, drafted.cast.cho, drafted.cast.cho)
    absent(drafted, drafted.cast.diaz)
    with pytest.raises(WrongSubstituteError, match="Mateo Diaz is out"):
        absent(drafted, drafted.cast.cho, drafted.cast.diaz)


def test_a_repair_says_beforehand_whose_day_changes(drafted: World):
    absent(drafted, drafted.cast.cho)

    must = review(drafted).must

    repair = next(c for c in must[0].choices if c.value == "repair")
    assert repair.data["n_moved"] <= must[0].data["n_students"] + 1
    assert repair.data["n_others_moved"] == 0


def test_a_repair_changes_the_days_of_the_absent_adult_only(drafted: World):
    cho = drafted.cast.cho
    affected = set(
        Seat.objects.filter(session__staff=cho).values_list("student_id", flat=True)
    )
    before = {
        (s.student_id, s.block_id): s.lesson_id for s in Seat.objects.order_by("id")
    }

    card = decide(drafted, absent(drafted, cho), "repair")

    assert card.status == "draft"
    assert queries.faults_of_day(drafted.hub.pk, MONDAY) == []
    assert not Session.objects.filter(staff=cho).exists()
    moved = {
        s.student_id
        for s in Seat.objects.all()
        if before[s.student_id, s.block_id] != s.lesson_id
    }
    assert moved <= affected
    assert "repair" in str(
        [entry.details for entry in queries.history(drafted.hub.pk, MONDAY)]
    )

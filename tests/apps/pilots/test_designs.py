"""Three ways to come to two arms: by lot, by a lottery of seats, by matched pairs."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from tests.apps.pilots.conftest import AT, PROMISE, STARTS_ON, measured, students_of

from seedbed.apps.accounts.models import Person
from seedbed.apps.pilots import queries, services
from seedbed.apps.pilots.cards import Enrolment, Measured
from seedbed.apps.pilots.errors import (
    BadDesignError,
    NothingToDrawError,
    PilotRegisteredError,
    TooFewPairsError,
)
from seedbed.apps.pilots.models import JournalEntry, Participation, PilotCluster
from seedbed.apps.rosters.models import Guardianship, Student
from seedbed.engines.evaluation.errors import NoMatchError, UnequalGroupsError


def choose(hub, pilot, design, **more):
    services.choose_design(pilot=pilot, design=design, by_id=hub.dana, **more)


def start(hub, pilot, **changes):
    services.register_pilot(pilot=pilot, registration=PROMISE, by_id=hub.dana, at=AT)
    services.draw_arms(pilot=pilot, seed="2026-09-01", by_id=hub.dana, at=AT)


def drawn(pilot):
    return JournalEntry.objects.get(pilot__uuid=pilot, kind="draw").content


def everyone(hub):
    return [student for room in hub.rooms.values() for student in room]


@pytest.fixture
def siblings(hub):
    """Give the first two students of Room 1 a mother, and one of them a father."""
    mother = Person.objects.create(given_name="Mother", family_name="Sim")
    father = Person.objects.create(given_name="Father", family_name="Sim")
    first, second, third = hub.rooms["Room 1"]
    for guardian, student in (
        (mother, first), (mother, second), (father, second), (father, third),
    ):  # fmt: skip
        Guardianship.objects.create(guardian=guardian, student_id=student)
    return hub


def test_siblings_who_share_a_parent_in_turn_are_one_family(siblings, draft):
    choose(siblings, draft, "lottery", n_seats=10)
    services.enrol_unit(pilot=draft, grades=[6], whole="family", by_id=siblings.dana)

    of_family = Counter(
        Participation.objects.filter(
            student_id__in=siblings.rooms["Room 1"]
        ).values_list("cluster__name", flat=True)
    )

    assert list(of_family.values()) == [3]
    assert next(iter(of_family)).startswith("Family ")
    assert PilotCluster.objects.count() == Student.objects.filter(grade=6).count() - 2


def test_a_lottery_fills_its_seats_from_the_list_and_keeps_siblings_together(
    siblings, draft
):
    choose(siblings, draft, "lottery", n_seats=10)
    services.enrol(
        pilot=draft,
        students=[
            Enrolment(
                student_id=one,
                cluster="Family 1" if one in siblings.rooms["Room 1"] else f"S {one}",
                has_consent=True,
                pretest=float(one),
            )
            for one in everyone(siblings)
        ],
        by_id=siblings.dana,
    )
    start(siblings, draft)

    arms = dict(Participation.objects.values_list("student_id", "cluster__arm"))
    assert len({arms[one] for one in siblings.rooms["Room 1"]}) == 1
    assert Counter(arms.values())["pilot"] in (8, 9, 10)
    content = drawn(draft)
    assert (content["design"], content["n_seats"]) == ("lottery", 10)
    assert content["sizes"]["Family 1"] == 3
    assert content["blocks"]["Family 1"] == "3"
    assert content["n_ways"] > 42


def test_a_lottery_is_looked_at_among_what_it_could_have_given(hub, draft):
    choose(hub, draft, "lottery", n_seats=12)
    services.enrol(
        pilot=draft,
        students=[
            Enrolment(
                student_id=one, cluster=f"S {one}", has_consent=True, pretest=n % 5.0
            )
            for n, one in enumerate(everyone(hub))
        ],
        by_id=hub.dana,
    )
    start(hub, draft)
    treated = set(
        PilotCluster.objects.filter(arm="pilot").values_list("name", flat=True)
    )
    for look in (1, 2, 3, 4):
        rows = [
            Measured(
                student_id=one,
                look=look,
                value=n % 5 + n % 3 / 2 + 4.0 * (f"S {one}" in treated),
                on=measured(hub.rooms, look)[0].on,
            )
            for n, one in enumerate(everyone(hub))
        ]
        services.record_outcomes(pilot=draft, outcomes=rows, source="", by_id=hub.dana)

    seen = services.look(pilot=draft, by_id=hub.dana, at=AT)

    assert seen.decision == "double down"
    assert seen.looks[-1]["estimate"] == pytest.approx(4.0, abs=1.0)
    assert seen.size["n_students"] == 24
    assert seen.ways["p_assigned"] < 0.01


def test_a_lottery_with_a_seat_for_everybody_draws_nothing(hub, draft):
    choose(hub, draft, "lottery", n_seats=24)
    services.enrol(pilot=draft, students=students_of(hub), by_id=hub.dana)

    with pytest.raises(NothingToDrawError, match="24 seats and 24 students"):
        start(hub, draft)


@pytest.fixture
def wider(hub):
    """Add sixteen more students of grade 6, to be compared with."""
    people = [
        Person.objects.create(given_name=f"X{n}", family_name="Sim") for n in range(36)
    ]
    hub.others = [
        Student.objects.create(person=one, unit=hub.unit, grade=6).pk for one in people
    ]
    return hub


def match(hub, draft, part, others, *, caliper=0.1):
    """Start a matched pilot of students with these pretests and grades 6."""
    choose(hub, draft, "matched", caliper=caliper)
    rows = [
        Enrolment(
            student_id=student,
            cluster=f"S {student}",
            has_consent=True,
            pretest=pretest,
            takes_part=takes_part,
        )
        for (students, pretests, takes_part) in (
            (everyone(hub), part, True), (hub.others, others, False),
        )
        for student, pretest in zip(students, pretests, strict=False)
    ]  # fmt: skip
    services.enrol(pilot=draft, students=rows, by_id=hub.dana)


def test_where_nothing_can_be_drawn_each_is_paired_with_somebody_alike(wider, draft):
    rng = np.random.default_rng(1)
    part = rng.normal(50.0, 10.0, 24)
    match(wider, draft, part, [*(part + 0.1), 90.0, 5.0, None], caliper=0.2)

    alike = queries.alike_of(draft)
    start(wider, draft)

    assert (alike.answer, alike.n_pairs, alike.n_untested) == ("fine", 24, 1)
    assert alike.can_start
    content = drawn(draft)
    assert (content["design"], content["n_pairs"]) == ("matched", 24)
    arms = Counter(PilotCluster.objects.values_list("arm", flat=True))
    assert arms == {"pilot": 24, "comparison": 24, "": 3}
    blocks = Counter(
        PilotCluster.objects.exclude(arm="").values_list("block", flat=True)
    )
    assert set(blocks.values()) == {2}


def test_matched_pairs_are_looked_at_and_the_others_counted_nowhere(wider, draft):
    part = np.linspace(30.0, 70.0, 24)
    others = part + np.random.default_rng(2).normal(0.0, 0.3, 24)
    match(wider, draft, part, [*others, 90.0], caliper=0.2)
    start(wider, draft)
    rows = [
        Measured(
            student_id=student,
            look=1,
            value=value + n % 3 + (9.0 if student in everyone(wider) else 0.0),
            on=STARTS_ON,
        )
        for n, (student, value) in enumerate(
            zip([*everyone(wider), *wider.others], [*part, *others, 90.0], strict=False)
        )
    ]
    services.record_outcomes(pilot=draft, outcomes=rows, source="", by_id=wider.dana)

    seen = services.look(pilot=draft, by_id=wider.dana, at=AT)

    assert seen.size["n_students"] == 2 * drawn(draft)["n_pairs"] > 40
    assert seen.looks[-1]["estimate"] == pytest.approx(9.0, abs=1.0)


def test_the_gate_refuses_groups_that_are_too_different(wider, draft):
    match(
        wider, draft, np.linspace(60.0, 90.0, 24), np.linspace(10.0, 65.0, 36),
        caliper=1.0,
    )  # fmt: skip

    alike = queries.alike_of(draft)

    assert alike.answer == "refused"
    assert not alike.can_start
    with pytest.raises((UnequalGroupsError, NoMatchError)):
        start(wider, draft)
    assert not PilotCluster.objects.exclude(arm="").exists()


def test_a_difference_that_must_be_adjusted_for_takes_pairs_enough(wider, draft):
    part = np.linspace(40.0, 60.0, 12)
    match(wider, draft, part, part + 1.0, caliper=1.0)

    alike = queries.alike_of(draft)

    assert (alike.answer, alike.n_pairs, alike.n_wanted) == ("adjust", 12, 20)
    with pytest.raises(TooFewPairsError, match="pretest"):
        start(wider, draft)


def test_nobody_to_compare_with_is_said(hub, draft):
    hub.others = []
    match(hub, draft, [float(one) for one in range(24)], [])

    assert queries.alike_of(draft).n_pairs == 0
    with pytest.raises(NoMatchError, match="None of 24 students"):
        start(hub, draft)


def test_the_design_is_locked_with_the_registration(hub, draft):
    with pytest.raises(BadDesignError, match="number of its seats"):
        choose(hub, draft, "lottery")
    with pytest.raises(BadDesignError):
        choose(hub, draft, "by liking")
    with pytest.raises(BadDesignError):
        choose(hub, draft, "matched", caliper=0.0)
    choose(hub, draft, "lottery", n_seats=12)
    services.register_pilot(pilot=draft, registration=PROMISE, by_id=hub.dana, at=AT)

    with pytest.raises(PilotRegisteredError):
        choose(hub, draft, "draw")
    card = queries.pilot_card(draft)
    assert card.registration is not None
    assert (card.registration.design, card.registration.n_seats) == ("lottery", 12)


def test_groups_are_drawn_apart_in_each_grade(hub, draft):
    Student.objects.filter(pk__in=everyone(hub)[:12]).update(grade=7)
    services.enrol_unit(
        pilot=draft, grades=[6, 7], whole="student", is_apart=True, by_id=hub.dana
    )
    members = Participation.objects.filter(pilot__uuid=draft)
    ids = list(members.values_list("pk", flat=True))
    services.set_consents(pilot=draft, member_ids=ids, by_id=hub.dana)
    start(hub, draft)

    drawn_in = Counter(PilotCluster.objects.values_list("block", "arm"))
    assert drawn_in["grade 7", "pilot"] == drawn_in["grade 7", "comparison"] == 6


def test_who_is_in_two_pilots_is_told_by_the_names_of_the_pilots(hub, running):
    other = services.begin_pilot(
        unit_id=hub.unit.pk, name="Quiet start", aim="Noise", starts_on=STARTS_ON,
        by_id=hub.dana, at=AT,
    )  # fmt: skip
    services.enrol(pilot=other, students=students_of(hub)[:3], by_id=hub.dana)

    (found,) = queries.other_pilots(running)
    (back,) = queries.other_pilots(other)

    assert (found.name, found.n_students) == ("Quiet start", 3)
    assert back.name == "Reading hour"
    services.decide(
        pilot=running, decision="abandon", why="Over", by_id=hub.dana, at=AT, ends=True
    )
    assert queries.other_pilots(other) == ()

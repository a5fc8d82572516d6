"""Outcomes come from the record on the Fridays of their looks, once, and by nobody's hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import numpy as np
import pytest
from tests.apps.pilots.conftest import AT, PROMISE, STARTS_ON, students_of

from seedbed.apps.curriculum import services as curriculum
from seedbed.apps.mastery.archive import pack
from seedbed.apps.mastery.models import Snapshot
from seedbed.apps.mentoring.models import Attendance, Mark
from seedbed.apps.pilots import queries, services
from seedbed.apps.pilots.models import Participation, PilotOutcome
from seedbed.apps.rosters.models import Course, Enrollment, Section, Student, Term
from seedbed.apps.scheduling.models import BellSchedule, Block

FRIDAY = STARTS_ON + timedelta(days=4)


@pytest.fixture
def begun(hub, draft):
    """Return a function that starts the pilot with another source of outcomes."""

    def begin(**changes):
        services.register_pilot(
            pilot=draft, registration=replace(PROMISE, **changes), by_id=hub.dana, at=AT
        )
        services.enrol(
            pilot=draft,
            students=[replace(one, pretest=None) for one in students_of(hub)],
            by_id=hub.dana,
        )
        services.draw_arms(pilot=draft, seed="1", by_id=hub.dana, at=AT)
        return draft

    return begin


def feed(hub, on):
    return services.feed_pilots(unit_id=hub.unit.pk, on=on)[0]


def values(look):
    rows = PilotOutcome.objects.filter(look=look).order_by("member__student_id")
    return [row.value for row in rows]


def snapshot(hub, on, n_mastered):
    """Store a snapshot of two skills in which the first student has mastered some."""
    ids = sorted(one for room in hub.rooms.values() for one in room)
    shape = (len(ids), 2)
    is_mastered = np.zeros(shape, np.bool_)
    is_mastered[0, :n_mastered] = True
    arrays: dict[str, Any] = {
        name: np.zeros(shape, np.float32)
        for name in ("mastery", "low", "high", "last_day", "gain")
    }
    arrays |= {
        "student_ids": np.array(ids, np.int64),
        "skill_ids": np.array(sorted(hub.skills.values()), np.int64),
        "n_attempts": np.zeros(shape, np.int32),
        "is_mastered": is_mastered,
        "is_frontier": np.zeros(shape, np.bool_),
        "was_mastered": is_mastered,
    }
    Snapshot.objects.create(
        unit=hub.unit,
        as_of=datetime.combine(on, time(3), tzinfo=UTC),
        model="by hand",
        inputs_hash=f"{on}-{n_mastered}",
        n_students=len(ids),
        n_skills=2,
        n_attempts=0,
        arrays=pack(arrays),
    )


@pytest.fixture
def skilled(hub):
    """Add two skills to the hub's framework."""
    hub.skills = curriculum.make_framework(
        identifier="tiny",
        title="Tiny",
        skills=[("6.RP.1", "Ratios", 6, 6), ("6.NS.1", "Division", 6, 6)],
    )
    return hub


def test_mastery_growth_counts_from_the_start_and_gives_the_pretest(skilled, begun):
    snapshot(skilled, STARTS_ON - timedelta(days=1), 1)
    snapshot(skilled, FRIDAY, 2)
    begun(source="mastery")

    fed = feed(skilled, FRIDAY)

    assert (fed.looks, fed.n_outcomes) == ((1,), 24)
    assert values(1)[:2] == [1.0, 0.0]
    first = Participation.objects.order_by("student_id")[0]
    assert first.pretest == 1.0


def test_only_the_skills_that_were_registered_count(skilled, begun):
    snapshot(skilled, FRIDAY, 2)
    begun(source="mastery", chosen="6.RP")

    feed(skilled, FRIDAY)

    assert values(1)[0] == 1.0


def test_a_look_is_fed_once_on_its_friday_and_not_before(skilled, begun):
    snapshot(skilled, FRIDAY, 2)
    begun(source="mastery")

    assert feed(skilled, FRIDAY - timedelta(days=1)).looks == ()
    assert feed(skilled, FRIDAY).looks == (1,)
    assert feed(skilled, FRIDAY + timedelta(days=2)).looks == ()
    assert feed(skilled, FRIDAY + timedelta(weeks=1)).looks == (2,)
    assert PilotOutcome.objects.count() == 48


def test_attendance_is_the_share_of_marked_blocks(hub, begun):
    bells = BellSchedule.objects.create(unit=hub.unit)
    block = Block.objects.create(
        bell_schedule=bells, ordinal=0, title="One", kind="block",
        starts_at=time(9), minutes=40,
    )  # fmt: skip
    student = hub.rooms["Room 1"][0]
    for days, mark in ((0, Mark.HERE), (1, Mark.AWAY), (2, Mark.LATE), (-3, Mark.AWAY)):
        Attendance.objects.create(
            student_id=student, on=STARTS_ON + timedelta(days=days), block=block,
            mark=mark, marked_at=AT, marked_by=hub.cast.dana,
        )  # fmt: skip
    begun(source="attendance")

    feed(hub, FRIDAY)

    assert values(1) == [pytest.approx(200 / 3)]
    assert Participation.objects.get(student_id=student).pretest == 0.0


def test_the_pulse_is_the_mean_of_what_a_student_said(hub, begun):
    pilot = begun(source="pulse")
    student = hub.rooms["Room 1"][0]
    for day, score in ((0, 2), (1, 4), (7, 5)):
        assert services.answer_pulse(
            pilot=pilot, student_id=student, score=score,
            on=STARTS_ON + timedelta(days=day), at=AT,
        )  # fmt: skip
    stranger = hub.cast.ana.pk

    assert not services.answer_pulse(
        pilot=pilot, student_id=stranger, score=5, on=STARTS_ON, at=AT
    )
    feed(hub, FRIDAY + timedelta(weeks=1))
    assert values(1) == [4.0]
    assert values(2) == [4.5]


def test_who_comes_again_is_read_from_the_roster_of_the_next_term(hub, begun):
    pilot = begun(source="re_enrolment")
    course = Course.objects.create(title="Grade 7")
    term = Term.objects.create(
        title="Spring", starts_on=date(2027, 1, 4), ends_on=date(2027, 6, 1)
    )
    section = Section.objects.create(
        unit=hub.unit, course=course, term=term, title="7A"
    )
    assert feed(hub, FRIDAY).n_outcomes == 0, "the next roster is not in yet"

    first = Student.objects.get(pk=hub.rooms["Room 1"][0])
    Enrollment.objects.create(section=section, person=first.person, role="student")
    assert feed(hub, FRIDAY).n_outcomes == 24

    assert sum(values(1)) == 1.0
    assert PilotOutcome.objects.get(value=1.0).member.student == first
    assert PilotOutcome.objects.filter(member__pilot__uuid=pilot).count() == 24


def test_who_has_left_is_not_measured_any_more(skilled, begun):
    snapshot(skilled, FRIDAY, 2)
    pilot = begun(source="mastery")
    member = Participation.objects.all()[0]
    services.leave(
        pilot=pilot,
        member_id=member.pk,
        on=STARTS_ON,
        keeps_outcomes=True,
        by_id=skilled.dana,
    )

    assert feed(skilled, FRIDAY).n_outcomes == 23


def test_a_pilot_measured_by_a_test_waits_for_its_file(hub, running):
    assert feed(hub, FRIDAY).found == "waits for a file"


def test_what_a_pilot_waits_for_is_told_most_important_first(hub, running):
    def due(on):
        return [row.what for row in queries.due(hub.unit.pk, on)]

    assert due(STARTS_ON - timedelta(days=1)) == []
    assert due(STARTS_ON) == ["plan"]
    services.plan_cycle(
        pilot=running, on=STARTS_ON, aim="Read", change_idea="Quiet",
        prediction="Two pages", by_id=hub.dana, at=AT,
    )  # fmt: skip
    assert due(STARTS_ON) == []
    assert due(FRIDAY) == ["look"]
    assert due(date(2026, 12, 18)) == ["decision"]

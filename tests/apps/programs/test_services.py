"""The night counts the weeks that are over, from what is on record of each student."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from tests.apps.mentoring.conftest import TUESDAY
from tests.apps.mentoring.conftest import studio as studio

from seedbed.apps.curriculum import services as curriculum
from seedbed.apps.evidence import services as evidence
from seedbed.apps.evidence.cards import AttemptColumns
from seedbed.apps.mastery import queries as mastery
from seedbed.apps.mentoring.models import Attendance, CheckIn
from seedbed.apps.programs import services
from seedbed.apps.programs.models import StudentWeek
from seedbed.apps.scheduling.models import Accommodation
from seedbed.lib.modalities import Modality

MONDAY = date(2026, 10, 19)
NEXT = date(2026, 10, 26)
AT = datetime(2026, 10, 26, 1, tzinfo=UTC)


def record(studio, on=NEXT):
    return services.record_weeks(unit_id=studio.cast.hub.pk, on=on, at=AT)


def week_of(student):
    return StudentWeek.objects.get(student=student, monday=MONDAY)


def test_planned_sessions_live_minutes_and_marks_are_counted(studio):
    for student, mark in ((studio.cast.ana, "late"), (studio.cast.ben, "away")):
        Attendance.objects.create(
            student=student,
            on=TUESDAY,
            block=studio.block,
            mark=mark,
            marked_at=AT,
            marked_by=studio.cho,
        )

    assert record(studio) == 1

    ana, ben = week_of(studio.cast.ana), week_of(studio.cast.ben)
    assert (ana.n_planned, ana.live_minutes) == (1, 40)
    assert (ana.n_marked, ana.n_attended) == (1, 1), "who came late was there"
    assert (ben.n_marked, ben.n_attended) == (1, 0)
    assert week_of(studio.cy).n_planned == 0


def test_minutes_given_are_never_more_than_promised(studio):
    Accommodation.objects.create(student=studio.cast.ana, kind="service", amount=30)
    studio.seat(studio.cast.ana, block=studio.later, modality=Modality.TUTORING)
    studio.seat(studio.cast.ben, block=studio.later, modality=Modality.TUTORING)

    record(studio)

    ana, ben = week_of(studio.cast.ana), week_of(studio.cast.ben)
    assert (ana.owed_minutes, ana.given_minutes) == (30, 30)
    assert (ben.owed_minutes, ben.given_minutes) == (0, 0)


@pytest.mark.parametrize(("ago", "is_met"), [(0, True), (11, True), (14, False)])
def test_a_talk_with_the_mentor_counts_for_two_weeks(studio, ago, is_met):
    on = NEXT - timedelta(days=1 + ago)
    CheckIn.objects.create(
        student=studio.cast.ana, by=studio.diaz, on=on, said_at=AT, agreed="Go on."
    )

    record(studio)

    assert week_of(studio.cast.ana).is_met is is_met
    assert week_of(studio.cast.ben).is_met is None, "nobody mentors Ben"


def test_a_talk_with_another_adult_is_no_talk_with_the_mentor(studio):
    CheckIn.objects.create(
        student=studio.cast.ana, by=studio.cho, on=TUESDAY, said_at=AT, agreed="Go on."
    )

    record(studio)

    assert week_of(studio.cast.ana).is_met is False


def test_an_exit_slip_is_five_answers_on_a_day(studio):
    keys = [(f"q{n}", (studio.skill.pk,)) for n in range(5)]
    items = curriculum.ensure_items(keys=keys)
    said = datetime(2026, 10, 20, 14, tzinfo=UTC)
    evidence.add_attempts(
        columns=AttemptColumns(
            student_id=np.full(5, studio.cast.ana.pk),
            item_id=np.array(list(items.values())),
            is_correct=np.array([True, True, False, True, True]),
            occurred_at=np.array([said.timestamp() + 60 * n for n in range(5)]),
            ordinal=np.zeros(5, np.int64),
            event_id=[""] * 5,
        ),
        source="slips",
        at=AT,
        file_name="slips",
    )

    record(studio)

    ana = week_of(studio.cast.ana)
    assert (ana.n_slips, ana.n_passed) == (1, 1)


def test_new_skills_come_from_the_learner_model(studio, monkeypatch):
    ids = np.array([studio.cast.ana.pk])

    def newly(_unit_id, moments):
        return ids, np.full((1, len(moments) - 1), 3)

    monkeypatch.setattr(mastery, "newly_mastered", newly)

    record(studio)

    assert week_of(studio.cast.ana).n_new_skills == 3
    assert week_of(studio.cast.ben).n_new_skills is None, "the model has not met Ben"


def test_a_holiday_has_no_week(studio):
    record(studio)

    assert set(StudentWeek.objects.values_list("monday", flat=True)) == {MONDAY}


def test_a_week_under_way_is_not_counted(studio):
    assert record(studio, on=MONDAY + timedelta(days=4)) == 0
    assert not services.is_recorded(unit_id=studio.cast.hub.pk, on=NEXT)


def test_counted_again_a_week_is_overwritten(studio):
    record(studio)
    CheckIn.objects.create(
        student=studio.cast.ana, by=studio.diaz, on=TUESDAY, said_at=AT, agreed="Go on."
    )

    record(studio)

    assert services.is_recorded(unit_id=studio.cast.hub.pk, on=NEXT)
    assert week_of(studio.cast.ana).is_met is True
    assert StudentWeek.objects.count() == 3

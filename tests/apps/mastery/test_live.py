"""The estimates of this moment are those a night would come to, and nothing is kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from seedbed.apps.mastery import queries, services
from seedbed.apps.mastery.models import LearnerState, Snapshot

pytestmark = pytest.mark.django_db
AS_OF = datetime(2026, 10, 2, 20, tzinfo=UTC)
NOON = datetime(2026, 10, 3, 16, tzinfo=UTC)


def night(cast, at):
    services.make_snapshot(unit_id=cast.hub.pk, as_of=at, at=at)


def live(cast, *students, at=NOON):
    return queries.live_estimates(cast.hub.pk, [s.pk for s in students], at)


def test_before_the_first_night_there_is_nothing(cast, skills):
    assert live(cast, cast.ana) is None


def test_todays_answers_count_at_once(cast, skills, answer):
    answer(cast.ana, "ratios", [1, 0])
    night(cast, AS_OF)
    before = live(cast, cast.ana, cast.ben)
    answer(cast.ana, "ratios", [1] * 6, at=NOON - timedelta(hours=1))

    after = live(cast, cast.ben, cast.ana)

    assert after.student_ids.tolist() == [cast.ana.pk, cast.ben.pk]
    ratios = after.skill_ids.tolist().index(skills["ratios"])
    assert after.n_attempts[:, ratios].tolist() == [8, 0]
    assert after.mastery[0, ratios] > before.mastery[0, ratios]
    assert after.as_of == NOON


def test_they_are_what_the_night_will_say(cast, skills, answer):
    answer(cast.ana, "ratios", [1] * 12)
    night(cast, AS_OF)
    answer(cast.ana, "rates", [1, 0, 1], at=NOON - timedelta(hours=3))
    answer(cast.ben, "calculus", [1], at=NOON - timedelta(hours=2))  # a new item

    now = live(cast, cast.ana, cast.ben)
    night(cast, NOON)
    then = queries.latest_snapshot(cast.hub.pk)

    assert then is not None
    for name in ("skill_ids", "mastery", "low", "high", "is_mastered", "is_frontier"):
        np.testing.assert_array_equal(getattr(now, name), getattr(then, name), name)


def test_nothing_is_written(cast, skills, answer):
    night(cast, AS_OF)
    state = LearnerState.objects.get()
    answer(cast.ana, "ratios", [1], at=NOON - timedelta(hours=1))

    live(cast, cast.ana)

    assert LearnerState.objects.get().fingerprint == state.fingerprint
    assert Snapshot.objects.count() == 1


def test_a_moment_before_the_night_sees_what_was_known_then(cast, skills, answer):
    night(cast, AS_OF - timedelta(days=2))
    answer(cast.ana, "ratios", [1, 1], at=AS_OF - timedelta(hours=2))
    night(cast, AS_OF)

    found = live(cast, cast.ana, at=AS_OF - timedelta(days=1))

    assert found.n_attempts.sum() == 0


def test_students_of_another_unit_are_left_out(cast, skills):
    night(cast, AS_OF)
    cast.ben.is_active = False
    cast.ben.save()

    assert live(cast, cast.ana, cast.ben).student_ids.tolist() == [cast.ana.pk]


def test_a_board_costs_six_queries(cast, skills, answer, django_assert_num_queries):
    answer(cast.ana, "ratios", [1, 0])
    night(cast, AS_OF)
    live(cast, cast.ana)  # from here on what the night remembered is kept
    answer(cast.ana, "ratios", [1], at=NOON - timedelta(hours=1))

    with django_assert_num_queries(6):
        live(cast, cast.ana, cast.ben)


def test_an_update_that_reads_other_arrays_waits_for_the_night(cast, skills):
    night(cast, AS_OF)
    LearnerState.objects.update(arrays=b"old", fingerprint="old")

    assert live(cast, cast.ana) is None

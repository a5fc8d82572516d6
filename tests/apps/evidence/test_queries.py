"""Evidence out: columns in one order, whatever order it came in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from seedbed.apps.accounts.models import Unit
from seedbed.apps.evidence import queries

pytestmark = pytest.mark.django_db
AT = datetime(2026, 10, 2, 12, tzinfo=UTC)
HEADER = "student,skill,item,correct,at,event_id\n"
ROWS = [
    "ben,ratios,q1,1,2026-10-01T10:00:00Z,e1\n",
    "ana,ratios,q1,0,2026-10-01T11:30:00.5Z,e3\n",
    "ana,ratios,q2,1,2026-10-01T11:00:00Z,e2\n",
    "ana,ratios,q2,1,2026-10-02T11:00:00Z,e4\n",
]


def test_attempts_are_sorted_by_student_and_time(
    cast, skills, bring, django_assert_num_queries
):
    bring(HEADER + "".join(ROWS))

    with django_assert_num_queries(2):
        found = queries.attempt_columns(unit_id=cast.hub.pk, until=AT)

    assert found.student_id.tolist() == [cast.ana.pk] * 3 + [cast.ben.pk]
    assert found.is_correct.tolist() == [True, False, True, True]
    assert np.diff(found.day[:3]).min() > 0
    noon = datetime(2026, 10, 1, 11, tzinfo=UTC).timestamp() / 86_400
    assert found.day[0] == pytest.approx(noon, abs=1e-6)
    assert found.n_attempts == 4


def test_the_cut_off_leaves_out_what_came_later(cast, skills, bring):
    bring(HEADER + "".join(ROWS))
    whole = queries.attempt_columns(unit_id=cast.hub.pk, until=AT)

    until = datetime(2026, 10, 1, 11, 0, tzinfo=UTC)
    part = queries.attempt_columns(unit_id=cast.hub.pk, until=until)

    assert part.n_attempts == 2
    assert part.fingerprint != whole.fingerprint


def test_attempts_without_a_time_belong_to_every_moment(cast, skills, bring):
    bring("student,skill,item,correct\nana,ratios,q2,1\nana,ratios,q1,0\n")

    found = queries.attempt_columns(
        unit_id=cast.hub.pk, until=datetime(2020, 1, 1, tzinfo=UTC)
    )

    assert found.is_correct.tolist() == [True, False]
    assert np.isnan(found.day).all()


def test_a_unit_without_evidence_has_empty_columns(cast):
    found = queries.attempt_columns(unit_id=cast.hub.pk, until=AT)

    assert found.n_attempts == 0
    assert found.day.dtype == np.float64


def test_another_unit_sees_none_of_it(cast, skills, bring):
    bring(HEADER + "".join(ROWS))
    other = Unit.objects.create(name="Other")

    assert queries.attempt_columns(unit_id=other.pk, until=AT).n_attempts == 0


def test_recent_attempts_are_counted(cast, skills, bring, django_assert_num_queries):
    bring(HEADER + "".join(ROWS))

    with django_assert_num_queries(1):
        n = queries.n_attempts_since(
            cast.hub.pk, datetime(2026, 10, 1, 11, 15, tzinfo=UTC)
        )

    assert n == 2


def test_a_feed_that_stopped_is_late_and_a_single_file_is_not(
    cast, skills, bring, django_assert_num_queries
):
    friday = datetime(2026, 10, 2, 12, tzinfo=UTC)
    bring(HEADER + ROWS[0], name="feed.csv", at=friday)
    bring(HEADER + ROWS[1], name="feed.csv", at=friday)
    bring(HEADER + ROWS[2], name="once.csv", at=friday)

    with django_assert_num_queries(1):
        monday = queries.sources(friday + timedelta(days=3))
    tuesday = queries.sources(friday + timedelta(days=4))

    assert [(s.name, s.is_late) for s in monday] == [("feed", False), ("once", False)]
    assert [(s.name, s.is_late) for s in tuesday] == [("feed", True), ("once", False)]
    assert tuesday[0].age_hours == 96.0

"""Evidence out: columns in one order, whatever order it came in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from seedbed.apps.accounts import tenancy
from seedbed.apps.evidence import queries
from seedbed.apps.evidence.cards import NO_ATTEMPTS, Unread

pytestmark = pytest.mark.django_db
AT = datetime(2026, 10, 2, 12, tzinfo=UTC)
HEADER = "student,skill,item,correct,at,event_id\n"
ROWS = [
    "ben,ratios,q1,1,2026-10-01T10:00:00Z,e1\n",
    "ana,ratios,q1,0,2026-10-01T11:30:00.5Z,e3\n",
    "ana,ratios,q2,1,2026-10-01T11:00:00Z,e2\n",
    "ana,ratios,q2,1,2026-10-02T11:00:00Z,e4\n",
]


def rows(*students, until=AT, **given):
    ids = np.array(sorted(s.pk for s in students))
    return queries.attempt_rows(until=until, student_ids=ids, **given)


def test_attempts_are_sorted_by_student_and_time(
    cast, skills, bring, django_assert_num_queries
):
    bring(HEADER + "".join(ROWS))

    with django_assert_num_queries(1):
        found = rows(cast.ana, cast.ben)

    assert found.student_id.tolist() == [cast.ana.pk] * 3 + [cast.ben.pk]
    assert found.is_correct.tolist() == [True, False, True, True]
    assert np.diff(found.day[:3]).min() > 0
    noon = datetime(2026, 10, 1, 11, tzinfo=UTC).timestamp() / 86_400
    assert found.day[0] == pytest.approx(noon, abs=1e-6)
    assert found.moment[0] == found.day[0]
    assert found.n == 4


def test_the_cut_off_tells_what_came_later(cast, skills, bring):
    bring(HEADER + "".join(ROWS))

    until = datetime(2026, 10, 1, 11, 0, tzinfo=UTC)
    found = rows(cast.ana, until=until)

    assert found.is_due.tolist() == [True, False, False]


def test_attempts_without_a_time_belong_to_every_moment(cast, skills, bring):
    bring("student,skill,item,correct\nana,ratios,q2,1\nana,ratios,q1,0\n")

    found = rows(cast.ana, until=datetime(2020, 1, 1, tzinfo=UTC))

    assert found.is_correct.tolist() == [True, False]
    assert found.is_due.all()
    assert np.isnan(found.day).all()
    received = AT.timestamp() / 86_400
    assert found.moment == pytest.approx([received, received], abs=1e-6)


def test_without_evidence_the_columns_are_empty(cast):
    found = rows(cast.ana)

    assert found.n == 0
    assert found.day.dtype == np.float64


def test_only_the_students_asked_for_are_read(cast, skills, bring):
    bring(HEADER + "".join(ROWS))

    assert rows(cast.ben).student_id.tolist() == [cast.ben.pk]
    assert rows().n == 0
    assert queries.attempt_rows(until=AT).n == 4


def test_another_system_sees_none_of_it(cast, skills, bring, systems):
    bring(HEADER + "".join(ROWS))
    ids = np.array([cast.ana.pk, cast.ben.pk])

    token = tenancy._current.set(systems[1].pk)
    try:
        assert queries.attempt_rows(until=AT, student_ids=ids).n == 0
        assert queries.attempt_tally(ids, up_to_id=10**9).last_id == 0
    finally:
        tenancy._current.reset(token)


def test_what_is_unread_is_new_or_happened_after_the_last_cut_off(cast, skills, bring):
    bring(HEADER + "".join(ROWS[:3]))
    first = rows(cast.ana, cast.ben)
    read = Unread(
        complete_up_to=0,
        read_up_to=int(first.attempt_id.max()),
        as_of=datetime(2026, 10, 1, 11, 10, tzinfo=UTC),
        besides=first.attempt_id[:1],
    )
    bring(HEADER + ROWS[3])

    found = rows(cast.ana, cast.ben, unread=read)

    days = (found.day * 24) % 24
    assert days.round(1).tolist() == [11.0, 11.5, 11.0], "the one besides comes along"
    newest = rows(cast.ana).attempt_id.max()
    assert found.attempt_id.tolist()[2] == newest


def test_a_tally_counts_up_to_an_id(cast, skills, bring, django_assert_num_queries):
    bring(HEADER + "".join(ROWS))
    ids = np.array([cast.ana.pk, cast.ben.pk, cast.ben.pk + 1])
    newest = int(rows(cast.ana, cast.ben).attempt_id.max())

    with django_assert_num_queries(1):
        found = queries.attempt_tally(ids, up_to_id=newest - 1)

    assert int(found.n.sum()) == 3
    assert found.n[2] == 0
    assert found.last_id == newest


def test_rows_are_chosen_and_joined_by_student(cast, skills, bring):
    bring(HEADER + "".join(ROWS))
    ana, ben = rows(cast.ana), rows(cast.ben)

    joined = ben.joined(ana)

    assert joined.attempt_id.tolist() == rows(cast.ana, cast.ben).attempt_id.tolist()
    assert NO_ATTEMPTS.joined(ben).attempt_id.tolist() == ben.attempt_id.tolist()


def test_attempts_of_the_system_are_counted_up_to_a_moment(cast, skills, bring):
    bring(HEADER + "".join(ROWS))

    assert queries.n_attempts(until=AT) == 4
    assert queries.n_attempts(until=datetime(2026, 10, 1, 11, tzinfo=UTC)) == 2


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

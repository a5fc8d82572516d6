"""What a student's evidence came to: by grade, week by week, and lately."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from seedbed.apps.mastery import queries, services
from seedbed.apps.mastery.models import LearnerState

pytestmark = pytest.mark.django_db
AS_OF = datetime(2026, 10, 2, 20, tzinfo=UTC)
FRIDAY = date(2026, 10, 2)


def night(cast, at=AS_OF):
    services.make_snapshot(unit_id=cast.hub.pk, as_of=at, at=at)


def learning(cast, student, **more):
    card = queries.learning_of_student(
        student.pk, cast.hub.pk, zone=ZoneInfo("America/New_York"), **more
    )
    assert card is not None
    (subject,) = card.subjects
    return subject


@pytest.fixture
def shown_in_two_weeks(cast, answer):
    """Ana answers on ratios two weeks ago, on rates last week; Ben not at all."""
    answer(cast.ana, "ratios", [1] * 12, at=AS_OF - timedelta(days=12))
    answer(cast.ana, "rates", [1] * 12, at=AS_OF - timedelta(days=5))
    answer(cast.ana, "percent", [0, 1, 0], at=AS_OF - timedelta(hours=5))
    night(cast)
    return cast


def test_before_the_first_night_there_is_nothing(cast, skills, answer):
    answer(cast.ana, "ratios", [1])

    assert queries.learning_of_student(cast.ana.pk, cast.hub.pk) is None


def test_steps_are_counted_by_grade(shown_in_two_weeks):
    six, seven, twelve = learning(shown_in_two_weeks, shown_in_two_weeks.ana).grades

    assert (six.grade_low, six.n_steps, six.n_shown) == (6, 3, 2)
    assert (seven.n_steps, seven.n_shown, seven.n_begun) == (1, 0, 1)
    assert (twelve.n_shown, twelve.n_begun) == (0, 0)
    assert six.n_answers_lately == 24
    assert seven.n_answers_lately == 3


def test_weeks_end_with_the_last_answer_and_say_what_was_new(shown_in_two_weeks):
    found = learning(shown_in_two_weeks, shown_in_two_weeks.ana, n_weeks=3)

    assert [w.ends_on for w in found.weeks] == [
        FRIDAY - timedelta(days=14),
        FRIDAY - timedelta(days=7),
        FRIDAY,
    ]
    assert [(w.n_answers_before, w.n_answers) for w in found.weeks] == [
        (0, 0),
        (0, 12),
        (12, 15),
    ]
    assert [w.n_newly_shown for w in found.weeks] == [0, 1, 1]


def test_what_was_shown_at_the_end_is_what_the_snapshot_says(shown_in_two_weeks):
    found = learning(shown_in_two_weeks, shown_in_two_weeks.ana)

    assert sum(w.n_newly_shown for w in found.weeks) == sum(
        g.n_shown for g in found.grades
    )


def test_the_week_is_told_in_counts_shown_ones_first(shown_in_two_weeks):
    rates, percent = learning(shown_in_two_weeks, shown_in_two_weeks.ana).lately

    assert (rates.title, rates.n_right, rates.n_answers) == ("Unit rates", 12, 12)
    assert rates.state in ("shown", "secure")
    assert (percent.title, percent.n_right, percent.n_answers) == ("Percent", 1, 3)
    assert (percent.state, percent.last_on) == ("now", FRIDAY)


def test_a_student_without_answers_has_steps_and_no_weeks(shown_in_two_weeks):
    found = learning(shown_in_two_weeks, shown_in_two_weeks.ben)

    assert (found.n_answers, found.last_on, found.weeks, found.lately) == (
        0,
        None,
        (),
        (),
    )
    assert [g.n_steps for g in found.grades] == [3, 1, 1]


def test_where_nothing_is_remembered_the_snapshot_still_counts(shown_in_two_weeks):
    LearnerState.objects.all().delete()

    found = learning(shown_in_two_weeks, shown_in_two_weeks.ana)

    assert (found.n_answers, found.last_on) == (27, FRIDAY)
    assert (found.weeks, found.lately) == ((), ())
    assert found.grades[0].n_shown == 2


def test_it_takes_four_queries_and_more_only_after_a_night(
    shown_in_two_weeks, django_assert_num_queries
):
    learning(shown_in_two_weeks, shown_in_two_weeks.ana)

    with django_assert_num_queries(4):
        learning(shown_in_two_weeks, shown_in_two_weeks.ana)

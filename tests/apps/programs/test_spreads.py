"""How a measure spreads over students: quartiles by hand, and who is hidden."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.apps.programs.conftest import MONDAY

from seedbed.apps.programs.cards import SpreadReport
from seedbed.apps.programs.queries import spread_of


@pytest.fixture
def hub(students, weeks, cast):
    """Eleven sixth-graders with 0 to 10 new skills a week; eleven in 7 with twice."""
    for grade, factor in ((6, 1), (7, 2)):
        for number, student in enumerate(students(11, grade=grade)):
            weeks(
                [student],
                n=3,
                n_new_skills=number * factor,
                n_planned=20,
                live_minutes=10 * number,
            )
    return cast.hub


def spread(hub, *, measure: str, by: str) -> SpreadReport:
    report = spread_of(hub.pk, measure=measure, by=by)
    assert report is not None
    return report


def test_the_middle_half_lies_between_quartiles_of_students(hub):
    report = spread(hub, measure="new_skills", by="grade")

    six, seven = report.groups
    assert (six.lower, six.middle, six.upper) == (2.5, 5.0, 7.5)
    assert (seven.lower, seven.middle, seven.upper) == (5.0, 10.0, 15.0)
    assert (six.n_students, seven.n_students) == (11, 11)
    assert report.everyone.n_students == 22
    assert report.weeks == tuple(MONDAY + timedelta(weeks=n) for n in range(3))


def test_by_week_each_student_is_one_figure_of_that_week(hub, students, weeks):
    weeks(students(12, grade=8), n=1, since=MONDAY, n_new_skills=4)

    report = spread(hub, measure="new_skills", by="week")

    assert [week.key for week in report.groups] == [
        "2026-09-07", "2026-09-14", "2026-09-21",
    ]  # fmt: skip
    assert [week.n_students for week in report.groups] == [34, 22, 22]


def test_quarters_of_another_measure_go_from_its_lowest(hub, students, weeks):
    for number, student in enumerate(students(22, grade=8)):
        weeks([student], n=3, n_new_skills=1, n_planned=20, live_minutes=200 + number)

    report = spread(hub, measure="new_skills", by="live")

    assert [quarter.key for quarter in report.groups] == ["1", "2", "3", "4"]
    assert [quarter.n_students for quarter in report.groups] == [12, 10, 11, 11]
    assert report.groups[3].middle == 1.0


def test_a_small_group_is_hidden_and_another_with_it(hub, students, weeks):
    weeks(students(3, grade=8), n=3, n_new_skills=9)

    report = spread(hub, measure="new_skills", by="grade")

    assert [group.n_students for group in report.groups] == [0, 11, 0]
    assert report.groups[2].middle is None
    assert [group.key for group in report.shown] == ["7"]


def test_who_has_no_figure_is_in_no_group(hub):
    report = spread(hub, measure="new_skills", by="attended")

    assert report.groups == ()
    assert report.everyone.n_students == 22


@pytest.mark.parametrize(
    ("measure", "by"), [("tears", "grade"), ("live", "shoe"), ("live", "live")]
)
def test_what_does_not_exist_is_none(hub, measure, by):
    assert spread_of(hub.pk, measure=measure, by=by) is None


def test_it_takes_four_queries(hub, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        spread_of(hub.pk, measure="live", by="place")

"""Six measures of everyone and by group, none of them of fewer than ten students."""

from __future__ import annotations

from typing import Any

import pytest

from seedbed.apps.programs import queries
from seedbed.apps.scheduling.models import Accommodation, Arrangement


def measure(report: Any, key: str) -> Any:
    found = queries.measure_of(report, key)
    assert found is not None
    return found


def groups(report: Any, key: str, split: str) -> dict[str, Any]:
    return {group.key: group.band for group in measure(report, key).groups[split]}


def test_two_weeks_are_not_enough(cast, students, weeks):
    weeks(students(12), n=2, n_new_skills=1)

    report = queries.health_of(cast.hub.pk)

    assert not report.is_ready
    assert len(report.weeks) == 2


def test_nine_students_are_not_shown(cast, students, weeks):
    weeks(students(9), n_new_skills=1)

    assert not queries.health_of(cast.hub.pk).is_ready


def test_what_is_not_known_is_not_counted(cast, students, weeks):
    weeks(students(12), n_new_skills=2, n_marked=5, n_attended=4)

    report = queries.health_of(cast.hub.pk)

    assert measure(report, "new_skills").band.value == 2.0
    assert measure(report, "attended").band.value == 0.8
    assert measure(report, "met").band is None, "nobody has a mentor"
    assert measure(report, "promised").band is None
    assert measure(report, "live").band is None, "no week had a plan"


def test_a_small_group_hides_another_with_it(cast, students, weeks):
    for grade, n in ((6, 30), (7, 14), (8, 4)):
        weeks(students(n, grade=grade), n_slips=4, n_passed=grade - 5)

    found = groups(queries.health_of(cast.hub.pk), "passed", "grade")

    assert found["6"].n_students == 30
    assert found["6"].value == 0.25
    assert found["7"] is None, "from everyone and grade 6 it would give grade 8 away"
    assert found["8"] is None


def test_groups_stand_in_their_own_order(cast, students, weeks):
    for grade in (10, 6, 9):
        weeks(students(11, grade=grade), n_new_skills=12 - grade)

    found = groups(queries.health_of(cast.hub.pk), "new_skills", "grade")

    assert list(found) == ["6", "9", "10"]


def test_the_widest_difference_is_found_and_called_clear(cast, students, weeks):
    at_hub, at_home = students(20), students(20, grade=7)
    for student in at_home:
        Arrangement.objects.create(student=student, place="home")
    for rows, minutes in ((at_hub, 90), (at_home, 30)):
        for n, student in enumerate(rows):
            weeks([student], n_planned=20, live_minutes=minutes + n, n_new_skills=1)

    report = queries.health_of(cast.hub.pk)

    widest = report.widest
    assert widest is not None
    assert (widest.measure, widest.is_clear) == ("live", True)
    found = groups(report, "live", "place")
    assert found["hub"].value - found["home"].value == pytest.approx(60)


def test_an_accommodation_makes_a_group(cast, students, weeks):
    rows = students(24)
    for student in rows[:12]:
        Accommodation.objects.create(student=student, kind="service", amount=60)
    weeks(rows[:12], owed_minutes=60, given_minutes=30)
    weeks(rows[12:])

    found = groups(queries.health_of(cast.hub.pk), "promised", "accommodation")

    assert found["yes"].value == 0.5
    assert found["no"] is None, "nothing is promised to them"


def test_four_queries_for_any_number_of_students(
    cast, students, weeks, django_assert_num_queries
):
    weeks(students(25), n_new_skills=1)

    with django_assert_num_queries(4):
        queries.health_of(cast.hub.pk)

"""Attendance: the same marks twice change nothing, and nobody else is marked."""

from __future__ import annotations

import pytest

from seedbed.apps.accounts.errors import NotAllowedError
from seedbed.apps.mentoring import queries, services
from seedbed.apps.mentoring.errors import NotInSessionError
from seedbed.apps.mentoring.models import Attendance

from .conftest import NINE_TEN


def mark(studio, **more):
    facts = {"session_id": studio.session.pk, "by_id": studio.cho.pk, "at": NINE_TEN}
    return services.mark_attendance(**(facts | more))


def marks():
    return dict(Attendance.objects.values_list("student__person__given_name", "mark"))


def test_two_taps_mark_a_session(studio):
    ana = studio.cast.ana.pk

    assert mark(studio, others="here") == 2
    assert mark(studio, marks={ana: "away"}) == 1

    assert marks() == {"Ana": "away", "Ben": "here"}


def test_the_same_marks_twice_change_nothing(studio):
    mark(studio, others="here")

    assert mark(studio, others="here") == 0
    assert mark(studio, marks={studio.cast.ben.pk: "here"}) == 0
    assert Attendance.objects.count() == 2


def test_everyone_else_leaves_who_is_marked(studio):
    mark(studio, marks={studio.cast.ana.pk: "late"})

    assert mark(studio, others="here") == 1
    assert marks() == {"Ana": "late", "Ben": "here"}


def test_only_students_of_the_session_are_marked(studio):
    with pytest.raises(NotInSessionError, match="1 of the students marked"):
        mark(studio, marks={studio.cy.pk: "here", studio.cast.ana.pk: "here"})

    assert marks() == {}


def test_only_the_session_own_adults_and_leaders_mark(studio):
    assert mark(studio, by_id=studio.cast.dana.pk, others="here") == 2

    with pytest.raises(NotAllowedError, match="may not take attendance"):
        mark(studio, by_id=studio.diaz.pk, others="here")


def test_no_other_mark_is_known(studio):
    with pytest.raises(ValueError, match="gone"):
        mark(studio, others="gone")


def test_marks_outlive_a_plan_that_is_made_anew(studio):
    mark(studio, others="here")

    studio.day.delete()

    assert len(marks()) == 2


def test_a_session_takes_three_queries_without_a_slip(
    studio, django_assert_num_queries
):
    from seedbed.apps.accounts.queries import account_card

    cho = account_card(studio.cho.pk)
    mark(studio, others="here")

    with django_assert_num_queries(3):
        card = queries.session_page(cho, studio.session.pk)

    assert card is not None
    assert [(seat.name, seat.mark) for seat in card.seats] == [
        ("Ana Alvarez", "here"),
        ("Ben Brook", "here"),
    ]
    assert card.n_unmarked == 0

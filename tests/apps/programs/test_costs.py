"""What months cost: money and skills of the same days, and what is unknown is said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from seedbed.apps.accounts.errors import NotAllowedError
from seedbed.apps.programs import queries, services
from seedbed.apps.programs.errors import BudgetLineError, UnknownBudgetLineError
from seedbed.apps.programs.models import BudgetLine

from .conftest import AT


@pytest.fixture
def add(cast):
    """Return a function that adds a line of 3,650 dollars a year: ten a day."""

    def added(by: Any = None, **more: Any) -> None:
        services.add_budget_line(
            **{
                "unit_id": cast.hub.pk,
                "kind": "staff",
                "name": "Two teachers",
                "yearly_amount": Decimal(3650),
                "starts_on": date(2026, 7, 1),
                "ends_on": date(2027, 6, 30),
                "form_key": uuid4(),
                "by_id": (by or cast.dana).pk,
                "at": AT,
                **more,
            }
        )

    return added


def test_a_month_holds_the_weeks_that_begin_in_it(cast, students, weeks, add):
    weeks(students(10), n=4, n_new_skills=2)
    add()

    (month,) = queries.costs_of(cast.hub.pk).months

    assert (month.first_on, month.last_on) == (date(2026, 9, 7), date(2026, 10, 4))
    assert month.cost == 280
    assert month.cost_per_student == 28
    assert month.cost_per_skill == pytest.approx(280 / 80)
    assert month.missing == ("licences", "rooms")


def test_the_range_comes_from_how_students_differ(cast, students, weeks, add):
    for n, student in enumerate(students(20)):
        weeks([student], n_new_skills=n % 4)
    add()

    (month,) = queries.costs_of(cast.hub.pk).months

    assert month.least is not None
    assert month.most is not None
    assert month.least < (month.cost_per_skill or 0) < month.most


def test_without_a_line_nothing_is_said_of_cost(cast, students, weeks):
    weeks(students(10), n_new_skills=1)

    (month,) = queries.costs_of(cast.hub.pk).months

    assert month.cost_per_student is None
    assert month.cost_per_skill is None
    assert month.missing == ("staff", "licences", "rooms")


def test_where_nothing_was_mastered_a_skill_has_no_cost(cast, students, weeks, add):
    weeks(students(10), n_new_skills=0)
    add()

    (month,) = queries.costs_of(cast.hub.pk).months

    assert month.cost_per_skill is None
    assert month.cost_per_student == 28


def test_a_line_counts_on_its_own_days_alone(cast, students, weeks, add):
    weeks(students(10), n=1, n_new_skills=1)
    add(starts_on=date(2026, 9, 10), ends_on=date(2026, 9, 11))

    (month,) = queries.costs_of(cast.hub.pk).months

    assert month.cost == 20
    assert "staff" in month.missing, "of five days nothing is known"


def test_a_form_sent_twice_is_one_line(cast, add):
    key = UUID(int=7)
    add(form_key=key)
    add(form_key=key)

    assert len(queries.costs_of(cast.hub.pk).lines) == 1


def test_a_line_taken_out_counts_no_more_and_is_kept(cast, add):
    add()
    (line,) = queries.costs_of(cast.hub.pk).lines

    services.remove_budget_line(
        unit_id=cast.hub.pk, uuid=line.uuid, by_id=cast.dana.pk, at=AT
    )

    assert queries.costs_of(cast.hub.pk).lines == ()
    assert BudgetLine.objects.get().removed_by_id == cast.dana.pk
    with pytest.raises(UnknownBudgetLineError, match="taken out meanwhile"):
        services.remove_budget_line(
            unit_id=cast.hub.pk, uuid=line.uuid, by_id=cast.dana.pk, at=AT
        )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kind": "boats"}, "kind is 'boats'"),
        ({"name": "  "}, "name is '  '"),
        ({"yearly_amount": Decimal(0)}, "amount is '0'"),
        ({"ends_on": date(2026, 1, 1)}, "last day is '2026-01-01'"),
    ],
)
def test_a_line_that_cannot_be_is_refused(add, wrong, said):
    with pytest.raises(BudgetLineError, match=said):
        add(**wrong)


def test_only_a_leader_of_the_unit_changes_the_budget(cast, add):
    with pytest.raises(NotAllowedError):
        add(by=cast.rosa)


def test_two_queries(cast, students, weeks, add, django_assert_num_queries):
    weeks(students(30), n_new_skills=1)
    add()

    with django_assert_num_queries(2):
        queries.costs_of(cast.hub.pk)

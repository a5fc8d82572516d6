"""Rows inserted at once are the rows that the model would have made."""

from datetime import date

import pytest

from seedbed.apps.accounts.models import Person
from seedbed.apps.rosters import bulk
from seedbed.apps.rosters.models import Term

pytestmark = pytest.mark.django_db


def test_defaults_and_the_system_are_the_models_own(cast):
    bulk.insert(Person, ("given_name",), [("Xi",), ("Yu",)])

    xi, yu = Person.objects.filter(given_name__in=("Xi", "Yu")).order_by("given_name")
    assert xi.system_id == cast.riverside.pk
    assert (xi.language, xi.is_active, xi.family_name) == ("en", True, "")
    assert xi.uuid != yu.uuid


def test_dates_are_kept_as_dates(cast):
    on = date(2026, 9, 1)

    bulk.insert(Term, ("title", "starts_on", "ends_on"), [("Fall", on, on)])

    assert Term.objects.get().starts_on == on


def test_no_rows_are_no_work(cast, django_assert_num_queries):
    with django_assert_num_queries(0):
        bulk.insert(Term, ("title",), [])

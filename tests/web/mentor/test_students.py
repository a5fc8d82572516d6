"""The list of students: whom an adult may see, narrowed by choices in the address."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from seedbed.apps.scheduling.models import Caseload


@pytest.fixture
def listed(cast: Any, sign_in: Any) -> Any:
    """Return the list as one of the cast sees it; Mr. Diaz mentors Ana alone."""
    Caseload.objects.create(mentor=cast.diaz, student=cast.ana)

    def page(who: str, query: str = "") -> str:
        answer = sign_in(who).get(f"/students/{query}")
        assert answer.status_code == 200
        return str(answer.content, "utf-8")

    return page


def test_a_mentor_sees_the_own_caseload(listed):
    page = listed("mateo")

    assert "1 student you may see" in page
    assert "Ana Alvarez" in page
    assert "Ben Brook" not in page


def test_a_leader_narrows_the_unit_by_name_grade_and_mentor(listed):
    assert "2 students you may see" in listed("dana")
    assert "Ana Alvarez" not in listed("dana", "?q=br")
    assert "Ben Brook" not in listed("dana", "?mentor=Mateo+Diaz")
    assert "Nobody fits" in listed("dana", "?grade=8")


@pytest.mark.parametrize("address", ["/students/", "/plan/2026-10-14/students/"])
def test_a_long_list_begins_with_some_and_offers_all(
    cast, sign_in, monkeypatch, address
):
    monkeypatch.setattr("seedbed.web.kit.parts.MOST_NAMES", 1)
    dana = sign_in("dana")

    some = str(dana.get(address, follow=True).content, "utf-8")
    everyone = str(dana.get(f"{address}?all=yes", follow=True).content, "utf-8")

    assert ("Ana Alvarez" in some, "Ben Brook" in some) == (True, False)
    assert "The first 1 by name. Show all 2" in some
    assert "Ben Brook" in everyone
    assert "Show all" not in everyone


def test_a_teacher_of_nobody_reads_what_changes_that(listed):
    assert "The next published plan changes that." in listed("clara")


@pytest.mark.parametrize("who", ["ana", "rosa", "finn"])
def test_nobody_else_has_it(cast, sign_in, who):
    assert sign_in(who).get("/students/").status_code == 404


def test_at_most_twelve_queries(listed, sign_in):
    client = sign_in("dana")

    with CaptureQueriesContext(connection) as made:
        client.get("/students/")

    assert len(made) <= 12

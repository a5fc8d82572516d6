"""Program health: a finding before figures, and nobody's figure to be worked out."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.apps.programs.conftest import students as students
from tests.apps.programs.conftest import weeks as weeks


@pytest.fixture
def hub_of_two_grades(students, weeks):
    """Thirty sixth-graders with twice the live minutes of twelve others; three in 8."""
    for grade, n, minutes in ((6, 30, 100), (7, 12, 50), (8, 3, 10)):
        for number, student in enumerate(students(n, grade=grade)):
            weeks(
                [student],
                n=5,
                n_new_skills=number % 3,
                n_planned=20,
                n_marked=10,
                n_attended=9,
                live_minutes=minutes + number,
            )


def page_of(client: Any, address: str = "/health/", **headers: Any) -> str:
    answer = client.get(address, **headers)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", str(answer.content, "utf-8"))


def test_before_three_weeks_it_says_when_the_first_numbers_come(cast, sign_in):
    page = page_of(sign_in("dana"))

    assert "First numbers after 3 weeks" in page
    assert "So far 0 weeks are counted." in page


def test_what_stands_out_comes_first_with_both_figures(sign_in, hub_of_two_grades):
    page = page_of(sign_in("dana"))

    assert "Planned sessions attended" in page
    assert "90 in 100 sessions" in page
    assert "No two groups of ten students or more can be compared yet" in page, (
        "grade 8 is small, so grade 7 is hidden with it"
    )


def test_hidden_groups_say_why(sign_in, hub_of_two_grades):
    page = page_of(sign_in("dana"), "/health/?split=grade")

    assert page.count("not shown") >= 2
    assert "nobody can work out the first" in page


def test_the_widest_difference_opens_its_measure(sign_in, students, weeks):
    for grade, minutes in ((6, 100), (7, 50)):
        for number, student in enumerate(students(14, grade=grade)):
            weeks([student], n_planned=20, live_minutes=minutes + number)
    client = sign_in("dana")

    page = page_of(client)

    assert "Live minutes differ most by grade" in page
    found = re.search(r'class="btn pri" href="(/health/live/[^"]+)"', page)
    assert found
    measure = page_of(client, found.group(1).replace("&amp;", "&"))
    assert "From 56" in measure
    assert "(grade 6)" in measure
    assert "How it is counted" in measure


def test_it_speaks_spanish(sign_in, hub_of_two_grades):
    client = sign_in("dana")

    for address in ("/health/", "/health/live/"):
        page = page_of(client, address, headers={"accept-language": "es"})
        assert "not shown" not in page
        assert "How it is counted" not in page
        assert "Is the program working" not in page


@pytest.mark.parametrize("address", ["/health/", "/health/live/", "/health/costs/"])
@pytest.mark.parametrize("who", ["ana", "clara", "rosa", "finn"])
def test_nobody_else_has_the_page(sign_in, hub_of_two_grades, address, who):
    assert sign_in(who).get(address).status_code == 404


def test_no_such_measure(sign_in, hub_of_two_grades):
    assert sign_in("dana").get("/health/beauty/").status_code == 404


@pytest.mark.parametrize("address", ["/health/", "/health/live/", "/health/costs/"])
def test_at_most_twelve_queries(sign_in, hub_of_two_grades, address):
    client = sign_in("dana")

    with CaptureQueriesContext(connection) as made:
        client.get(address)

    assert len(made) <= 12

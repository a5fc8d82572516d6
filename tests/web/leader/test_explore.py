"""Explore: any measure over any grouping, and nobody's figure to be worked out."""

from __future__ import annotations

import csv
import io
import re
import sys

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.apps.programs.conftest import students as students
from tests.apps.programs.conftest import weeks as weeks


@pytest.fixture
def hub_of_two_grades(students, weeks):
    """Eleven sixth-graders with 0 to 10 new skills a week, as many in 7 with twice."""
    for grade, factor in ((6, 1), (7, 2)):
        for number, student in enumerate(students(11, grade=grade)):
            weeks([student], n=3, n_new_skills=number * factor, n_planned=20)


def page_of(client, address="/health/explore/", **headers):
    answer = client.get(address, **headers)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", str(answer.content, "utf-8"))


def test_the_finding_comes_before_the_chart(sign_in, hub_of_two_grades):
    page = page_of(sign_in("dana"), "/health/explore/?measure=new_skills&by=grade")

    finding = "half of all students lie between 3.2 and 10."
    assert "The middle student has 5 (Grade 6) to 10 (Grade 7)." in page
    assert page.index(finding) < page.index("<svg xmlns")
    assert "5 (2.5 to 7.5)" in page


def test_a_small_group_is_named_and_not_shown(
    sign_in, hub_of_two_grades, students, weeks
):
    weeks(students(3, grade=8), n=3, n_new_skills=49)

    page = page_of(sign_in("dana"), "/health/explore/?by=grade")

    assert page.count("not shown") == 2
    assert "nobody can work out the first" in page
    assert not re.search(r">\D*49(?:\.0)?\b", page.split("<main", 1)[1])


def test_before_there_are_ten_students_it_says_so(sign_in):
    page = page_of(sign_in("dana"))

    assert "on record for fewer than ten students" in page
    assert "<svg xmlns" not in page


def test_without_the_extra_the_table_is_still_there(
    sign_in, hub_of_two_grades, monkeypatch
):
    monkeypatch.setitem(sys.modules, "altair", None)

    page = page_of(sign_in("dana"), "/health/explore/?by=grade")

    assert "seedbed[reports]" in page
    assert "<svg xmlns" not in page
    assert '<td class="num">7.5</td>' in page


def test_it_downloads_as_csv(sign_in, hub_of_two_grades):
    answer = sign_in("dana").get("/health/explore.csv?measure=new_skills&by=grade")

    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["group"], row["median"]) for row in rows] == [("6", "5"), ("7", "10")]


def test_a_measure_is_not_split_by_itself(sign_in, hub_of_two_grades):
    page = page_of(sign_in("dana"), "/health/explore/?measure=live&by=live")

    assert re.search(r'<option value="week" selected>', page)
    assert '<option value="live" selected>Live' in page


@pytest.mark.parametrize("query", ["measure=tears", "by=shoe"])
def test_nonsense_is_not_found(sign_in, query):
    assert sign_in("dana").get(f"/health/explore/?{query}").status_code == 404


@pytest.mark.parametrize("who", ["ana", "clara", "rosa", "finn"])
@pytest.mark.parametrize("address", ["/health/explore/", "/health/explore.csv"])
def test_nobody_else_has_the_page(sign_in, address, who):
    assert sign_in(who).get(address).status_code == 404


def test_it_speaks_spanish(sign_in, hub_of_two_grades):
    page = page_of(
        sign_in("dana"), "/health/explore/?by=grade", headers={"accept-language": "es"}
    )

    for english in ("half of all", "Groups by", "The middle student", "Highest"):
        assert english not in page


def test_it_takes_few_queries(sign_in, hub_of_two_grades):
    client = sign_in("dana")
    page_of(client)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        page_of(client, "/health/explore/?by=place")

    assert len(queries) <= 12

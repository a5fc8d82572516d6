"""A day on paper: four kinds of sheets, each for who may see it."""

from __future__ import annotations

import pytest
from tests.apps.mentoring.conftest import studio as studio
from tests.web.mentor.conftest import tuesday as tuesday

from seedbed.apps.scheduling.models import SchoolDay


def text(client, kind, on="2026-10-20"):
    answer = client.get(f"/sheets/?kind={kind}&on={on}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_leader_prints_every_student_s_day(tuesday, sign_in):
    page = text(sign_in("dana"), "student")

    assert page.count("paper-sheet") == 3
    assert "Ratios with tables" in page
    assert "3 sheets." in page


def test_a_mentor_prints_the_own_students_alone(tuesday, sign_in):
    page = text(sign_in("mateo"), "student")

    assert "Ana Alvarez" in page
    assert "Ben Brook" not in page


def test_an_adult_s_day_names_the_students(tuesday, sign_in):
    page = text(sign_in("clara"), "adult")

    assert "Clara Cho" in page
    assert "Ana Alvarez, Ben Brook" in page
    assert "9:00" in page


def test_a_door_names_no_student(tuesday, sign_in):
    page = text(sign_in("clara"), "room")

    assert "Studio" in page
    assert "Clara Cho" in page
    assert "Ana" not in page.partition("<main")[2]


def test_a_roster_has_a_line_for_each_student_and_two_more(tuesday, sign_in):
    page = text(sign_in("clara"), "roster")

    assert page.count('<th scope="row">') == 2
    assert page.count('class="tick"') == 3 * 4


@pytest.mark.parametrize("kind", ["adult", "roster"])
def test_another_adult_s_sheets_are_not_printed(tuesday, sign_in, kind):
    page = text(sign_in("mateo"), kind)

    assert "Nothing to print" in page
    assert "Ben Brook" not in page


@pytest.mark.parametrize("kind", ["adult", "room", "roster"])
def test_a_draft_is_not_printed(tuesday, sign_in, kind):
    SchoolDay.objects.update(status="draft")

    assert "Nothing to print" in text(sign_in("dana"), kind)


def test_those_who_work_alone_in_a_room_are_on_its_door(tuesday, sign_in):
    tuesday.seat(tuesday.cy, block=tuesday.later, modality=5, title="Practice")

    page = text(sign_in("dana"), "room")

    assert "On your own" in page
    assert "10:40" in page


def test_what_is_not_a_kind_or_a_day_shows_the_choice(tuesday, sign_in):
    page = text(sign_in("dana"), "secrets", on="soon")

    assert "What do you need on paper?" in page
    assert "paper-sheet" not in page


@pytest.mark.parametrize("kind", ["student", "adult", "room", "roster"])
def test_it_takes_at_most_twelve_queries(
    tuesday, sign_in, kind, django_assert_max_num_queries
):
    client = sign_in("dana")

    with django_assert_max_num_queries(12):
        text(client, kind)


@pytest.mark.parametrize(("who", "status"), [("ana", 404), ("rosa", 404), ("", 302)])
def test_others_do_not_find_it(tuesday, sign_in, who, status):
    assert sign_in(who).get("/sheets/").status_code == status


def test_a_unit_of_another_system_is_not_found(tuesday, sign_in):
    unit = "00000000-0000-4000-8000-000000000000"

    assert sign_in("dana").get(f"/sheets/?unit={unit}").status_code == 404

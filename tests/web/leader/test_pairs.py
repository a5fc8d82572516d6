"""A leader keeps two students apart or together from a student's page."""

from __future__ import annotations

import pytest
from tests.web import cards

from seedbed.apps.scheduling import queries

STUDENTS = "/plan/2026-10-14/students/"


@pytest.fixture
def ana_page(cast, stage):
    stage["day_status"] = cards.day_status()
    return f"{STUDENTS}{cast.ana.pk}/"


def test_a_leader_keeps_two_students_apart_and_lifts_it(sign_in, cast, ana_page):
    client = sign_in("dana")
    asked = {"other": cast.ben.pk, "kind": "apart", "note": "Since March"}

    page = client.post(ana_page + "pair/", asked, follow=True).content.decode()

    assert "Saved. It holds from the next plan that is made." in page
    assert "Apart from Ben Brook" in page
    assert "Since March" in page
    page = client.post(
        ana_page + "unpair/", {"other": cast.ben.pk}, follow=True
    ).content.decode()
    assert "Apart from" not in page
    assert queries.pairs_of(cast.ana.pk) == ()


def test_without_another_student_nothing_is_saved_and_the_form_is_open(
    sign_in, cast, ana_page
):
    answer = sign_in("dana").post(ana_page + "pair/", {"kind": "apart"})

    assert answer.status_code == 422
    assert "Choose the other student." in answer.content.decode()
    assert queries.pairs_of(cast.ana.pk) == ()


def test_a_student_is_no_pair_with_themselves(sign_in, cast, ana_page):
    answer = sign_in("dana").post(
        ana_page + "pair/", {"kind": "apart", "other": cast.ana.pk}
    )

    assert answer.status_code == 422
    assert "two different active students" in answer.content.decode()


@pytest.mark.parametrize("asked", [{"kind": "near"}, {"kind": "apart", "other": "x"}])
def test_a_form_that_is_not_ours_is_no_page(sign_in, ana_page, asked):
    assert sign_in("dana").post(ana_page + "pair/", asked).status_code == 404


def test_only_leaders_pair(sign_in, cast, ana_page):
    answer = sign_in("ana").post(
        ana_page + "pair/", {"kind": "apart", "other": cast.ben.pk}
    )

    assert answer.status_code == 404
    assert queries.pairs_of(cast.ana.pk) == ()

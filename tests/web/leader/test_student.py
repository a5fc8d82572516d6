"""A leader reads a student's day and swaps a block by hand."""

from __future__ import annotations

from datetime import date

import pytest
from tests.web import cards

from seedbed.apps.scheduling import services
from seedbed.apps.scheduling.errors import (
    NoPlaceError,
    PlanFaultsError,
    StaleVersionError,
    UnknownSeatError,
)

STUDENTS = "/plan/2026-10-14/students/"


@pytest.fixture
def ana_page(cast, stage):
    stage["day_status"] = cards.day_status()
    return f"{STUDENTS}{cast.ana.pk}/"


@pytest.fixture
def moves(monkeypatch):
    """Record moves; ``refusal`` makes the service refuse."""
    made = {}

    def move_seat(**kwargs):
        made.update(kwargs)
        if "refusal" in made:
            raise made["refusal"]

    monkeypatch.setattr(services, "move_seat", move_seat)
    return made


def test_students_are_found_by_a_part_of_the_name(sign_in, stage):
    page = sign_in("dana").get(STUDENTS + "?q=alv").content.decode()

    assert "Ana Alvarez" in page
    assert "Ben Brook" not in page
    assert "1 of 2 students" in page


def test_nobody_found_is_said(sign_in, stage):
    page = sign_in("dana").get(STUDENTS + "?q=zoe").content.decode()

    assert "Nobody here is called “zoe”." in page


def test_only_free_blocks_can_be_changed(sign_in, stage, ana_page):
    stage["day"] = cards.ana_day(
        seats=(
            cards.seat(1, 510, 15, "mentor", "Check-in", block_kind="check_in"),
            cards.seat(2, 525, 40, "online", "Ratios"),
        )
    )

    client = sign_in("dana")
    page = client.get(ana_page).content.decode()

    assert page.count('class="btn sm" href="?unit=') == 1
    assert "Instead, at" not in client.get(ana_page + "?block=1").content.decode()


def test_what_fits_shows_its_consequence_and_what_blocks(sign_in, stage, ana_page):
    page = sign_in("dana").get(ana_page + "?block=2").content.decode()

    assert "Instead, at 8:45" in page
    assert "Expected learning: 0.11 skills more." in page
    assert "Likely right: 71%." in page
    assert "Blocked:" in page
    assert 'value="13" disabled' in page
    assert 'value="11"' not in page, "what stands now is no alternative"


def test_a_published_day_is_not_changed(sign_in, stage, ana_page):
    stage["day_status"] = cards.day_status(status="published")

    page = sign_in("dana").get(ana_page + "?block=2").content.decode()

    assert "Reopen it first to change a block." in page


def test_a_swap_needs_a_choice_and_a_reason(sign_in, stage, ana_page, moves):
    answer = sign_in("dana").post(ana_page + "move/", {"block": "2", "version": "3"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose another activity." in page
    assert 'href="#why"' in page
    assert moves == {}


def test_a_swap_is_saved_with_who_and_why(sign_in, stage, ana_page, moves, cast):
    form = {"block": "2", "version": "3", "lesson": "12", "why": "Asked for a tutor"}

    answer = sign_in("dana").post(ana_page + "move/", form)

    assert answer.status_code == 302
    assert moves["lesson_id"] == 12
    assert moves["student_id"] == cast.ana.pk
    assert moves["why"] == "Asked for a tutor"
    assert moves["by_id"] == cast.dana.pk


def test_supervised_study_is_no_lesson(sign_in, stage, ana_page, moves):
    form = {"block": "2", "version": "3", "lesson": "study", "why": "A rest"}

    sign_in("dana").post(ana_page + "move/", form)

    assert moves["lesson_id"] is None


def test_what_was_typed_survives_a_refusal(sign_in, stage, ana_page, moves):
    moves["refusal"] = PlanFaultsError("Not saved", [("seats", "13 for 12 seats.")])
    form = {"block": "2", "version": "3", "lesson": "12", "why": "Asked for a tutor"}

    answer = sign_in("dana").post(ana_page + "move/", form)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Asked for a tutor"' in page
    assert "13 for 12 seats." in page


@pytest.mark.parametrize(
    ("refusal", "sentence"),
    [
        (NoPlaceError("Ratios has no seat left."), "No queda lugar"),
        (UnknownSeatError("No such block."), "El plan cambió mientras tanto"),
    ],
)
def test_a_swap_that_became_impossible_says_so_and_keeps_the_reason(
    sign_in, stage, ana_page, moves, refusal, sentence
):
    moves["refusal"] = refusal
    form = {"block": "2", "version": "3", "lesson": "12", "why": "Asked for a tutor"}

    answer = sign_in("dana").post(
        ana_page + "move/", form, headers={"accept-language": "es"}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert 'value="Asked for a tutor"' in page


def test_someone_elses_change_answers_409(sign_in, stage, ana_page, moves):
    moves["refusal"] = StaleVersionError(date(2026, 10, 14), 3, 4)
    form = {"block": "2", "version": "3", "lesson": "12", "why": "Asked"}

    assert sign_in("dana").post(ana_page + "move/", form).status_code == 409

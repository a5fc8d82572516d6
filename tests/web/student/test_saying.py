"""What a student says from My day, and exit slips: it reaches the adults."""

from __future__ import annotations

import pytest
from tests.apps.mentoring.conftest import studio as studio
from tests.web.mentor.conftest import tuesday as tuesday

from seedbed.apps.mentoring import services
from seedbed.apps.mentoring.models import ExitSlip, Signal, SlipPaper
from seedbed.apps.mentoring.services import Asked


def text(answer):
    return answer.content.decode()


def test_stuck_reaches_the_mentor_and_the_board(tuesday, sign_in):
    ana = sign_in("ana")
    assert "m stuck" in text(ana.get("/my/day/"))

    answer = ana.post("/my/day/say/", {"say": "stuck", "block": "1"})

    assert answer.headers["Location"] == "/my/day/#say"
    assert "You asked for help at 9:10 am." in text(ana.get("/my/day/"))
    assert "m with Ana" in text(sign_in("mateo").get("/mentor/"))
    assert "asked for help" in text(sign_in("clara").get(f"/board/{tuesday.room.pk}/"))


def test_fine_again_takes_it_back(tuesday, sign_in):
    ana = sign_in("ana")
    ana.post("/my/day/say/", {"say": "stuck"})

    ana.post("/my/day/say/", {"say": "fine"})

    assert "m stuck" in text(ana.get("/my/day/"))
    assert "m with Ana" not in text(sign_in("mateo").get("/mentor/"))


def test_a_word_about_the_block_stays_pressed(tuesday, sign_in):
    ana = sign_in("ana")

    ana.post("/my/day/say/", {"say": "too_hard", "block": "1"})

    page = text(ana.get("/my/day/"))
    assert 'value="too_hard" aria-pressed="true"' in page
    assert 'value="too_easy" aria-pressed="false"' in page


@pytest.mark.parametrize("form", [{}, {"say": "bored"}])
def test_another_word_is_no_page(tuesday, sign_in, form):
    assert sign_in("ana").post("/my/day/say/", form).status_code == 404


def test_only_students_say(tuesday, sign_in):
    assert sign_in("clara").post("/my/day/say/", {"say": "stuck"}).status_code == 404
    assert not Signal.objects.exists()


@pytest.fixture
def slip(tuesday):
    """Return the address of a slip of two questions, asked by Ms. Cho."""
    services.open_slip(
        session_id=tuesday.session.pk,
        by_id=tuesday.cho.pk,
        at=tuesday.day.made_at,
        questions=[
            Asked(stem="2 + 2?", answer="4"),
            Asked(stem="Which is even?", answer="8", choices=("7", "8")),
        ],
    )
    return f"/my/day/slip/{ExitSlip.objects.get().uuid}/"


def test_a_slip_is_found_on_the_day_and_handed_in_once(slip, sign_in):
    ana = sign_in("ana")
    assert slip in text(ana.get("/my/day/"))
    assert "2 + 2?" in text(ana.get(slip))

    answer = ana.post(slip, {"answer-1": "4.0", "answer-2": "7"}, follow=True)
    ana.post(slip, {"answer-1": "5", "answer-2": "8"})

    assert "Handed in: 1 of 2 right" in text(answer)
    assert "You wrote 7." in text(answer)
    assert "Handed in: 1 of 2 right" in text(ana.get(slip))


def test_open_questions_are_named_and_what_was_typed_stays(slip, sign_in):
    answer = sign_in("ana").post(slip, {"answer-1": "my own words"})

    assert answer.status_code == 422
    assert "Question 2: answer it" in text(answer)
    assert 'href="#question-2"' in text(answer)
    assert "my own words" in text(answer)


def test_not_knowing_yet_is_an_answer(slip, sign_in):
    form = {"unsure-1": "1", "unsure-2": "1"}

    answer = sign_in("ana").post(slip, form, follow=True)

    assert "Handed in: 0 of 2 right" in text(answer)
    assert "You said you do not know it yet." in text(answer)


def test_right_answers_are_not_in_the_page_before(slip, sign_in):
    page = text(sign_in("ana").get(slip))

    assert 'value="4"' not in page


def test_who_has_no_paper_sees_no_slip(slip, sign_in):
    SlipPaper.objects.filter(student__person__given_name="Ben").delete()

    assert sign_in("ben").get(slip).status_code == 404
    assert sign_in("clara").get(slip).status_code == 404
    assert sign_in("finn").get(slip).status_code == 404


def test_a_slip_takes_few_queries(slip, sign_in, django_assert_max_num_queries):
    ana = sign_in("ana")

    with django_assert_max_num_queries(12):
        ana.get(slip)

"""The mentor's pages: whom to see, a student, a check-in, a session."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from seedbed.apps.mentoring.models import Attendance, CheckIn, ExitSlip, Signal


def text(answer):
    return answer.content.decode()


def test_a_mentor_begins_with_whom_to_see(tuesday, sign_in):
    client = sign_in("mateo")

    assert client.get("/").headers["Location"] == "/mentor/"
    assert "Whom to see today" in text(client.get("/mentor/"))


def test_a_call_for_help_is_a_row_with_a_verb(tuesday, sign_in):
    tuesday.asks_for_help(tuesday.cast.ana)

    page = text(sign_in("mateo").get("/mentor/"))

    assert "Asked for help at 9:10 am, in “Ratios with tables”." in page
    assert "m with Ana" in page


def test_going_there_clears_the_row(tuesday, sign_in):
    tuesday.asks_for_help(tuesday.cast.ana)
    client = sign_in("mateo")

    answer = client.post("/mentor/go/", {"student": tuesday.cast.ana.pk}, follow=True)

    assert "Noted: you are going there." in text(answer)
    assert "m with Ana" not in text(answer)
    assert Signal.objects.get().acted_by == tuesday.diaz


def test_who_comes_second_is_told(tuesday, sign_in):
    tuesday.asks_for_help(tuesday.cast.ana)
    form = {"student": tuesday.cast.ana.pk}
    sign_in("mateo").post("/mentor/go/", form)

    answer = sign_in("clara").post("/mentor/go/", form, follow=True)

    assert "Somebody went there before you." in text(answer)


def test_the_page_leads_to_nowhere_else(tuesday, sign_in):
    tuesday.asks_for_help(tuesday.cast.ana)
    form = {"student": tuesday.cast.ana.pk, "next": "https://elsewhere.example/"}

    assert sign_in("mateo").post("/mentor/go/", form).headers["Location"] == "/mentor/"


def check_in(tuesday, **more):
    return {
        "token": str(uuid4()),
        "kind": "student",
        "went_well": "Explained it to Ben.",
        "agreed": "Read aloud.",
        "next_on": "2026-10-21",
    } | more


def test_a_check_in_clears_its_row_and_stands_in_the_notes(tuesday, sign_in):
    client = sign_in("mateo")
    ana = tuesday.cast.ana.pk
    assert "No talk is noted yet." in text(client.get("/mentor/"))

    form = check_in(tuesday)
    answer = client.post(f"/mentor/check-in/{ana}/", form, follow=True)

    assert "Saved. What you agreed is in the notes." in text(answer)
    assert "Explained it to Ben." in text(answer)
    assert "Nobody is waiting" in text(client.get("/mentor/"))


def test_a_check_in_sent_twice_is_one(tuesday, sign_in):
    client, form = sign_in("mateo"), check_in(tuesday)
    address = f"/mentor/check-in/{tuesday.cast.ana.pk}/"

    assert client.post(address, form).status_code == 302
    assert client.post(address, form).status_code == 302

    assert CheckIn.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "said", "field"),
    [
        ({"agreed": " "}, "Write what you agreed", "agreed"),
        ({"next_on": "2026-10-20"}, "Choose a day after today", "next_on"),
        ({"next_on": "tomorrow"}, "Write the day as 2026-10-14", "next_on"),
    ],
)
def test_a_refused_check_in_keeps_what_was_typed(tuesday, sign_in, change, said, field):
    form = check_in(tuesday, **change)

    answer = sign_in("mateo").post(f"/mentor/check-in/{tuesday.cast.ana.pk}/", form)

    assert answer.status_code == 422
    page = text(answer)
    assert "There is a problem" in page
    assert said in page
    assert f'href="#{field}"' in page
    assert "Explained it to Ben." in page
    assert form["token"] in page
    assert not CheckIn.objects.exists()


def test_a_form_that_lost_its_token_is_saved_all_the_same(tuesday, sign_in):
    form = check_in(tuesday, token="lost")

    sign_in("mateo").post(f"/mentor/check-in/{tuesday.cast.ana.pk}/", form)

    assert CheckIn.objects.count() == 1


def test_a_students_page_begins_with_evidence(tuesday, sign_in):
    page = text(sign_in("mateo").get(f"/students/{tuesday.cast.ana.pk}/"))

    headings = re.findall(r"<h2[^>]*>([^<]+)</h2>", page)
    assert headings[0] == "Answered in the last two weeks"
    assert "s plan" in page
    assert "No guardian is on the roster." in page


def test_attendance_takes_two_taps(tuesday, sign_in):
    client = sign_in("clara")
    address = f"/sessions/{tuesday.session.pk}/"
    assert "Everyone is here" in text(client.get(address))

    client.post(address + "attendance/", {"others": "here"})

    page = text(client.get(address))
    assert "Attendance is taken." in page
    assert len(re.findall(r'value="here:\d+" aria-pressed="true"', page)) == 2
    client.post(address + "attendance/", {"mark": f"away:{tuesday.cast.ben.pk}"})
    marks = Attendance.objects.order_by("student_id").values_list("mark", flat=True)
    assert list(marks) == ["here", "away"]


def test_a_mark_of_nobody_here_is_refused_in_words(tuesday, sign_in):
    answer = sign_in("clara").post(
        f"/sessions/{tuesday.session.pk}/attendance/",
        {"mark": f"here:{tuesday.cy.pk}"},
    )

    assert answer.status_code == 422
    assert "This session has changed" in text(answer)


@pytest.mark.parametrize(
    "form", [{"mark": "gone:1"}, {"mark": "here:x"}, {"others": "x"}]
)
def test_a_form_that_is_not_ours_is_no_page(tuesday, sign_in, form):
    address = f"/sessions/{tuesday.session.pk}/attendance/"

    assert sign_in("clara").post(address, form).status_code == 404


def slip_form(**more):
    form = {"stem-1": "Write 2 to 6 in lowest terms.", "answer-1": "1/3"}
    return form | {"choices-1": ""} | more


def test_five_questions_come_from_the_bank(tuesday, sign_in):
    client = sign_in("clara")
    address = f"/sessions/{tuesday.session.pk}/slip/"

    page = text(client.get(address))

    assert "Drawn from the question bank" in page
    assert len(re.findall(r'<textarea[^>]*name="stem-\d"[^>]*>[^<]', page)) == 5
    assert page != text(client.get(address + "?draw=7"))


def test_a_slip_that_is_asked_is_on_the_session_page(tuesday, sign_in):
    client = sign_in("clara")
    address = f"/sessions/{tuesday.session.pk}/"

    answer = client.post(address + "slip/", slip_form(), follow=True)

    assert "The slip is open. Students see it now." in text(answer)
    assert "0 of 2 handed in." in text(answer)
    assert ExitSlip.objects.get().questions.count() == 1
    again = client.post(address + "slip/", slip_form(), follow=True)
    assert "This session has its slip already." in text(again)


@pytest.mark.parametrize(
    ("change", "said", "field"),
    [
        ({"answer-1": ""}, "Question 1 needs its right answer.", "answer-1"),
        ({"choices-1": "2/3\n3/4"}, "Question 1 needs two choices", "choices-1"),
        ({"stem-1": "", "answer-1": ""}, "Ask at least one question.", "stem-1"),
        (
            {"stem-1": "", "answer-1": "", "stem-3": "Why?"},
            "Question 3 needs its right answer.",
            "answer-3",
        ),
    ],
)
def test_a_refused_slip_keeps_what_was_typed(tuesday, sign_in, change, said, field):
    form = slip_form(**change)

    answer = sign_in("clara").post(f"/sessions/{tuesday.session.pk}/slip/", form)

    assert answer.status_code == 422
    assert said in text(answer)
    assert f'href="#{field}"' in text(answer)
    assert form["stem-1"] in text(answer)
    assert not ExitSlip.objects.exists()


def test_boards_of_the_day_are_listed(tuesday, sign_in):
    page = text(sign_in("mateo").get("/board/"))

    assert "Studio" in page
    assert "2 students today" in page


ADDRESSES = (
    "/mentor/",
    "/students/{ana}/",
    "/mentor/check-in/{ana}/",
    "/board/",
    "/board/{room}/",
    "/sessions/{session}/",
    "/sessions/{session}/slip/",
)


def addresses(studio):
    facts = {
        "ana": studio.cast.ana.pk,
        "room": studio.room.pk,
        "session": studio.session.pk,
    }
    return [address.format(**facts) for address in ADDRESSES]


def test_no_page_takes_over_twelve_queries(
    tuesday, sign_in, django_assert_max_num_queries
):
    tuesday.asks_for_help(tuesday.cast.ana)
    client = sign_in("clara")
    client.post(f"/sessions/{tuesday.session.pk}/slip/", slip_form())

    for address in addresses(tuesday):
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200, address


@pytest.mark.parametrize(
    ("who", "statuses"),
    [
        ("clara", (200, 200, 200, 200, 200, 200, 200)),
        ("mateo", (200, 200, 200, 200, 200, 404, 404)),
        ("dana", (404, 200, 200, 200, 200, 200, 200)),
        ("rosa", (404,) * 7),
        ("ana", (404,) * 7),
        ("finn", (404,) * 7),
        ("", (302,) * 7),
    ],
)
def test_a_page_opens_for_those_it_is_for(tuesday, sign_in, who, statuses):
    client = sign_in(who)

    found = tuple(client.get(a).status_code for a in addresses(tuesday))

    assert found == statuses


def test_a_student_one_may_not_see_is_no_page(tuesday, sign_in):
    client = sign_in("mateo")

    for student in (tuesday.cast.ben.pk, 999_999):
        assert client.get(f"/students/{student}/").status_code == 404
        form = check_in(tuesday)
        assert client.post(f"/mentor/check-in/{student}/", form).status_code == 404
        assert client.post("/mentor/go/", {"student": student}).status_code == 404
    assert client.get("/board/999999/").status_code == 404
    assert client.get("/board/999999/stream/").status_code == 404


def test_a_leader_finds_the_plan_again_and_no_list_of_their_own(tuesday, sign_in):
    page = text(sign_in("dana").get(f"/students/{tuesday.cast.ana.pk}/"))

    assert 'href="/plan/"' in page
    assert 'href="/mentor/"' not in page
    assert "Change the plan" in page


def test_spanish_says_usted(tuesday, sign_in):
    tuesday.asks_for_help(tuesday.cast.ana)
    client = sign_in("mateo")
    client.post("/language/", {"language": "es"})

    page = text(client.get("/mentor/"))

    assert "A quién ver hoy" in page
    assert "Pidió ayuda a las 9:10" in page
    assert "Sus sesiones de hoy" in page


def test_no_child_is_red_or_ranked(tuesday, sign_in):
    tuesday.asks_for_help(tuesday.cast.ana)
    client = sign_in("clara")

    for address in addresses(tuesday):
        page = text(client.get(address))
        assert "stop" not in re.findall(r'class="[^"]*"', page)
        assert " style=" not in page
        for word in ("struggling", "at risk", "rank"):
            assert word not in page.lower()

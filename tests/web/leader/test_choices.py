"""Choices: the leader offers, opens, gives seats and checks; mentors agree to ways."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.apps.choices.conftest import AFTER, CLOSES, DURING
from tests.apps.choices.conftest import choosing as choosing

from seedbed.apps.choices import services
from seedbed.apps.choices.models import ChoiceRound, Elective, Method, WayRequest

PAGE = "/choices/"
CHESS = {
    "title": "Chess",
    "title_es": "Ajedrez",
    "seats": "12",
    "minimum": "4",
    "weekdays": ["0", "2"],
    "starts": "13:00",
    "ends": "13:45",
}
ROUND = {
    "title": "Fall electives",
    "method": "equal-quality",
    "load": "1",
    "opens": "2026-10-05T08:00",
    "closes": "2026-10-09T16:00",
    "starts": "2026-10-12",
    "ends": "2026-12-18",
}


def page_of(client: Any, address: str = PAGE) -> str:
    return str(client.get(address).content, "utf-8")


def post(client: Any, address: str, **sent: Any) -> Any:
    return client.post(PAGE + address, sent, follow=True)


def test_without_anything_the_page_says_where_to_begin(cast, sign_in):
    page = page_of(sign_in("dana"))

    assert "No round yet" in page
    assert "Put at least one elective on offer first." in page
    assert "Nobody has wished for anything new yet." in page


def test_an_elective_goes_on_offer(cast, sign_in):
    page = post(
        sign_in("dana"), "electives/", **CHESS, adult=cast.cho.pk, room="Studio"
    ).content.decode()

    assert "Chess is on offer." in page
    assert "Mon, Wed 1:00 to 1:45" in page
    assert "Held with 4 or more." in page
    assert Elective.objects.get().adult == cast.cho


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"starts": "one"}, "Say who leads the elective"),
        ({"adult": ""}, "Say who leads the elective"),
        ({"needs": "6.ZZ.1"}, "No skill has the code “6.ZZ.1”."),
        ({"seats": "0"}, "Chess needs 1 to 500 seats, found 0."),
        ({"weekdays": []}, "Chess meets on no weekday."),
    ],
)
def test_an_elective_that_cannot_be_is_refused_in_words(cast, sign_in, wrong, said):
    answer = post(
        sign_in("dana"), "electives/", **{**CHESS, "adult": cast.cho.pk, **wrong}
    )

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Elective.objects.exists()


def test_a_round_opens_with_its_hash_in_public(choosing, sign_in):
    chess = choosing.offer("Chess")

    page = post(sign_in("dana"), "rounds/", **ROUND, electives=[chess]).content.decode()

    row = ChoiceRound.objects.get()
    assert "The round is set." in page
    assert row.commitment in page
    assert row.seed not in page
    assert (row.method, row.load) == (Method.EQUAL_QUALITY, 1)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"closes": "soon"}, "Give the dates of the round"),
        ({"closes": "2026-10-01T08:00"}, "A round opens before its deadline."),
        ({"load": "many"}, "A student gets 1 to 12 electives, found 0."),
    ],
)
def test_a_round_that_cannot_be_is_refused_in_words(choosing, sign_in, wrong, said):
    choosing.offer("Chess")

    answer = post(sign_in("dana"), "rounds/", **{**ROUND, **wrong})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not ChoiceRound.objects.exists()


@pytest.fixture
def over(choosing: Any) -> Any:
    """Return a round whose deadline has passed, with two who rank."""
    choosing.offer("Chess")
    choosing.offer("Choir", seats=3)
    choosing.key = choosing.open(load=2)
    choosing.rank(choosing.key, "Ana", "Chess")
    choosing.rank(choosing.key, "Ben", "Chess")
    return choosing


def test_seats_are_given_and_the_measures_shown(over, sign_in):
    dana = sign_in("dana")
    assert "Closed, seats not drawn yet" in page_of(dana)
    assert "2 of 3 students rank." in page_of(dana)

    page = post(dana, f"rounds/{over.key}/allot/").content.decode()

    assert "Seats are given. Students see them now." in page
    assert "<dt>First choice</dt><dd>50 %</dd>" in page
    assert "<dt>Unfilled seats</dt><dd>3</dd>" in page
    again = post(dana, f"rounds/{over.key}/allot/")
    assert again.status_code == 422


def test_an_open_round_gives_no_seats(choosing, sign_in):
    choosing.offer("Chess")
    key = choosing.open(
        closes_at=timezone.now() + timedelta(days=1),
        ends_on=timezone.now().date() + timedelta(days=30),
    )

    answer = post(sign_in("dana"), f"rounds/{key}/allot/")

    assert answer.status_code == 422
    assert "still takes wishes until" in answer.content.decode()


def test_the_draw_can_be_checked(over, sign_in):
    services.close_and_allot(round_uuid=over.key, at=AFTER)
    dana = sign_in("dana")

    page = page_of(dana, f"{PAGE}rounds/{over.key}/")

    assert "The seed and the salt give the hash" in page
    assert "No elective has more students than seats" in page
    assert "sha256sum" in page
    ChoiceRound.objects.update(salt="another")
    assert "do not give the hash" in page_of(dana, f"{PAGE}rounds/{over.key}/")


def test_a_draw_that_was_not_held_cannot_be_checked(over, sign_in):
    answer = sign_in("dana").get(f"{PAGE}rounds/{over.key}/")

    assert answer.status_code == 422
    assert "are not allotted yet" in answer.content.decode()


def test_wishes_are_counted_and_one_becomes_an_elective(choosing, sign_in):
    for name in ("Ana", "Ben"):
        services.ask_elective(
            student_id=choosing.students[name].pk,
            title="Film club",
            by_id=choosing.leader_id,
            at=DURING,
        )
    dana = sign_in("dana")
    page = page_of(dana)
    assert "<b>Film club</b>" in page
    assert "2 ask" in page
    wish = choosing.students["Ana"].elective_requests.get()

    page = post(
        dana, "electives/", **{**CHESS, "title": "Film club"},
        wish=wish.pk, adult=choosing.cast.cho.pk,
    ).content.decode()  # fmt: skip

    assert "Film club is on offer." in page
    assert "Nobody has wished for anything new yet." in page


def test_a_wish_is_declined_and_an_elective_taken_off(choosing, sign_in):
    chess = choosing.offer("Chess")
    services.ask_elective(
        student_id=choosing.students["Ana"].pk,
        title="Skydiving",
        by_id=choosing.leader_id,
        at=DURING,
    )
    dana = sign_in("dana")
    wish = choosing.students["Ana"].elective_requests.get()

    post(dana, "wishes/", wish=wish.pk)
    page = post(dana, "electives/stop/", elective=chess).content.decode()

    assert "Nothing is on offer yet." in page
    wish.refresh_from_db()
    assert wish.state == "declined"


def test_a_mentor_finds_the_ways_that_wait_and_agrees(choosing, sign_in):
    way_id = choosing.ask(why="My brother is ill.")
    mateo = sign_in("mateo")
    assert 'href="/choices/ways/"' in mateo.get("/mentor/").content.decode()
    page = page_of(mateo, "/choices/ways/")
    assert "Ana Alvarez" in page
    assert "At home, every Friday" in page
    assert "My brother is ill." in page
    assert "/plan/" not in page, "Pages that a mentor may not open are not linked."

    page = post(mateo, "ways/decide/", way=way_id, answer="yes").content.decode()

    assert "Agreed. Plans made from now on follow it." in page
    assert "Nobody waits for a word." in page
    assert WayRequest.objects.get().state == "approved"


def test_a_way_is_declined_with_a_word(choosing, sign_in):
    way_id = choosing.ask()

    post(sign_in("dana"), "ways/decide/", way=way_id, answer="no", note="Lab day")

    row = WayRequest.objects.get()
    assert (row.state, row.note) == ("declined", "Lab day")


def test_a_way_that_was_withdrawn_is_not_decided(choosing, sign_in):
    way_id = choosing.ask()
    services.withdraw_way(
        way_id=way_id, student_id=choosing.students["Ana"].pk, by_id=choosing.leader_id
    )

    answer = post(sign_in("mateo"), "ways/decide/", way=way_id, answer="yes")

    assert answer.status_code == 422
    assert "decided or withdrawn meanwhile" in answer.content.decode()


def test_the_leader_lets_ways_hold_without_a_word(choosing, sign_in):
    page = post(sign_in("dana"), "ways/approval/", needed="no").content.decode()

    assert "What students choose holds without a word of an adult." in page
    choosing.ask()
    assert WayRequest.objects.get().state == "approved"


@pytest.mark.parametrize(
    ("username", "choices", "ways"),
    [
        ("dana", 200, 200),
        ("mateo", 404, 200),
        ("clara", 404, 404),
        ("ana", 404, 404),
        ("rosa", 404, 404),
        ("finn", 404, 404),
        ("", 302, 302),
    ],
)
def test_who_may_open_the_pages(cast, sign_in, username, choices, ways):
    client = sign_in(username)

    assert client.get(PAGE).status_code == choices
    assert client.get("/choices/ways/").status_code == ways


def test_a_mentor_opens_no_round_and_gives_no_seats(over, sign_in):
    mateo = sign_in("mateo")

    assert post(mateo, "rounds/", **ROUND).status_code == 404
    assert post(mateo, f"rounds/{over.key}/allot/").status_code == 404
    assert ChoiceRound.objects.get().closes_at == CLOSES

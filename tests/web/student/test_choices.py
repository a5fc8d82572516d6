"""My choices: rank until the deadline, see the seat and why, ask for another way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.apps.choices.conftest import choosing as choosing

from seedbed.apps.choices import services
from seedbed.apps.choices.models import (
    ElectiveRequest,
    Preference,
    WayRequest,
)
from seedbed.web.student.choices import _moved

PAGE = "/my/choices/"


@pytest.fixture
def fall(choosing: Any) -> Any:
    """Open a round of two electives now, for a week."""
    choosing.offer(
        "Chess",
        title_es="Ajedrez",
        description="Openings and endings.",
        adult_id=choosing.cast.cho.pk,
    )
    choosing.offer("Choir", seats=2)
    now = timezone.now()
    choosing.key = choosing.open(
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=7),
        starts_on=now.date(),
        ends_on=now.date() + timedelta(days=60),
    )
    return choosing


def page_of(client: Any, **more: Any) -> str:
    return str(client.get(PAGE, **more).content, "utf-8")


def move(client: Any, choosing: Any, *ranked: str, to: str) -> Any:
    verb, title = to.split(" ")
    return client.post(
        f"{PAGE}{choosing.key}/rank/",
        {
            "ranked": [choosing.electives[t] for t in ranked],
            "move": f"{verb}:{choosing.electives[title]}",
        },
        follow=True,
    )


def wishes() -> list[str]:
    return list(
        Preference.objects.order_by("rank").values_list("elective__title", flat=True)
    )


def test_an_open_round_shows_seats_deadline_and_what_can_be_added(fall, sign_in):
    page = page_of(sign_in("ana"))

    assert "Fall electives" in page
    assert "Until " in page
    assert "Openings and endings." in page
    assert "Fri 1:00 to 2:00. Clara Cho. 1 seat, 0 ask." in page
    assert "Nothing yet. Add what you want most first" in page
    assert page.count('value="in:') == 2


def test_adding_and_moving_a_wish_saves_it_at_once(fall, sign_in):
    ana = sign_in("ana")

    page = move(ana, fall, to="in Choir").content.decode()
    assert "Your list is saved." in page
    move(ana, fall, "Choir", to="in Chess")
    move(ana, fall, "Choir", "Chess", to="up Chess")

    assert wishes() == ["Chess", "Choir"]
    move(ana, fall, "Chess", "Choir", to="out Chess")
    assert wishes() == ["Choir"]


@pytest.mark.parametrize(
    ("verb", "left"),
    [
        ("up:2", (2, 1, 3)),
        ("up:1", (1, 2, 3)),
        ("down:1", (2, 1, 3)),
        ("down:3", (1, 2, 3)),
        ("out:2", (1, 3)),
        ("in:4", (1, 2, 3, 4)),
        ("up:9", (1, 2, 3)),
        ("", (1, 2, 3)),
        ("jump:x", (1, 2, 3)),
    ],
)
def test_one_press_moves_one_wish(verb, left):
    assert _moved((1, 2, 3), verb) == left


def test_a_press_after_the_deadline_is_refused_in_words(fall, sign_in):
    from seedbed.apps.choices.models import ChoiceRound

    ChoiceRound.objects.update(closes_at=timezone.now())

    answer = move(sign_in("ana"), fall, to="in Choir")

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "There is a problem" in page
    assert "The time for wishes is over" in page
    assert wishes() == []


def test_a_form_that_is_not_ours_is_not_found(fall, sign_in):
    answer = sign_in("ana").post(
        f"{PAGE}{fall.key}/rank/", {"ranked": ["x"], "move": ""}
    )

    assert answer.status_code == 404


def end(choosing: Any) -> None:
    """Let the deadline pass and give the seats."""
    services.close_and_allot(
        round_uuid=choosing.key, at=timezone.now() + timedelta(days=8)
    )


def test_the_result_says_why_and_the_waiting_place(fall, sign_in):
    for name in ("Ana", "Ben"):
        fall.rank(fall.key, name, "Chess", at=timezone.now())
    end(fall)

    both = page_of(sign_in("ana")), page_of(sign_in("ben"))

    got = next(page for page in both if "You have a seat" in page)
    missed = next(page for page in both if "You have a seat" not in page)
    assert "You were drawn 1 of 2, and a seat was open." in got
    assert "Give this seat back" in got
    assert "Number 1 on the waiting list" in missed
    assert "Its 1 seat was taken. You were drawn 2 of 2." in missed
    assert "a public seed" in got, "The seed is public after the draw."


def test_a_seat_given_back_moves_the_list(fall, sign_in):
    for name in ("Ana", "Ben"):
        fall.rank(fall.key, name, "Chess", at=timezone.now())
    end(fall)
    clients = {name: sign_in(name) for name in ("ana", "ben")}
    holder = next(n for n, c in clients.items() if "You have a seat" in page_of(c))
    other = "ben" if holder == "ana" else "ana"

    page = clients[holder].post(
        f"{PAGE}{fall.key}/give-back/", {"elective": fall.electives["Chess"]}, follow=True
    ).content.decode()  # fmt: skip

    assert "You gave the seat back." in page
    assert "A seat became free, and you were next" in page_of(clients[other])


def test_a_way_is_asked_for_and_ended(cast, sign_in):
    ana = sign_in("ana")
    asked = {"kind": "place", "value": "home", "weekday": "4"}

    page = ana.post(f"{PAGE}ways/", asked, follow=True).content.decode()

    assert "At home, every Friday" in page
    assert "Waiting for your mentor" in page
    way = WayRequest.objects.get()
    page = ana.post(f"{PAGE}ways/end/", {"way": way.pk}, follow=True).content.decode()
    assert "At home, every Friday" not in page


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"kind": "pace", "value": "faster", "subject": "Math"}, "Faster in Math, every day"),
        ({"kind": "work", "weekday": "1", "starts": "13:00", "ends": "17:00"}, "At work 1:00 to 5:00, every Tuesday"),
        ({"kind": "place", "value": "home", "subject": "Math"}, "Math as at home, every day"),
        ({"kind": "place", "value": "hub"}, "At the hub, every day"),
    ],
)  # fmt: skip
def test_each_way_reads_as_a_phrase(cast, sign_in, asked, said):
    assert (
        said in sign_in("ana").post(f"{PAGE}ways/", asked, follow=True).content.decode()
    )


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "work", "starts": "17:00", "ends": "13:00"},
        {"kind": "work", "starts": "late", "ends": ""},
    ],
)
def test_hours_that_end_before_they_begin_are_refused_in_words(cast, sign_in, asked):
    answer = sign_in("ana").post(f"{PAGE}ways/", asked)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Say from when to when you work" in page
    assert "<title>Problem: My choices" in page
    assert not WayRequest.objects.exists()


def test_what_a_mentor_declined_shows_the_word(choosing, sign_in):
    way_id = choosing.ask()
    services.decline_way(
        way_id=way_id, by_id=choosing.leader_id, at=timezone.now(), note="Lab day"
    )

    page = page_of(sign_in("ana"))

    assert "Not this time" in page
    assert "Dana Whitfield: Lab day" in page


def test_a_wish_is_counted_and_a_design_names_the_mentor(cast, sign_in):
    sent = {"title": "Film club", "description": "We film.", "mentor": cast.diaz.pk}

    page = sign_in("ana").post(f"{PAGE}wishes/", sent, follow=True).content.decode()

    assert "Your wish is counted" in page
    assert "designed with Mateo Diaz" in page
    assert ElectiveRequest.objects.get().mentor == cast.diaz


def test_a_wish_without_a_title_is_refused_and_the_text_kept(cast, sign_in):
    answer = sign_in("ana").post(
        f"{PAGE}wishes/", {"title": " ", "description": "We film."}
    )

    assert answer.status_code == 422
    assert "Give the elective a title" in answer.content.decode()
    assert "We film." in answer.content.decode()


def test_the_page_speaks_spanish(fall, sign_in):
    fall.rank(fall.key, "Ana", "Chess", at=timezone.now())

    page = page_of(sign_in("ana"), headers={"accept-language": "es"})

    assert "elecciones" in page
    assert "Ajedrez" in page
    assert "de 1:00 a 2:00" in page


@pytest.mark.parametrize(
    ("username", "status"),
    [
        ("ana", 200),
        ("ben", 200),
        ("mateo", 404),
        ("dana", 404),
        ("finn", 200),
        ("", 302),
    ],
)
def test_only_students_have_choices(cast, sign_in, username, status):
    assert sign_in(username).get(PAGE).status_code == status


def test_another_systems_student_sees_nothing_of_the_round(fall, sign_in):
    assert "Fall electives" not in page_of(sign_in("finn"))

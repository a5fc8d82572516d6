"""A session that ended mid-form: what was typed waits until its sender is back."""

from __future__ import annotations

from uuid import uuid4

import pytest
from tests.apps.mentoring.conftest import studio as studio
from tests.web.conftest import Outsider
from tests.web.mentor.conftest import tuesday as tuesday

from seedbed.apps.mentoring import services
from seedbed.apps.mentoring.models import CheckIn, ExitSlip
from seedbed.apps.mentoring.services import Asked


def text(answer):
    return answer.content.decode()


def sign_in_as(client, username):
    form = {"username": username, "password": "sesame"}
    return client.post("/sign-in/", form)


@pytest.fixture
def address(tuesday):
    return f"/mentor/check-in/{tuesday.cast.ana.pk}/"


FORM = {"went_well": "Explained it to Ben.", "agreed": "Read aloud."}


def test_a_check_in_waits_for_its_sender(tuesday, address):
    client = Outsider()
    token = str(uuid4())

    answer = client.post(address, FORM | {"token": token})
    assert answer.headers["Location"] == f"/sign-in/?next={address}"
    sign_in_as(client, "mateo")
    page = text(client.get(address))

    assert "Nothing you typed is lost" in page
    assert "Explained it to Ben." in page
    assert token in page
    assert not CheckIn.objects.exists()


def test_it_is_shown_once(tuesday, address):
    client = Outsider()
    client.post(address, FORM)
    sign_in_as(client, "mateo")
    client.get(address)

    assert "Explained it to Ben." not in text(client.get(address))


def test_somebody_without_the_right_does_not_see_it(tuesday, address):
    client = Outsider()
    client.post(address, FORM)
    sign_in_as(client, "rosa")

    assert client.get(address).status_code == 404


def test_another_page_does_not_show_it(tuesday, address):
    client = Outsider()
    client.post(address, FORM)
    sign_in_as(client, "clara")

    other = client.get(f"/mentor/check-in/{tuesday.cast.ben.pk}/")

    assert "Explained it to Ben." not in text(other)


def test_answers_of_a_slip_wait_too(tuesday):
    services.open_slip(
        session_id=tuesday.session.pk,
        by_id=tuesday.cho.pk,
        at=tuesday.day.made_at,
        questions=[Asked(stem="2 + 2?", answer="4")],
    )
    client = Outsider()
    slip = f"/my/day/slip/{ExitSlip.objects.get().uuid}/"

    client.post(slip, {"answer-1": "my own four"})
    sign_in_as(client, "ana")

    assert "my own four" in text(client.get(slip))


def test_questions_that_were_typed_wait_too(tuesday):
    client = Outsider()
    slip = f"/sessions/{tuesday.session.pk}/slip/"

    client.post(slip, {"stem-1": "How many thirds?", "answer-1": "3"})
    sign_in_as(client, "clara")

    assert "How many thirds?" in text(client.get(slip))

"""An exit slip as a browser sends it that was without a network."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from tests.apps.mentoring.conftest import NINE_TEN
from tests.apps.mentoring.conftest import studio as studio
from tests.web.conftest import Outsider
from tests.web.mentor.conftest import tuesday as tuesday

from seedbed.apps.evidence.models import Attempt
from seedbed.apps.mentoring import services
from seedbed.apps.mentoring.models import ExitSlip, SlipPaper
from seedbed.apps.mentoring.services import Asked

QUEUED = {"X-Seedbed-Queued": "1"}


@pytest.fixture
def address(tuesday):
    services.open_slip(
        session_id=tuesday.session.pk,
        by_id=tuesday.cho.pk,
        at=NINE_TEN - timedelta(minutes=5),
        questions=[Asked(stem="2 + 2?", answer="4"), Asked(stem="3 + 3?", answer="6")],
    )
    return f"/my/day/slip/{ExitSlip.objects.get().uuid}/"


def form_of(client, address):
    page = client.get(address).content.decode()
    found = re.search(r'name="key" value="([^"]+)"', page)
    assert found, "The form has no key."
    return {
        "key": found[1],
        "answer-1": "4",
        "answer-2": "5",
        "answered_at": NINE_TEN.isoformat(),
    }


def test_what_waited_is_taken_and_may_be_forgotten(sign_in, address):
    client = sign_in("ana")
    form = form_of(client, address)

    first = client.post(address, form, headers=QUEUED)
    again = client.post(address, form, headers=QUEUED)
    by_hand = client.post(address, form)

    assert first.json() == again.json() == {"counts": True}
    assert by_hand.headers["Location"] == address
    assert Attempt.objects.count() == 2
    assert SlipPaper.objects.exclude(handed_in_at=None).count() == 1


def test_answers_on_a_second_copy_are_told_that_the_first_count(sign_in, address):
    client = sign_in("ana")
    form, other = form_of(client, address), form_of(client, address)
    client.post(address, form)

    assert client.post(address, other, headers=QUEUED).json() == {"counts": False}
    page = client.post(address, other, follow=True).content.decode()

    assert "You handed this slip in before. Those answers count." in page


def test_answers_of_another_student_wait_for_that_student(sign_in, address):
    form = form_of(sign_in("ana"), address)

    answer = sign_in("ben").post(address, form, headers=QUEUED)

    assert answer.status_code == 409
    assert not Attempt.objects.exists()


def test_open_questions_are_refused_with_a_status_for_the_script(sign_in, address):
    client = sign_in("ana")
    form = form_of(client, address) | {"answer-2": ""}

    assert client.post(address, form, headers=QUEUED).status_code == 422


def test_who_is_signed_out_is_not_taken_for_handed_in(sign_in, address):
    form = form_of(sign_in("ana"), address)

    answer = Outsider().post(address, form, headers=QUEUED)

    assert answer.status_code == 302
    assert not Attempt.objects.exists()


def test_a_time_that_is_none_is_left_aside(sign_in, address):
    client = sign_in("ana")
    form = form_of(client, address) | {"answered_at": "this morning"}

    assert client.post(address, form, headers=QUEUED).json() == {"counts": True}

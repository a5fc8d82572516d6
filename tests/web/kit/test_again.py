"""A form whose session ended, or whose page was too old, waits and can be sent."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone
from tests.web import cards
from tests.web.conftest import Outsider

from seedbed.apps.scheduling import services

PLAN = "/plan/2026-10-14/"
MOVE = PLAN + "reopen/"
TYPED = {"why": "Ms. Cho is back <today>.", "version": "3"}


class Strict(Outsider):
    """A browser whose forms carry a token, or are refused."""

    def __init__(self) -> None:
        super().__init__(enforce_csrf_checks=True)


def text(answer):
    return unescape(answer.content.decode())


def sign_in_as(client, username, **more):
    form = {"username": username, "password": "sesame", **more}
    return client.post("/sign-in/", form)


@pytest.fixture
def asked(monkeypatch, stage):
    """Record with which words a day was reopened."""
    made = []
    monkeypatch.setattr(services, "reopen_day", lambda **kwargs: made.append(kwargs))
    return made


def sent_too_late(client):
    """Send the form of a plan after the session has ended."""
    return client.post(MOVE, TYPED, headers={"referer": f"http://testserver{PLAN}"})


def test_what_was_typed_is_shown_and_sent_once_more_when_asked(asked, cast):
    client = Outsider()

    away = sent_too_late(client)
    assert away.headers["Location"] == "/sign-in/?next=/again/"
    back = sign_in_as(client, "dana", next="/again/")
    page = text(client.get(back.headers["Location"]))

    assert "Nothing you typed is lost" in page
    assert "Ms. Cho is back <today>." in page
    assert f'action="{MOVE}"' in page
    assert f'href="{PLAN}"' in page
    assert asked == []
    fields = dict(
        re.findall(r'type="hidden" name="(why|version)" value="([^"]*)"', page)
    )
    client.post(MOVE, fields)
    assert [call["why"] for call in asked] == [TYPED["why"]]
    assert client.get("/again/").headers["Location"] == "/", "it waits no more"


def test_a_stranger_who_signs_in_after_that_may_not_send_it(asked, cast):
    client = Outsider()
    sent_too_late(client)
    sign_in_as(client, "ana")

    assert client.post(MOVE, TYPED).status_code == 404
    assert asked == []


def test_it_does_not_wait_for_ever(asked, cast, monkeypatch):
    client = Outsider()
    sent_too_late(client)
    sign_in_as(client, "dana")
    later = timezone.now().timestamp() + 31 * 60
    monkeypatch.setattr("seedbed.web.kit.again.time.time", lambda: later)

    assert client.get("/again/").headers["Location"] == "/"


def test_signing_out_and_changing_the_language_keep_nothing(cast):
    client = Outsider()

    for address in ("/sign-out/", "/language/", "/theme/"):
        client.post(address, {"language": "es", "theme": "dark", "next": "/sign-in/"})

    assert "form_again" not in client.session


def test_a_form_of_an_old_page_of_ours_waits_too(asked, sign_in, cast):
    client = Strict()
    client.cookies = sign_in("dana").cookies

    answer = sent_too_late(client)

    assert answer.headers["Location"] == "/again/"
    assert "Ms. Cho is back <today>." in text(client.get("/again/"))
    assert asked == []


def test_a_form_from_elsewhere_is_refused_with_a_sentence(asked, sign_in, cast):
    client = Strict()
    client.cookies = sign_in("dana").cookies

    answer = client.post(MOVE, TYPED, headers={"referer": "http://evil.example/"})

    assert answer.status_code == 403
    assert "It did not come from a page of Seedbed" in text(answer)
    assert "form_again" not in client.session


def test_a_password_is_never_kept(cast):
    client = Strict()
    page = "http://testserver/sign-in/"

    answer = client.post(
        "/sign-in/",
        {"username": "ana", "password": "sesame"},
        headers={"referer": page},
        follow=True,
    )

    assert "This page was open for too long. Please try once more." in text(answer)
    assert "sesame" not in str(dict(client.session))


@pytest.mark.parametrize(("who", "way"), [("ana", "first page"), ("", "Sign in")])
def test_what_is_not_there_says_so_and_shows_the_way(sign_in, cast, who, way):
    answer = sign_in(who).get(f"/imports/{cards.IMPORT}/nowhere/")

    assert answer.status_code == 404
    assert "This page is not here, or not for you" in text(answer)
    assert way in text(answer)


def test_an_error_of_ours_has_a_page_too(cast, monkeypatch):
    def broken(_request):
        raise RuntimeError

    client = Client(raise_request_exception=False)
    client.force_login(cast.dana)
    monkeypatch.setattr("seedbed.web.kit.access.who", broken)

    answer = client.get("/today/")

    assert answer.status_code == 500
    assert "Something went wrong here, not with you" in text(answer)

"""The office lets people of the roster in: by e-mail, or on paper to hand out."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from tests.web.conftest import Outsider

from seedbed.apps.accounts.models import Account, Invitation, Person, Role

PASSWORD = "three green herons"


@pytest.fixture
def newcomers(cast):
    """Add a teacher with an e-mail address and a Spanish-speaking guardian without."""
    made = []
    for given, kind, fields in (
        ("Tara", "teacher", {"email": "tara@example.org"}),
        ("Elena", "guardian", {"language": "es"}),
    ):
        person = Person.objects.create(given_name=given, family_name="New", **fields)
        Role.objects.create(person=person, kind=kind, unit=cast.hub)
        made.append(person)
    return made


def invite(sign_in, *people, how="print", who="rosa"):
    form = {"person": [person.pk for person in people], "how": how}
    return sign_in(who).post("/sheets/invitations/", form)


def addresses(answer):
    return re.findall(r"http://testserver(/welcome/[^<]+)<", answer.content.decode())


def test_the_office_sees_who_has_no_way_in(sign_in, newcomers):
    shown = sign_in("rosa").get("/people/?account=none").content.decode()

    assert "have never signed in" in shown
    assert shown.count('name="person"') == 4, "two in the list, two for all of them"


def test_a_printed_invitation_lets_its_person_choose_a_password(sign_in, newcomers):
    (address,) = addresses(invite(sign_in, newcomers[0]))
    client = Outsider()

    assert "Welcome, Tara" in client.get(address).content.decode()
    form = {"password": PASSWORD, "again": PASSWORD}
    assert client.post(address, form).headers["Location"] == "/"
    assert client.get("/").headers["Location"] == "/mentor/"
    again = Outsider()
    again.post("/sign-in/", {"username": "tara@example.org", "password": PASSWORD})
    assert again.get("/").headers["Location"] == "/mentor/"


def test_an_invitation_goes_by_e_mail_in_the_readers_language(sign_in, newcomers):
    Person.objects.filter(given_name="Elena").update(email="elena@example.org")

    answer = invite(sign_in, *newcomers, how="email")

    assert "Every invitation is on its way" in answer.content.decode()
    assert addresses(answer) == []
    to_elena, to_tara = sorted(mail.outbox, key=lambda letter: letter.to)
    assert "/welcome/" in to_tara.body
    assert "Choose your password here" in to_tara.body
    assert "Elija su contraseña aquí" in to_elena.body


def test_who_has_no_e_mail_address_is_printed(sign_in, newcomers):
    answer = invite(sign_in, *newcomers, how="email")

    assert len(mail.outbox) == 1
    assert len(addresses(answer)) == 1
    assert "Elena New" in answer.content.decode()


def test_a_letter_that_did_not_go_is_printed(sign_in, newcomers, settings, monkeypatch):
    def no_server(_self):
        raise ConnectionRefusedError

    monkeypatch.setattr(mail.EmailMessage, "send", no_server)

    assert len(addresses(invite(sign_in, newcomers[0], how="email"))) == 1


def test_without_a_mail_server_everything_is_printed(sign_in, newcomers, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

    assert "Invite by e-mail" not in sign_in("rosa").get("/people/").content.decode()
    assert len(addresses(invite(sign_in, newcomers[0], how="email"))) == 1


@pytest.mark.parametrize("who", ["dana", "clara", "mateo", "ana"])
def test_nobody_but_the_office_invites(sign_in, newcomers, who):
    assert invite(sign_in, newcomers[0], who=who).status_code == 404
    assert not Invitation.objects.exists()


def test_the_registrar_is_offered_nobody_who_may_do_more(sign_in, cast):
    shown = sign_in("rosa").get("/people/?q=dana").content.decode()

    assert 'name="person"' not in shown
    answer = invite(sign_in, cast.dana.person)
    assert answer.headers["Location"] == "/people/"
    assert not Invitation.objects.exists()


def test_who_was_invited_is_not_asked_for_again_but_can_be(sign_in, newcomers):
    invite(sign_in, newcomers[0])

    shown = sign_in("rosa").get("/people/?q=tara").content.decode()

    assert "never signed in." not in shown
    assert "invited on" in shown
    assert shown.count('name="person"') == 1


def test_the_first_hundred_and_twenty_come_first(sign_in, cast):
    people = [
        Person.objects.create(given_name=f"P{n:03}", family_name="New")
        for n in range(121)
    ]
    for person in people:
        Role.objects.create(person=person, kind="student", unit=cast.hub)
    shown = sign_in("rosa").get("/people/?account=none").content.decode()
    assert "the first 120 by name" in shown

    invite(sign_in, *people[:120])

    shown = sign_in("rosa").get("/people/?account=unused&q=new").content.decode()
    assert Account.objects.filter(person__family_name="New").count() == 120
    assert "never signed in." not in shown

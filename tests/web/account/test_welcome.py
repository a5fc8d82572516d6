"""An invited person chooses a password; later, another one."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from tests.web.conftest import Outsider

from seedbed.apps.accounts import invitations
from seedbed.apps.accounts.models import Account, Person

GOOD = "three green herons"


@pytest.fixture
def address(cast, db):
    """Return the address of an invitation of Ms. Cho."""
    from django.utils import timezone

    cache.clear()
    (made,) = invitations.invite(
        person_ids=[cast.cho.person_id], by_id=cast.rosa.pk, at=timezone.now()
    )
    return f"/welcome/{made.token}/"


def choose(address, password=GOOD, again=GOOD, client=None):
    form = {"password": password, "again": again}
    return (client or Outsider()).post(address, form)


def test_it_greets_by_name_and_says_what_to_type(address):
    shown = Outsider().get(address).content.decode()

    assert "Welcome, Clara" in shown
    assert '<b class="username">clara</b>' in shown


def test_it_speaks_the_language_of_the_record_until_another_is_chosen(address, cast):
    Person.objects.filter(pk=cast.cho.person_id).update(language="es")
    client = Outsider()

    assert "Elija una contraseña" in client.get(address).content.decode()
    client.cookies["django_language"] = "en"
    assert "Choose a password" in client.get(address).content.decode()


def test_two_that_differ_are_refused_and_the_way_stays_open(address):
    answer = choose(address, again="other")

    assert answer.status_code == 422
    assert "The two are not the same" in answer.content.decode()
    assert choose(address).status_code == 302


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("", "Type a password."),
        ("short", "at least 8 characters"),
        ("password1", "too common"),
        ("clara1234", "too similar to the username"),
    ],
)
def test_what_is_easy_to_guess_is_refused_with_the_reason(address, password, words):
    answer = choose(address, password=password, again=password)

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_second_use_says_what_to_do(address):
    choose(address)

    answer = Outsider().get(address)

    assert answer.status_code == 410
    assert "the school office can make you a new invitation" in answer.content.decode()
    assert choose(address, "a thief was here", "a thief was here").status_code == 410


def test_an_address_nobody_gave_is_not_there_and_is_counted(address):
    for _ in range(60):
        assert Outsider().get("/welcome/1-nothing/").status_code == 404

    assert Outsider().get(address).status_code == 429
    cache.clear()


def test_one_changes_ones_password_and_stays_signed_in_here_alone(sign_in, cast):
    here, elsewhere = sign_in("mateo"), sign_in("mateo")
    form = {"old": "sesame", "password": GOOD, "again": GOOD}

    here.post("/account/password/", form)

    assert "Your password is changed" in here.get("/account/").content.decode()
    assert elsewhere.get("/account/").status_code == 302
    assert Account.objects.get(username="mateo").check_password(GOOD)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"old": "wrong", "password": GOOD, "again": GOOD}, "not the password"),
        ({"old": "sesame", "password": GOOD, "again": "x"}, "not the same"),
        ({"old": "sesame", "password": "a", "again": "a"}, "at least 8"),
        ({"old": "sesame"}, "Type a password."),
    ],
)
def test_a_change_that_does_not_hold_changes_nothing(sign_in, cast, form, words):
    cache.clear()
    client = sign_in("mateo")

    client.post("/account/password/", form)

    assert words in client.get("/account/").content.decode()
    assert Account.objects.get(username="mateo").check_password("sesame")


def test_wrong_passwords_are_not_tried_without_end(sign_in, cast):
    cache.clear()
    client = sign_in("mateo")
    wrong = {"old": "wrong", "password": GOOD, "again": GOOD}
    for _ in range(20):
        client.post("/account/password/", wrong)

    client.get("/account/")
    client.post("/account/password/", wrong | {"old": "sesame"})

    assert "Too many tries" in client.get("/account/").content.decode()
    cache.clear()


def test_who_never_had_a_password_is_not_asked_for_one(sign_in, cast):
    account = Account.objects.get(username="mateo")
    account.set_unusable_password()
    account.save()

    assert 'name="old"' not in sign_in("mateo").get("/account/").content.decode()

"""Signing in, out, and where it leads."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from seedbed.apps.accounts import queries
from seedbed.apps.accounts.cards import RoleCard
from seedbed.apps.accounts.models import Role


def test_the_form_is_shown_without_a_puzzle(db):
    page = Client().get("/sign-in/").content.decode()

    assert 'autocomplete="current-password"' in page
    assert "onpaste" not in page


@pytest.mark.parametrize(
    ("username", "address"),
    [("ana", "/my/day/"), ("dana", "/today/"), ("rosa", "/imports/")],
)
def test_each_role_starts_at_its_own_page(sign_in, username, address):
    answer = sign_in(username).get("/")

    assert answer.headers["Location"] == address


def test_who_has_no_role_yet_is_told_so(sign_in):
    Role.objects.filter(person__account__username="clara").delete()

    answer = sign_in("clara").get("/")

    assert answer.status_code == 200
    assert "Welcome, Clara" in answer.content.decode()


def test_a_right_password_opens_the_page_that_was_asked_for(cast):
    form = {"username": "ANA", "password": "sesame", "next": "/my/day/2026-10-14/"}

    answer = Client().post("/sign-in/", form)

    assert answer.headers["Location"] == "/my/day/2026-10-14/"


def test_another_site_cannot_be_the_next_page(cast):
    form = {"username": "ana", "password": "sesame", "next": "https://evil.example/"}

    assert Client().post("/sign-in/", form).headers["Location"] == "/"


def test_a_wrong_password_is_said_at_the_field_and_on_top(cast):
    answer = Client().post("/sign-in/", {"username": "ana", "password": "open"})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert page.count("do not fit together") == 2
    assert 'href="#username"' in page
    assert 'value="ana"' in page


def test_nothing_typed_names_both_fields(db):
    page = Client().post("/sign-in/", {}).content.decode()

    assert "Type your username." in page
    assert "Type your password." in page


def test_signing_out_drops_what_was_kept_for_offline(sign_in):
    client = sign_in("ana")

    answer = client.post("/sign-out/")

    assert '"cache"' in answer.headers["Clear-Site-Data"]
    assert client.get("/my/day/").status_code == 302


def test_signing_out_by_a_link_is_refused(sign_in):
    assert sign_in("ana").get("/sign-out/").status_code == 405


def test_one_click_sign_in_exists_in_the_demo_alone(cast):
    assert Client().post("/demo/sign-in/", {"username": "ana"}).status_code == 404


def test_the_demo_opens_only_accounts_it_offers(cast, settings, monkeypatch):
    settings.SEEDBED_DEMO = True
    offered = (queries.account_named("dana"),)
    monkeypatch.setattr(queries, "demo_accounts", lambda: offered)

    assert "Dana Whitfield" in Client().get("/sign-in/").content.decode()
    assert Client().post("/demo/sign-in/", {"username": "ana"}).status_code == 404
    client = Client()
    assert client.post("/demo/sign-in/", {"username": "dana"}).status_code == 302
    assert client.get("/").headers["Location"] == "/today/"


def role(kind, unit=""):
    return RoleCard(kind=kind, unit_id=None, unit=unit)


def test_no_two_doors_of_the_demo_read_alike(cast, settings, monkeypatch):
    settings.SEEDBED_DEMO = True
    dana = queries.account_named("dana")
    offered = (
        replace(dana, roles=(role("leader", "Riverside Hub"),)),
        replace(dana, roles=(role("leader", "Riverside Virtual High"),)),
        replace(dana, roles=(role("steward", "Riverside Hub"), role("steward"))),
        replace(dana, roles=(role("mentor", "Riverside Hub"),)),
    )
    monkeypatch.setattr(queries, "demo_accounts", lambda: offered)

    page = Client().get("/sign-in/").content.decode()

    assert "<b>Program leader, Riverside Hub</b>" in page
    assert "<b>Program leader, Riverside Virtual High</b>" in page
    assert "<b>Network steward, Riverside Hub</b><b>Network steward</b>" in page
    assert "<b>Mentor, Riverside Hub</b>" in page


def test_the_account_menu_lists_every_role(sign_in, stage, monkeypatch):
    dana = queries.account_named("dana")
    roles = (*dana.roles, role("registrar"), role("mentor", "Riverside Virtual High"))
    card = replace(dana, roles=roles)
    monkeypatch.setattr(queries, "signed_in_card", lambda _account: card)

    page = sign_in("dana").get("/plan/2026-10-14/").content.decode()

    assert "<br>Registrar<br>Mentor, Riverside Virtual High" in page


def test_theme_and_language_are_remembered(db):
    client = Client()

    client.post("/theme/", {"theme": "dark", "next": "/sign-in/"})
    client.post("/language/", {"language": "es", "next": "/sign-in/"})
    page = client.get("/sign-in/").content.decode()

    assert '<html lang="es" data-theme="dark">' in page
    assert "Contraseña" in page
    client.post("/theme/", {"theme": "device"})
    assert "data-theme" not in client.get("/sign-in/").content.decode()


def test_the_worker_answers_for_the_whole_site(db):
    answer = Client().get("/sw.js")

    assert answer.headers["Content-Type"] == "text/javascript"
    assert "no-cache" in answer.headers["Cache-Control"]


def test_pages_about_people_are_not_kept_by_shared_caches(sign_in, stage):
    answer = sign_in("ana").get("/my/day/")

    assert "private" in answer.headers["Cache-Control"]

"""Behind a server that speaks HTTPS, pages and forms work as if it were not there."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from tests.web.conftest import Outsider

from seedbed.server.outside import https_settings

FRONT = "https://school.example"


@pytest.fixture
def behind(cast, settings):
    """Set the pages behind a front server; return a client that checks forms."""
    from seedbed.apps.accounts.models import Account

    cache.clear()
    dana = Account.objects.get(username="dana")
    dana.set_password("a long password")
    dana.save()
    settings.SEEDBED_ADDRESS = FRONT
    settings.ALLOWED_HOSTS = ["school.example"]
    for name, value in https_settings(FRONT).items():
        setattr(settings, name, value)
    return Outsider(
        enforce_csrf_checks=True,
        headers={"host": "school.example", "x-forwarded-for": "6.6.6.6, 192.0.2.7"},
    )


def sign_in(client, password="a long password", origin=FRONT, **headers):
    page = client.get("/sign-in/")
    token = page.context["csrf_token"]
    form = {"username": "dana", "password": password, "csrfmiddlewaretoken": token}
    return client.post("/sign-in/", form, headers={"origin": origin, **headers})


def test_a_form_is_taken_and_its_cookie_goes_by_https_alone(behind):
    answer = sign_in(behind)

    assert answer.status_code == 302
    assert answer.cookies["sessionid"]["secure"]
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")


def test_a_form_of_another_site_is_not(behind):
    assert sign_in(behind, origin="https://evil.example").status_code == 403


def test_a_form_is_taken_when_the_front_server_passes_its_own_name(behind, settings):
    settings.ALLOWED_HOSTS.append("127.0.0.1")

    assert sign_in(behind, host="127.0.0.1:8000").status_code == 302


def test_failed_tries_count_against_whom_the_front_server_names(behind):
    for _ in range(20):
        sign_in(behind, password="wrong")

    assert sign_in(behind).status_code != 302
    elsewhere = {"x-forwarded-for": "192.0.2.7, 192.0.2.8"}
    assert sign_in(behind, **elsewhere).status_code == 302


def test_who_comes_from_another_machine_cannot_name_an_address(behind):
    behind.defaults["REMOTE_ADDR"] = "192.0.2.9"
    for n in range(20):
        sign_in(behind, password="wrong", **{"x-forwarded-for": f"192.0.2.{n}"})

    assert sign_in(behind).status_code != 302


def test_without_an_address_by_https_no_header_is_believed(behind, settings):
    settings.SEEDBED_ADDRESS = ""

    assert behind.get("/sign-in/").wsgi_request.META["REMOTE_ADDR"] == "127.0.0.1"
    assert not behind.get("/sign-in/").wsgi_request.is_secure()

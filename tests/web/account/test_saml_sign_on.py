"""The school's sign-in by SAML lets in whom the roster knows, in the browser that asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree  # type: ignore[import-untyped] # has no stubs
from tests.web.account import saml_school as school
from tests.web.conftest import Outsider

from seedbed.apps.accounts.models import Account, Person

HERE = "http://testserver/sign-in/saml/metadata/"
BACK = "http://testserver/sign-in/saml/back/"
BEGIN, ARRIVE = "/sign-in/saml/", "/sign-in/saml/in/"


@pytest.fixture
def service(cast, settings, tmp_path):
    settings.SEEDBED_SAML = {
        "metadata": school.write(tmp_path, school.described()),
        "attribute": "",
        "field": "email",
        "name": "Riverside schools",
        "system": "Riverside",
    }
    Person.objects.filter(account__username="dana").update(email="dana@example.org")
    return settings.SEEDBED_SAML


def ask(client):
    """Go to the provider; return the name of the request."""
    went = client.get(f"{BEGIN}?next=/plan/")
    assert went.headers["Location"].startswith("https://login.example/saml/sso?")
    return school.request_in(went.headers["Location"])["ID"]


def bring(client, xml):
    """Post an answer as a browser does from another site: without any cookie of ours."""
    stranger = Outsider(enforce_csrf_checks=True)
    answer = stranger.post(BACK, {"SAMLResponse": school.posted(xml)})

    assert (answer.status_code, answer.headers["Location"]) == (303, ARRIVE)
    assert set(answer.cookies) == {"saml"}
    client.cookies["saml"] = answer.cookies["saml"].value
    return client.get(ARRIVE)


def says(answers="", what="assertion", **changes):
    """Return a signed answer of the provider."""
    told = school.assertion(here=HERE, back=BACK, answers=answers, **changes)
    return school.signed(school.response(told), what)


def said(client):
    return client.get("/sign-in/").content.decode()


def is_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("what", ["assertion", "response", "both"])
def test_whom_the_roster_knows_is_signed_in(service, what):
    client = Outsider()

    answer = bring(client, says(ask(client), what, name="DANA@example.org"))

    assert answer.headers["Location"] == "/plan/"
    assert client.get("/").headers["Location"] == "/today/"
    assert not client.cookies["saml"].value


def test_what_the_answer_says_travels_in_a_cookie_of_a_minute(service):
    xml = says("_1")

    answer = Outsider().post(BACK, {"SAMLResponse": school.posted(xml)}, secure=False)

    cookie = answer.cookies["saml"]
    assert (cookie["max-age"], cookie["path"]) == (60, BEGIN)
    assert (cookie["samesite"], cookie["httponly"]) == ("Lax", True)
    assert not cookie["secure"]
    there = Outsider().post(BACK, {"SAMLResponse": school.posted(xml)}, secure=True)
    assert there.cookies["saml"]["secure"]


def test_each_service_has_its_button(service, settings):
    settings.SEEDBED_OIDC = {"name": "Lakeside"}

    page = Outsider().get("/sign-in/?next=/plan/").content.decode()

    assert "Sign in with Riverside schools" in page
    assert "Sign in with Lakeside" in page
    assert 'href="/sign-in/saml/?next=/plan/"' in page
    assert 'href="/sign-in/sso/?next=/plan/"' in page


def test_nobody_is_made_who_is_not_on_the_roster(service):
    n = (Account.objects.count(), Person.objects.count())
    client = Outsider()

    answer = bring(client, says(ask(client), name="stranger@example.org"))

    assert answer.headers["Location"] == "/sign-in/"
    assert "no roster here does" in said(client)
    assert (Account.objects.count(), Person.objects.count()) == n


def test_an_attribute_may_say_who_it_is(service, settings):
    settings.SEEDBED_SAML |= {"attribute": "staff", "field": "roster-id"}
    Person.objects.filter(account__username="rosa").update(sourced_id="T-7")
    client = Outsider()

    bring(client, says(ask(client), more=school.attribute("staff", "T-7")))

    assert client.get("/").headers["Location"] == "/imports/"


def test_an_answer_without_the_attribute_names_nobody(service, settings):
    settings.SEEDBED_SAML |= {"attribute": "staff"}
    client = Outsider()

    bring(client, says(ask(client)))

    assert "no roster here does" in said(client)


def test_an_answer_that_does_not_hold_signs_nobody_in(service, caplog):
    client = Outsider()

    answer = bring(client, says(ask(client), ends=-100))

    assert answer.headers["Location"] == "/sign-in/"
    assert "did not work this time" in said(client)
    assert not is_in(client)
    assert "came too late" in caplog.text
    assert "dana" not in caplog.text


def test_an_encrypted_answer_is_logged_with_what_to_do(service, caplog):
    told = f'<saml:EncryptedAssertion xmlns:saml="{school.NAMES["saml"]}"/>'
    client = Outsider()

    bring(client, school.signed(school.response(told), "response"))

    assert "did not work this time" in said(client)
    assert "switch the encryption off at the provider" in caplog.text


def test_a_name_too_long_for_a_cookie_signs_nobody_in(service):
    client = Outsider()

    bring(client, says(ask(client), name="d" * 600))

    assert "did not work this time" in said(client)


def test_the_same_answer_counts_once(service):
    client = Outsider()
    xml = says(ask(client))
    bring(client, xml)
    client.post("/sign-out/")

    bring(client, xml)

    assert "did not work this time" in said(client)
    assert not is_in(client)


def test_an_answer_to_another_browser_signs_nobody_in(service):
    hers, client = Outsider(), Outsider()
    xml = says(ask(hers))
    ask(client)

    bring(client, xml)

    assert "did not work this time" in said(client)
    assert not is_in(client)


def test_a_browser_that_never_asked_is_not_signed_in(service):
    hers, client = Outsider(), Outsider()

    bring(client, says(ask(hers)))

    assert "did not work this time" in said(client)
    assert not is_in(client)


def test_a_tile_at_the_provider_begins_a_round_of_ones_own(service):
    client = Outsider()

    answer = bring(client, says())

    assert answer.headers["Location"] == BEGIN
    assert not is_in(client)
    bring(client, says(ask(client)))
    assert client.get("/").headers["Location"] == "/today/"


def test_a_tile_works_after_a_round_that_was_left_half_way(service):
    client = Outsider()
    ask(client)

    assert bring(client, says()).headers["Location"] == BEGIN
    bring(client, says(ask(client)))

    assert client.get("/").headers["Location"] == "/today/"


def test_a_provider_that_never_names_the_request_is_not_asked_for_ever(service):
    client = Outsider()
    ask(client)
    assert bring(client, says()).headers["Location"] == BEGIN
    ask(client)

    answer = bring(client, says())

    assert answer.headers["Location"] == "/sign-in/"
    assert "did not work this time" in said(client)
    assert not is_in(client)


def test_a_cookie_nobody_here_signed_says_nothing(service):
    client = Outsider()
    name = ask(client)
    client.cookies["saml"] = (
        f'{{"value": "dana@example.org", "in_response_to": "{name}"}}'
    )

    client.get(ARRIVE)

    assert "did not work this time" in said(client)
    assert not is_in(client)


def test_without_a_cookie_nobody_is_signed_in(service):
    client = Outsider()
    ask(client)

    client.get(ARRIVE)

    assert "did not work this time" in said(client)


def test_a_file_that_went_bad_is_said_to_whoever_keeps_the_server(service, caplog):
    Path(service["metadata"]).write_text("<a/>", encoding="utf-8")
    client = Outsider()

    assert client.get(BEGIN).headers["Location"] == "/sign-in/"
    assert "did not work this time" in said(client)
    assert "describes 0 identity providers" in caplog.text
    bring(client, says("_1"))
    assert "did not work this time" in said(client)


def test_a_provider_is_told_the_addresses_of_this_deployment(service):
    answer = Outsider().get("/sign-in/saml/metadata/")
    root = etree.fromstring(answer.content)

    assert answer.headers["Content-Type"] == "application/samlmetadata+xml"
    assert root.get("entityID") == HERE
    assert root.find(".//{*}AssertionConsumerService").get("Location") == BACK


def test_without_settings_it_does_not_exist(cast):
    client = Outsider()

    for address in (BEGIN, ARRIVE, HERE):
        assert client.get(address).status_code == 404
    assert client.post(BACK).status_code == 404
    assert BEGIN not in said(client)

"""Settings of the address, e-mail and single sign-on say what is wrong with them."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured
from tests.web.account import saml_school as school

from seedbed.server.outside import (
    address,
    email_settings,
    hosts,
    https_settings,
    saml_settings,
    sign_on_settings,
)


def test_without_settings_this_machine_alone_is_answered(monkeypatch):
    monkeypatch.delenv("SEEDBED_ADDRESS", raising=False)
    monkeypatch.delenv("SEEDBED_HOSTS", raising=False)

    assert address() == ""
    assert hosts("") == ["localhost", "127.0.0.1", "[::1]"]
    assert https_settings("") == {}


def test_the_host_of_the_address_is_answered_without_being_named_again(monkeypatch):
    monkeypatch.setenv("SEEDBED_ADDRESS", "https://school.example/")
    monkeypatch.delenv("SEEDBED_HOSTS", raising=False)

    assert address() == "https://school.example"
    assert hosts(address())[:2] == ["school.example", "localhost"]
    monkeypatch.setenv("SEEDBED_HOSTS", "hub.example,school.example")
    assert hosts(address()) == ["school.example", "hub.example"]


def test_cookies_of_an_address_by_https_travel_by_https_alone():
    found = https_settings("https://school.example")

    assert found["SESSION_COOKIE_SECURE"]
    assert found["CSRF_COOKIE_SECURE"]
    assert https_settings("http://school.example") == {}


@pytest.mark.parametrize(
    "given", ["school.example", "ftp://school.example", "https://school.example/hub"]
)
def test_an_address_that_is_none_is_refused(monkeypatch, given):
    monkeypatch.setenv("SEEDBED_ADDRESS", given)

    with pytest.raises(ImproperlyConfigured, match=r"such as https://school\.example"):
        address()


def test_without_a_setting_e_mail_is_printed(monkeypatch):
    monkeypatch.delenv("SEEDBED_EMAIL_URL", raising=False)

    assert email_settings()["EMAIL_BACKEND"].endswith("console.EmailBackend")


def test_a_mail_server_with_a_password_that_has_signs(monkeypatch):
    monkeypatch.setenv("SEEDBED_EMAIL_URL", "smtp://me%40x.org:p%2Fq@mail.x.org")

    found = email_settings()

    assert found["EMAIL_HOST"] == "mail.x.org"
    assert found["EMAIL_PORT"] == 587
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == (
        "me@x.org",
        "p/q",
    )
    assert found["EMAIL_USE_TLS"]
    assert not found["EMAIL_USE_SSL"]


def test_a_folder_takes_a_file_for_each_e_mail(monkeypatch):
    monkeypatch.setenv("SEEDBED_EMAIL_URL", "file:///var/mail/out")

    assert email_settings()["EMAIL_FILE_PATH"] == "/var/mail/out"


@pytest.mark.parametrize("given", ["pigeon://x", "smtp://", "mail.x.org"])
def test_another_address_is_refused_without_saying_its_password(monkeypatch, given):
    monkeypatch.setenv("SEEDBED_EMAIL_URL", given)

    with pytest.raises(ImproperlyConfigured, match="must be smtp://"):
        email_settings()


def test_single_sign_on_is_off_or_whole(monkeypatch):
    monkeypatch.delenv("SEEDBED_OIDC_ISSUER", raising=False)
    assert sign_on_settings() == {}
    monkeypatch.setenv("SEEDBED_OIDC_ISSUER", "https://login.example/realm")
    with pytest.raises(ImproperlyConfigured, match="set all three, or none"):
        sign_on_settings()
    monkeypatch.setenv("SEEDBED_OIDC_CLIENT_ID", "seedbed")
    monkeypatch.setenv("SEEDBED_OIDC_CLIENT_SECRET", "s3cret")

    found = sign_on_settings()

    assert (found["claim"], found["field"]) == ("email", "email")
    assert found["name"] == "login.example"
    monkeypatch.setenv("SEEDBED_OIDC_FIELD", "shoe-size")
    with pytest.raises(ImproperlyConfigured, match="found 'shoe-size'"):
        sign_on_settings()


def test_sign_on_by_saml_is_off_or_as_the_provider_s_file_says(monkeypatch, tmp_path):
    monkeypatch.delenv("SEEDBED_SAML_METADATA", raising=False)
    assert saml_settings() == {}
    path = school.write(tmp_path, school.described())
    monkeypatch.setenv("SEEDBED_SAML_METADATA", path)

    assert saml_settings() == {
        "metadata": path,
        "attribute": "",
        "field": "email",
        "name": "login.example",
        "system": "",
    }
    monkeypatch.setenv("SEEDBED_SAML_FIELD", "shoe-size")
    with pytest.raises(ImproperlyConfigured, match="SEEDBED_SAML_FIELD must be one of"):
        saml_settings()


def test_a_provider_that_no_address_names_is_called_by_its_page(monkeypatch, tmp_path):
    text = school.described(entity="urn:riverside", page="https://in.example/sso")
    monkeypatch.setenv("SEEDBED_SAML_METADATA", school.write(tmp_path, text))

    assert saml_settings()["name"] == "in.example"
    monkeypatch.setenv("SEEDBED_SAML_NAME", "Riverside schools")
    assert saml_settings()["name"] == "Riverside schools"


def test_a_provider_s_file_that_will_not_do_says_why(monkeypatch, tmp_path):
    monkeypatch.setenv("SEEDBED_SAML_METADATA", str(tmp_path / "none.xml"))
    with pytest.raises(
        ImproperlyConfigured, match=r"^SEEDBED_SAML_METADATA: .*none\.xml"
    ):
        saml_settings()

    monkeypatch.setenv("SEEDBED_SAML_METADATA", school.write(tmp_path, "<a/>"))
    with pytest.raises(ImproperlyConfigured, match="Load the metadata of your school"):
        saml_settings()

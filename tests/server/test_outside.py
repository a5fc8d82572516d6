"""Settings of e-mail and single sign-on say what is wrong with them."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from seedbed.server.outside import email_settings, sign_on_settings


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

"""The school's own sign-in lets in whom the roster knows, and checks what it is told."""

from __future__ import annotations

import time
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from tests.web.conftest import Outsider

from seedbed.apps.accounts.models import Account, Person
from seedbed.web.account import addresses, oidc
from seedbed.web.account.errors import SignOnError

ISSUER = "https://login.example/realm"
_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
_OTHER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
FOUND = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/authorize",
    "token_endpoint": f"{ISSUER}/token",
    "jwks_uri": f"{ISSUER}/keys",
}


class Keys:
    """The provider's published key."""

    def get_signing_key_from_jwt(self, _token):
        return type("Key", (), {"key": _KEY.public_key()})


class Provider:
    """A provider that signs in whomever the test says."""

    def __init__(self):
        self.key = _KEY
        self.claims = {}
        self.asked = []

    def fetch(self, address, *, form=None, headers=None):
        if form is None:
            return FOUND
        self.asked.append((form, headers))
        return {"id_token": jwt.encode(self.claims, self.key, "RS256")}


@pytest.fixture
def provider(cast, settings, monkeypatch):
    settings.SEEDBED_OIDC = {
        "issuer": ISSUER,
        "client_id": "seedbed",
        "client_secret": "s3cret",
        "claim": "email",
        "field": "email",
        "name": "Riverside schools",
        "system": "Riverside",
    }
    Person.objects.filter(account__username="dana").update(email="dana@example.org")
    made = Provider()
    oidc.discovered.cache_clear()
    monkeypatch.setattr(oidc, "_fetch", made.fetch)
    monkeypatch.setattr(oidc, "_keys", lambda _address: Keys())
    yield made
    oidc.discovered.cache_clear()


def sign_on(provider, client=None, **claims):
    """Go to the provider and come back; return the last answer and its client."""
    client = client or Outsider()
    went = client.get("/sign-in/sso/?next=/plan/")
    asked = parse_qs(urlsplit(went.headers["Location"]).query)
    provider.claims = {
        "iss": ISSUER,
        "aud": "seedbed",
        "sub": "1",
        "iat": int(time.time()),
        "exp": int(time.time()) + 300,
        "nonce": asked["nonce"][0],
        "email": "dana@example.org",
        "email_verified": True,
        **claims,
    }
    back = {"state": asked["state"][0], "code": "abc"}
    return client.get("/sign-in/sso/back/", back), client


def said(client):
    return client.get("/sign-in/").content.decode()


def test_whom_the_roster_knows_is_signed_in(provider):
    answer, client = sign_on(provider, email="DANA@example.org")

    assert answer.headers["Location"] == "/plan/"
    assert client.get("/").headers["Location"] == "/today/"
    form, headers = provider.asked[0]
    assert form["code_verifier"]
    assert headers["Authorization"].startswith("Basic ")


def test_the_button_names_the_school(provider):
    assert (
        "Sign in with Riverside schools" in Outsider().get("/sign-in/").content.decode()
    )


def test_nobody_is_made(provider):
    n = Account.objects.count()

    answer, client = sign_on(provider, email="stranger@example.org")

    assert answer.headers["Location"] == "/sign-in/"
    assert "no roster here does" in said(client)
    assert Account.objects.count() == n


def test_an_address_that_two_people_have_signs_nobody_in(provider):
    Person.objects.update(email="dana@example.org")

    _answer, client = sign_on(provider)

    assert "no roster here does" in said(client)


def test_an_address_nobody_verified_counts_for_nothing(provider):
    _answer, client = sign_on(provider, email_verified=False)

    assert "no roster here does" in said(client)


def test_a_roster_id_in_a_claim_of_its_own(provider, settings):
    settings.SEEDBED_OIDC |= {"claim": "employee", "field": "roster-id"}
    Person.objects.filter(account__username="rosa").update(sourced_id="T-7")

    _answer, client = sign_on(provider, employee="T-7")

    assert client.get("/").headers["Location"] == "/imports/"


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"aud": "another"},
        {"iss": "https://evil.example"},
        {"exp": 1},
        {"azp": "another"},
    ],
    ids=lambda claims: next(iter(claims)),
)
def test_what_does_not_hold_signs_nobody_in(provider, claims):
    _answer, client = sign_on(provider, **claims)

    assert "did not work this time" in said(client)
    assert client.get("/").status_code == 302


def test_another_signature_signs_nobody_in(provider):
    provider.key = _OTHER

    _answer, client = sign_on(provider)

    assert "did not work this time" in said(client)


def test_an_answer_nobody_asked_for_signs_nobody_in(provider):
    client = Outsider()

    client.get("/sign-in/sso/back/", {"state": "x", "code": "abc"})

    assert "did not work this time" in said(client)
    assert provider.asked == []


def test_without_settings_it_does_not_exist(cast):
    assert Outsider().get("/sign-in/sso/").status_code == 404
    assert "/sign-in/sso/" not in Outsider().get("/sign-in/").content.decode()


@pytest.mark.parametrize("address", ["http://login.example/", "file:///etc/passwd"])
def test_only_https_is_asked(address):
    with pytest.raises(SignOnError, match="not an https address"):
        addresses.safe(address)

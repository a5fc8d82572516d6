"""Signing in through the school's own service: only people whom the roster knows."""

from __future__ import annotations

from dataclasses import asdict
from hmac import compare_digest
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from seedbed.apps.accounts import identities, queries
from seedbed.apps.accounts.errors import UnknownIdentityError
from seedbed.apps.accounts.tenancy import system_context
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import signin

from . import oidc
from .errors import SignOnError

_KEPT = "single_sign_on"


@never_cache
@require_GET
def begin(request: HttpRequest) -> HttpResponse:
    """Go to the school's sign-in page."""
    client = _client()
    ask = oidc.new_ask()
    try:
        address = oidc.address_of(client, ask, back=_back(request))
    except SignOnError:
        return _sorry(request)
    request.session[_KEPT] = {**asdict(ask), "next": signin.safe_next(request)}
    return HttpResponseRedirect(address)


@never_cache
@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """Take the person whom the school's page sends back, if the roster knows them."""
    client = _client()
    kept: dict[str, str] | None = request.session.pop(_KEPT, None)
    state = request.GET.get("state", "")
    if kept is None or not compare_digest(state.encode(), kept["state"].encode()):
        return _sorry(request)
    ask = oidc.Ask(state=kept["state"], nonce=kept["nonce"], verifier=kept["verifier"])
    try:
        code = request.GET.get("code", "")
        claims = oidc.identity(client, ask, code=code, back=_back(request))
        account_id = _account(claims)
    except UnknownIdentityError:
        words = gettext(
            "The sign-in of your school knows you, but no roster here does under that "
            "name. The school office can mend that."
        )
        messages.error(request, words)
        return redirect("kit:sign-in")
    except SeedbedError:
        return _sorry(request)
    return signin.let_in(request, account_id, HttpResponseRedirect(kept["next"]))


def _client() -> oidc.Client:
    """Return what the settings say, or answer 404 where single sign-on is not used."""
    if not settings.SEEDBED_OIDC:
        raise Http404
    return oidc.Client(
        issuer=settings.SEEDBED_OIDC["issuer"],
        client_id=settings.SEEDBED_OIDC["client_id"],
        client_secret=settings.SEEDBED_OIDC["client_secret"],
    )


def _back(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("account:sso_back"))


def _account(claims: dict[str, Any]) -> int:
    """Return the account that the claim names, in the system of the settings."""
    claim = settings.SEEDBED_OIDC["claim"]
    value = str(claims.get(claim) or "")
    if claim == "email" and claims.get("email_verified") is False:
        raise UnknownIdentityError(claim, 0)
    system = queries.resolve_system(settings.SEEDBED_OIDC["system"])
    with system_context(system.id):
        return identities.account_known_as(
            settings.SEEDBED_OIDC["field"], value, claim=claim
        )


def _sorry(request: HttpRequest) -> HttpResponse:
    words = gettext(
        "The sign-in of your school did not work this time. Try again, or use your "
        "password."
    )
    messages.error(request, words)
    return redirect("kit:sign-in")

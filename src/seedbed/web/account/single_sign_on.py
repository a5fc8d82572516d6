"""Signing in through the school's own service: only people whom the roster knows."""

from __future__ import annotations

from dataclasses import asdict
from hmac import compare_digest
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from seedbed.web.kit import signin

from . import known, oidc
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
        return known.sorry(request)
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
        return known.sorry(request)
    ask = oidc.Ask(state=kept["state"], nonce=kept["nonce"], verifier=kept["verifier"])
    code = request.GET.get("code", "")
    try:
        claims = oidc.identity(client, ask, code=code, back=_back(request))
    except SignOnError:
        return known.sorry(request)
    service = settings.SEEDBED_OIDC
    value = _value(claims, service["claim"])
    return known.let_in(
        request, service, value, claim=service["claim"], following=kept["next"]
    )


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


def _value(claims: dict[str, Any], claim: str) -> str:
    """Return what the claim says; nothing of an e-mail address nobody verified."""
    if claim == "email" and claims.get("email_verified") is False:
        return ""
    return str(claims.get(claim) or "")

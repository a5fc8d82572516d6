"""Signing in through the school's own service by SAML: whom the roster knows alone.

The provider's page sends its answer by a form of another site. The session's cookie
stays at home then (``SameSite=Lax``), so ``back`` checks the answer, puts what it says
into a cookie of its own and leads on to ``arrive``, an address of this site's own,
where the session is there to say whether this browser asked.
"""

from __future__ import annotations

import json
import logging
from hmac import compare_digest
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from seedbed.web.kit import signin

from . import known, saml
from .errors import SignOnError

_KEPT = "saml_sign_on"
_TILE = "saml_tile"  # the next round begins because of a tile at the provider
_COOKIE = "saml"
_SECONDS = 60
_SEE_OTHER = 303
_LONGEST_VALUE = 500  # what a cookie holds beside its signature

logger = logging.getLogger(__name__)


@never_cache
@require_GET
def begin(request: HttpRequest) -> HttpResponse:
    """Go to the school's sign-in page."""
    service = _service()
    request_id = saml.new_request_id()
    try:
        provider = saml.provider_of(service["metadata"])
    except ValueError as error:
        logger.warning("%s", error)
        return known.sorry(request)
    address = saml.address_of(
        provider, request_id, here=_here(request), back=_back(request)
    )
    request.session[_KEPT] = {
        "id": request_id,
        "next": signin.safe_next(request),
        "by_tile": request.session.pop(_TILE, False),
    }
    return HttpResponseRedirect(address)


@never_cache
@csrf_exempt  # the provider's page sends it; what it says is signed
@require_POST
def back(request: HttpRequest) -> HttpResponse:
    """Check what the provider says and take it along to this site's own address."""
    service = _service()
    try:
        said = _said(request, service)
    except (SignOnError, ValueError) as error:
        # Without the reason nobody could set a provider up; it names no person.
        logger.warning("%s", error)
        said = {}
    response = HttpResponse(status=_SEE_OTHER)
    response.headers["Location"] = reverse("account:saml_in")
    response.set_signed_cookie(
        _COOKIE,
        json.dumps(said),
        max_age=_SECONDS,
        path=reverse("account:saml"),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


@never_cache
@require_GET
def arrive(request: HttpRequest) -> HttpResponse:
    """Take the person whom the provider named, if this browser asked for it."""
    response = _answer(request, _service())
    response.delete_cookie(_COOKIE, path=reverse("account:saml"), samesite="Lax")
    return response


@require_GET
def metadata(request: HttpRequest) -> HttpResponse:
    """Tell a provider what it wants to know of this deployment."""
    _service()
    told = saml.metadata(_here(request), _back(request))
    return HttpResponse(told, content_type="application/samlmetadata+xml")


def _service() -> dict[str, str]:
    """Return what the settings say, or answer 404 where SAML is not used."""
    if not settings.SEEDBED_SAML:
        raise Http404
    service: dict[str, str] = settings.SEEDBED_SAML
    return service


def _here(request: HttpRequest) -> str:
    """Return the name of this deployment at the provider."""
    return request.build_absolute_uri(reverse("account:saml_metadata"))


def _back(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("account:saml_back"))


def _said(request: HttpRequest, service: dict[str, str]) -> dict[str, str]:
    """Return what a checked answer says, as short as a cookie must be."""
    found = saml.identity(
        saml.provider_of(service["metadata"]),
        request.POST.get("SAMLResponse", ""),
        here=_here(request),
        back=_back(request),
    )
    value = found.value(service["attribute"])
    if len(value) + len(found.in_response_to) > _LONGEST_VALUE:
        raise SignOnError("a name in its answer is too long")
    return {"value": value, "in_response_to": found.in_response_to}


def _answer(request: HttpRequest, service: dict[str, str]) -> HttpResponse:
    kept: dict[str, Any] | None = request.session.pop(_KEPT, None)
    said = _brought(request)
    if not said:
        return known.sorry(request)
    asked = said["in_response_to"]
    if not asked and not (kept and kept.get("by_tile")):
        # A tile at the provider was clicked, or somebody slipped this browser an answer
        # of their own: a round that begins here tells the two apart. Once only, since
        # some providers never say which request they answer.
        request.session[_TILE] = True
        return redirect("account:saml")
    if kept is None or not compare_digest(asked.encode(), kept["id"].encode()):
        return known.sorry(request)
    claim = service["attribute"] or "NameID"
    return known.let_in(
        request, service, said["value"], claim=claim, following=kept["next"]
    )


def _brought(request: HttpRequest) -> dict[str, str]:
    """Return what ``back`` put into its cookie; nothing if that did not hold."""
    carried = request.get_signed_cookie(_COOKIE, None, max_age=_SECONDS)
    found: dict[str, str] = json.loads(carried or "{}")
    return found

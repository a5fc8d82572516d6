"""Passkeys: made on the account page, used on the sign-in page.

The browser and the device do the work between ``begin`` and ``finish``; the challenge
waits in the session meanwhile, and serves once.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from seedbed.apps.accounts import passkeys
from seedbed.apps.accounts.errors import UnknownPasskeyError
from seedbed.web.kit import access, limits, signin

_MAKING, _USING = "passkey_making", "passkey_using"


def _server(request: HttpRequest) -> Fido2Server:
    """Return the checker for the name that this request came to, and no other."""
    name = request.get_host()
    ours = {f"{request.scheme}://{name}", f"https://{name}"}
    return Fido2Server(
        PublicKeyCredentialRpEntity(id=name.rpartition(":")[0] or name, name="Seedbed"),
        verify_origin=lambda origin: origin in ours,
    )


@never_cache
@require_POST
@login_required
def begin_making(request: HttpRequest) -> HttpResponse:
    """Answer with what the browser needs to make a passkey."""
    account = access.who(request)
    options, state = _server(request).register_begin(
        PublicKeyCredentialUserEntity(
            id=account.uuid.bytes, name=account.username, display_name=account.name
        ),
        credentials=[
            PublicKeyCredentialDescriptor(
                type=PublicKeyCredentialType.PUBLIC_KEY, id=key_id
            )
            for key_id in passkeys.key_ids_of(account.id)
        ],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    request.session[_MAKING] = state
    return JsonResponse(dict(options))


@never_cache
@require_POST
@login_required
def finish_making(request: HttpRequest) -> HttpResponse:
    """Keep the passkey that the browser made."""
    account = access.who(request)
    state = request.session.pop(_MAKING, None)
    try:
        sent = _sent(request)
        made = _server(request).register_complete(state, sent["answer"])
    except (ValueError, KeyError, TypeError) as error:
        return _refused(str(error))
    held = made.credential_data
    if held is None:
        return _refused("no credential")
    is_new = passkeys.add_passkey(
        account_id=account.id,
        name=str(sent.get("name") or gettext("This device")),
        key_id=held.credential_id,
        credential=bytes(held),
        at=timezone.now(),
    )
    if is_new:
        messages.success(request, gettext("From now on this device signs you in."))
    return JsonResponse({"next": "/account/"})


@require_POST
@login_required
def remove(request: HttpRequest) -> HttpResponse:
    """Forget a passkey."""
    account = access.who(request)
    try:
        uuid = UUID(request.POST.get("passkey", ""))
    except ValueError:
        return redirect("account:page")
    if passkeys.remove_passkey(account_id=account.id, uuid=uuid):
        messages.success(request, gettext("That device does not sign you in any more."))
    return redirect("account:page")


@never_cache
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Answer with a challenge; which account it is for, the passkey says itself."""
    options, state = _server(request).authenticate_begin(
        user_verification=UserVerificationRequirement.REQUIRED
    )
    request.session[_USING] = state
    return JsonResponse(dict(options))


@never_cache
@require_POST
def finish(request: HttpRequest) -> HttpResponse:
    """Sign in whom the passkey shows."""
    if limits.is_reached(request, "passkey"):
        return _refused("too many tries", status=HTTPStatus.TOO_MANY_REQUESTS)
    state = request.session.pop(_USING, None)
    try:
        account_id = _checked(request, state)
    except (ValueError, KeyError, TypeError, UnknownPasskeyError) as error:
        limits.note(request, "passkey")
        return _refused(str(error))
    return signin.let_in(
        request, account_id, JsonResponse({"next": signin.safe_next(request)})
    )


def _checked(request: HttpRequest, state: Any) -> int:
    """Return the account that a passkey proves, or raise."""
    answer = _sent(request)["answer"]
    said = AuthenticationResponse.from_dict(answer)
    whose = said.response.user_handle
    if state is None or whose is None:
        raise UnknownPasskeyError
    held = passkeys.passkey_of(UUID(bytes=whose), said.raw_id)
    _server(request).authenticate_complete(
        state, [AttestedCredentialData(held.credential)], answer
    )
    counter = said.response.authenticator_data.counter
    if not passkeys.note_use(passkey=held, sign_count=counter, at=timezone.now()):
        raise UnknownPasskeyError
    return held.account_id


def _sent(request: HttpRequest) -> dict[str, Any]:
    """Return what the script sent: ``answer`` is the browser's own JSON."""
    answer = json.loads(request.POST.get("answer", ""))
    return {"answer": answer, "name": request.POST.get("name", "")}


def _refused(
    why: str, *, status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY
) -> JsonResponse:
    return JsonResponse({"error": why}, status=status)

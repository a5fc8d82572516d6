"""How a school's own sign-in ends: with somebody the roster knows, or with words."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext

from seedbed.apps.accounts import identities, queries
from seedbed.apps.accounts.errors import UnknownIdentityError
from seedbed.apps.accounts.tenancy import system_context
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import signin


def let_in(
    request: HttpRequest,
    service: Mapping[str, str],
    value: str,
    *,
    claim: str,
    following: str,
) -> HttpResponse:
    """Let in whom the roster knows by ``value``, on to ``following``; else say why not.

    ``service`` is what the settings say of the school's sign-in, ``claim`` what it
    calls the value.
    """
    try:
        account_id = _account(service, value, claim=claim)
    except UnknownIdentityError:
        words = gettext(
            "The sign-in of your school knows you, but no roster here does under that "
            "name. The school office can mend that."
        )
        messages.error(request, words)
        return redirect("kit:sign-in")
    except SeedbedError:
        return sorry(request)
    return signin.let_in(request, account_id, HttpResponseRedirect(following))


def sorry(request: HttpRequest) -> HttpResponse:
    """Lead back to the sign-in page: the school's own did not work this time."""
    words = gettext(
        "The sign-in of your school did not work this time. Try again, or use your "
        "password."
    )
    messages.error(request, words)
    return redirect("kit:sign-in")


def _account(service: Mapping[str, str], value: str, *, claim: str) -> int:
    """Return the account that the value names, in the system of the settings."""
    system = queries.resolve_system(service["system"])
    with system_context(system.id):
        return identities.account_known_as(service["field"], value, claim=claim)

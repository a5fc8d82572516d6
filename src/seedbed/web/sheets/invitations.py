"""Invitations to sign in: sent by e-mail, or printed to be handed out, each once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from seedbed.apps.accounts import invitations
from seedbed.apps.accounts.cards import MadeInvitation
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access, letters
from seedbed.web.kit.fields import wholes
from seedbed.web.kit.refusals import problem_of
from seedbed.web.kit.words import long_date

from . import qr


@never_cache
@require_POST
@access.only_for(*access.OFFICE)
def invite(request: HttpRequest) -> HttpResponse:
    """Make invitations and show them, once: what is stored cannot be shown again."""
    try:
        made = invitations.invite(
            person_ids=wholes(request, "person"),
            by_id=access.who(request).id,
            at=timezone.now(),
        )
    except SeedbedError as error:
        messages.error(request, problem_of(error).words)
        return redirect("office:people")
    if not made:
        messages.info(
            request, gettext("Nobody was invited: choose people who are here.")
        )
        return redirect("office:people")
    by_email = request.POST.get("how") == "email" and letters.can_be_sent()
    sent = {card.token for card in made if by_email and _send(request, card)}
    left = [card for card in made if card.token not in sent]
    context = {
        "n_sent": len(sent),
        "by_email": by_email,
        "printed": [
            (card, _address(request, card), _code(request, card)) for card in left
        ],
        "until": made[0].expires_at,
        "leads": access.who(request).has_role(*access.LEADERS),
        "page": "people",
    }
    return render(request, "sheets/printed_invitations.html", context)


def _address(request: HttpRequest, card: MadeInvitation) -> str:
    return request.build_absolute_uri(reverse("account:welcome", args=[card.token]))


def _code(request: HttpRequest, card: MadeInvitation) -> str:
    label = gettext("Invitation of %(name)s") % {"name": card.name}
    return qr.drawing(_address(request, card), label=label)


def _send(request: HttpRequest, card: MadeInvitation) -> bool:
    """Send one invitation in its reader's language; return False if it did not go."""
    if not card.email:
        return False
    with translation.override(card.language):
        system = access.system_of(request)
        subject = gettext("Sign in at %(system)s") % {
            "system": system.name if system else "Seedbed"
        }
        text = gettext(
            "Hello %(name)s,\n\nfrom now on you sign in as\n\n    %(username)s\n\n"
            "Choose your password here, once:\n\n%(address)s\n\nThe address opens "
            "until %(day)s. It is for you alone: whoever has it can choose your "
            "password."
        ) % {
            "name": card.first_name,
            "username": card.username,
            "address": _address(request, card),
            "day": long_date(timezone.localdate(card.expires_at)),
        }
        return letters.send(subject, text, to=card.email)

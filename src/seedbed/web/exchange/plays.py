"""One play: read it with its versions, and make a part of it the unit's own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from seedbed.apps.accounts.cards import UnitCard
from seedbed.apps.exchange import queries, services
from seedbed.apps.exchange.cards import PlayCard
from seedbed.apps.exchange.errors import UnknownStoryError
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access
from seedbed.web.kit.refusals import status_of

from .frame import READERS, frame
from .refused import said


@access.only_for(*READERS)
def play(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show a play with its note, its evidence and where it comes from."""
    return _page(request, uuid)


@require_POST
@access.only_for(*access.LEADERS)
def adopt(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Turn one part into rows of the unit."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    try:
        result = services.adopt(
            play=uuid,
            part=request.POST.get("part", ""),
            unit_id=unit.id,
            by_id=access.who(request).id,
            at=timezone.now(),
            on=timezone.localdate(),
        )
    except UnknownStoryError as error:
        raise Http404 from error
    except SeedbedError as error:
        return _page(request, uuid, error=error)
    messages.success(request, _done(result, unit))
    return redirect(f"{reverse('exchange:play', args=[uuid])}?unit={unit.uuid}")


def _done(result: dict[str, Any], unit: UnitCard) -> str:
    if "pilot" in result:
        return gettext("A draft of the pilot waits in %(unit)s.") % {"unit": unit.name}
    if "n_set" in result:
        return gettext(
            "Rules set in %(unit)s: %(n)s. Your own values that stay: %(kept)s."
        ) % {"unit": unit.name, "n": result["n_set"], "kept": result["n_kept"]}
    if "n_new" in result:
        return gettext(
            "New lessons: %(n)s. Held because their skill is not taught here: %(held)s."
        ) % {"n": result["n_new"], "held": result["n_held"]}
    return gettext("Taken over in %(unit)s.") % {"unit": unit.name}


def _card(uuid: UUID, unit_id: int | None = None) -> PlayCard:
    try:
        return queries.play(uuid, unit_id=unit_id)
    except UnknownStoryError as error:
        raise Http404 from error


def _page(
    request: HttpRequest, uuid: UUID, *, error: SeedbedError | None = None
) -> HttpResponse:
    leads = access.who(request).has_role(*access.LEADERS)
    unit = access.get_unit_or_404(request, *access.LEADERS) if leads else None
    card = _card(uuid, unit.id if unit else None)
    context = {
        **frame(request, "room"),
        "play": card,
        "unit": unit,
        "parts": [
            {"name": part, "content": content, "is_adopted": part in card.adopted}
            for part, content in card.words.parts.items()
            if content
        ],
        "is_own": leads and not card.source and _is_own(request, card),
        "versions": queries.versions_of(uuid) if card.number > 1 else (),
        "problems": (said(error),) if error else (),
    }
    status = status_of(error) if error else 200
    return render(request, "exchange/play.html", context, status=status)


def _is_own(request: HttpRequest, card: PlayCard) -> bool:
    system = access.system_of(request)
    return system is not None and card.by_system == system.name

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

from . import charts
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
    """Return what taking over a part made."""
    if "pilot" in result:
        return gettext("A draft of the pilot waits in %(unit)s.") % {"unit": unit.name}
    if "charter" in result:
        return gettext(
            "A draft of the charter waits in %(unit)s; a board has yet to read it."
        ) % {"unit": unit.name}
    if "n_set" in result:
        return gettext(
            "Rules set in %(unit)s: %(n)s. Your own values that stay: %(kept)s."
        ) % {"unit": unit.name, "n": result["n_set"], "kept": result["n_kept"]}
    if "n_new" in result:
        return gettext(
            "New lessons: %(n)s. Your own of the same code that stay: %(kept)s. Held "
            "because their skill is not taught here: %(held)s."
        ) % {
            "n": result["n_new"],
            "kept": result.get("n_kept", 0),
            "held": result["n_held"],
        }
    return gettext("Taken over in %(unit)s.") % {"unit": unit.name}


def _parts(card: PlayCard, unit: UnitCard) -> list[dict[str, Any]]:
    """Return each part with what became of it here, and where that lives.

    A part that was taken over from an earlier version can be taken over again.
    """
    latest = {one.part: one for one in card.adoptions}
    return [
        {
            "name": part,
            "content": content,
            "taken": taken,
            "is_adopted": taken is not None and taken.version == card.number,
            "became": _done(taken.result, unit) if taken else "",
            "address": _lives(taken.result, unit) if taken else "",
        }
        for part, content in card.words.parts.items()
        if content
        for taken in (latest.get(part),)
    ]


def _lives(result: dict[str, Any], unit: UnitCard) -> str:
    """Return the address of the draft that taking over a part made, if it made one."""
    for part in ("pilot", "charter"):
        if part in result:
            page = reverse(f"innovate:{part}", args=[result[part]])
            return f"{page}?unit={unit.uuid}"
    return ""


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
        "found": charts.finding(card.evidence),
        "figure": charts.intervals(card.evidence) if card.evidence else None,
        "unit": unit,
        "parts": _parts(card, unit) if unit else [],
        "is_own": leads and not card.source and _is_own(request, card),
        "versions": queries.versions_of(uuid) if card.number > 1 else (),
        "problems": (said(error),) if error else (),
    }
    status = status_of(error) if error else 200
    return render(request, "exchange/play.html", context, status=status)


def _is_own(request: HttpRequest, card: PlayCard) -> bool:
    system = access.system_of(request)
    return system is not None and card.by_system == system.name

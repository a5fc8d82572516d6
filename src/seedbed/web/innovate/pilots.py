"""Pilots of a unit: the list, and the page to stop, iterate or double down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from seedbed.apps.accounts.cards import UnitCard
from seedbed.apps.pilots import queries, services
from seedbed.apps.pilots.cards import CycleCard, LookCard, PilotCard, PilotPage
from seedbed.apps.pilots.moments import monday
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access
from seedbed.web.kit.refusals import Problem

from . import pilot_findings, pilot_refusals, pilot_words, views
from .pilot_chart import sparkline

#: Who opens the page again within this time is still at the same look.
_SITTING_MINUTES = 30
#: Clusters of one student are named so.
_ALONE = "Student "
_LATEST_LOOKS = 8
_LATEST_CYCLES = 4


@require_GET
@access.only_for(*access.LEADERS)
def pilots(request: HttpRequest) -> HttpResponse:
    """List a unit's pilots with what each says now. No outcome is looked at."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    found = queries.pilots_of(unit.id)
    rows = [
        {
            "card": card,
            "status": pilot_words.STATUS[card.status],
            "headline": pilot_findings.headline(card),
        }
        for card in found
    ]
    context = {**views.frame(request, unit, "pilots"), "rows": rows}
    return render(request, "innovate/pilots/list.html", context)


@require_GET
@access.only_for(*access.LEADERS)
def pilot(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show one pilot; opening it while it runs is a look, and is written down."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    return pilot_page(request, unit, uuid)


def page_or_404(unit: UnitCard, uuid: UUID) -> PilotPage:
    """Return a pilot of a unit that the caller was already allowed to open."""
    try:
        found = queries.pilot_page(uuid, on=timezone.localdate())
    except SeedbedError as error:
        raise Http404 from error
    if found.card.unit_id != unit.id:
        raise Http404
    return found


def card_or_404(unit: UnitCard, uuid: UUID) -> PilotCard:
    """Return a pilot's card, of a unit that the caller was already allowed to open."""
    try:
        card = queries.pilot_card(uuid)
    except SeedbedError as error:
        raise Http404 from error
    if card.unit_id != unit.id:
        raise Http404
    return card


def pilot_page(
    request: HttpRequest,
    unit: UnitCard,
    uuid: UUID,
    *,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """Render a pilot's page, with what was typed where something was refused."""
    page = page_or_404(unit, uuid)
    if _is_new_look(request, page):
        try:
            services.look(pilot=uuid, by_id=access.who(request).id, at=timezone.now())
            page = page_or_404(unit, uuid)
        except SeedbedError as error:
            problems = (*problems, pilot_refusals.problem(error))
    context = {
        **views.frame(request, unit, "pilots"),
        **shown(page),
        "problems": problems,
        "typed": request.POST if problems else {},
        "week_url": reverse("innovate:pilot-week", args=[uuid]),
        "said_url": reverse("innovate:pilot-said", args=[uuid]),
        "others": queries.other_pilots(uuid) if page.card.status != "ended" else (),
        "form_key": uuid4(),
        "today": timezone.localdate(),
    }
    return render(request, "innovate/pilots/pilot.html", context, status=status)


def shown(page: PilotPage) -> dict[str, Any]:
    """Return what the page and the report of a pilot show of it, in words."""
    card = page.card
    promise, latest = card.registration, card.latest
    title = pilot_findings.headline(card)
    why, why_language = pilot_findings.why_no_band(latest)
    drawn = next((one.content for one in page.journal if one.kind == "draw"), {})
    return {
        "pilot": card,
        "found": page,
        "status": pilot_words.STATUS[card.status],
        "headline": title,
        "why": pilot_findings.why(latest, promise),
        "why_no_band": why,
        "why_language": why_language,
        "how_made": pilot_findings.how_made(drawn) if drawn else "",
        "start": pilot_words.DESIGN[card.design],
        "promise": promise,
        "source": pilot_words.SOURCE.get(promise.source, "") if promise else "",
        "figure": sparkline(latest, promise, title) if promise else None,
        "looked": page.looked[::-1][:_LATEST_LOOKS],
        "arms": _arms(page),
        "attrition": pilot_findings.attrition(latest),
        "balance": pilot_words.balance_rows(_balance(latest, drawn)),
        "ways": pilot_findings.ways(latest),
        "subgroups": _subgroups(latest),
        "entries": pilot_findings.entries(page.journal),
        "cycles": page.cycles[:_LATEST_CYCLES],
        **weeks_of(page.cycles),
        "voices": [(pilot_words.VOICE[v], q) for v, q in page.concerns.feedback],
        "options": pilot_words.DECISION.items(),
        "cycle_options": pilot_words.CYCLE.items(),
        "voice_options": pilot_words.VOICE.items(),
        "decided": pilot_findings.decided(page.journal),
        "next_look": pilot_findings.next_look(card, today=timezone.localdate()),
        "cost": pilot_findings.cost(card, page),
        "moved": pilot_findings.moved(page),
    }


def _is_new_look(request: HttpRequest, page: PilotPage) -> bool:
    """Tell whether there is something to look at that this sitting has not seen."""
    if page.card.status != "running" or not page.inputs:
        return False
    if not page.looked or page.card.latest is None:
        return True
    last = page.looked[-1]
    minutes = (timezone.now() - last.at).total_seconds() / 60.0
    is_same_sitting = (
        last.by_id == access.who(request).id and minutes < _SITTING_MINUTES
    )
    return not is_same_sitting or page.card.latest.inputs != page.inputs


def _arms(page: PilotPage) -> list[dict[str, Any]]:
    """Return each arm with its groups and counts."""
    rows = []
    is_made = any(one.arm for one in page.arms)
    for arm, name in pilot_words.ARM.items():
        mine = [one for one in page.arms if one.arm == arm]
        if mine:
            rows.append(
                {
                    "arm": arm,
                    "name": name if arm or not is_made else gettext("in no arm"),
                    "groups": [one.name for one in mine],
                    "is_alone": all(one.name.startswith(_ALONE) for one in mine),
                    "n_students": sum(one.n_students for one in mine),
                    "n_consent": sum(one.n_consent for one in mine),
                    "n_left": sum(one.n_left for one in mine),
                }
            )
    return rows


def _balance(latest: LookCard | None, drawn: Mapping[str, Any]) -> Sequence[Any]:
    """Return what the pairs were made by, else what the latest look compared."""
    return drawn.get("balance") or (latest.balance if latest else ())


def _subgroups(latest: LookCard | None) -> list[dict[str, Any]]:
    return [
        {
            "name": pilot_words.group_name(row["name"]),
            "n": row["n_treated"] + row["n_comparison"],
            "is_shown": row["effect"] is not None,
            **{key: pilot_words.signed(row[key]) for key in ("effect", "low", "high")},
        }
        for row in (latest.subgroups if latest else ())
    ]


def weeks_of(cycles: Sequence[CycleCard]) -> dict[str, CycleCard | None]:
    """Return this week's cycle, and the latest that still waits to be studied."""
    week_on = monday(timezone.localdate())
    waits = (one for one in cycles if not one.decision and one.week_on <= week_on)
    return {
        "this_week": next((one for one in cycles if one.week_on == week_on), None),
        "open_week": next(waits, None),
    }

"""Rounds of the surveys: opened and closed by the lead, and two beside each other."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from seedbed.apps.accounts.cards import UnitCard
from seedbed.apps.decisions import queries, services
from seedbed.apps.decisions.cards import ChangeCard, RoundLine
from seedbed.apps.decisions.errors import UnknownWaveError
from seedbed.apps.decisions.instruments import instrument_titles
from seedbed.apps.networks import queries as networks
from seedbed.lib.errors import SeedbedError
from seedbed.web.innovate import views
from seedbed.web.kit import access
from seedbed.web.kit.fields import typed_date
from seedbed.web.kit.refusals import Problem, problem_of, status_of

from . import charts, phrases
from .views import instrument_of

#: How long a round is open unless other days are chosen.
_OPEN_FOR = timedelta(days=42)


@access.only_for(*access.LEADERS)
def rounds(request: HttpRequest) -> HttpResponse:
    """List the rounds; who leads the network opens and closes them here."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    return _page(request, unit)


@require_POST
@access.only_for(*access.LEADERS)
def open_round(request: HttpRequest) -> HttpResponse:
    """Open a round for every member."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    opens_on = typed_date(request.POST, "opens_on")
    closes_on = typed_date(request.POST, "closes_on")
    if opens_on is None or closes_on is None:
        words = gettext("Give the first and the last day of the round.")
        return _page(request, unit, (Problem(words=words, field="opens_on"),), 422)
    try:
        services.open_wave(
            instrument=request.POST.get("survey", ""),
            name=request.POST.get("name", "")[:100],
            opens_on=opens_on,
            closes_on=closes_on,
            by_id=access.who(request).id,
        )
    except SeedbedError as error:
        problem = problem_of(error, field="name")
        return _page(request, unit, (problem,), status_of(error))
    messages.success(request, gettext("Opened. Every member can answer from then on."))
    return redirect(views.address("rounds", unit))


@require_POST
@access.only_for(*access.LEADERS)
def close_round(request: HttpRequest, wave: UUID) -> HttpResponse:
    """Close a round before its last day."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    try:
        services.close_wave(
            wave=wave,
            by_id=access.who(request).id,
            on=timezone.localdate(),
            at=timezone.now(),
        )
    except SeedbedError as error:
        return _page(request, unit, (problem_of(error),), status_of(error))
    messages.success(request, gettext("Closed. What was answered stays readable."))
    return redirect(views.address("rounds", unit))


@access.only_for(*access.LEADERS)
def then_and_now(request: HttpRequest) -> HttpResponse:
    """Show what changed between two rounds of a survey, for us and for all.

    Without two in the address, they are the newest two; the first round of a survey has
    none before it.
    """
    unit = access.get_unit_or_404(request, *access.LEADERS)
    try:
        before, now = _two_rounds(request)
        found = queries.then_and_now(
            before=before,
            now=now,
            account_id=access.who(request).id,
            on=timezone.localdate(),
        )
    except (ValueError, UnknownWaveError) as error:
        raise Http404 from error
    if not found.is_visible:
        return redirect(views.address("decisions", unit))
    context = {
        **views.frame(request, unit, "decisions"),
        "found": found,
        "title": phrases.own(found.now.questionnaire.title),
        "finding": _finding(found.items),
        "rows": [
            {
                "card": card,
                "title": phrases.own(card.question.title),
                "low": phrases.own(card.question.low),
                "high": phrases.own(card.question.high),
                "figure": charts.then_and_now(card),
                "own": _own(card),
                "all": phrases.moved(card),
            }
            for card in found.items
        ],
    }
    return render(request, "innovate/decisions/then_and_now.html", context)


def _two_rounds(request: HttpRequest) -> tuple[UUID, UUID]:
    """Return the rounds that the address names, else the newest two of its survey.

    Raises
    ------
    ValueError
        If there are no two.
    """
    asked = request.GET
    if "before" in asked or "now" in asked:
        return UUID(asked.get("before", "")), UUID(asked.get("now", ""))
    survey = instrument_of(request)
    now, before = (
        line.wave.uuid
        for line in [
            one
            for one in queries.rounds(on=timezone.localdate())
            if one.has_begun and one.wave.questionnaire.code == survey
        ][:2]
    )
    return before, now


def _own(card: ChangeCard) -> str:
    """Return how the own system moved, or an empty text where it cannot be said."""
    then, now = card.own_then, card.own_now
    if then is None or now is None:
        return ""
    facts = {"then": phrases.point(then), "now": phrases.point(now)}
    if then == now:
        return gettext("You stay at %(now)s.") % facts
    return gettext("You went from %(then)s to %(now)s.") % facts


def _finding(cards: tuple[ChangeCard, ...]) -> str:
    """Return the change that most systems made, in one sentence."""
    sure = [one for one in cards if one.moved and one.moved.p < phrases.CHANCE]
    if not sure:
        return gettext("On no decision did systems move more than chance would.")
    most = min(sure, key=lambda one: one.moved.p if one.moved else 1.0)
    return f"{phrases.own(most.question.title)}: {phrases.moved(most)}"


def _page(
    request: HttpRequest,
    unit: UnitCard,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate()
    lines = queries.rounds(on=today)
    may_open = networks.leads_network() and access.who(request).has_role(*access.CHIEFS)
    context: dict[str, Any] = {
        **views.frame(request, unit, "decisions"),
        "lines": [_line(one, lines) for one in lines],
        "may_open": may_open,
        "surveys": [(code, phrases.own(title)) for code, title in instrument_titles()],
        "first_on": today.isoformat(),
        "last_on": (today + _OPEN_FOR).isoformat(),
        "problems": problems,
        "typed": request.POST if problems else {},
    }
    return render(request, "innovate/decisions/rounds.html", context, status=status)


def _line(one: RoundLine, lines: tuple[RoundLine, ...]) -> dict[str, Any]:
    """Return a round with its survey, and the round before it of the same survey."""
    code = one.wave.questionnaire.code
    earlier = [
        other.wave
        for other in lines
        if other.wave.questionnaire.code == code
        and other.wave.opens_on < one.wave.opens_on
    ]
    return {
        "line": one,
        "survey": phrases.own(one.wave.questionnaire.title),
        "code": code,
        "before": earlier[0] if earlier and one.has_begun else None,
    }

"""The 25-minute talk about where the team splits, and the trade-offs it ends in."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from seedbed.apps.accounts.cards import UnitCard
from seedbed.apps.decisions import queries, services
from seedbed.apps.decisions.cards import ItemCard, StandingCard, TradeOffCard
from seedbed.lib.errors import SeedbedError
from seedbed.web.innovate import views
from seedbed.web.kit import access
from seedbed.web.kit.fields import typed_date, typed_token
from seedbed.web.kit.refusals import Problem, problem_of, status_of

from . import charts, phrases
from .views import about, about_round, address, wave_or_404

#: A trade-off is looked at again after about a term, unless another day is chosen.
_REVISIT_AFTER = timedelta(days=90)
_FIELDS = {"empty-trade-off": "choice", "revisit-in-the-past": "revisit_on"}


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A trade-off as the page shows it."""

    card: TradeOffCard
    title: str
    side: str
    verdicts: tuple[tuple[str, str], ...]
    token: str


@access.only_for(*access.LEADERS)
def talk(request: HttpRequest) -> HttpResponse:
    """Show the guide for one decision: by default the one on which the team splits."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    return _page(request, unit)


@require_POST
@access.only_for(*access.LEADERS)
def choose(request: HttpRequest) -> HttpResponse:
    """Keep what the team chose."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    wave = wave_or_404(request)
    revisit_on = typed_date(request.POST, "revisit_on")
    try:
        services.choose_trade_off(
            token=typed_token(request.POST),
            instrument=wave.questionnaire.code,
            item=request.POST.get("item", ""),
            side=_side(request),
            choice=request.POST.get("choice", ""),
            cost=request.POST.get("cost", ""),
            revisit_on=revisit_on or timezone.localdate(),
            by_id=access.who(request).id,
            on=timezone.localdate(),
            at=timezone.now(),
        )
    except SeedbedError as error:
        return _refused(request, unit, error)
    messages.success(request, gettext("Kept. It comes back on the day you chose."))
    return redirect(address("trade-offs", unit, wave))


@access.only_for(*access.LEADERS)
def trade_offs(request: HttpRequest) -> HttpResponse:
    """List what the team chose, what it gave up, and what came of it."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    return _list(request, unit)


@require_POST
@access.only_for(*access.LEADERS)
def revisit(request: HttpRequest, trade_off_id: int) -> HttpResponse:
    """Keep what came of a trade-off."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    wave = wave_or_404(request)
    verdict = request.POST.get("verdict", "")
    if verdict not in phrases.VERDICT:
        raise Http404
    try:
        services.revisit_trade_off(
            token=typed_token(request.POST),
            trade_off_id=trade_off_id,
            happened=request.POST.get("happened", ""),
            verdict=verdict,
            revisit_on=typed_date(request.POST, "revisit_on"),
            by_id=access.who(request).id,
            on=timezone.localdate(),
            at=timezone.now(),
        )
    except SeedbedError as error:
        field = _FIELDS.get(error.code, "").replace("choice", "happened")
        problem = problem_of(error, field=f"{field}-{trade_off_id}" if field else "")
        return _list(request, unit, (problem,), status_of(error), typed_id=trade_off_id)
    messages.success(request, gettext("Kept with what came before it."))
    return redirect(address("trade-offs", unit, wave))


def _refused(request: HttpRequest, unit: UnitCard, error: SeedbedError) -> HttpResponse:
    problem = problem_of(error, field=_FIELDS.get(error.code, ""))
    return _page(request, unit, (problem,), status_of(error))


def _page(
    request: HttpRequest,
    unit: UnitCard,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    wave = wave_or_404(request)
    card = queries.standing(wave, account_id=access.who(request).id)
    if not card.has_answered:
        return redirect(address("decisions", unit, wave))
    item = _item(request, card)
    question = item.question
    own = phrases.own
    context: dict[str, Any] = {
        **views.frame(request, unit, "decisions"),
        **about(unit, wave, card),
        "item": item,
        "number": item.number,
        "heading": own(question.title),
        "question": own(question.question),
        "low": own(question.low),
        "high": own(question.high),
        "sides": [
            (own(question.low), own(question.low_buys), own(question.low_costs)),
            (own(question.high), own(question.high_buys), own(question.high_costs)),
        ],
        "figure": charts.row(item),
        "reading": phrases.reading(item),
        "split": phrases.split(item),
        "others": [
            (other.question.code, other.number, own(other.question.title))
            for other in card.items
        ],
        "side_names": [
            (side, phrases.side_name(question, side))
            for side in ("low", "both", "high")
        ],
        "token": str(uuid.uuid4()),
        "revisit_on": (timezone.localdate() + _REVISIT_AFTER).isoformat(),
        "problems": problems,
        "typed": request.POST if problems else {},
    }
    return render(request, "innovate/decisions/talk.html", context, status=status)


def _item(request: HttpRequest, card: StandingCard) -> ItemCard:
    wanted = request.POST.get("item") or request.GET.get("item") or ""
    for item in card.items:
        if item.question.code == wanted:
            return item
    return card.items[card.splits[0] if card.splits else card.far or 0]


def _list(
    request: HttpRequest,
    unit: UnitCard,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
    *,
    typed_id: int | None = None,
) -> HttpResponse:
    wave = wave_or_404(request)
    cards = queries.trade_offs(
        on=timezone.localdate(), instrument=wave.questionnaire.code
    )
    context = {
        **views.frame(request, unit, "decisions"),
        **about_round(unit, wave),
        "kept": [_kept(card) for card in cards],
        "n_open": sum(card.ended_on is None for card in cards),
        "next_on": (timezone.localdate() + _REVISIT_AFTER).isoformat(),
        "problems": problems,
        "typed": request.POST if problems else {},
        "typed_id": typed_id,
    }
    return render(request, "innovate/decisions/trade_offs.html", context, status=status)


def _kept(card: TradeOffCard) -> Kept:
    return Kept(
        card=card,
        title=phrases.own(card.question.title),
        side=phrases.side_name(card.question, card.side),
        verdicts=tuple((code, str(name)) for code, name in phrases.VERDICT.items()),
        token=str(uuid.uuid4()),
    )


def _side(request: HttpRequest) -> str:
    side = request.POST.get("side", "")
    if side not in ("low", "both", "high"):
        raise Http404
    return side

"""A change while it is tried: pulse, concerns, drift, what became of it; and checks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext

from seedbed.apps.accounts.cards import UnitCard
from seedbed.apps.stakeholders import flight, queries, services
from seedbed.apps.stakeholders.cards import ChangeCard, DriftCard, FlightCard
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access
from seedbed.web.kit.fields import typed_date, typed_whole
from seedbed.web.kit.kept import keeps_what_was_typed, take
from seedbed.web.kit.pulse import QUESTIONS, SCALE
from seedbed.web.kit.words import short_date

from . import network_words as words
from . import views
from .map_forms import Typed, form_key, status_of_form, typed_context, typed_number
from .network import change_or_404

#: Answers of fewer are not averaged: one of three could be told apart.
_LEAST = 5


@keeps_what_was_typed
@access.only_for(*access.LEADERS)
def in_flight(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show how a change fares; note an answer, or what became of it."""
    change, unit = change_or_404(request, uuid)
    if request.method != "POST":
        return _flight(request, change, unit, typed=take(request))
    typed = request.POST
    is_ending = typed.get("form") == "ending"
    try:
        if is_ending:
            _ending(request, uuid, typed)
        else:
            _pulse(request, uuid, typed)
    except SeedbedError as error:
        return _flight(request, change, unit, typed=typed, error=error)
    messages.success(request, gettext("Kept."))
    return redirect("innovate:network_flight", uuid)


def _ending(request: HttpRequest, uuid: UUID, typed: Typed) -> None:
    services.record_ending(
        change=uuid,
        place=typed.get("place", ""),
        on=typed_date(typed, "on") or timezone.localdate(),
        was_stopped=typed.get("was_stopped") == "1",
        what=typed.get("what", "") if typed.get("was_stopped") else "",
        by_id=access.who(request).id,
        at=timezone.now(),
    )


def _pulse(request: HttpRequest, uuid: UUID, typed: Typed) -> None:
    services.answer_pulse(
        form_key=form_key(typed),
        change=uuid,
        kind=typed.get("kind", ""),
        answers=[typed_whole(typed, f"answer_{n}") for n in range(1, 4)],
        language=get_language() or "en",
        words=typed.get("words", ""),
        is_concern=bool(typed.get("is_concern")),
        on=timezone.localdate(),
        by_id=access.who(request).id,
        at=timezone.now(),
    )


def _flight(
    request: HttpRequest,
    change: ChangeCard,
    unit: UnitCard,
    *,
    typed: Typed | None,
    error: SeedbedError | None = None,
) -> HttpResponse:
    card = flight.flight_card(change, on=timezone.localdate())
    is_ending = bool(typed and typed.get("form") == "ending")
    context = {
        **views.frame(request, unit, "network"),
        "change": change,
        "card": card,
        "finding": _finding(card),
        "weeks": _weeks(card),
        "said": [(on, words.KIND[kind], said) for on, kind, said in card.words],
        "drifts": [_drift(change, one) for one in card.drifts],
        "endings": [(change.name_of(one.place), one) for one in card.endings],
        "questions": _questions(typed),
        "kinds": words.KIND.items(),
        "places": [("inside", change.inside_name), ("apart", change.apart_name)],
        "scale": SCALE,
        "today": timezone.localdate().isoformat(),
        **typed_context(typed, error, field="ending" if is_ending else "pulse"),
    }
    template = "innovate/network/flight.html"
    return render(request, template, context, status=status_of_form(error))


def _finding(card: FlightCard) -> str:
    if card.alarm_on is not None:
        return gettext("More concerns than usual since %(day)s") % {
            "day": short_date(card.alarm_on)
        }
    if not any(week.n for week in card.weeks):
        return gettext("Nobody has been asked yet")
    return gettext("No more concerns than usual")


def _weeks(card: FlightCard) -> list[dict[str, Any]]:
    """Return the weeks, newest first: answers, means, and concerns by kind."""
    rows = []
    pairs = zip(card.weeks, card.family_concerns, strict=True)
    for week, (_monday, n_messages) in reversed(list(pairs)):
        concerns = [(words.KIND[kind], n) for kind, n in sorted(week.concerns.items())]
        if n_messages:
            concerns.append((words.MESSAGES, n_messages))
        rows.append(
            {
                "week_on": week.week_on,
                "n": week.n,
                "means": [f"{mean:.1f}" for mean in week.means]
                if week.n >= _LEAST
                else [],
                "is_few": 0 < week.n < _LEAST,
                "concerns": concerns,
            }
        )
    return rows


def _drift(change: ChangeCard, one: DriftCard) -> dict[str, Any]:
    low, mean, high = (words.signed(value) for value in one.gain)
    return {
        "name": change.name_of(one.place),
        "since": one.since,
        "mean": mean,
        "low": low,
        "high": high,
        "p_then": f"{100 * one.p_then:.0f}",
        "p_now": f"{100 * one.p_now:.0f}",
        "turned": [
            (name, words.STANCE[then], words.STANCE[now])
            for name, then, now in one.turned
        ],
    }


def _questions(typed: Typed | None) -> list[dict[str, Any]]:
    return [
        {"number": n, "words": said, "typed": typed_whole(typed or {}, f"answer_{n}")}
        for n, said in enumerate(QUESTIONS, start=1)
    ]


@keeps_what_was_typed
@access.only_for(*access.LEADERS)
def checks(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Check whether it can be run as promised, and note what a pilot did to groups."""
    change, unit = change_or_404(request, uuid)
    if request.method != "POST":
        return _checks(request, change, unit, typed=take(request))
    typed = request.POST
    try:
        if typed.get("form") == "effect":
            _effect(request, uuid, typed)
        else:
            _readiness(request, uuid, typed)
    except SeedbedError as error:
        return _checks(request, change, unit, typed=typed, error=error)
    messages.success(request, gettext("Kept."))
    return redirect("innovate:network", uuid)


def _readiness(request: HttpRequest, uuid: UUID, typed: Typed) -> None:
    services.check_readiness(
        form_key=form_key(typed),
        change=uuid,
        numbers={
            "seats_per_adult": typed_number(typed, "seats_per_adult"),
            "n_accommodations": typed_whole(typed, "n_accommodations"),
            "n_accommodations_met": typed_whole(typed, "n_accommodations_met"),
            "has_contract_authority": bool(typed.get("has_contract_authority")),
            "hours_of_oldest_source": typed_number(typed, "hours_of_oldest_source"),
        },
        by_id=access.who(request).id,
        at=timezone.now(),
    )


def _effect(request: HttpRequest, uuid: UUID, typed: Typed) -> None:
    services.note_effect(
        form_key=form_key(typed),
        change=uuid,
        actor_id=typed_whole(typed, "actor"),
        group=typed.get("group", ""),
        effect=typed_number(typed, "effect"),
        standard_error=typed_number(typed, "standard_error"),
        source=typed.get("source", ""),
        by_id=access.who(request).id,
        at=timezone.now(),
    )


def _checks(
    request: HttpRequest,
    change: ChangeCard,
    unit: UnitCard,
    *,
    typed: Typed | None,
    error: SeedbedError | None = None,
) -> HttpResponse:
    latest = queries.readiness_of(change.uuid)
    before = latest.numbers if latest else {}
    is_effect = bool(typed and typed.get("form") == "effect")
    context = {
        **views.frame(request, unit, "network"),
        "change": change,
        "actors": [(str(one.id), one.name) for one in queries.actors_of(change.uuid)],
        "before": typed if typed and not is_effect else before,
        **typed_context(typed, error, field="effect" if is_effect else "readiness"),
    }
    template = "innovate/network/checks.html"
    return render(request, template, context, status=status_of_form(error))

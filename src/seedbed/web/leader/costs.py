"""The page of what a day's rules cost, and what a change would bring."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from seedbed.apps.accounts.cards import UnitCard
from seedbed.apps.scheduling import queries as scheduling
from seedbed.apps.scheduling import services
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access
from seedbed.web.kit.fields import whole
from seedbed.web.kit.refusals import Problem, problem_of, status_of

from . import cost_words, views

MOST_STUDENTS = 200


@access.only_for(*access.LEADERS)
def costs(request: HttpRequest, on: date) -> HttpResponse:
    """Show the last prices of the day's rules and the last answers to what if."""
    return _page(request, access.get_unit_or_404(request, *access.LEADERS), on)


@require_POST
@access.only_for(*access.LEADERS)
def price(request: HttpRequest, on: date) -> HttpResponse:
    """Work out what each rule costs; the page waits for it."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    try:
        services.price_rules(
            unit_id=unit.id, on=on, at=timezone.now(), by_id=access.who(request).id
        )
    except SeedbedError as error:
        return _refused(request, unit, on, error)
    return redirect(views.address("costs", unit, on))


@require_POST
@access.only_for(*access.LEADERS)
def what_if(request: HttpRequest, on: date) -> HttpResponse:
    """Work out what changes would bring; the page waits for it."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    n_students = whole(request, "students")
    if n_students > MOST_STUDENTS:
        raise Http404
    try:
        services.ask_what_if(
            unit_id=unit.id,
            on=on,
            at=timezone.now(),
            n_students=n_students,
            by_id=access.who(request).id,
        )
    except SeedbedError as error:
        return _refused(request, unit, on, error)
    return redirect(views.address("costs", unit, on))


def _refused(
    request: HttpRequest, unit: UnitCard, on: date, error: SeedbedError
) -> HttpResponse:
    return _page(
        request, unit, on, problems=(problem_of(error),), status=status_of(error)
    )


def _page(
    request: HttpRequest,
    unit: UnitCard,
    on: date,
    *,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    standing = scheduling.day_status(unit.id, on)
    prices = scheduling.prices_of_rules(unit.id, on)
    changes = scheduling.what_if(unit.id, on)
    context: dict[str, Any] = {
        **views.frame(request, unit, on),
        "standing": standing,
        "prices": prices,
        "price_title": cost_words.price_title(prices),
        "rows": [cost_words.price_row(p) for p in prices.prices] if prices else [],
        "changes": changes,
        "answers": [cost_words.answer(c) for c in changes.changes] if changes else [],
        "more": cost_words.room_for_more(changes.more if changes else None),
        "is_price_old": _is_old(prices, standing),
        "is_change_old": _is_old(changes, standing),
        "n_students": _asked(changes),
        "most_students": MOST_STUDENTS,
        "problems": problems,
    }
    return render(request, "leader/costs.html", context, status=status)


def _is_old(card: Any, standing: scheduling.DayStatusCard | None) -> bool:
    """Tell whether the plan has changed since the figures were worked out."""
    if card is None or standing is None:
        return False
    made: datetime = standing.made_at
    return bool(
        card.inquiry.version != standing.version or card.inquiry.asked_at < made
    )


def _asked(changes: Any) -> int:
    """Return how many students more the last question was about."""
    numbers = [c.n_more_students for c in changes.changes] if changes else []
    return max(numbers, default=0) or services.MORE_STUDENTS

"""The leader's page of choices: rounds, seats, measures, and how to check a draw."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from seedbed.apps.accounts.cards import UnitCard
from seedbed.apps.choices import queries, services
from seedbed.apps.choices.cards import RoundTerms
from seedbed.lib.calendar import next_school_day
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access, choosing
from seedbed.web.kit.fields import typed_date, typed_moment, typed_whole, wholes
from seedbed.web.kit.refusals import Problem, problem_of, status_of

from . import views

_SEED_BYTES, _SALT_BYTES = 8, 16


def address(name: str, unit: UnitCard, *args: object) -> str:
    """Return the address of a page of choices for a unit."""
    return f"{reverse(f'leader:{name}', args=args)}?unit={unit.uuid}"


@access.only_for(*access.LEADERS)
def choices(request: HttpRequest) -> HttpResponse:
    """Show a unit's rounds, electives on offer, and wishes counted."""
    return choices_page(request, access.get_unit_or_404(request, *access.LEADERS))


@require_POST
@access.only_for(*access.LEADERS)
def open_round(request: HttpRequest) -> HttpResponse:
    """Open a round; its secret numbers are drawn here and only their hash is shown."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    terms = _terms(request)
    if terms is None:
        words = gettext(
            "Give the dates of the round: opening, deadline, first and last day."
        )
        problem = Problem(words=words, field="round-opens")
        return choices_page(request, unit, problems=(problem,), status=422)
    try:
        services.open_round(
            unit_id=unit.id,
            terms=terms,
            seed=secrets.token_hex(_SEED_BYTES),
            salt=secrets.token_hex(_SALT_BYTES),
            by_id=access.who(request).id,
        )
    except SeedbedError as error:
        return refused(request, unit, error, field="round-title")
    messages.success(
        request, gettext("The round is set. Its hash is public from now on.")
    )
    return redirect(address("choices", unit))


@require_POST
@access.only_for(*access.LEADERS)
def allot(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Allot the seats of a round whose deadline has passed; the page waits for it."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    try:
        services.close_and_allot(
            round_uuid=uuid, at=timezone.now(), by_id=access.who(request).id
        )
    except SeedbedError as error:
        return refused(request, unit, error, field=f"round-{uuid}")
    messages.success(request, gettext("Seats are given. Students see them now."))
    return redirect(address("choices", unit))


@access.only_for(*access.LEADERS)
def proof(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Check a round's hash, draw and seats again."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    try:
        found = queries.round_proof(uuid, unit_id=unit.id)
    except SeedbedError as error:
        if error.code == "unknown-round":
            raise Http404 from error
        return refused(request, unit, error, field=f"round-{uuid}")
    context = {**_frame(request, unit), "proof": found}
    return render(request, "leader/proof.html", context)


def refused(
    request: HttpRequest, unit: UnitCard, error: SeedbedError, *, field: str
) -> HttpResponse:
    """Return the page with the reason for a refusal on top."""
    problem = problem_of(error, field=field)
    return choices_page(request, unit, problems=(problem,), status=status_of(error))


def choices_page(
    request: HttpRequest,
    unit: UnitCard,
    *,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """Render the page of choices."""
    context = {
        **_frame(request, unit),
        "found": queries.unit_choices(unit.id, at=timezone.now()),
        "methods": choosing.METHOD.items(),
        "weekdays": [(n, WEEKDAYS[n]) for n in choosing.SCHOOL_WEEK],
        "problems": problems,
        "typed": request.POST if problems else {},
    }
    return render(request, "leader/choices.html", context, status=status)


def _frame(request: HttpRequest, unit: UnitCard) -> dict[str, Any]:
    return views.frame(request, unit, next_school_day(timezone.localdate()))


def _terms(request: HttpRequest) -> RoundTerms | None:
    post = request.POST
    opens_at, closes_at = typed_moment(post, "opens"), typed_moment(post, "closes")
    starts_on, ends_on = typed_date(post, "starts"), typed_date(post, "ends")
    if opens_at is None or closes_at is None or starts_on is None or ends_on is None:
        return None
    return RoundTerms(
        title=post.get("title", ""),
        title_es=post.get("title_es", ""),
        method=post.get("method", ""),
        load=typed_whole(post, "load"),
        opens_at=opens_at,
        closes_at=closes_at,
        starts_on=starts_on,
        ends_on=ends_on,
        elective_ids=wholes(request, "electives"),
    )

"""What is tried, week by week: open to everybody, written by the team of a pilot.

No number of a pilot is here: to read a diary is no look at its outcomes.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from seedbed.apps.pilots import queries, services
from seedbed.apps.pilots.cards import CycleCard, DiaryCard
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access
from seedbed.web.kit.kept import keeps_for
from seedbed.web.kit.refusals import Problem, status_of

from . import pilot_refusals, pilot_words
from .pilot_weeks import said_of, week_of
from .pilots import weeks_of

#: Who writes a pilot's weeks, in its unit.
_TEAM = ("teacher", "mentor", *access.LEADERS)


@require_GET
@login_required
def diaries(request: HttpRequest) -> HttpResponse:
    """List what is tried in the system; who reads for the fund finds that here too."""
    who = access.who(request)
    is_staff = who.has_role(*access.ADULTS, *access.LEADERS, *access.OFFICE)
    to_read = queries.readings_of(who.id) if is_staff else ()
    context = {
        "diaries": queries.diaries(),
        "n_to_read": sum(not one.reviews for one in to_read),
    }
    return render(request, "innovate/diaries/list.html", context)


@require_GET
@login_required
def diary(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show the weeks that a team opened; the team writes its weeks here."""
    return _page(request, *_diary_or_404(uuid))


@keeps_for("innovate:diary", "uuid")
@require_POST
@login_required
def week(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take a week's prediction, or what happened, from the team."""
    card, weeks = _diary_or_404(uuid)
    _must_be_of_team(request, card)
    service, write, field = week_of(request)
    return _written(request, card, weeks, service, write, field=field)


@keeps_for("innovate:diary", "uuid")
@require_POST
@login_required
def said(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take what somebody said of a pilot from the team."""
    card, weeks = _diary_or_404(uuid)
    _must_be_of_team(request, card)
    write = said_of(request)
    return _written(request, card, weeks, services.note_concern, write, field="quote")


def _diary_or_404(uuid: UUID) -> tuple[DiaryCard, tuple[CycleCard, ...]]:
    try:
        return queries.diary(uuid)
    except SeedbedError as error:
        raise Http404 from error


def _is_of_team(request: HttpRequest, card: DiaryCard) -> bool:
    return access.who(request).has_role(*_TEAM, unit_id=card.unit_id)


def _must_be_of_team(request: HttpRequest, card: DiaryCard) -> None:
    if not _is_of_team(request, card):
        raise Http404


def _written(
    request: HttpRequest,
    card: DiaryCard,
    weeks: tuple[CycleCard, ...],
    service: Any,
    write: dict[str, Any],
    *,
    field: str,
) -> HttpResponse:
    """Do what a form of the team asks, and show the diary again."""
    by_id = access.who(request).id
    try:
        service(pilot=card.uuid, **write, by_id=by_id, at=timezone.now())
    except SeedbedError as error:
        problem = pilot_refusals.problem(error, field=field)
        return _page(request, card, weeks, (problem,), status_of(error))
    messages.success(request, gettext("Written down."))
    return redirect("innovate:diary", card.uuid)


def _page(
    request: HttpRequest,
    card: DiaryCard,
    weeks: tuple[CycleCard, ...],
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    writes = _is_of_team(request, card) and not card.has_ended
    context: dict[str, Any] = {
        "diary": card,
        "cycles": weeks,
        "writes": writes,
        "problems": problems,
        "typed": request.POST if problems else {},
    }
    if writes:
        context |= {
            **weeks_of(queries.cycles(card.uuid)),
            "cycle_options": pilot_words.CYCLE.items(),
            "voice_options": pilot_words.VOICE.items(),
            "week_url": reverse("innovate:diary-week", args=[card.uuid]),
            "said_url": reverse("innovate:diary-said", args=[card.uuid]),
            "form_key": uuid4(),
        }
    return render(request, "innovate/diaries/diary.html", context, status=status)

"""What families say: messages that wait for an answer, and how many come each week."""

from __future__ import annotations

from datetime import timedelta
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
from seedbed.apps.families import queries as families
from seedbed.apps.families import services
from seedbed.lib.calendar import next_school_day
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access
from seedbed.web.kit.refusals import problem_of, status_of

from . import views

_ANSWERED_DAYS = 14


@access.only_for(*access.LEADERS)
def concerns(request: HttpRequest) -> HttpResponse:
    """Show what waits, the oldest first, and what was answered lately."""
    return _page(request, access.get_unit_or_404(request, *access.LEADERS))


@require_POST
@access.only_for(*access.LEADERS)
def answer(request: HttpRequest) -> HttpResponse:
    """Answer one message; its family reads the answer at once."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    try:
        wanted = UUID(request.POST.get("concern", ""))
    except ValueError as error:
        raise Http404 from error
    typed = request.POST.get("answer", "")
    try:
        services.answer_concern(
            uuid=wanted, answer=typed, by_id=access.who(request).id, at=timezone.now()
        )
    except SeedbedError as error:
        return _page(request, unit, error=error, typed=typed, about=wanted)
    messages.success(request, gettext("Your answer is sent."))
    return redirect(f"{reverse('leader:concerns')}?unit={unit.uuid}")


def _page(
    request: HttpRequest,
    unit: UnitCard,
    *,
    error: SeedbedError | None = None,
    typed: str = "",
    about: UUID | None = None,
) -> HttpResponse:
    now, today = timezone.now(), timezone.localdate()
    found = families.concerns_of_unit(
        unit.id, since=now - timedelta(days=_ANSWERED_DAYS)
    )
    problems = () if error is None else (problem_of(error, field=f"answer-{about}"),)
    weeks = families.weeks_of_concerns(unit.id, on=today)
    context: dict[str, Any] = {
        **views.frame(request, unit, next_school_day(today)),
        "waiting": [c for c in found if c.is_waiting],
        "answered": [c for c in found if not c.is_waiting],
        "weeks": weeks,
        "this_week": weeks[-1],
        "today": today,
        "problems": problems,
        "typed": typed,
        "about": about,
    }
    status = 200 if error is None else status_of(error)
    return render(request, "leader/concerns.html", context, status=status)

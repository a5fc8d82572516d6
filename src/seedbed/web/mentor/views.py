"""Whom to see today, and what to read before talking with a student."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from seedbed.apps.mentoring import queries, services
from seedbed.apps.mentoring.cards import StudentPage
from seedbed.apps.mentoring.wording import sentence_of
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access
from seedbed.web.kit.fields import whole
from seedbed.web.kit.refusals import problem_of
from seedbed.web.kit.signin import safe_next

#: Who reads a student's page: whoever teaches or mentors, and the unit's leaders.
READERS = (*access.ADULTS, *access.LEADERS)
_STALE_DAYS = 2


def zone_of(request: HttpRequest) -> ZoneInfo:
    """Return the time zone of the signed-in person's school system."""
    system = access.system_of(request)
    return ZoneInfo(system.time_zone if system else "UTC")


@access.only_for(*access.ADULTS)
def today(request: HttpRequest) -> HttpResponse:
    """Show at most five students to see, the day's sessions, and the rest."""
    on = timezone.localdate()
    morning = queries.morning_of(access.who(request), on=on, zone=zone_of(request))
    minute = access.local_minutes()
    evidence_on = morning.evidence_on
    is_old = evidence_on is not None and (on - evidence_on).days >= _STALE_DAYS
    context = {
        "page": "today",
        "morning": morning,
        "rows": [(row, sentence_of(row)) for row in morning.rows],
        "sessions": [
            (card, card.starts <= minute < card.starts + card.minutes)
            for card in morning.sessions
        ],
        "is_old": is_old,
    }
    return render(request, "mentor/today.html", context)


@require_POST
@access.only_for(*READERS)
def go(request: HttpRequest) -> HttpResponse:
    """Note that the adult goes to a student who asked for help."""
    try:
        was_waiting = services.act_on_signal(
            student_id=whole(request, "student"),
            by_id=access.who(request).id,
            on=timezone.localdate(),
            at=timezone.now(),
        )
    except SeedbedError as error:
        raise_or(error)
    if was_waiting:
        messages.success(request, gettext("Noted: you are going there."))
    else:
        messages.info(request, gettext("Somebody went there before you."))
    return HttpResponseRedirect(safe_next(request, "/mentor/"))


def raise_or(error: SeedbedError) -> None:
    """Answer a refusal that no form can mend: 404 where it tells of a right."""
    problem_of(error)
    raise error


@access.only_for(*READERS)
def student(request: HttpRequest, student_id: int) -> HttpResponse:
    """Show what a student has shown, what is planned, the notes and the family."""
    card = student_or_404(request, student_id)
    leads = access.who(request).has_role(*access.LEADERS, unit_id=card.unit_id)
    context = {
        "page": "student",
        "card": card,
        "plan_on": card.plan[0].on if card.plan else None,
        "leads": leads,
        "today": timezone.localdate(),
    }
    return render(request, "mentor/student.html", context)


def student_or_404(request: HttpRequest, student_id: int) -> StudentPage:
    """Return a student whom the signed-in adult may see."""
    card = queries.student_page(
        access.who(request), student_id, at=timezone.now(), zone=zone_of(request)
    )
    if card is None:
        raise Http404
    return card

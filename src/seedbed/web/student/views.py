"""The student's pages: my day, today's or another's."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from seedbed.apps.curriculum.queries import named
from seedbed.apps.mastery import queries as mastery
from seedbed.apps.mentoring import queries as mentoring
from seedbed.apps.pilots import queries as pilots
from seedbed.apps.scheduling import queries as scheduling
from seedbed.apps.scheduling.cards import DaysAhead
from seedbed.lib.calendar import is_school_day
from seedbed.web.kit import access, charts
from seedbed.web.kit.day import strip_of

from .pulse import WORDS

_FARTHEST_DAYS = 400


@access.only_for("student")
def today(request: HttpRequest) -> HttpResponse:
    """Show the signed-in student's day; without school today, the next one whole."""
    on = timezone.localdate()
    days = _days_or_404(request, on)
    is_off = days.day.status == "none" and days.ahead and _is_without_school(days)
    if not is_off:
        return _page(request, days)
    instead = DaysAhead(day=days.ahead[0], ahead=days.ahead[1:])
    return _page(request, instead, is_instead_of_today=True)


@access.only_for("student")
def on_date(request: HttpRequest, on: date) -> HttpResponse:
    """Show the signed-in student another day."""
    if abs(on - timezone.localdate()) > timedelta(days=_FARTHEST_DAYS):
        raise Http404
    return _page(request, _days_or_404(request, on))


def _days_or_404(request: HttpRequest, on: date) -> DaysAhead:
    days = scheduling.days_ahead(access.who(request).person_id, on)
    if days is None:
        raise Http404
    return days


def _is_without_school(days: DaysAhead) -> bool:
    """Tell whether a date on which a student has nothing at all is a day off.

    A student who has a standing schedule on this weekday would have it on this date
    too, were it taught; one who has none yet is only waiting for a first plan.
    """
    if not is_school_day(days.day.on):
        return True
    return scheduling.has_standing_seats(days.day.student_id, days.day.on)


def _page(
    request: HttpRequest, days: DaysAhead, *, is_instead_of_today: bool = False
) -> HttpResponse:
    day = days.day
    now = timezone.localtime()
    is_today = day.on == now.date()
    minute = access.local_minutes() if is_today else None
    path = mastery.path_of_student(day.student_id, unit_id=day.unit_id)
    next_day = days.ahead[0] if days.ahead else None
    strip = strip_of(day, minute=minute)
    said = mentoring.said_today(day.student_id, day.on)
    under_way = strip.now if strip else None
    context = {
        "day": day,
        "strip": strip,
        "felt_now": said.felt.get(under_way.seat.block_ordinal) if under_way else None,
        "is_today": is_today,
        "is_instead_of_today": is_instead_of_today,
        "is_my_day": is_today or is_instead_of_today,
        "day_off": scheduling.day_off(day.unit_id, day.on) if not strip else None,
        "hour": now.hour,
        "minute": minute,
        "path": path,
        "figure": charts.minipath([(named(s.title), s.state) for s in path.steps]),
        "steps": [
            (named(s.title), charts.state_name(s.state), s.state) for s in path.steps
        ],
        "next_on": next_day.on if next_day else None,
        "next_strip": strip_of(next_day) if next_day else None,
        "said": said,
        "pulses": pilots.pulses_asked(day.student_id, on=day.on) if is_today else (),
        "pulse_words": WORDS.items(),
    }
    return render(request, "student/day.html", context)

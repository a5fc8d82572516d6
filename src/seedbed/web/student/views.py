"""The student's pages: my day, today's or another's."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from seedbed.apps.mastery import queries as mastery
from seedbed.apps.scheduling import queries as scheduling
from seedbed.lib.calendar import is_school_day
from seedbed.web.kit import access, charts
from seedbed.web.kit.day import strip_of

_FARTHEST_DAYS = 400


@access.only_for("student")
def today(request: HttpRequest) -> HttpResponse:
    """Show the signed-in student's day."""
    return _day(request, timezone.localdate())


@access.only_for("student")
def on_date(request: HttpRequest, on: date) -> HttpResponse:
    """Show the signed-in student another day."""
    if abs(on - timezone.localdate()) > timedelta(days=_FARTHEST_DAYS):
        raise Http404
    return _day(request, on)


def _day(request: HttpRequest, on: date) -> HttpResponse:
    student = access.get_own_student_or_404(request)
    now = timezone.localtime()
    is_today = on == now.date()
    minute = access.local_minutes() if is_today else None
    day = scheduling.student_day(student.id, on)
    path = mastery.path_of_student(student.id)
    next_on = scheduling.next_published_on(student.id, on)
    context = {
        "day": day,
        "strip": strip_of(day, minute=minute),
        "is_today": is_today,
        "is_weekend": not is_school_day(on),
        "hour": now.hour,
        "minute": minute,
        "path": path,
        "figure": charts.minipath([(s.title, s.state) for s in path.steps]),
        "steps": [(s.title, charts.state_name(s.state), s.state) for s in path.steps],
        "next_on": next_on,
        "next_strip": strip_of(scheduling.student_day(student.id, next_on))
        if next_on
        else None,
    }
    return render(request, "student/day.html", context)

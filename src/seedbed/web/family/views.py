"""The family's pages about one child: the path, and the day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from seedbed.apps.families import queries as families
from seedbed.apps.families.cards import ChildCard
from seedbed.apps.scheduling import queries as scheduling
from seedbed.web.kit import access
from seedbed.web.kit.day import strip_of

from . import phrases, tonight
from .visitor import Visitor, for_family, gone

_FARTHEST_DAYS = 400
#: From this minute on families look at the next day.
_AFTERNOON = 15 * 60


@for_family
def home(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Go to the first child's path, or say what is missing."""
    if visitor.here:
        return redirect("family:path", visitor.here[0].uuid)
    if visitor.children:
        return gone(request, visitor.children[0])
    return render(request, "family/nobody.html")


def frame(
    visitor: Visitor, child: ChildCard, *, page: str, **more: Any
) -> dict[str, Any]:
    """Return what every family page needs around its content."""
    return {"visitor": visitor, "child": child, "page": page, **more}


@for_family
def path(request: HttpRequest, visitor: Visitor, child: UUID) -> HttpResponse:
    """Say whether the child is on a known path, and what was shown this week."""
    mine = visitor.child_or_404(child)
    if not mine.is_active:
        return gone(request, mine)
    today = timezone.localdate()
    card = families.path_of_child(
        mine, on=today, zone=_zone(), subject=request.GET.get("subject", "")
    )
    next_day = scheduling.minutes_of_next_day(
        mine.student_id, mine.unit_id, after=today
    )
    context = frame(
        visitor,
        mine,
        page="path",
        card=card,
        answer=phrases.answer(mine, card),
        rungs=phrases.rungs(mine, card),
        week=phrases.week(card),
        question=tonight.question(card, student_id=mine.student_id, on=today),
        next_on=next_day[0] if next_day else None,
        minutes=phrases.minutes(next_day[1]) if next_day else (),
    )
    return render(request, "family/path.html", context)


def _zone() -> ZoneInfo:
    return ZoneInfo(str(timezone.get_current_timezone()))


@for_family
def day(request: HttpRequest, visitor: Visitor, child: UUID) -> HttpResponse:
    """Show today until the afternoon, then the next day; without school the next."""
    mine = visitor.child_or_404(child)
    today, is_over = timezone.localdate(), access.local_minutes() >= _AFTERNOON
    first = today + timedelta(days=1) if is_over else today
    published = scheduling.published_days(mine.unit_id, since=today)
    ahead = [on for on in published if on >= first]
    on = ahead[0] if ahead else _next_taught(mine.unit_id, first)
    return _day_page(request, visitor, mine, on, others=published)


def _next_taught(unit_id: int, first: date) -> date:
    """Return the next day of school from a date on; the date itself if none is near."""
    before = first - timedelta(days=1)
    return scheduling.next_taught_on(unit_id, after=before) or first


@for_family
def on_date(
    request: HttpRequest, visitor: Visitor, child: UUID, on: date
) -> HttpResponse:
    """Show another day."""
    today = timezone.localdate()
    if abs(on - today) > timedelta(days=_FARTHEST_DAYS):
        raise Http404
    mine = visitor.child_or_404(child)
    others = scheduling.published_days(mine.unit_id, since=today)
    return _day_page(request, visitor, mine, on, others=others)


def _day_page(
    request: HttpRequest,
    visitor: Visitor,
    child: ChildCard,
    on: date,
    *,
    others: tuple[date, ...],
) -> HttpResponse:
    if not child.is_active:
        return gone(request, child)
    shown = scheduling.student_day(child.student_id, on)
    today = timezone.localdate()
    minute = access.local_minutes() if on == today else None
    strip = strip_of(shown, minute=minute, names=phrases.ACTIVITIES)
    context = frame(
        visitor,
        child,
        page="day",
        day=shown,
        strip=strip,
        today=today,
        days=sorted({*others, on}),
        day_off=scheduling.day_off(child.unit_id, on) if not strip else None,
    )
    return render(request, "family/day.html", context)

"""A person's published days as a calendar, for whoever has its secret address."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from http import HTTPStatus
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from seedbed.apps.accounts import feeds
from seedbed.apps.accounts.cards import FeedCard
from seedbed.apps.curriculum.queries import named
from seedbed.apps.families import queries as families
from seedbed.apps.rosters import queries as rosters
from seedbed.apps.scheduling import queries as scheduling
from seedbed.apps.scheduling.cards import Meeting
from seedbed.interop.icalendar import Calendar, Event, write_calendar
from seedbed.web.kit.words import ACTIVITY

from . import opening

_PAST_DAYS = 14
#: Names that the standing schedule gives, in English; pages say them in their words.
_PLAIN_TITLES = ("", "Independent work")


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Answer with the calendar; one that was stopped, or whose student left, says so.

    At most six queries.
    """
    with opening.system_of(request, token) as zone:
        card = feeds.feed_named(token)
        with translation.override(card.language):
            has_left = opening.has_left(card.person_id)
            if has_left or not card.is_open:
                return _ended(request, has_left=has_left)
            calendar = Calendar(
                name=gettext("Seedbed: %(name)s") % {"name": card.first_name},
                events=tuple(_events(card, zone)),
                made_at=timezone.now(),
                language=card.language,
            )
    response = HttpResponse(
        write_calendar(calendar), content_type="text/calendar; charset=utf-8"
    )
    response.headers["Cache-Control"] = "private, max-age=900"
    response.headers["Content-Disposition"] = 'inline; filename="seedbed.ics"'
    return response


def _ended(request: HttpRequest, *, has_left: bool) -> HttpResponse:
    context = {"has_left": has_left, "what": "calendar"}
    return render(request, "account/ended.html", context, status=HTTPStatus.GONE)


def _events(card: FeedCard, zone: ZoneInfo) -> Iterator[Event]:
    """Yield what the person does, and what each of the person's children does."""
    since = timezone.localdate() - timedelta(days=_PAST_DAYS)
    own = rosters.student_of_person(card.person_id)
    children = [c for c in families.children_of(card.person_id) if c.is_active]
    names = {child.student_id: child.first_name for child in children}
    ids = [*names, *([own[0].id] if own else [])]
    if ids:
        for meeting in scheduling.meetings_of_students(ids, since=since):
            yield _event(meeting, zone, child=names.get(meeting.student_id or 0, ""))
    for meeting in scheduling.meetings_of_adult(card.person_id, since=since):
        yield _event(meeting, zone, person=card.uuid.hex)


def _event(
    meeting: Meeting, zone: ZoneInfo, *, child: str = "", person: str = ""
) -> Event:
    starts_at = _moment(meeting.on, meeting.starts, zone)
    whose = person or str(meeting.student_id)
    title = _title(meeting)
    if child:
        title = gettext("%(name)s: %(what)s") % {"name": child, "what": title}
    return Event(
        # A block of a day is the same entry however often its plan is made anew.
        uid=f"{meeting.on:%Y%m%d}-{meeting.block_id}-{whose}@seedbed",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=meeting.minutes),
        title=title,
        place=meeting.room or (gettext("Home") if meeting.place == "home" else ""),
        description=_more(meeting),
        sequence=meeting.version,
    )


def _moment(on: date, minutes: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(on, time(minutes // 60, minutes % 60), tzinfo=zone)


def _title(meeting: Meeting) -> str:
    if meeting.modality == "mentor" and meeting.adult:
        return gettext("Check-in with %(adult)s") % {"adult": meeting.adult}
    if meeting.modality == "study" or meeting.title in _PLAIN_TITLES:
        return str(ACTIVITY.get(meeting.modality, meeting.title))
    return named(meeting.title)


def _more(meeting: Meeting) -> str:
    activity = str(ACTIVITY.get(meeting.modality, ""))
    if meeting.n_students:
        students = ngettext("%(n)s student", "%(n)s students", meeting.n_students)
        return f"{activity} · {students % {'n': meeting.n_students}}"
    return f"{activity} · {meeting.adult}" if meeting.adult else activity

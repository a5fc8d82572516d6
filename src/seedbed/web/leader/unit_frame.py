"""What a unit works with: bells, days off, rooms, adults, mentors, accommodations."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from seedbed.apps.accounts.cards import UnitCard
from seedbed.apps.rosters.queries import student_named
from seedbed.apps.scheduling import queries as scheduling
from seedbed.apps.scheduling.services import unit_frame as services
from seedbed.apps.scheduling.unit_cards import AccommodationLine, RoomLine
from seedbed.lib.calendar import next_school_day
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access
from seedbed.web.kit.choosing import SCHOOL_WEEK, days_in_words
from seedbed.web.kit.fields import typed_date, typed_time, typed_whole
from seedbed.web.kit.refusals import Problem, problem_of, status_of
from seedbed.web.kit.words import ROLE, grade, number

from . import bells, views

ACCOMMODATIONS: dict[str, str | Promise] = {
    "extra_time": gettext_lazy("Extra time"),
    "quiet": gettext_lazy("A separate, quiet setting"),
    "aide": gettext_lazy("An aide"),
    "language": gettext_lazy("Language support"),
    "service": pgettext_lazy("accommodation", "A service"),
}
_GRADES = range(13)
#: Days off stay in sight for a month, so that a mistake is seen.
_PAST = timedelta(days=31)
_LONGEST_NAME = 100

Handler = Callable[[QueryDict, UnitCard, int], str | Problem]


@access.only_for(*access.LEADERS)
def page(request: HttpRequest) -> HttpResponse:
    """Show everything the unit's days are made in."""
    return _page(request, access.get_unit_or_404(request, *access.LEADERS))


@require_POST
@access.only_for(*access.LEADERS)
def keep(request: HttpRequest, what: str) -> HttpResponse:
    """Keep one change; refuse it in words, with everything typed still there."""
    if what not in _HANDLERS:
        raise Http404
    section, handler = _HANDLERS[what]
    unit = access.get_unit_or_404(request, *access.LEADERS)
    status = 422
    try:
        said = handler(request.POST, unit, access.who(request).id)
    except SeedbedError as error:
        said, status = problem_of(error, field=f"{section}-h"), status_of(error)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    if isinstance(said, Problem):
        return _page(request, unit, problems=(said,), status=status)
    messages.success(request, said)
    return redirect(f"{views.address('unit', unit)}#{section}")


def _page(
    request: HttpRequest,
    unit: UnitCard,
    *,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate()
    found = scheduling.unit_frame(unit.id, since=today - _PAST)
    typed = request.POST if problems else QueryDict()
    frame = views.frame(request, unit, next_school_day(today))
    context = {
        **frame,
        "found": found,
        "problems": problems,
        "typed": typed,
        "bells": bells.rows_of(found.blocks, typed),
        "kinds": list(bells.KINDS.items()),
        "runs_on": bells.weekdays_of(found.weekdays, typed),
        "weekdays": [(n, WEEKDAYS[n]) for n in range(7)],
        "school_week": [(n, WEEKDAYS[n]) for n in SCHOOL_WEEK],
        "adults": [
            (a, ROLE.get(a.kind, a.kind), _hours(a.hours)) for a in found.adults
        ],
        "grades": [(n, grade(n)) for n in _GRADES],
        "accommodations": [
            (a, ACCOMMODATIONS[a.kind], _amount(a)) for a in found.accommodations
        ],
        "rights": list(ACCOMMODATIONS.items()),
        "mentors": [a for a in found.adults if a.kind in ("mentor", "teacher")],
    }
    return render(request, "leader/unit.html", context, status=status)


def _hours(hours: tuple[Any, ...]) -> list[tuple[str, Any, Any]]:
    return [(days_in_words(h.weekdays), h.starts_at, h.ends_at) for h in hours]


def _amount(line: AccommodationLine) -> str:
    """Return how much of it, in words; nothing where there is nothing to count."""
    if line.kind == "extra_time":
        return gettext("%(factor)s times as long") % {
            "factor": number(line.amount, decimals=2)
        }
    if line.kind == "service":
        return gettext("%(n)s minutes a week") % {"n": number(line.amount)}
    return line.detail


def _whole(post: QueryDict, name: str, *, default: int = -1) -> int:
    return typed_whole(post, name, default=default)


def _words(post: QueryDict, name: str) -> str:
    return " ".join(post.get(name, "").split())[:_LONGEST_NAME]


def _close(post: QueryDict, unit: UnitCard, by_id: int) -> str | Problem:
    first, reason = typed_date(post, "first"), _words(post, "reason")
    last = typed_date(post, "last") or first
    if first is None or last is None:
        return Problem(words=gettext("Say on which day."), field="first")
    if not reason:
        return Problem(words=gettext("Say why there is no school."), field="reason")
    services.close_days(
        unit_id=unit.id, first_on=first, last_on=last, reason=reason, by_id=by_id
    )
    return gettext("Kept. No day of that time is planned.")


def _open(post: QueryDict, unit: UnitCard, by_id: int) -> str:
    services.open_day_again(
        unit_id=unit.id, closure_id=_whole(post, "closure"), by_id=by_id
    )
    return gettext("There is school on that day again.")


def _room(post: QueryDict, unit: UnitCard, by_id: int) -> str | Problem:
    room = RoomLine(
        id=_whole(post, "room", default=0),
        name=_words(post, "name"),
        seats=_whole(post, "seats"),
        n_devices=_whole(post, "devices", default=0),
        is_quiet=bool(post.get("quiet")),
        is_online=bool(post.get("online")),
        site=_words(post, "site"),
    )
    if not room.name:
        return Problem(words=gettext("Say what the room is called."), field="rooms-h")
    if room.seats < 0:
        words = gettext("Say how many seats it has, in digits; 0 if it is not used.")
        return Problem(words=words, field="rooms-h")
    services.keep_room(unit_id=unit.id, room=room, by_id=by_id)
    return gettext("%(room)s is kept.") % {"room": room.name}


def _drop_room(post: QueryDict, unit: UnitCard, by_id: int) -> str:
    services.drop_room(unit_id=unit.id, room_id=_whole(post, "room"), by_id=by_id)
    return gettext("The room is removed.")


def _reach(post: QueryDict, unit: UnitCard, by_id: int) -> str:
    services.add_reach(
        unit_id=unit.id,
        staff_id=_whole(post, "adult"),
        subject=_words(post, "subject"),
        grade_low=_whole(post, "low"),
        grade_high=_whole(post, "high"),
        by_id=by_id,
    )
    return gettext("Kept. The next night counts on it.")


def _drop_reach(post: QueryDict, unit: UnitCard, by_id: int) -> str:
    services.drop_reach(unit_id=unit.id, reach_id=_whole(post, "reach"), by_id=by_id)
    return gettext("Taken away. The next night counts on it.")


def _keep_hours(post: QueryDict, unit: UnitCard, by_id: int) -> str | Problem:
    days = bells.ticked(post, "weekdays")
    starts, ends = typed_time(post, "starts"), typed_time(post, "ends")
    if days and (starts is None or ends is None):
        words = gettext("Say from when to when: 8:30 to 14:00.")
        return Problem(words=words, field="hours-starts")
    midnight = bells.MIDNIGHT
    services.keep_hours(
        unit_id=unit.id,
        staff_id=_whole(post, "adult"),
        weekdays=days,
        starts_at=starts or midnight,
        ends_at=ends or midnight,
        by_id=by_id,
    )
    return gettext("Kept. The next night counts on it.")


def _right(post: QueryDict, unit: UnitCard, by_id: int) -> str | Problem:
    kind = post.get("kind", "")
    if kind not in ACCOMMODATIONS:
        raise Http404
    try:
        student = student_named(post.get("student", ""))
        amount = float(post.get("amount", "").replace(",", ".") or 0)
    except SeedbedError as error:
        return problem_of(error, field="right-student")
    except ValueError:
        words = gettext("Write the amount in digits: 1.5, or 60.")
        return Problem(words=words, field="right-amount")
    services.keep_accommodation(
        unit_id=unit.id,
        student_id=student.id,
        kind=kind,
        amount=amount,
        detail=_words(post, "detail"),
        by_id=by_id,
    )
    return gettext("Kept. Every plan from now on meets it, or is refused by name.")


def _end_right(post: QueryDict, unit: UnitCard, by_id: int) -> str:
    services.end_accommodation(
        unit_id=unit.id, accommodation_id=_whole(post, "right"), by_id=by_id
    )
    return gettext("Ended. The next night counts on it.")


def _mentor(post: QueryDict, unit: UnitCard, by_id: int) -> str | Problem:
    try:
        student = student_named(post.get("student", ""))
    except SeedbedError as error:
        return problem_of(error, field="mentor-student")
    services.give_mentor(
        unit_id=unit.id,
        student_id=student.id,
        staff_id=_whole(post, "adult"),
        by_id=by_id,
    )
    words = gettext("Kept. %(student)s is with that mentor now.")
    return words % {"student": student.name}


_HANDLERS: dict[str, tuple[str, Handler]] = {
    "bells": ("bells", bells.keep),
    "close": ("days", _close),
    "open": ("days", _open),
    "room": ("rooms", _room),
    "drop-room": ("rooms", _drop_room),
    "reach": ("adults", _reach),
    "drop-reach": ("adults", _drop_reach),
    "hours": ("adults", _keep_hours),
    "right": ("rights", _right),
    "end-right": ("rights", _end_right),
    "mentor": ("adults", _mentor),
}

"""Who may open which page: one helper per kind of record.

What a person may not see and what does not exist answer alike, with 404, so that an
address never tells a stranger whether a student is here. Nobody signed in is sent to
the sign-in page.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from seedbed.apps.accounts import queries
from seedbed.apps.accounts.cards import AccountCard, SystemCard, UnitCard
from seedbed.apps.rosters import queries as rosters
from seedbed.apps.rosters.cards import StudentCard
from seedbed.lib.errors import SeedbedError

LEADERS = ("leader", "system_leader")
#: They speak for a whole system in its network.
CHIEFS = ("system_leader", "steward")
OFFICE = ("registrar", "system_leader")
ADULTS = ("mentor", "teacher", "tutor", "aide")
#: Who agrees to the pace, place and hours that a student asks for.
APPROVERS = ("mentor", *LEADERS)

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def remember_system(request: HttpRequest, system: SystemCard) -> None:
    """Keep the system's card on the request."""
    request.META["seedbed.system"] = system


def system_of(request: HttpRequest) -> SystemCard | None:
    """Return the system of the signed-in person, or None."""
    return request.META.get("seedbed.system")


def who(request: HttpRequest) -> AccountCard:
    """Return the signed-in person's card; one query once per request."""
    card: AccountCard | None = request.META.get("seedbed.account")
    if card is None and request.user.is_authenticated:
        card = queries.signed_in_card(request.user)
        request.META["seedbed.account"] = card
    if card is None:
        raise Http404
    return card


def only_for(*kinds: str) -> Callable[[View[P]], View[P]]:
    """Let only people with one of these roles open a page; others get 404."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(
            request: HttpRequest, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponse:
            if not who(request).has_role(*kinds):
                raise Http404
            return view(request, *args, **kwargs)

        checked: Any = login_required(guarded)
        return checked  # type: ignore[no-any-return]

    return decorate


def units_of(request: HttpRequest, *kinds: str) -> tuple[UnitCard, ...]:
    """Return the units in which the person has one of these roles, by name.

    One query once per request.
    """
    card = who(request)
    units: tuple[UnitCard, ...] | None = request.META.get("seedbed.units")
    if units is None:
        units = request.META["seedbed.units"] = queries.units()
    return tuple(u for u in units if card.has_role(*kinds, unit_id=u.id))


def get_unit_or_404(request: HttpRequest, *kinds: str) -> UnitCard:
    """Return the unit that ``?unit=`` names, or the person's first one."""
    mine = units_of(request, *kinds)
    wanted = request.GET.get("unit") or request.POST.get("unit") or ""
    for unit in mine:
        if not wanted or str(unit.uuid) == wanted:
            return unit
    raise Http404


def get_student_or_404(unit: UnitCard, student_id: int) -> StudentCard:
    """Return a student of a unit that the caller was already allowed to open."""
    for student in rosters.students_of_unit(unit.id):
        if student.id == student_id:
            return student
    raise Http404


def get_own_student_or_404(request: HttpRequest) -> StudentCard:
    """Return the signed-in student's own record."""
    card = who(request)
    if not card.has_role("student"):
        raise Http404
    try:
        return rosters.student_named(card.username)
    except SeedbedError as error:
        raise Http404 from error


def local_minutes() -> int:
    """Return minutes after midnight, school time."""
    now = timezone.localtime()
    return now.hour * 60 + now.minute

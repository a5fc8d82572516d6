"""A day on paper: a student's, an adult's, a room's door, a session's roster.

A leader prints everything of a unit; an adult what they may see of it anyway: the own
day, the own rosters, the own students, and any door, which names no student.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from seedbed.apps.accounts.cards import AccountCard, UnitCard
from seedbed.apps.mentoring import queries as mentoring
from seedbed.apps.rosters import queries as rosters
from seedbed.apps.scheduling import queries as scheduling
from seedbed.apps.scheduling.cards import GroupSheet
from seedbed.web.kit import access
from seedbed.web.kit.fields import typed_date
from seedbed.web.kit.parts import pack_of, sheets_of

ROLES = (*access.LEADERS, *access.ADULTS)
#: The four kinds of sheets: what is asked for, its name, its icon.
KINDS: tuple[tuple[str, Promise, str], ...] = (
    ("student", gettext_lazy("Days of students"), "calendar"),
    ("adult", gettext_lazy("Days of adults"), "presentation"),
    ("room", gettext_lazy("Room doors"), "monitor"),
    ("roster", gettext_lazy("Rosters to tick"), "users"),
)
_EMPTY_LINES = 2


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One page of paper: whose or which, and the groups on it."""

    title: str
    groups: tuple[GroupSheet, ...]


@require_GET
@access.only_for(*ROLES)
def sheets(request: HttpRequest) -> HttpResponse:
    """Show one kind of sheets of a day, each on a page of its own."""
    unit = access.get_unit_or_404(request, *ROLES)
    account = access.who(request)
    kind = request.GET.get("kind", "")
    kind = kind if kind in {key for key, _name, _icon in KINDS} else ""
    on = typed_date(request.GET, "on") or _next(unit)
    leads = account.has_role(*access.LEADERS, unit_id=unit.id)
    context: dict[str, Any] = {
        "unit": unit,
        "units": access.units_of(request, *ROLES),
        "kinds": KINDS,
        "kind": kind,
        "on": on,
        "page": "sheets",
        "makes_cards": leads or account.has_role("mentor", unit_id=unit.id),
        "empty_lines": range(_EMPTY_LINES),
    }
    if kind == "student":
        context.update(_students(request, unit, on, leads=leads))
    elif kind:
        mine = None if leads else account
        context["sheets"] = _MAKERS[kind](scheduling.groups_of_day(unit.id, on), mine)
    return render(request, "sheets/sheets.html", context)


def _next(unit: UnitCard) -> date:
    """Return the next published day, today's if there is none. One query."""
    today = timezone.localdate()
    found = scheduling.published_days(unit.id, since=today, n=1)
    return found[0] if found else today


def _students(
    request: HttpRequest, unit: UnitCard, on: date, *, leads: bool
) -> dict[str, Any]:
    """Return the days of the students whom a person may see, with their blocks."""
    students = rosters.students_of_unit(unit.id)
    if not leads:
        ids = mentoring.visible_ids(access.who(request), on=timezone.localdate())
        students = [student for student in students if student.id in ids]
    pack = pack_of(students, request.GET.get("part", ""))
    return {"pack": pack, "days": sheets_of(pack, unit.id, on)}


def _adults(groups: Iterable[GroupSheet], mine: AccountCard | None) -> list[Sheet]:
    by_adult: dict[tuple[str, int], list[GroupSheet]] = defaultdict(list)
    for group in groups:
        people = ((group.adult, group.adult_id), (group.aide, group.aide_id))
        for name, person_id in people:
            if person_id is not None and _is_mine(person_id, mine):
                by_adult[name, person_id].append(group)
    return [
        Sheet(title=name, groups=tuple(found))
        for (name, _id), found in sorted(by_adult.items())
    ]


def _rooms(groups: Iterable[GroupSheet], _mine: AccountCard | None) -> list[Sheet]:
    by_room: dict[str, list[GroupSheet]] = defaultdict(list)
    for group in groups:
        if group.room:
            by_room[group.room].append(group)
    return [
        Sheet(title=room, groups=tuple(found))
        for room, found in sorted(by_room.items())
    ]


def _rosters(groups: Iterable[GroupSheet], mine: AccountCard | None) -> list[Sheet]:
    return [
        Sheet(title=group.title, groups=(group,))
        for group in groups
        if group.session_id is not None
        and any(_is_mine(p, mine) for p in (group.adult_id, group.aide_id))
    ]


def _is_mine(person_id: int | None, mine: AccountCard | None) -> bool:
    return mine is None or person_id == mine.person_id


_MAKERS: dict[
    str, Callable[[Iterable[GroupSheet], AccountCard | None], list[Sheet]]
] = {"adult": _adults, "room": _rooms, "roster": _rosters}

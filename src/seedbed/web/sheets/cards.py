"""Cards that sign young students in: who has one, and a sheet of new ones to print."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from seedbed.apps.accounts import sign_in_cards
from seedbed.apps.accounts.cards import UnitCard
from seedbed.apps.mentoring import queries as mentoring
from seedbed.apps.rosters import queries as rosters
from seedbed.apps.rosters.cards import StudentCard
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access
from seedbed.web.kit.fields import wholes
from seedbed.web.kit.refusals import problem_of

from . import qr

MAKERS = (*access.LEADERS, "mentor")


def _students(request: HttpRequest, unit: UnitCard) -> list[StudentCard]:
    """Return whose cards a person makes: a mentor's own students, a leader's all."""
    account = access.who(request)
    found = rosters.students_of_unit(unit.id)
    if account.has_role(*access.LEADERS, unit_id=unit.id):
        return found
    ids = mentoring.visible_ids(account, on=timezone.localdate())
    return [student for student in found if student.id in ids]


def _address(unit: UnitCard) -> str:
    return f"{reverse('sheets:cards')}?unit={unit.uuid}"


@require_GET
@access.only_for(*MAKERS)
def cards(request: HttpRequest) -> HttpResponse:
    """Show whose card was made when, and offer new ones."""
    unit = access.get_unit_or_404(request, *MAKERS)
    students = _students(request, unit)
    people = rosters.person_ids([student.id for student in students])
    held = sign_in_cards.cards_of(list(people.values()))
    lines = [(student, held.get(people[student.id])) for student in students]
    context: dict[str, Any] = {
        "unit": unit,
        "page": "cards",
        "makes_cards": True,
        "units": access.units_of(request, *MAKERS),
        "is_allowed": sign_in_cards.allows_cards(unit.id),
        "leads": access.who(request).has_role(*access.LEADERS, unit_id=unit.id),
        "lines": lines,
        "without": [student for student, card in lines if card is None],
        "n_with": sum(card is not None for _student, card in lines),
    }
    return render(request, "sheets/cards.html", context)


@never_cache
@require_POST
@access.only_for(*MAKERS)
def make(request: HttpRequest) -> HttpResponse:
    """Make new cards and show them, once: what is stored cannot be printed again."""
    unit = access.get_unit_or_404(request, *MAKERS)
    asked = set(wholes(request, "student"))
    ids = [s.id for s in _students(request, unit) if s.id in asked]
    try:
        made = sign_in_cards.make_cards(
            unit_id=unit.id,
            person_ids=list(rosters.person_ids(ids).values()),
            by_id=access.who(request).id,
            at=timezone.now(),
        )
    except SeedbedError as error:
        messages.error(request, problem_of(error).words)
        return redirect(_address(unit))
    if not made:
        messages.info(request, gettext("Choose at least one student."))
        return redirect(_address(unit))
    printed = [
        (
            card,
            qr.drawing(
                request.build_absolute_uri(reverse("account:card", args=[card.token])),
                label=gettext("Card of %(name)s") % {"name": card.name},
            ),
        )
        for card in made
    ]
    context = {
        "unit": unit,
        "makes_cards": True,
        "printed": printed,
        "host": request.get_host(),
    }
    return render(request, "sheets/printed_cards.html", context)


@require_POST
@access.only_for(*MAKERS)
def end(request: HttpRequest) -> HttpResponse:
    """End the card of one student, as when it was lost."""
    unit = access.get_unit_or_404(request, *MAKERS)
    asked = set(wholes(request, "student"))
    for student in _students(request, unit):
        if student.id in asked:
            sign_in_cards.end_card(
                unit_id=unit.id,
                person_id=rosters.person_ids([student.id])[student.id],
                by_id=access.who(request).id,
                at=timezone.now(),
            )
            words = gettext("The card of %(name)s signs nobody in any more.")
            messages.success(request, words % {"name": student.name})
    return redirect(_address(unit))


@require_POST
@access.only_for(*access.LEADERS)
def allow(request: HttpRequest) -> HttpResponse:
    """Let the unit's students sign in by card, or stop it."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    sign_in_cards.allow_cards(
        unit_id=unit.id,
        is_allowed=request.POST.get("allow") == "yes",
        by_id=access.who(request).id,
        at=timezone.now(),
    )
    return redirect(_address(unit))

"""How the arms of a pilot are made, and who is in: the two pages before the promise."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from seedbed.apps.accounts.cards import UnitCard
from seedbed.apps.pilots import queries, services
from seedbed.apps.pilots.cards import PilotCard
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access
from seedbed.web.kit.fields import typed_whole, wholes
from seedbed.web.kit.refusals import Problem, status_of

from . import pilot_refusals, pilot_words, views
from .pilots import card_or_404

_NEAREST = 0.1


@access.only_for(*access.LEADERS)
def design(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show the three ways to make the arms with what each could find; keep one."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    card = card_or_404(unit, uuid)
    if request.method != "POST":
        return _design_page(request, unit, card)
    post = request.POST
    try:
        services.choose_design(
            pilot=uuid,
            design=post.get("design", ""),
            n_seats=typed_whole(post, "seats") or None,
            caliper=_caliper(post.get("caliper", "")),
            by_id=access.who(request).id,
        )
    except SeedbedError as error:
        problem = pilot_refusals.problem(error, field="design")
        return _design_page(request, unit, card, (problem,), status_of(error))
    return redirect(views.address("pilot-people", unit, uuid))


@access.only_for(*access.LEADERS)
def people(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show who is in; put students in, and note consent before the draw."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    card = card_or_404(unit, uuid)
    if request.method != "POST":
        return _people_page(request, unit, card)
    what = request.POST.get("what", "")
    try:
        done = {"enrol": _enrol, "leave": _leave, "list": _bring}.get(what, _consent)(
            request, card
        )
    except SeedbedError as error:
        problem = pilot_refusals.problem(error, field="list" if what == "list" else "")
        return _people_page(request, unit, card, (problem,), status_of(error))
    messages.success(request, done)
    return redirect(views.address("pilot-people", unit, card.uuid))


def alike_shown(card: PilotCard) -> dict[str, Any]:
    """Return how alike the pairs of a matched pilot would be, and what the gate says.

    Empty for any other design, and once the pairs are made.
    """
    if card.design != "matched" or card.status not in ("draft", "registered"):
        return {}
    alike = queries.alike_of(card.uuid)
    return {
        "alike": alike,
        "alike_rows": pilot_words.balance_rows(alike.balance),
        "alike_answer": pilot_words.GATE[alike.answer],
        "alone": pilot_refusals.names_in_words(alike.unmatched),
    }


def _enrol(request: HttpRequest, card: PilotCard) -> str:
    services.enrol_unit(
        pilot=card.uuid,
        grades=wholes(request, "grade"),
        whole=request.POST.get("whole", ""),
        is_apart=request.POST.get("apart") == "yes",
        by_id=access.who(request).id,
    )
    return gettext("They are in. Now note who has consent.")


def _leave(request: HttpRequest, card: PilotCard) -> str:
    services.leave(
        pilot=card.uuid,
        member_id=typed_whole(request.POST, "member"),
        on=timezone.localdate(),
        keeps_outcomes=request.POST.get("keeps") == "yes",
        by_id=access.who(request).id,
    )
    return gettext("The student has left the pilot.")


def _bring(request: HttpRequest, card: PilotCard) -> str:
    file = request.FILES.get("file")
    n = services.bring_list(
        pilot=card.uuid,
        data=file.read(services.MOST_BYTES + 1) if file else b"",
        by_id=access.who(request).id,
    )
    return gettext("Students put in from the list: %(n)s.") % {"n": n}


def _consent(request: HttpRequest, card: PilotCard) -> str:
    by_id = access.who(request).id
    ids = wholes(request, "consent")
    services.set_consents(pilot=card.uuid, member_ids=ids, by_id=by_id)
    if card.design == "matched":
        ids = wholes(request, "part")
        services.set_parts(pilot=card.uuid, member_ids=ids, by_id=by_id)
    return gettext("Consent is noted.")


def _caliper(typed: str) -> float:
    """Return the distance that was chosen; what is not offered is refused as 0."""
    return float(typed) if typed in pilot_words.CALIPER else _NEAREST * (not typed)


def _design_page(
    request: HttpRequest,
    unit: UnitCard,
    card: PilotCard,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    typed = request.POST if problems else {}
    context = {
        **views.frame(request, unit, "pilots"),
        "pilot": card,
        "options": [
            {"value": value, "name": words[0], "words": words[1]}
            for value, words in pilot_words.DESIGN.items()
        ],
        "could": [
            (pilot_words.WHOLE[whole], found)
            for whole, found in queries.could_find(unit.id)
        ],
        "calipers": pilot_words.CALIPER.items(),
        "chosen": typed.get("design", card.design),
        "seats": typed.get("seats", card.n_seats or ""),
        "caliper": typed.get("caliper", f"{card.caliper:g}"),
        "problems": problems,
    }
    return render(request, "innovate/pilots/design.html", context, status=status)


def _people_page(
    request: HttpRequest,
    unit: UnitCard,
    card: PilotCard,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    members = queries.members_of(card.uuid)
    # Spoken once, not once a row.
    arms = {value: str(name) for value, name in pilot_words.ARM.items()}
    arms[""] = gettext("in no arm")
    leaves = request.GET.get("leaves", "") if card.status == "running" else ""
    context = {
        **views.frame(request, unit, "pilots"),
        "pilot": card,
        "members": members,
        "rows": [(one, arms[one.arm]) for one in members],
        "leaving": next((one for one in members if str(one.id) == leaves), None),
        "n_consent": sum(one.has_consent for one in members),
        "others": queries.other_pilots(card.uuid),
        "grades": range(unit.grade_low, unit.grade_high + 1),
        "design_name": pilot_words.DESIGN[card.design][0],
        "wholes": [
            (whole, pilot_words.WHOLE[whole]) for whole in services.WHOLES[card.design]
        ],
        "problems": problems,
    }
    return render(request, "innovate/pilots/people.html", context, status=status)

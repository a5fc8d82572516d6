"""A pilot before it starts: the problem, what is promised, the draw."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from seedbed.apps.accounts.cards import UnitCard
from seedbed.apps.pilots import queries, services
from seedbed.apps.pilots.cards import Registration
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access
from seedbed.web.kit.fields import typed_date, typed_whole
from seedbed.web.kit.kept import keeps_what_was_typed
from seedbed.web.kit.refusals import Problem, status_of

from . import pilot_findings, pilot_refusals, pilot_words, views
from .form_keys import typed_key
from .pilot_people import alike_shown
from .pilots import card_or_404, pilot_page

_SEED_BYTES = 8
_USUAL_LOOKS = 12


@keeps_what_was_typed
@access.only_for(*access.LEADERS)
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a pilot with its problem; nothing is promised yet."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    if request.method != "POST":
        return _begin_page(request, unit)
    starts_on = typed_date(request.POST, "starts")
    if starts_on is None:
        words = gettext("Give the day on which the pilot starts.")
        return _begin_page(request, unit, (Problem(words=words, field="starts"),), 422)
    try:
        uuid = services.begin_pilot(
            unit_id=unit.id,
            name=request.POST.get("name", ""),
            aim=request.POST.get("aim", ""),
            starts_on=starts_on,
            by_id=access.who(request).id,
            at=timezone.now(),
            key=typed_key(request),
        )
    except SeedbedError as error:
        problem = pilot_refusals.problem(error, field="name")
        return _begin_page(request, unit, (problem,), status_of(error))
    return redirect(views.address("pilot-design", unit, uuid))


@keeps_what_was_typed
@access.only_for(*access.LEADERS)
def register(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Fix what is promised, or amend it with a reason once it is fixed."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    card = card_or_404(unit, uuid)
    if request.method != "POST":
        return _register_page(request, unit, uuid)
    write: dict[str, Any] = {
        "pilot": uuid,
        "registration": promise_of(request.POST),
        "by_id": access.who(request).id,
        "at": timezone.now(),
    }
    try:
        if card.registration is None:
            services.register_pilot(**write)
            messages.success(request, gettext("Registered. From now on it is locked."))
        else:
            services.amend_registration(**write, why=request.POST.get("why", ""))
            messages.success(request, gettext("Amended; what stood before stays."))
    except SeedbedError as error:
        problem = pilot_refusals.problem(error, field="measure")
        return _register_page(request, unit, uuid, (problem,), status_of(error))
    return redirect(views.address("pilot", unit, uuid))


@require_POST
@access.only_for(*access.LEADERS)
def draw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Make the arms; a draw is by a seed made here and written into the journal."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    card_or_404(unit, uuid)
    try:
        services.draw_arms(
            pilot=uuid,
            seed=secrets.token_hex(_SEED_BYTES),
            by_id=access.who(request).id,
            at=timezone.now(),
        )
    except SeedbedError as error:
        return pilot_page(
            request,
            unit,
            uuid,
            problems=(pilot_refusals.problem(error),),
            status=status_of(error),
        )
    messages.success(
        request, gettext("The arms are made; how they came about is in the journal.")
    )
    return redirect(views.address("pilot", unit, uuid))


def promise_of(post: Mapping[str, str]) -> Registration:
    """Return the registration that was typed; what is missing is left out."""

    def text(name: str) -> str:
        return post.get(name, "").strip()

    return Registration(
        measure=text("measure"),
        source=text("source") or "upload",
        chosen=text("chosen"),
        groups=text("groups") or "start",
        margin=typed_number(post, "margin"),
        least_estimate=typed_number(post, "least") or 0.0,
        stop_line=text("stop_line"),
        stop_at=typed_number(post, "stop_at"),
        n_looks=typed_whole(post, "n_looks"),
        decision_on=typed_date(post, "decision_on"),
        board_review_on=typed_date(post, "board_on"),
        committee=tuple(
            name.strip() for name in text("committee").splitlines() if name.strip()
        ),
        cost_dollars=typed_number(post, "cost"),
        fill_pretests=post.get("fill") == "yes",
        carry_dissolved=post.get("carry") == "yes",
    )


def typed_number(post: Mapping[str, str], name: str) -> float | None:
    """Return a number that a person typed, None where it is none.

    >>> typed_number({"margin": "0.5"}, "margin"), typed_number({}, "margin")
    (0.5, None)
    """
    try:
        value = float(post.get(name, "").strip().replace(",", "."))
    except ValueError:
        return None
    return value if abs(value) < 1e12 else None


def _asked_for(answers: Mapping[str, str]) -> dict[str, Any]:
    """Return the form's fields as the fund was asked for them; usual ones without."""
    names = [answers.get("leader", ""), *answers.get("team", "").split(",")]
    return {
        "source": "",
        "groups": "start",
        "measure": answers.get("measure", ""),
        "margin": answers.get("margin", ""),
        "n_looks": answers.get("n_looks", "") or _USUAL_LOOKS,
        "stop_line": answers.get("stop_line", ""),
        "decision_on": answers.get("decision_on", ""),
        "cost": answers.get("budget_dollars", ""),
        "committee": "\n".join(name.strip() for name in names if name.strip()),
    }


def _typed_of(promise: Registration) -> dict[str, Any]:
    """Return a registration as the form's fields."""
    return {
        "measure": promise.measure,
        "source": promise.source,
        "chosen": promise.chosen,
        "groups": promise.groups,
        "margin": _number(promise.margin),
        "least": _number(promise.least_estimate or None),
        "stop_line": promise.stop_line,
        "stop_at": _number(promise.stop_at),
        "n_looks": promise.n_looks,
        "decision_on": promise.decision_on.isoformat() if promise.decision_on else "",
        "board_on": (
            promise.board_review_on.isoformat() if promise.board_review_on else ""
        ),
        "committee": "\n".join(promise.committee),
        "cost": _number(promise.cost_dollars),
        "fill": "yes" if promise.fill_pretests else "",
        "carry": "yes" if promise.carry_dissolved else "",
    }


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _begin_page(
    request: HttpRequest,
    unit: UnitCard,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        **views.frame(request, unit, "pilots"),
        "problems": problems,
        "typed": request.POST if problems else {},
        "form_key": request.POST.get("key") or uuid4(),
    }
    return render(request, "innovate/pilots/begin.html", context, status=status)


def _register_page(
    request: HttpRequest,
    unit: UnitCard,
    uuid: UUID,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    card = card_or_404(unit, uuid)
    asked = queries.asked_for(uuid) if card.registration is None else {}
    typed = _typed_of(card.registration) if card.registration else _asked_for(asked)
    chances = queries.chances_of(uuid) if card.design != "matched" else None
    context = {
        **views.frame(request, unit, "pilots"),
        "pilot": card,
        "is_asked": bool(asked),
        "chances": chances,
        "can_find": pilot_findings.can_find(chances),
        **alike_shown(card),
        "sources": pilot_words.SOURCE.items(),
        "groups": pilot_words.GROUPS.items(),
        "problems": problems,
        "typed": request.POST if problems else typed,
    }
    return render(request, "innovate/pilots/register.html", context, status=status)

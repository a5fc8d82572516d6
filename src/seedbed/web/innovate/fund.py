"""The fund: rounds, an application in four steps, reading and answering it."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from seedbed.apps.accounts.cards import UnitCard
from seedbed.apps.exchange import queries as exchange
from seedbed.apps.pilots import queries, services
from seedbed.apps.pilots.fund_cards import MARKS, STEPS, ApplicationCard
from seedbed.lib.calendar import next_school_day
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access
from seedbed.web.kit.fields import typed_date, typed_whole
from seedbed.web.kit.kept import keeps_what_was_typed
from seedbed.web.kit.refusals import Problem, status_of

from . import fund_words, pilot_refusals, views
from .form_keys import typed_key


@require_GET
@access.only_for(*access.LEADERS)
def rounds(request: HttpRequest) -> HttpResponse:
    """Show a unit's rounds, the newest first, with what was sent to each."""
    return _rounds_page(request, access.get_unit_or_404(request, *access.LEADERS))


@keeps_what_was_typed
@require_POST
@access.only_for(*access.LEADERS)
def open_round(request: HttpRequest) -> HttpResponse:
    """Open a round with its budget, dates and three readers."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    post = request.POST
    days = [typed_date(post, name) for name in ("opens", "closes", "decides")]
    opens_on, closes_on, decides_by_on = days
    if opens_on is None or closes_on is None or decides_by_on is None:
        words = gettext("Give three days: opening, closing, and until when to answer.")
        problem = Problem(words=words, field="opens")
        return _rounds_page(request, unit, (problem,), 422)
    try:
        services.open_round(
            unit_id=unit.id,
            key=typed_key(request),
            title=post.get("title", ""),
            budget_dollars=typed_whole(post, "budget"),
            opens_on=opens_on,
            closes_on=closes_on,
            decides_by_on=decides_by_on,
            is_blind=post.get("blind") == "yes",
            readers=post.get("readers", "").replace(",", "\n").splitlines(),
            by_id=access.who(request).id,
            on=timezone.localdate(),
        )
    except SeedbedError as error:
        problem = pilot_refusals.problem(error, field="title")
        return _rounds_page(request, unit, (problem,), status_of(error))
    messages.success(request, gettext("The round is set."))
    return redirect(views.address("fund", unit))


@require_POST
@access.only_for(*access.LEADERS)
def name_reader(request: HttpRequest, round_uuid: UUID) -> HttpResponse:
    """Name one more reader of a round, where others are tied to a team."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    try:
        services.name_reader(
            round_uuid=round_uuid,
            reader=request.POST.get("reader", ""),
            by_id=access.who(request).id,
            on=timezone.localdate(),
        )
    except SeedbedError as error:
        problem = pilot_refusals.problem(error, field=f"reader-{round_uuid}")
        return _rounds_page(request, unit, (problem,), status_of(error))
    messages.success(request, gettext("One more reader is named."))
    return redirect(views.address("fund", unit))


@require_POST
@access.only_for(*access.LEADERS)
def begin(request: HttpRequest, round_uuid: UUID) -> HttpResponse:
    """Begin an application; its draft stays on the server between steps."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    try:
        uuid = services.begin_application(
            round_uuid=round_uuid,
            key=typed_key(request),
            on=timezone.localdate(),
            by_id=access.who(request).id,
            at=timezone.now(),
            like=typed_key(request, "like") if request.POST.get("like") else None,
        )
    except SeedbedError as error:
        return _rounds_page(
            request, unit, (pilot_refusals.problem(error),), status_of(error)
        )
    return redirect(views.address("fund-step", unit, uuid, 1))


@keeps_what_was_typed
@access.only_for(*access.LEADERS)
def step(request: HttpRequest, uuid: UUID, step: int) -> HttpResponse:
    """Show one of the four steps, and keep what is typed in it."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    card = _own_or_404(request, unit, uuid)
    if not 1 <= step <= len(STEPS):
        raise Http404
    if request.method == "POST":
        try:
            services.keep_answers(
                application=uuid,
                answers={name: request.POST.get(name, "") for name in STEPS[step - 1]},
                by_id=access.who(request).id,
            )
        except SeedbedError as error:
            return _one_page(
                request, unit, card, (pilot_refusals.problem(error),), status_of(error)
            )
        if step < len(STEPS):
            return redirect(views.address("fund-step", unit, uuid, step + 1))
        return redirect(views.address("fund-one", unit, uuid))
    context = {
        **views.frame(request, unit, "fund"),
        "application": card,
        "step": step,
        "steps": list(enumerate(fund_words.STEP, start=1)),
        "title": fund_words.STEP[step - 1],
        "fields": fund_words.fields_of(step, card.answers, _templates()),
        "model_kinds": fund_words.MODEL_KIND.items(),
    }
    return render(request, "innovate/fund/step.html", context)


@require_GET
@access.only_for(*access.LEADERS)
def application(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show an application: to its writer before sending, to the leader afterwards."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    return _one_page(request, unit, _card_or_404(request, unit, uuid))


@require_POST
@access.only_for(*access.LEADERS)
def send(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Send an application to its readers, if nothing is missing."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    card = _own_or_404(request, unit, uuid)
    try:
        services.send_application(
            application=uuid,
            on=timezone.localdate(),
            by_id=access.who(request).id,
            at=timezone.now(),
        )
    except SeedbedError as error:
        problem = pilot_refusals.problem(error, field="missing")
        return _one_page(request, unit, card, (problem,), status_of(error))
    messages.success(request, gettext("Sent to the readers."))
    return redirect(views.address("fund-one", unit, uuid))


@keeps_what_was_typed
@require_POST
@access.only_for(*access.LEADERS)
def answer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Answer yes, no, hold or edit, with reasons; a yes opens its pilot."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    card = _card_or_404(request, unit, uuid)
    try:
        pilot = services.answer_application(
            application=uuid,
            answer=request.POST.get("answer", ""),
            why=request.POST.get("why", ""),
            starts_on=next_school_day(timezone.localdate()),
            by_id=access.who(request).id,
            at=timezone.now(),
        )
    except SeedbedError as error:
        problem = pilot_refusals.problem(error, field="answer")
        return _one_page(request, unit, card, (problem,), status_of(error))
    messages.success(request, gettext("Answered."))
    if pilot is not None:
        return redirect(views.address("pilot", unit, pilot))
    return redirect(views.address("fund-one", unit, uuid))


@require_GET
@login_required
def readings(request: HttpRequest) -> HttpResponse:
    """List what the signed-in person reads for the fund."""
    who = access.who(request)
    context = {
        "rows": queries.readings_of(who.id),
        "is_untrained": queries.is_untrained(who.id),
    }
    return render(request, "innovate/fund/readings.html", context)


@keeps_what_was_typed
@login_required
def reading(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show one application to its reader, and keep what the reader says, once."""
    who = access.who(request)
    mine = {card.uuid: card for card in queries.readings_of(who.id)}
    if uuid not in mine:
        raise Http404
    card = mine[uuid]
    if queries.is_untrained(who.id):
        return redirect("innovate:fund-training")
    if request.method != "POST":
        return _reading_page(request, card)
    post = request.POST
    gate = {"yes": True, "no": False}.get(post.get("sustainable", ""))
    try:
        services.review(
            application=uuid,
            conflict=post.get("conflict", ""),
            is_sustainable=gate,
            marks={name: typed_whole(post, f"mark-{name}") for name in MARKS},
            words=post.get("words", ""),
            by_id=who.id,
            at=timezone.now(),
        )
    except SeedbedError as error:
        problem = pilot_refusals.problem(error, field="conflict")
        return _reading_page(request, card, (problem,), status_of(error))
    messages.success(request, gettext("Your review is kept. Thank you."))
    return redirect(reverse("innovate:fund-readings"))


def _templates() -> dict[str, str]:
    """Return the plays of the exchange by id: title and who shared it. Two queries."""
    return {
        str(one.uuid): f"{one.words.title} ({one.by_system})"
        for one in exchange.plays()
    }


def _card_or_404(request: HttpRequest, unit: UnitCard, uuid: UUID) -> ApplicationCard:
    """Return a unit's application: sent, or the viewer's own draft."""
    try:
        card = queries.application_card(uuid)
    except SeedbedError as error:
        raise Http404 from error
    is_own = card.by_id == access.who(request).id
    if card.unit_id != unit.id or not (is_own or card.sent_at):
        raise Http404
    return card


def _own_or_404(request: HttpRequest, unit: UnitCard, uuid: UUID) -> ApplicationCard:
    card = _card_or_404(request, unit, uuid)
    if card.by_id != access.who(request).id:
        raise Http404
    return card


def _rounds_page(
    request: HttpRequest,
    unit: UnitCard,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate()
    viewer = access.who(request).id
    found = queries.fund_of(unit.id, on=today, viewer_id=viewer)
    context = {
        **views.frame(request, unit, "fund"),
        "rounds": [
            (
                one,
                fund_words.STATE[one.state],
                fund_words.clock((one.decides_by_on - today).days)
                if any(x.sent_at and not x.answer for x in one.applications)
                else "",
            )
            for one in found
        ],
        "again": [
            application
            for one in found
            if one.state == "closed"
            for application in one.applications
            if application.by_id == viewer and application.may_come_again
        ],
        "answers": fund_words.ANSWER,
        "today": today,
        "form_key": request.POST.get("key") or uuid4(),
        "apply_key": uuid4(),
        "problems": problems,
        "typed": request.POST if problems else {},
    }
    return render(request, "innovate/fund/rounds.html", context, status=status)


def _one_page(
    request: HttpRequest,
    unit: UnitCard,
    card: ApplicationCard,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        **views.frame(request, unit, "fund"),
        "application": card,
        "is_own": card.by_id == access.who(request).id,
        "answers": fund_words.answers_in_words(card.answers, _templates()),
        "missing": [fund_words.SHORT[name] for name in card.missing],
        "options": fund_words.ANSWER.items(),
        "answered": fund_words.ANSWER.get(card.answer, ""),
        "reviews": [
            (one, [(fund_words.MARK[k], v) for k, v in one.marks.items()])
            for one in card.reviews
        ],
        "clock": fund_words.clock((card.decides_by_on - timezone.localdate()).days),
        "problems": problems,
        "typed": request.POST if problems else {},
    }
    return render(request, "innovate/fund/application.html", context, status=status)


def _reading_page(
    request: HttpRequest,
    card: ApplicationCard,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        "application": card,
        "answers": fund_words.answers_in_words(card.answers, _templates()),
        "marks": [
            (name, words, request.POST.get(f"mark-{name}", ""))
            for name, words in fund_words.MARK.items()
        ],
        "is_done": bool(card.reviews),
        "problems": problems,
        "typed": request.POST if problems else {},
    }
    return render(request, "innovate/fund/reading.html", context, status=status)

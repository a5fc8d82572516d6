"""What is done on a charter's page: sending, votes, waivers, prices, decisions."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from seedbed.apps.accounts.cards import UnitCard
from seedbed.apps.charters import services
from seedbed.apps.charters.errors import WaiverError
from seedbed.apps.scheduling import queries as scheduling
from seedbed.apps.scheduling.services import price_rules
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access, kept
from seedbed.web.kit.fields import typed_date, typed_whole
from seedbed.web.kit.refusals import Problem

from . import charter_words as words
from . import views
from .charter import card_or_404, charter_page, refuse, token_of
from .charter_prices import priced_waivers


@require_POST
@access.only_for(*access.LEADERS)
def send(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Lay the charter before its board."""
    unit = _opened(request, uuid)
    try:
        services.send_to_board(
            charter=uuid, by_id=access.who(request).id, at=timezone.now()
        )
    except SeedbedError as error:
        if error.code == "charter-unfinished":
            said = gettext("It was not sent: what is open stands below.")
            problem = Problem(words=said, field="open-h")
            return charter_page(request, unit, uuid, problem=problem, status=422)
        return refuse(request, unit, uuid, error, field="open-h")
    return _done(request, unit, uuid, gettext("The charter is before the board."))


@require_POST
@kept.keeps_for("innovate:charter", "uuid")
@access.only_for("system_leader")
def vote(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Write down how the board voted."""
    unit = _opened(request, uuid)
    post = request.POST
    voted_on = typed_date(post, "voted_on")
    outcome = post.get("outcome", "")
    if voted_on is None or outcome not in ("adopted", "refused", "returned"):
        said = gettext("Say on which day the board voted, and what it decided.")
        problem = Problem(words=said, field="voted_on")
        return charter_page(request, unit, uuid, problem=problem, status=422)
    try:
        services.record_vote(
            token=token_of(request),
            charter=uuid,
            board=post.get("board", ""),
            voted_on=voted_on,
            n_for=typed_whole(post, "n_for"),
            n_against=typed_whole(post, "n_against"),
            n_abstained=typed_whole(post, "n_abstained"),
            outcome=outcome,
            why=post.get("why", ""),
            by_id=access.who(request).id,
            at=timezone.now(),
        )
    except SeedbedError as error:
        return refuse(request, unit, uuid, error, field="n_for")
    return _done(request, unit, uuid, gettext("The vote is written down."))


@require_POST
@kept.keeps_for("innovate:charter", "uuid")
@access.only_for(*access.LEADERS)
def ask_waiver(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Ask to be free of a rule."""
    unit = _opened(request, uuid)
    post = request.POST
    if post.get("kind") not in words.WAIVERS:
        raise Http404
    try:
        services.ask_waiver(
            token=token_of(request),
            charter=uuid,
            kind=post["kind"],
            words=post.get("words", ""),
            authority=post.get("authority", ""),
            reference=post.get("reference", ""),
            rule=post.get("rule", ""),
            value=_number(post.get("value", "")),
            requested_on=typed_date(post, "requested_on") or timezone.localdate(),
            by_id=access.who(request).id,
            at=timezone.now(),
        )
    except WaiverError as error:
        return refuse(request, unit, uuid, error, field=f"waiver-{error.field}")
    except SeedbedError as error:
        return refuse(request, unit, uuid, error, field="waiver-value")
    return _done(request, unit, uuid, gettext("The waiver is asked for."), "waivers")


@require_POST
@kept.keeps_for("innovate:charter", "uuid")
@access.only_for("system_leader")
def answer_waiver(request: HttpRequest, uuid: UUID, waiver: UUID) -> HttpResponse:
    """Write down what the authority answered; a grant switches the rule."""
    unit = _opened(request, uuid)
    post = request.POST
    answered_on = typed_date(post, "answered_on") or timezone.localdate()
    by_id, at = access.who(request).id, timezone.now()
    try:
        if post.get("answer") == "grant":
            services.grant_waiver(
                waiver=waiver,
                from_on=typed_date(post, "from_on") or answered_on,
                until_on=typed_date(post, "until_on"),
                answered_on=answered_on,
                why=post.get("why", ""),
                by_id=by_id,
                at=at,
            )
        else:
            services.refuse_waiver(
                waiver=waiver,
                answered_on=answered_on,
                why=post.get("why", ""),
                by_id=by_id,
                at=at,
            )
    except SeedbedError as error:
        return refuse(request, unit, uuid, error, field=f"why-{waiver}")
    return _done(request, unit, uuid, gettext("The answer is written down."), "waivers")


@require_POST
@access.only_for(*access.LEADERS)
def price(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Work out what waivers, and all rules, are worth on the last planned day."""
    unit = _opened(request, uuid)
    card = card_or_404(request, uuid)
    on = scheduling.last_planned_on(card.unit_id) if card.unit_id else None
    if card.unit_id is None or on is None:
        raise Http404
    try:
        price_rules(
            unit_id=card.unit_id,
            on=on,
            at=timezone.now(),
            waivers=priced_waivers(card),
            by_id=access.who(request).id,
        )
    except SeedbedError as error:
        return refuse(request, unit, uuid, error, field="waivers")
    return redirect(f"{views.address('charter', unit, uuid)}#waivers")


@require_POST
@kept.keeps_for("innovate:charter", "uuid")
@access.only_for(*access.LEADERS)
def decide(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Write a decision down with who really took it."""
    unit = _opened(request, uuid)
    post = request.POST
    if post.get("decided_by") not in words.DECIDED:
        raise Http404
    today = timezone.localdate()
    try:
        services.note_decision(
            token=token_of(request),
            charter=uuid,
            decided_on=typed_date(post, "decided_on") or today,
            on=today,
            domain=post.get("domain", ""),
            what=post.get("what", ""),
            decided_by=post["decided_by"],
            who=post.get("who", ""),
            by_id=access.who(request).id,
            at=timezone.now(),
        )
    except SeedbedError as error:
        return refuse(request, unit, uuid, error, field="what")
    return _done(request, unit, uuid, gettext("Written down."), "decides")


@require_POST
@access.only_for(*access.LEADERS)
def name_unit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Say which unit the charter is for; what was granted switches its rules."""
    unit = _opened(request, uuid)
    named = request.POST.get("named", "")
    mine = {str(one.uuid): one for one in access.units_of(request, *access.LEADERS)}
    if named not in mine:
        said = gettext("Choose the unit that the charter is for.")
        problem = Problem(words=said, field="named")
        return charter_page(request, unit, uuid, problem=problem, status=422)
    try:
        services.name_unit(
            charter=uuid, unit_id=mine[named].id, by_id=access.who(request).id
        )
    except SeedbedError as error:
        return refuse(request, unit, uuid, error, field="named")
    said = gettext("The charter is for %(name)s now.") % {"name": mine[named].name}
    return _done(request, mine[named], uuid, said)


def _opened(request: HttpRequest, uuid: UUID) -> UnitCard:
    """Return the unit that the pages are for, if the person may open the charter."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    card_or_404(request, uuid)
    return unit


def _done(
    request: HttpRequest, unit: UnitCard, uuid: UUID, said: str, part: str = ""
) -> HttpResponse:
    messages.success(request, said)
    address = views.address("charter", unit, uuid)
    return redirect(f"{address}#{part}" if part else address)


def _number(typed: str) -> float | None:
    try:
        value = float(typed)
    except ValueError:
        return None
    return value if 0 <= value < 1e6 else None

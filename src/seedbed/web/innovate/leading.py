"""What the lead member does for its network: basics, partners, handing the lead on."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from seedbed.apps.accounts.cards import UnitCard
from seedbed.apps.networks import queries, services
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access
from seedbed.web.kit.fields import typed_token, whole
from seedbed.web.kit.refusals import Problem, problem_of, status_of

from . import views
from .members import PARTNER


@access.only_for(*access.LEADERS)
def leading(request: HttpRequest) -> HttpResponse:
    """Show who leads, since when, and let the lead member do what only it may."""
    return _page(request, access.get_unit_or_404(request, *access.LEADERS))


@require_POST
@access.only_for(*access.LEADERS)
def name_basic(request: HttpRequest) -> HttpResponse:
    """Name something that all members do alike."""
    post = request.POST
    return _do(
        request,
        lambda by_id: services.name_basic(
            title=post.get("title", "")[:200],
            why=post.get("why", "")[:300],
            by_id=by_id,
        ),
        done=gettext("Named. Each member says on its own page whether it does it."),
        field="title",
    )


@require_POST
@access.only_for(*access.LEADERS)
def drop_basic(request: HttpRequest) -> HttpResponse:
    """Take a basic back that no other member does."""
    basic_id = whole(request, "basic")
    return _do(
        request,
        lambda by_id: services.drop_basic(basic_id=basic_id, by_id=by_id),
        done=gettext("Taken back."),
    )


@require_POST
@access.only_for(*access.LEADERS)
def name_partner(request: HttpRequest) -> HttpResponse:
    """Name an organisation beside the members, or change what it brings."""
    post = request.POST
    kind = post.get("kind", "")
    if kind not in PARTNER:
        raise Http404
    return _do(
        request,
        lambda by_id: services.name_partner(
            name=post.get("name", "")[:200],
            kind=kind,
            brings=post.get("brings", "")[:300],
            by_id=by_id,
        ),
        done=gettext("Named. Every member sees it beside the list."),
        field="name",
    )


@require_POST
@access.only_for(*access.LEADERS)
def hand_over(request: HttpRequest) -> HttpResponse:
    """Hand the lead of the network to another member."""
    try:
        to = uuid.UUID(request.POST.get("to", ""))
    except ValueError as error:
        raise Http404 from error
    return _do(
        request,
        lambda by_id: services.hand_over_lead(
            token=typed_token(request.POST), to=to, by_id=by_id, on=timezone.localdate()
        ),
        done=gettext("Handed over. That member names basics and opens rounds now."),
        field="to",
    )


def _do(
    request: HttpRequest,
    work: Callable[[int], object],
    *,
    done: str,
    field: str = "",
) -> HttpResponse:
    unit = access.get_unit_or_404(request, *access.LEADERS)
    try:
        work(access.who(request).id)
    except SeedbedError as error:
        problem = problem_of(error, field=field)
        return _page(request, unit, (problem,), status_of(error))
    messages.success(request, done)
    return redirect(views.address("leading", unit))


def _page(
    request: HttpRequest,
    unit: UnitCard,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    leads = queries.leads_network()
    context: dict[str, Any] = {
        **views.frame(request, unit, "members"),
        "lead": queries.lead_name(),
        "leads": leads,
        "may_act": leads and access.who(request).has_role(*access.CHIEFS),
        "handovers": queries.handovers(),
        "basics": queries.basics(),
        "partners": [(card, str(PARTNER[card.kind])) for card in queries.partners()],
        "kinds": PARTNER.items(),
        "able": queries.able_to_lead() if leads else (),
        "token": str(uuid.uuid4()),
        "problems": problems,
        "typed": request.POST if problems else {},
    }
    return render(request, "innovate/members/leading.html", context, status=status)

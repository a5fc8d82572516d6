"""Who is in the network: the own line, the list, partners, and requests for help."""

from __future__ import annotations

import uuid
from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST

from seedbed.apps.accounts.cards import UnitCard
from seedbed.apps.networks import queries, services
from seedbed.apps.networks.cards import CohortCard, Filters, Profile
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access
from seedbed.web.kit.fields import typed_token, typed_whole
from seedbed.web.kit.refusals import Problem, problem_of, status_of

from . import views
from .decisions import phrases

STAGE: dict[str, str | Promise] = {
    "looking": gettext_lazy("Looking"),
    "planning": gettext_lazy("Planning"),
    "trying": gettext_lazy("Trying"),
    "growing": gettext_lazy("Growing"),
    "teaching": gettext_lazy("Teaching others"),
}
PARTNER: dict[str, str | Promise] = {
    "facilitator": gettext_lazy("Facilitator"),
    "technical": gettext_lazy("Technical partner"),
}
_BANDS = {
    "size": ("small", "medium", "large"),
    "income": ("fewer", "middle", "more"),
    "place": ("city", "suburb", "town", "rural"),
}
_FIELDS = {
    "member-name-taken": "name",
    "empty-help-request": "words",
    "names-in-words": "words",
}


@access.only_for(*access.LEADERS)
def members(request: HttpRequest) -> HttpResponse:
    """Show who is in the network, what they ask and offer, and who waits for help."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    return _page(request, unit)


@require_POST
@access.only_for(*access.LEADERS)
def describe(request: HttpRequest) -> HttpResponse:
    """Keep the own line."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    post = request.POST
    profile = Profile(
        name=post.get("name", "")[:200],
        size=post.get("size", ""),
        income=post.get("income", ""),
        place=post.get("place", ""),
        stage=post.get("stage", ""),
        cohort=typed_whole(post, "cohort") or None,
        trains="trains" in post,
        is_findable="is_findable" in post,
        asks=post.get("asks", ""),
        offers=post.get("offers", ""),
    )
    try:
        services.describe_member(
            profile=profile, by_id=access.who(request).id, at=timezone.now()
        )
    except SeedbedError as error:
        return _refused(request, unit, error, typed=profile)
    messages.success(request, gettext("Saved. The members read it now."))
    return redirect(views.address("members", unit))


@require_POST
@access.only_for(*access.LEADERS)
def ask(request: HttpRequest) -> HttpResponse:
    """Ask the others for help."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    try:
        services.ask_help(
            token=typed_token(request.POST),
            words=request.POST.get("words", ""),
            by_id=access.who(request).id,
            on=timezone.localdate(),
        )
    except SeedbedError as error:
        return _refused(request, unit, error)
    messages.success(request, gettext("Asked. Every member sees it on this page."))
    return redirect(views.address("members", unit))


@require_POST
@access.only_for(*access.LEADERS)
def answer_help(request: HttpRequest, request_uuid: uuid.UUID) -> HttpResponse:
    """Take up another member's request."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    try:
        services.answer_help(
            request=request_uuid,
            by_id=access.who(request).id,
            on=timezone.localdate(),
        )
    except SeedbedError as error:
        return _refused(request, unit, error)
    messages.success(request, gettext("Noted: you help. Get in touch with them."))
    return redirect(views.address("members", unit))


def _refused(
    request: HttpRequest,
    unit: UnitCard,
    error: SeedbedError,
    *,
    typed: Profile | None = None,
) -> HttpResponse:
    problem = problem_of(error, field=_FIELDS.get(error.code, ""))
    return _page(request, unit, (problem,), status_of(error), typed=typed)


def _page(
    request: HttpRequest,
    unit: UnitCard,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
    *,
    typed: Profile | None = None,
) -> HttpResponse:
    filters = _filters(request)
    found = queries.members(filters, page=_page_number(request))
    own = queries.own_member()
    name = own.profile.name if own else _system_name(request)
    cohorts = queries.cohorts()
    context: dict[str, Any] = {
        **views.frame(request, unit, "members"),
        "cohorts": cohorts,
        "cohort_rows": [(card, _counts(card.stages)) for card in cohorts],
        "own": own,
        "profile": typed or (own.profile if own else Profile(name=name)),
        "is_open": typed is not None or own is None or not own.profile.size,
        "found": found,
        "filters": filters,
        "rows": [
            (card, str(STAGE.get(card.profile.stage, ""))) for card in found.members
        ],
        "stages": [
            (code, str(name), n)
            for (code, name), n in zip(
                STAGE.items(), _counts(_all_stages(cohorts)), strict=True
            )
        ],
        "bands": {
            field: [(code, str(phrases.BAND[code])) for code in codes]
            for field, codes in _BANDS.items()
        },
        "partners": [(card, str(PARTNER[card.kind])) for card in queries.partners()],
        "requests": queries.open_requests(),
        "pages": _pages(request, found.number, found.n_pages),
        "token": str(uuid.uuid4()),
        "problems": problems,
        "typed": request.POST if problems else {},
    }
    return render(request, "innovate/members/members.html", context, status=status)


def _system_name(request: HttpRequest) -> str:
    """Return the name of the signed-in person's system."""
    system = access.system_of(request)
    if system is None:
        raise Http404
    return system.name


def _all_stages(cohorts: tuple[CohortCard, ...]) -> dict[str, int]:
    """Return how many members of all cohorts are at each stage."""
    counted: Counter[str] = Counter()
    for card in cohorts:
        counted.update(card.stages)
    return counted


def _counts(by_stage: dict[str, int]) -> list[int]:
    return [by_stage.get(code, 0) for code in STAGE]


def _filters(request: HttpRequest) -> Filters:
    found = request.GET
    stage, size, place = (found.get(name, "") for name in ("stage", "size", "place"))
    return Filters(
        words=found.get("words", "")[:100],
        stage=stage if stage in STAGE else "",
        size=size if size in _BANDS["size"] else "",
        place=place if place in _BANDS["place"] else "",
        trains="trains" in found,
        cohort=typed_whole(found, "cohort") or None,
    )


def _page_number(request: HttpRequest) -> int:
    return typed_whole(request.GET, "page", default=1)


def _pages(request: HttpRequest, number: int, n_pages: int) -> dict[str, str]:
    """Return the addresses of the page before and the page after, if there are."""
    kept = {
        name: request.GET[name]
        for name in ("unit", "words", "stage", "size", "place", "cohort", "trains")
        if request.GET.get(name)
    }
    links = {}
    for name, other in (("before", number - 1), ("after", number + 1)):
        if 1 <= other <= n_pages:
            links[name] = f"?{urlencode({**kept, 'page': other})}"
    return links

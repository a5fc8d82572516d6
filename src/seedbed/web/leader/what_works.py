"""The page of what works: what the lotteries say, and the unit's rule for them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from seedbed.apps.accounts.cards import UnitCard
from seedbed.apps.trials import queries as trials
from seedbed.apps.trials import services
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access
from seedbed.web.kit.refusals import Problem, problem_of, status_of

from . import effect_words, views


@access.only_for(*access.LEADERS)
def what_works(request: HttpRequest) -> HttpResponse:
    """Show what the lotteries of a unit say about ways of learning."""
    return _page(request, access.get_unit_or_404(request, *access.LEADERS))


@require_POST
@access.only_for(*access.LEADERS)
def lottery(request: HttpRequest) -> HttpResponse:
    """Change how the unit's lottery goes."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    try:
        services.set_lottery(
            unit_id=unit.id,
            is_on=request.POST.get("is_on") == "1",
            tolerance=_share(request, "tolerance"),
            floor=_share(request, "floor"),
            by_id=access.who(request).id,
            at=timezone.now(),
        )
    except SeedbedError as error:
        problem = problem_of(error, field="lottery")
        return _page(request, unit, problems=(problem,), status=status_of(error))
    messages.success(request, gettext("Saved. The next plan is drawn by it."))
    return redirect(views.address("what_works", unit))


def _share(request: HttpRequest, name: str) -> float:
    """Return a share that our form carries as per cent; anything else is 404."""
    try:
        return round(float(request.POST.get(name, "")) / 100, 6)
    except ValueError as error:
        raise Http404 from error


def _page(
    request: HttpRequest,
    unit: UnitCard,
    *,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    report = trials.latest_report(unit.id)
    rule = trials.lottery_of(unit.id)
    context: dict[str, Any] = {
        **views.frame(request, unit, views.waiting_on(unit)),
        "report": report,
        "finding": effect_words.finding(report),
        "pairs": effect_words.clear_pairs(report),
        "n_unclear": effect_words.n_unclear(report),
        "families": effect_words.family_parts(report),
        "silent": effect_words.silent_families(report),
        "never_drawn": effect_words.never_drawn(report),
        "by_grade": effect_words.by_grade(report),
        "rests_on": effect_words.rests_on(report) if report else [],
        "refused": effect_words.refused(report) if report else [],
        "rule": rule,
        "tolerance": f"{100 * rule.tolerance:g}",
        "floor": f"{100 * rule.floor:g}",
        "most_tolerance": f"{100 * trials.TOLERANCES[1]:g}",
        "least_floor": f"{100 * trials.FLOORS[0]:g}",
        "most_floor": f"{100 * trials.FLOORS[1]:g}",
        "problems": problems,
    }
    return render(request, "leader/what_works.html", context, status=status)

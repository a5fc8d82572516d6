"""The page where a mentor or leader agrees to a student's pace, place and hours."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from seedbed.apps.accounts.cards import UnitCard
from seedbed.apps.choices import queries, services
from seedbed.lib.calendar import next_school_day
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access
from seedbed.web.kit.fields import whole
from seedbed.web.kit.refusals import Problem, problem_of, status_of

from . import views
from .choices import address


@access.only_for(*access.APPROVERS)
def ways(request: HttpRequest) -> HttpResponse:
    """List what students ask for and nobody has decided."""
    return _page(request, access.get_unit_or_404(request, *access.APPROVERS))


@require_POST
@access.only_for(*access.APPROVERS)
def decide(request: HttpRequest) -> HttpResponse:
    """Agree to a way, or say not this time."""
    unit = access.get_unit_or_404(request, *access.APPROVERS)
    way_id = whole(request, "way")
    is_agreed = request.POST.get("answer") == "yes"
    service = services.approve_way if is_agreed else services.decline_way
    try:
        service(
            way_id=way_id,
            by_id=access.who(request).id,
            at=timezone.now(),
            note=request.POST.get("note", ""),
        )
    except SeedbedError as error:
        problem = problem_of(error, field="ways-h")
        return _page(request, unit, problems=(problem,), status=status_of(error))
    said = gettext("Agreed. Plans made from now on follow it.")
    if not is_agreed:
        said = gettext("Answered. The student can read your note.")
    messages.success(request, said)
    return redirect(address("ways", unit))


@require_POST
@access.only_for(*access.LEADERS)
def approval(request: HttpRequest) -> HttpResponse:
    """Set whether the unit's students need a mentor's word."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    services.set_approval(
        unit_id=unit.id,
        is_needed=request.POST.get("needed") == "yes",
        by_id=access.who(request).id,
    )
    messages.success(request, gettext("Saved. It holds for what is asked from now on."))
    return redirect(address("choices", unit))


def _page(
    request: HttpRequest,
    unit: UnitCard,
    *,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        **views.frame(request, unit, next_school_day(timezone.localdate())),
        "units": access.units_of(request, *access.APPROVERS),
        "leads": access.who(request).has_role(*access.LEADERS, unit_id=unit.id),
        "waiting": queries.ways_waiting(unit.id),
        "problems": problems,
    }
    return render(request, "leader/ways.html", context, status=status)

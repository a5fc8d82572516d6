"""The leader's plan page, which answers whether tomorrow is safe to publish."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from seedbed.apps.accounts.cards import UnitCard
from seedbed.apps.families import queries as families
from seedbed.apps.rosters import queries as rosters
from seedbed.apps.scheduling import queries as scheduling
from seedbed.apps.scheduling.cards import PlanReview
from seedbed.lib.calendar import next_school_day
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access
from seedbed.web.kit.parts import pack_of, sheets_of
from seedbed.web.kit.refusals import Problem

from . import checks
from . import review as plan

_AHEAD_DAYS = 10


def address(name: str, unit: UnitCard, *args: object) -> str:
    """Return the address of a plan page for a unit."""
    return f"{reverse(f'leader:{name}', args=args)}?unit={unit.uuid}"


@access.only_for(*access.LEADERS)
def next_day(request: HttpRequest) -> HttpResponse:
    """Go to the plan that waits: the next draft, else the next published day."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    return redirect(address("day", unit, waiting_on(unit)))


def waiting_on(unit: UnitCard) -> date:
    """Return the next draft, else the last planned day, else the next school day."""
    today = timezone.localdate()
    found = scheduling.waiting_day(unit.id, since=today, n_days=_AHEAD_DAYS)
    return found or next_school_day(today)


@access.only_for(*access.LEADERS)
def day(request: HttpRequest, on: date) -> HttpResponse:
    """Show one day's plan: decisions, checks, load, limits, fairness, publish."""
    return plan_page(request, access.get_unit_or_404(request, *access.LEADERS), on)


def plan_page(
    request: HttpRequest,
    unit: UnitCard,
    on: date,
    *,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """Render the plan page, with the problems of a refused change on top."""
    context = {**frame(request, unit, on), "problems": problems}
    review = review_of(unit, on)
    if review is None:
        return render(request, "leader/no_plan.html", context, status=status)
    context |= {
        "review": review,
        "figures": plan.figures(review),
        "tally": plan.tally(review),
        "checks": checks.lines(review.checks),
        "is_open": review.status == "draft",
        "rows_shown": plan.ROWS_SHOWN,
        "n_waiting": len(review.decisions),
    }
    return render(request, "leader/plan.html", context, status=status)


def review_of(unit: UnitCard, on: date) -> PlanReview | None:
    """Return the review of a day, or None while it has no plan."""
    try:
        review = scheduling.plan_review(unit.id, on, at=timezone.now())
    except SeedbedError as error:
        if error.code in ("no-day", "no-frame"):
            return None
        raise
    return review if review.status != "none" else None


def frame(request: HttpRequest, unit: UnitCard, on: date) -> dict[str, Any]:
    """Return what every plan page needs around its content."""
    return {
        "unit": unit,
        "units": access.units_of(request, *access.LEADERS),
        "on": on,
        "is_tomorrow": on == next_school_day(timezone.localdate()),
        "n_concerns": families.n_waiting(unit.id),
        "sees_office": access.who(request).has_role(*access.OFFICE),
    }


@access.only_for(*access.LEADERS)
def history(request: HttpRequest, on: date) -> HttpResponse:
    """Show what happened to a day: what, who, when, why."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    entries = sorted(scheduling.history(unit.id, on), key=lambda e: e.at, reverse=True)
    context = {**frame(request, unit, on), "entries": entries}
    return render(request, "leader/history.html", context)


@access.only_for(*access.LEADERS)
def printed(request: HttpRequest, on: date) -> HttpResponse:
    """Show students' days, one to a printed page, for a day without network."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    pack = pack_of(rosters.students_of_unit(unit.id), request.GET.get("part", ""))
    sheets = sheets_of(pack, unit.id, on)
    context = {
        **frame(request, unit, on),
        "pack": pack,
        "sheets": sheets,
        "is_standing": any(day.status == "standing" for day, _strip in sheets),
        "is_published": any(day.published_at for day, _strip in sheets),
    }
    return render(request, "leader/print.html", context)

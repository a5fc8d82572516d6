"""What the program costs: budget lines, per student and per newly mastered skill."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from seedbed.apps.accounts.cards import UnitCard
from seedbed.apps.programs import queries as programs
from seedbed.apps.programs import services
from seedbed.apps.programs.cards import CostReport, MonthCost
from seedbed.lib.calendar import next_school_day
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access, kept
from seedbed.web.kit.fields import typed_date
from seedbed.web.kit.refusals import Problem, problem_of, status_of
from seedbed.web.kit.words import number

from . import views

KINDS: dict[str, str | Promise] = {
    "staff": gettext_lazy("Staff"),
    "licences": gettext_lazy("Licences"),
    "rooms": gettext_lazy("Rooms"),
    "other": gettext_lazy("Other"),
}
_CENTS_BELOW = 1000


@kept.keeps_what_was_typed
@require_http_methods(["GET", "HEAD", "POST"])
@access.only_for(*access.LEADERS)
def money(request: HttpRequest) -> HttpResponse:
    """Show what the months cost; take a new budget line."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    if request.method == "POST":
        return _add(request, unit)
    typed = kept.take(request)
    if typed is None:
        return _page(request, unit, typed={})
    mine = access.units_of(request, *access.LEADERS)
    unit = next((u for u in mine if str(u.uuid) == typed.get("unit")), unit)
    return _page(request, unit, typed=typed, problems=(kept.problem(),))


def _add(request: HttpRequest, unit: UnitCard) -> HttpResponse:
    typed = {name: request.POST.get(name, "") for name in _FIELDS}
    problems = _problems(typed)
    amount, starts, ends = _amount(typed), *_dates(request)
    if problems or amount is None or starts is None or ends is None:
        return _page(request, unit, typed=typed, problems=problems, status=422)
    try:
        services.add_budget_line(
            unit_id=unit.id,
            kind=typed["kind"],
            name=typed["name"],
            yearly_amount=amount,
            starts_on=starts,
            ends_on=ends,
            form_key=_uuid(typed["form_key"]),
            by_id=access.who(request).id,
            at=timezone.now(),
        )
    except SeedbedError as error:
        problem = problem_of(error, field="cost-name")
        return _page(
            request, unit, typed=typed, problems=(problem,), status=status_of(error)
        )
    messages.success(request, gettext("Saved. The months below count it."))
    return redirect(views.address("money", unit))


_FIELDS = ("form_key", "kind", "name", "amount", "starts", "ends")


def _problems(typed: dict[str, str]) -> tuple[Problem, ...]:
    """Return what is wrong with a typed line, each beside its field."""
    found = []
    if not typed["name"].strip():
        found.append(Problem(words=gettext("Say what it is."), field="cost-name"))
    if _amount(typed) is None:
        words = gettext("Type what it costs in a year, in digits: 64000 or 64,000.50.")
        found.append(Problem(words=words, field="cost-amount"))
    starts, ends = typed_date(typed, "starts"), typed_date(typed, "ends")
    if starts is None:
        found.append(Problem(words=gettext("Say from when."), field="cost-starts"))
    if ends is None or (starts is not None and ends < starts):
        words = gettext("Say until when; not before the first day.")
        found.append(Problem(words=words, field="cost-ends"))
    return tuple(found)


def _amount(typed: dict[str, str]) -> Decimal | None:
    words = typed["amount"].replace(",", "").replace("$", "").replace(" ", "")
    try:
        amount = Decimal(words)
    except InvalidOperation:
        return None
    is_sound = amount.is_finite() and 0 < amount < Decimal(10) ** 10
    return amount.quantize(Decimal("0.01")) if is_sound else None


def _dates(request: HttpRequest) -> tuple[date | None, date | None]:
    return typed_date(request.POST, "starts"), typed_date(request.POST, "ends")


def _uuid(words: str) -> UUID:
    try:
        return UUID(words)
    except ValueError as error:
        raise Http404 from error


@require_POST
@access.only_for(*access.LEADERS)
def remove(request: HttpRequest) -> HttpResponse:
    """Take a line that was wrong out of the budget."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    try:
        services.remove_budget_line(
            unit_id=unit.id,
            uuid=_uuid(request.POST.get("line", "")),
            by_id=access.who(request).id,
            at=timezone.now(),
        )
    except SeedbedError as error:
        problem = problem_of(error, field="lines-h")
        return _page(
            request, unit, typed={}, problems=(problem,), status=status_of(error)
        )
    messages.success(request, gettext("Taken out. The record keeps that it was there."))
    return redirect(views.address("money", unit))


def _page(
    request: HttpRequest,
    unit: UnitCard,
    *,
    typed: dict[str, str],
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    report = programs.costs_of(unit.id)
    today = timezone.localdate()
    context = {
        **views.frame(request, unit, next_school_day(today)),
        "report": report,
        "finding": _finding(report),
        "months": [_month(month) for month in report.months],
        "lines": [
            (line, KINDS[line.kind], dollars(line.yearly_amount))
            for line in report.lines
        ],
        "kinds": KINDS.items(),
        "typed": {"form_key": uuid4(), **_school_year(today), **typed},
        "problems": problems,
        "problem_of": {problem.field: problem.words for problem in problems},
    }
    return render(request, "leader/money.html", context, status=status)


def _school_year(today: date) -> dict[str, str]:
    """Return the school year of a date, July to June, as a form has it."""
    first = date(today.year if today.month >= 7 else today.year - 1, 7, 1)
    last = date(first.year + 1, 6, 30)
    return {"starts": first.isoformat(), "ends": last.isoformat()}


def dollars(amount: Decimal | float) -> str:
    """Return an amount of money; cents only where it is small.

    >>> dollars(1234.5), dollars(87.5)
    ('$1,234', '$87.50')
    """
    if amount >= _CENTS_BELOW or amount == int(amount):
        return f"${int(amount):,}"
    return f"${number(float(amount), decimals=2)}"


def _missing(month: MonthCost) -> str:
    """Return which kinds of cost are unknown in a month, in a sentence; or nothing."""
    if not month.missing:
        return ""
    names = [str(KINDS[kind]).lower() for kind in month.missing]
    return gettext("Unknown on some days, and left out: %(kinds)s.") % {
        "kinds": ", ".join(names)
    }


def _month(month: MonthCost) -> dict[str, Any]:
    unknown = gettext("unknown")
    return {
        "name": formats.date_format(month.month, "YEAR_MONTH_FORMAT"),
        "first_on": month.first_on,
        "last_on": month.last_on,
        "cost": dollars(month.cost) if month.cost else unknown,
        "n_students": month.n_students,
        "n_new_skills": month.n_new_skills,
        "per_student": dollars(month.cost_per_student)
        if month.cost_per_student
        else unknown,
        "per_skill": dollars(month.cost_per_skill) if month.cost_per_skill else unknown,
        "between": _between(month),
        "missing": _missing(month),
    }


def _between(month: MonthCost) -> str:
    if month.least is None:
        return ""
    if month.most is None:
        return gettext("%(low)s or more") % {"low": dollars(month.least)}
    return gettext("between %(low)s and %(high)s") % {
        "low": dollars(month.least),
        "high": dollars(month.most),
    }


def _finding(report: CostReport) -> str:
    """Return what the latest month comes to, in a sentence."""
    latest = next((m for m in report.months if m.cost_per_skill is not None), None)
    if latest is None:
        return ""
    return gettext(
        "In %(month)s a newly mastered skill cost %(cost)s, %(between)s, and a student "
        "%(each)s."
    ) % {
        "month": formats.date_format(latest.month, "YEAR_MONTH_FORMAT"),
        "cost": dollars(latest.cost_per_skill or 0),
        "between": _between(latest),
        "each": dollars(latest.cost_per_student or 0),
    }


@access.only_for(*access.LEADERS)
def as_csv(request: HttpRequest) -> HttpResponse:
    """Download the months, one row each; what is unknown is empty."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="costs.csv"'
    response.write("\ufeff")  # Excel reads UTF-8 only with this mark
    writer = csv.writer(response)
    writer.writerow(
        [
            "month", "first_on", "last_on", "cost", "students", "new_skills",
            "cost_per_student", "cost_per_skill", "at_least", "at_most", "unknown",
        ]
    )  # fmt: skip
    for month in programs.costs_of(unit.id).months:
        figures = (
            month.cost_per_student,
            month.cost_per_skill,
            month.least,
            month.most,
        )
        writer.writerow(
            [
                f"{month.month:%Y-%m}",
                month.first_on.isoformat(),
                month.last_on.isoformat(),
                f"{month.cost:.2f}" if month.cost else "",
                month.n_students,
                month.n_new_skills,
                *("" if figure is None else f"{figure:.2f}" for figure in figures),
                " ".join(month.missing),
            ]
        )
    return response

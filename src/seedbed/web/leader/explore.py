"""Explore: any measure over any grouping, as a chart nobody had to foresee."""

from __future__ import annotations

import csv
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe

from seedbed.apps.accounts.cards import UnitCard
from seedbed.apps.programs import queries as programs
from seedbed.apps.programs.cards import Spread, SpreadReport
from seedbed.interop import charts
from seedbed.lib.calendar import next_school_day
from seedbed.web.kit import access

from . import explore_words as said
from . import views

_MEASURE, _BY = "new_skills", "week"
_LAST_DAY = timedelta(days=6)


@access.only_for(*access.LEADERS)
def explore(request: HttpRequest) -> HttpResponse:
    """Show how a measure spreads over students, by what the leader asks."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    report = _asked(request, unit)
    chart, is_missing = _drawn(report)
    context = {
        **views.frame(request, unit, next_school_day(timezone.localdate())),
        "report": report,
        "measures": said.measure_choices(report.measure),
        "groupings": said.grouping_choices(report),
        "finding": said.finding(report),
        "since": report.weeks[0] if report.weeks else None,
        "until": report.weeks[-1] + _LAST_DAY if report.weeks else None,
        "chart": chart,
        "is_missing": is_missing,
        "rows": [_row(report, group) for group in report.groups],
        "n_hidden": len(report.groups) - len(report.shown),
        "is_by_week": report.by == "week",
        "what": said.AXES[report.measure],
        "csv": f"?unit={unit.uuid}&measure={report.measure}&by={report.by}",
    }
    return render(request, "leader/explore.html", context)


@access.only_for(*access.LEADERS)
def as_csv(request: HttpRequest) -> HttpResponse:
    """Download the quartiles, one row for each group; what is hidden is empty."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    report = _asked(request, unit)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="spread.csv"'
    response.write("\ufeff")  # Excel reads UTF-8 only with this mark
    writer = csv.writer(response)
    writer.writerow(
        ["measure", "by", "group", "students", "lower_quartile", "median",
         "upper_quartile"]
    )  # fmt: skip
    for group in report.groups:
        figures = (group.lower, group.middle, group.upper)
        writer.writerow(
            [
                report.measure,
                report.by,
                group.key,
                group.n_students or "",
                *("" if one is None else f"{one:.4g}" for one in figures),
            ]
        )
    return response


def _asked(request: HttpRequest, unit: UnitCard) -> SpreadReport:
    """Return the spread that the address asks for; nonsense is not found."""
    measure = request.GET.get("measure", _MEASURE)
    by = request.GET.get("by", _BY)
    if by == measure:
        by = _BY
    report = programs.spread_of(unit.id, measure=measure, by=by, kind=unit.kind)
    if report is None:
        raise Http404
    return report


def _drawn(report: SpreadReport) -> tuple[str, bool]:
    """Return the drawing, and whether what draws it is missing."""
    rows = [
        charts.Box(
            name=said.group_name(report, group),
            low=said.scaled(report, group.lower),
            middle=said.scaled(report, group.middle),
            high=said.scaled(report, group.upper),
            said=said.middle_and_range(report, group),
        )
        for group in report.shown
    ]
    if not rows:
        return "", False
    try:
        drawn = charts.draw_boxes(
            rows, axis=str(said.AXES[report.measure]), label=said.finding(report)
        )
    except charts.ChartsNotInstalledError:
        return "", True
    return mark_safe(drawn), False  # noqa: S308 - Vega escapes, and ElementTree again


def _row(report: SpreadReport, group: Spread) -> dict[str, Any]:
    return {
        "name": said.group_name(report, group),
        "n": group.n_students,
        "figures": [
            said.short(report, figure)
            for figure in (group.lower, group.middle, group.upper)
            if figure is not None
        ],
    }

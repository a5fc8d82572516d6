"""Program health: is it working, for whom? Six measures with bands, by group."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from seedbed.apps.accounts.cards import UnitCard
from seedbed.apps.programs import queries as programs
from seedbed.apps.programs.cards import HealthReport, MeasureCard
from seedbed.lib.calendar import next_school_day
from seedbed.web.kit import access
from seedbed.web.kit.ranges import ranges, spark
from seedbed.web.kit.words import short_date

from . import health_words as said
from . import views

_LAST_DAY = timedelta(days=6)


@access.only_for(*access.LEADERS)
def health(request: HttpRequest) -> HttpResponse:
    """Show what stands out, the six measures, and their figures by group."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    report = programs.health_of(unit.id, kind=unit.kind)
    split = _split(request, report)
    context = {
        **_frame(request, unit, report),
        "split": split,
        "splits": _links("health", (), unit, split),
        "cards": [_card(unit, card, split) for card in report.measures],
        "table": _table(report, split),
        "finding": said.finding(report) if report.is_ready else "",
        "widest": _address(
            "measure", (report.widest.measure,), unit, report.widest.split
        )
        if report.widest
        else "",
        "enough": programs.ENOUGH_WEEKS,
    }
    return render(request, "leader/health.html", context)


@access.only_for(*access.LEADERS)
def measure(request: HttpRequest, key: str) -> HttpResponse:
    """Show one measure: by group of one split, and week by week."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    report = programs.health_of(unit.id, kind=unit.kind)
    card = programs.measure_of(report, key)
    if card is None:
        raise Http404
    split = _split(request, report)
    frame = _frame(request, unit, report)
    act_words, act_address = said.act(card, unit.uuid, frame["on"])
    context = {
        **frame,
        **_card(unit, card, split),
        "split_name": said.SPLITS[split],
        "splits": _links("measure", (key,), unit, split),
        "finding": said.of_measure(card, split),
        "figure": ranges(
            [
                said.range_of(said.group_name(split, g.key), g.band)
                for g in card.groups[split]
            ],
            title=str(said.MEASURES[key].name),
            said=lambda value: said.short(card, value),
            reference=card.band.value if card.band else None,
            top=1.0 if card.is_share else None,
        ),
        "n_hidden": said.n_hidden(card, split),
        "counted": said.MEASURES[key].counted,
        "act_words": act_words,
        "act_address": act_address,
    }
    return render(request, "leader/measure.html", context)


def _frame(
    request: HttpRequest, unit: UnitCard, report: HealthReport
) -> dict[str, Any]:
    on = next_school_day(timezone.localdate())
    return {
        **views.frame(request, unit, on),
        "report": report,
        "since": report.weeks[-programs.WEEKS_OF_FIGURES :][0]
        if report.weeks
        else None,
        "until": report.weeks[-1] + _LAST_DAY if report.weeks else None,
    }


def _split(request: HttpRequest, report: HealthReport) -> str:
    """Return the split that is asked for, else the one that stands out most."""
    wanted = request.GET.get("split", "")
    if wanted in said.SPLITS:
        return wanted
    return report.widest.split if report.widest else next(iter(said.SPLITS))


def _address(name: str, args: tuple[str, ...], unit: UnitCard, split: str) -> str:
    return f"{reverse(f'leader:{name}', args=args)}?unit={unit.uuid}&split={split}"


def _links(
    name: str, args: tuple[str, ...], unit: UnitCard, now: str
) -> list[dict[str, Any]]:
    return [
        {
            "name": words,
            "href": _address(name, args, unit, split),
            "is_now": split == now,
        }
        for split, words in said.SPLITS.items()
    ]


def _card(unit: UnitCard, card: MeasureCard, split: str) -> dict[str, Any]:
    """Return what a template needs to show one measure of everyone."""
    name = str(said.MEASURES[card.key].name)
    rows = [said.range_of(short_date(monday), band) for monday, band in card.trend]
    return {
        "key": card.key,
        "name": name,
        "value": said.figure(card, card.band.value) if card.band else "",
        "between": said.between(card, card.band) if card.band else "",
        "n": card.band.n_students if card.band else 0,
        "spark": spark(rows, title=name, said=lambda value: said.short(card, value)),
        "href": _address("measure", (card.key,), unit, split),
    }


def _table(report: HealthReport, split: str) -> dict[str, Any]:
    """Return the groups of a split with a cell for each measure."""
    if not report.measures:
        return {"head": [], "rows": []}
    keys = [group.key for group in report.measures[0].groups[split]]
    rows = []
    for i, key in enumerate(keys):
        cells = []
        for card in report.measures:
            band = card.groups[split][i].band
            cells.append(
                {
                    "value": said.short(card, band.value),
                    "between": said.between(card, band),
                    "n": band.n_students,
                }
                if band
                else None
            )
        rows.append((said.group_name(split, key), cells))
    return {
        "head": [said.MEASURES[card.key].name for card in report.measures],
        "rows": rows,
        "has_hidden": any(cell is None for _name, cells in rows for cell in cells),
    }

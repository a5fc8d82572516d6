"""The page: where a system stands, what to talk about, and the same as a file."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from seedbed.apps.accounts.cards import UnitCard
from seedbed.apps.decisions import queries
from seedbed.apps.decisions.cards import (
    DifferenceCard,
    GroupCard,
    ItemCard,
    StandingCard,
    WaveCard,
)
from seedbed.web.innovate import views
from seedbed.web.kit import access
from seedbed.web.kit.charts import Figure
from seedbed.web.kit.fields import typed_slug

from . import charts, phrases, table


@dataclass(frozen=True, kw_only=True)
class Row:
    """One question as the page shows it."""

    card: ItemCard
    title: str
    question: str
    low: str
    high: str
    figure: Figure
    reading: phrases.Reading
    reference: str


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A group to compare with, as a link; ``n`` is empty where it is not shown."""

    card: GroupCard
    name: str


@access.only_for(*access.LEADERS)
def decisions(request: HttpRequest) -> HttpResponse:
    """Show where the system stands; before one's own answer, ask for it."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    wave = queries.latest_wave(
        on=timezone.localdate(), instrument=instrument_of(request)
    )
    context = {**views.frame(request, unit, "decisions"), "wave": wave}
    if wave is None:
        return render(request, "innovate/decisions/none.html", context)
    card = queries.standing(
        wave,
        account_id=access.who(request).id,
        compare_with=request.GET.get("with", queries.ALL),
    )
    context |= about(unit, wave, card)
    if not card.has_answered:
        return render(request, "innovate/decisions/first.html", context)
    context |= {
        "rows": [_row(item) for item in card.items],
        "choices": [Choice(card=g, name=phrases.group_name(g)) for g in card.groups],
        "table_head": table.table_head(),
        "table": table.table(card.items),
        "source": phrases.own(wave.questionnaire.source),
        "shares": [
            (one, phrases.share_title(one), phrases.share_change(one))
            for one in queries.shares(wave)
        ],
        "talks": [card.items[q] for q in card.splits],
        "far": _far(card),
        "differences": _differences(card),
        "trade_offs": queries.trade_offs(
            on=timezone.localdate(), instrument=wave.questionnaire.code
        ),
    }
    context["split"] = phrases.split(context["talks"][0]) if context["talks"] else ""
    context["due"] = [one for one in context["trade_offs"] if one.is_due]
    return render(request, "innovate/decisions/standing.html", context)


@access.only_for(*access.LEADERS)
def positions_csv(request: HttpRequest) -> HttpResponse:
    """Give the rows of the page as a file."""
    access.get_unit_or_404(request, *access.LEADERS)
    wave = wave_or_404(request)
    card = queries.standing(
        wave,
        account_id=access.who(request).id,
        compare_with=request.GET.get("with", queries.ALL),
    )
    if not card.has_answered:
        raise Http404
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = (
        f'attachment; filename="{wave.questionnaire.code}.csv"'
    )
    writer = csv.writer(answer)
    writer.writerow(table.table_head())
    writer.writerows(table.table(card.items))
    return answer


@access.only_for(*access.LEADERS)
def alike(request: HttpRequest) -> HttpResponse:
    """Name the systems that decide as this one does, and let themselves be named."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    wave = wave_or_404(request)
    card = queries.standing(wave, account_id=access.who(request).id)
    if not card.has_answered:
        return redirect(address("decisions", unit, wave))
    shared, peers = queries.peers_like_us(card)
    context = {
        **views.frame(request, unit, "decisions"),
        **about(unit, wave, card),
        "peers": peers,
        "shared": ", ".join(str(phrases.GROUPING[name]) for name in shared),
    }
    return render(request, "innovate/decisions/alike.html", context)


def about(unit: UnitCard, wave: WaveCard, card: StandingCard) -> dict[str, Any]:
    """Return what every page of a round needs once someone may have answered."""
    return {
        **about_round(unit, wave),
        "standing": card,
        "title": phrases.own(wave.questionnaire.title),
    }


def about_round(unit: UnitCard, wave: WaveCard) -> dict[str, Any]:
    """Return what every page of a round needs; ``query`` leads from one to another."""
    code = wave.questionnaire.code
    is_seven = code == queries.SEVEN
    query = f"unit={unit.uuid}" if is_seven else f"unit={unit.uuid}&survey={code}"
    return {"wave": wave, "survey": code, "is_seven": is_seven, "query": query}


def instrument_of(request: HttpRequest) -> str:
    """Return the code of the survey that the address names."""
    return typed_slug(request, "survey", default=queries.SEVEN)


def wave_or_404(request: HttpRequest) -> WaveCard:
    """Return the round that is open or was last."""
    wave = queries.latest_wave(
        on=timezone.localdate(), instrument=instrument_of(request)
    )
    if wave is None:
        raise Http404
    return wave


def address(name: str, unit: UnitCard, wave: WaveCard, *args: object) -> str:
    """Return the address of a page of a round."""
    return (
        f"{reverse(f'innovate:{name}', args=args)}?{about_round(unit, wave)['query']}"
    )


def _row(card: ItemCard) -> Row:
    question = card.question
    return Row(
        card=card,
        title=phrases.own(question.title),
        question=phrases.own(question.question),
        low=phrases.own(question.low),
        high=phrases.own(question.high),
        figure=charts.row(card),
        reading=phrases.reading(card),
        reference=phrases.reference(question),
    )


def _far(card: StandingCard) -> dict[str, Any] | None:
    """Return what the card about the furthest item says, or None."""
    if card.far is None:
        return None
    item = card.items[card.far]
    return {"number": item.number, "words": phrases.place(item), "item": item}


def _differences(card: StandingCard) -> list[tuple[str, str]]:
    found: tuple[DifferenceCard, ...] = (
        card.compared.differences if card.compared else ()
    )
    return [
        (
            gettext("%(title)s, by %(grouping)s")
            % {
                "title": phrases.own(one.question.title),
                "grouping": phrases.GROUPING[one.grouping],
            },
            phrases.difference(one),
        )
        for one in found
    ]

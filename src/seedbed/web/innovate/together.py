"""What the network does together: basics, help, what goes in, what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from seedbed.apps.accounts.cards import UnitCard
from seedbed.apps.decisions import queries as decisions
from seedbed.apps.decisions.cards import ChosenCard
from seedbed.apps.networks import queries, services
from seedbed.apps.networks.cards import HelpCard
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access, words
from seedbed.web.kit.fields import typed_whole, wholes
from seedbed.web.kit.refusals import Problem, problem_of, status_of

from . import views
from . import years as years_drawn
from .decisions import phrases

ASSETS = ("people", "money", "time", "materials")
#: School years end in June: from July on the next one counts.
_FIRST_MONTH = 7
_MOST_HELPERS = 8


@access.only_for(*access.LEADERS)
def together(request: HttpRequest) -> HttpResponse:
    """Show what members put in over the years, beside what came of it."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    return _page(request, unit)


@require_POST
@access.only_for(*access.LEADERS)
def keep_basics(request: HttpRequest) -> HttpResponse:
    """Keep which basics the own system does."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    try:
        services.keep_basics(
            basic_ids=wholes(request, "basics"),
            by_id=access.who(request).id,
            on=timezone.localdate(),
        )
    except SeedbedError as error:
        return _page(request, unit, (problem_of(error),), status_of(error))
    messages.success(request, gettext("Saved. The members read it now."))
    return redirect(views.address("together", unit))


@require_POST
@access.only_for(*access.LEADERS)
def report(request: HttpRequest) -> HttpResponse:
    """Keep what the own system put in during a school year, and what came of it."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    post = request.POST
    this_year = school_year()
    year = typed_whole(post, "year", default=this_year)
    if not this_year - 10 <= year <= this_year:
        problem = Problem(
            words=gettext("Give one of the last ten school years."), field="year"
        )
        return _page(request, unit, (problem,), 422)
    try:
        services.report_year(
            year=year,
            assets={kind: typed_whole(post, kind) for kind in ASSETS if post.get(kind)},
            unserved=typed_whole(post, "unserved"),
            choosers=typed_whole(post, "choosers"),
            by_id=access.who(request).id,
        )
    except SeedbedError as error:
        return _page(request, unit, (problem_of(error),), status_of(error))
    messages.success(
        request,
        gettext("Saved. Counts of fewer than ten students did not leave your system."),
    )
    return redirect(views.address("together", unit))


def school_year() -> int:
    """Return the year in which the running school year ends."""
    today = timezone.localdate()
    return today.year + (today.month >= _FIRST_MONTH)


def _page(
    request: HttpRequest,
    unit: UnitCard,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    rounds = decisions.sides_over_rounds(on=timezone.localdate())
    told = queries.over_years()
    given = queries.help_given(on=timezone.localdate())
    context: dict[str, Any] = {
        **views.frame(request, unit, "members"),
        "basics": queries.basics(),
        "given": given,
        "helpers": _helpers(given),
        "middle_days": words.number(given.middle_days)
        if given.middle_days is not None
        else "",
        "years": told.years,
        "finding": years_drawn.finding(told.years, told.same),
        "panels": years_drawn.panels(told.years, told.own),
        "round_names": [wave.name for wave, _cards in rounds],
        "sides": _sides([cards for _wave, cards in rounds]),
        "assets": [(kind, years_drawn.WHAT[kind]) for kind in ASSETS],
        "this_year": school_year(),
        "problems": problems,
        "typed": request.POST if problems else {},
    }
    return render(request, "innovate/members/together.html", context, status=status)


def _sides(rounds: Sequence[Sequence[ChosenCard]]) -> list[tuple[str, list[Any]]]:
    """Return for each decision what members chose in each round."""
    if not rounds:
        return []
    return [
        (
            phrases.own(cards[0].question.title),
            [
                [
                    (phrases.side_name(card.question, side), getattr(card, side))
                    for side in ("low", "both", "high")
                ]
                for card in cards
            ],
        )
        for cards in zip(*rounds, strict=True)
    ]


def _helpers(given: HelpCard) -> list[tuple[str, str]]:
    """Return who helped, with whom they helped: the busiest first."""
    helped: dict[str, list[str]] = {}
    for by, to, n in given.pairs:
        helped.setdefault(by, []).append(to if n == 1 else f"{to} ({n})")
    ranked = sorted(helped.items(), key=lambda item: (-len(item[1]), item[0]))
    return [(by, ", ".join(to)) for by, to in ranked[:_MOST_HELPERS]]

"""The trajectory: whether people who had a choice now choose this unit."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from seedbed.apps.accounts.cards import UnitCard
from seedbed.apps.charters.cards import MarkCard
from seedbed.apps.charters.queries import adopted_mark
from seedbed.apps.needs.queries import students_in_pockets
from seedbed.apps.trajectory import queries, services
from seedbed.apps.trajectory.cards import TrajectoryCard
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access
from seedbed.web.kit.fields import typed_date, typed_whole, wholes
from seedbed.web.kit.kept import keeps_what_was_typed, take

from . import trajectory_figures as figures
from . import trajectory_words as shown
from . import views
from .map_forms import Typed, form_key, status_of_form, typed_context, typed_number

_SHOWN = 60


@keeps_what_was_typed
@access.only_for(*access.LEADERS)
def trajectory(request: HttpRequest) -> HttpResponse:
    """Show who chose the unit; write what was learned."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    if request.method != "POST":
        return _trajectory(request, unit, typed=take(request))
    typed = request.POST
    try:
        services.write_lesson(
            form_key=form_key(typed),
            unit_id=unit.id,
            words=typed.get("words", ""),
            on=timezone.localdate(),
            by_id=access.who(request).id,
            at=timezone.now(),
        )
    except SeedbedError as error:
        return _trajectory(request, unit, typed=typed, error=error)
    messages.success(request, gettext("Written down."))
    return redirect(views.address("trajectory", unit))


def _trajectory(
    request: HttpRequest,
    unit: UnitCard,
    *,
    typed: Typed | None,
    error: SeedbedError | None = None,
) -> HttpResponse:
    mark = adopted_mark(unit.id)
    card = _card(unit, mark)
    context = {
        **views.frame(request, unit, "trajectory"),
        "card": card,
        "mark": mark,
        "finding": shown.finding(card),
        "stage": shown.stage(card),
        "figure": figures.months(card.months) if card.months else None,
        "intakes": [shown.intake(one) for one in card.intakes],
        "forecast": shown.forecast(card),
        "improvements": shown.improvements(card),
        "since": shown.percents(card.since) if card.since else None,
        **typed_context(typed, error, field="words"),
    }
    template = "innovate/trajectory/page.html"
    return render(request, template, context, status=status_of_form(error))


def _card(unit: UnitCard, mark: MarkCard | None) -> TrajectoryCard:
    """Return the trajectory beside the charter's mark, else beside the unit's own."""
    on = timezone.localdate()
    return queries.trajectory_card(unit.id, on=on, mark=mark.share if mark else None)


@keeps_what_was_typed
@access.only_for(*access.LEADERS)
def count_people(request: HttpRequest) -> HttpResponse:
    """Count people who chose the unit, and whether they had a good choice."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    if request.method != "POST":
        return _count_people(request, unit, typed=take(request))
    typed = request.POST
    said = {"yes": True, "no": False}
    asks_lists = typed.get("had_choice") == "needs"
    try:
        services.count_opt_ins(
            unit_id=unit.id,
            on=typed_date(typed, "on") or timezone.localdate(),
            reason=typed.get("reason", ""),
            student_ids=wholes(request, "students"),
            staff_ids=wholes(request, "staff"),
            had_choice=said.get(typed.get("had_choice", "")),
            pockets=students_in_pockets if asks_lists else None,
            by_id=access.who(request).id,
            at=timezone.now(),
        )
    except SeedbedError as error:
        return _count_people(request, unit, typed=typed, error=error)
    messages.success(request, gettext("Counted."))
    return redirect(views.address("trajectory_count", unit))


def _count_people(
    request: HttpRequest,
    unit: UnitCard,
    *,
    typed: Typed | None,
    error: SeedbedError | None = None,
) -> HttpResponse:
    students, staff = queries.newcomers(unit.id)
    is_posted = request.method == "POST"
    context = {
        **views.frame(request, unit, "trajectory"),
        "students": students[:_SHOWN],
        "staff": staff[:_SHOWN],
        "n_more": max(0, len(students) - _SHOWN),
        "ticked": [
            *(wholes(request, "students") if is_posted else ()),
            *(wholes(request, "staff") if is_posted else ()),
        ],
        "today": timezone.localdate().isoformat(),
        **typed_context(typed, error, field="who"),
    }
    template = "innovate/trajectory/count.html"
    return render(request, template, context, status=status_of_form(error))


@keeps_what_was_typed
@access.only_for(*access.LEADERS)
def records(request: HttpRequest) -> HttpResponse:
    """Write intakes, the mark and milestones."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    if request.method != "POST":
        return _records(request, unit, typed=take(request))
    forms = {"intake": _save_intake, "mark": _set_mark, "reach": _reach}
    typed = request.POST
    try:
        forms.get(typed.get("form", ""), _plan)(request, unit)
    except SeedbedError as error:
        return _records(request, unit, typed=typed, error=error)
    messages.success(request, gettext("Kept."))
    return redirect(views.address("trajectory", unit))


def _save_intake(request: HttpRequest, unit: UnitCard) -> None:
    typed = request.POST
    services.save_intake(
        unit_id=unit.id,
        title=typed.get("title", ""),
        starts_on=typed_date(typed, "starts_on"),
        counts={
            name: typed_whole(typed, name) if typed.get(name, "").strip() else None
            for name in shown.COUNTS
        },
        by_id=access.who(request).id,
        at=timezone.now(),
    )


def _set_mark(request: HttpRequest, unit: UnitCard) -> None:
    services.set_mark(
        unit_id=unit.id,
        mark=typed_number(request.POST, "mark") / 100,
        by_id=access.who(request).id,
        at=timezone.now(),
    )


def _plan(request: HttpRequest, unit: UnitCard) -> None:
    typed = request.POST
    services.plan_milestone(
        form_key=form_key(typed),
        unit_id=unit.id,
        improvement=typed.get("improvement", ""),
        title=typed.get("milestone", ""),
        due_on=typed_date(typed, "due_on"),
        by_id=access.who(request).id,
        at=timezone.now(),
    )


def _reach(request: HttpRequest, unit: UnitCard) -> None:
    typed = request.POST
    services.reach_milestone(
        unit_id=unit.id,
        milestone_id=typed_whole(typed, "milestone_id"),
        on=timezone.localdate(),
        evidence=typed.get("evidence", ""),
        by_id=access.who(request).id,
        at=timezone.now(),
    )


def _records(
    request: HttpRequest,
    unit: UnitCard,
    *,
    typed: Typed | None,
    error: SeedbedError | None = None,
) -> HttpResponse:
    mark = adopted_mark(unit.id)
    card = _card(unit, mark)
    form = (typed or {}).get("form", "plan")
    context = {
        **views.frame(request, unit, "trajectory"),
        "counts": [
            (name, said, (typed or {}).get(name, ""))
            for name, said in shown.COUNTS.items()
        ],
        "improvements": shown.IMPROVEMENT.items(),
        "open": [one for one in card.milestones if one.reached_on is None],
        "mark": f"{100 * card.marked:g}" if card.marked is not None else "",
        "charter": mark,
        **typed_context(typed, error, field=form),
    }
    template = "innovate/trajectory/records.html"
    return render(request, template, context, status=status_of_form(error))

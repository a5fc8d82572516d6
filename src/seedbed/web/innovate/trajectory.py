"""The trajectory: whether people who had a choice now choose this unit."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from seedbed.apps.accounts.cards import UnitCard
from seedbed.apps.charters.cards import MarkCard
from seedbed.apps.charters.queries import adopted_mark
from seedbed.apps.needs.queries import students_in_pockets
from seedbed.apps.trajectory import queries, services
from seedbed.apps.trajectory.cards import IntakeCard, TrajectoryCard
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access
from seedbed.web.kit.fields import typed_date, typed_whole, wholes
from seedbed.web.kit.kept import keeps_what_was_typed, take

from . import network_words as words
from . import trajectory_figures as figures
from . import views
from .map_forms import Typed, form_key, status_of_form, typed_context, typed_number

_SHOWN = 60
IMPROVEMENT: dict[str, str | Promise] = {
    "materials": gettext_lazy("Materials for mastery"),
    "mentoring": gettext_lazy("Mentoring"),
    "spaces": gettext_lazy("Spaces"),
    "projects": gettext_lazy("Projects and internships"),
    "culture": gettext_lazy("Culture"),
}
COUNTS: dict[str, str | Promise] = {
    "n_seats": gettext_lazy("Seats"),
    "n_waiting": gettext_lazy("Waiting for a seat"),
    "n_asked": gettext_lazy("Asked to rank where they want to go"),
    "n_first_choice": gettext_lazy("Put this unit first"),
}


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
        "finding": _finding(card),
        "stage": _stage(card),
        "figure": figures.months(card.months) if card.months else None,
        "intakes": [_intake(one) for one in card.intakes],
        "forecast": _forecast(card),
        "improvements": _improvements(card),
        "since": _percents(card.since) if card.since else None,
        **typed_context(typed, error, field="words"),
    }
    template = "innovate/trajectory/page.html"
    return render(request, template, context, status=status_of_form(error))


def _card(unit: UnitCard, mark: MarkCard | None) -> TrajectoryCard:
    """Return the trajectory beside the charter's mark, else beside the unit's own."""
    on = timezone.localdate()
    return queries.trajectory_card(unit.id, on=on, mark=mark.share if mark else None)


def _percents(ends: tuple[float, float, float]) -> dict[str, str]:
    low, share, high = (f"{100 * value:.0f}" for value in ends)
    return {"low": low, "share": share, "high": high}


def _finding(card: TrajectoryCard) -> str:
    if not card.months:
        return gettext("Opens with the first opt-in")
    said = {
        "n": card.n_mainstream,
        "all": card.n_mainstream + card.n_served,
        "educators": card.n_educators_mainstream,
    }
    return (
        gettext(
            "%(n)s of %(all)s students who joined had a good choice; so had "
            "%(educators)s educators"
        )
        % said
    )


def _stage(card: TrajectoryCard) -> str:
    """Return whether the mark is passed, in a sentence."""
    if card.marked is None:
        return gettext("No mark is set yet: say which share would tell you it works.")
    said: dict[str, Any] = {"mark": f"{100 * card.marked:.0f}"}
    if card.stage is None:
        return gettext("The mark is %(mark)s %%; no intake is written down yet.") % said
    said |= {"intake": card.stage.since, "n": card.stage.n_in_a_row}
    if card.stage.is_passed:
        return (
            gettext(
                "Passed with %(intake)s: in two intakes in a row the share was surely "
                "above %(mark)s %%."
            )
            % said
        )
    if card.stage.n_in_a_row:
        return (
            gettext(
                "One intake was surely above %(mark)s %%; a second in a row passes the "
                "mark."
            )
            % said
        )
    return (
        gettext(
            "Not yet surely above %(mark)s %% in the last intake; two in a row pass."
        )
        % said
    )


def _intake(one: IntakeCard) -> dict[str, Any]:
    ends = None
    if one.low is not None and one.share is not None and one.high is not None:
        ends = _percents((one.low, one.share, one.high))
    return {
        "card": one,
        "ends": ends,
        "waiting": _ratio(one.n_waiting, one.n_seats),
        "first": _share(one.n_first_choice, one.n_asked),
    }


def _ratio(n: int | None, of: int | None) -> str:
    """Return how many wait for each seat; the count alone where seats are unknown."""
    if n is None:
        return words.NONE
    if not of:
        return str(n)
    return gettext("%(ratio)s per seat (%(n)s)") % {"ratio": f"{n / of:.1f}", "n": n}


def _share(n: int | None, of: int | None) -> str:
    """Return a share with its count; the count alone where nobody was counted."""
    if n is None:
        return words.NONE
    if not of:
        return str(n)
    return gettext("%(share)s %% (%(n)s of %(of)s)") % {
        "share": f"{100 * n / of:.0f}", "n": n, "of": of,
    }  # fmt: skip


def _forecast(card: TrajectoryCard) -> str:
    found = card.forecast
    if found is None:
        return ""
    said = {
        "n": f"{found.expected:.0f}",
        "low": f"{found.low:.0f}",
        "high": f"{found.high:.0f}" if found.high is not None else "",
        "level": f"{100 * found.level:.0f}",
        "seen": found.n_seen,
    }
    if found.high is None:
        return (
            gettext(
                "Next month: about %(n)s. The past is too short to promise a range: "
                "%(seen)s months were followed, 19 are needed."
            )
            % said
        )
    return (
        gettext(
            "Next month: about %(n)s, between %(low)s and %(high)s, a range that has "
            "held %(level)s times in 100 over the %(seen)s months seen."
        )
        % said
    )


def _improvements(card: TrajectoryCard) -> list[dict[str, Any]]:
    return [
        {
            "name": said,
            "rows": [one for one in card.milestones if one.improvement == name],
        }
        for name, said in IMPROVEMENT.items()
    ]


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
            for name in COUNTS
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
            (name, said, (typed or {}).get(name, "")) for name, said in COUNTS.items()
        ],
        "improvements": IMPROVEMENT.items(),
        "open": [one for one in card.milestones if one.reached_on is None],
        "mark": f"{100 * card.marked:g}" if card.marked is not None else "",
        "charter": mark,
        **typed_context(typed, error, field=form),
    }
    template = "innovate/trajectory/records.html"
    return render(request, template, context, status=status_of_form(error))

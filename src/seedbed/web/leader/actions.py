"""Changes to a plan: publish, reopen, decide, move. Each calls one service.

Every form works without a script: after a change the browser goes back to the page;
after a refusal the page comes back with the reason on top and what was typed in place.
"""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from seedbed.apps.scheduling import queries as scheduled
from seedbed.apps.scheduling import services as scheduling
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access
from seedbed.web.kit.fields import whole
from seedbed.web.kit.refusals import Problem, problem_of, status_of
from seedbed.web.kit.words import weekday

from . import students, views


@require_POST
@access.only_for(*access.LEADERS)
def publish(request: HttpRequest, on: date) -> HttpResponse:
    """Make the draft of a day visible to students."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    try:
        scheduling.publish_day(
            unit_id=unit.id,
            on=on,
            by_id=access.who(request).id,
            at=timezone.now(),
            version=whole(request, "version"),
        )
    except SeedbedError as error:
        if not _is_published(unit.id, on):
            return views.plan_page(
                request,
                unit,
                on,
                problems=(problem_of(error),),
                status=status_of(error),
            )
        # A second press, or another leader a moment before: what was wanted has come.
        said = gettext("%(day)s was published a moment before; students see it now.")
    else:
        said = gettext("%(day)s is published. Students see it now.")
    messages.success(request, said % {"day": weekday(on)})
    return redirect(views.address("day", unit, on))


def _is_published(unit_id: int, on: date) -> bool:
    found = scheduled.day_status(unit_id, on)
    return found is not None and found.status == "published"


@require_POST
@access.only_for(*access.LEADERS)
def reopen(request: HttpRequest, on: date) -> HttpResponse:
    """Take a published day back into a draft, with the reason."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    try:
        scheduling.reopen_day(
            unit_id=unit.id,
            on=on,
            by_id=access.who(request).id,
            at=timezone.now(),
            why=request.POST.get("why", "").strip(),
        )
    except SeedbedError as error:
        problem = problem_of(error, field="reopen-why")
        return views.plan_page(
            request, unit, on, problems=(problem,), status=status_of(error)
        )
    messages.success(
        request,
        gettext(
            "%(day)s is a draft again. Students see their standing schedule until you "
            "publish."
        )
        % {"day": weekday(on)},
    )
    return redirect(views.address("day", unit, on))


@require_POST
@access.only_for(*access.LEADERS)
def decide(request: HttpRequest, on: date) -> HttpResponse:
    """Record what an adult decided about one decision card."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    decision_id = request.POST.get("decision", "")
    choice = request.POST.get("choice", "")
    if not choice:
        problem = Problem(
            words=gettext("Choose one of the ways to decide."),
            field=f"decision-{decision_id}",
        )
        return views.plan_page(request, unit, on, problems=(problem,), status=422)
    try:
        scheduling.decide(
            unit_id=unit.id,
            on=on,
            decision_id=decision_id,
            choice=choice,
            by_id=access.who(request).id,
            at=timezone.now(),
            why=request.POST.get("why", "").strip(),
            version=whole(request, "version"),
        )
    except SeedbedError as error:
        problem = problem_of(error, field=f"decision-{decision_id}")
        return views.plan_page(
            request, unit, on, problems=(problem,), status=status_of(error)
        )
    messages.success(request, gettext("Decided, and noted in the history."))
    return redirect(views.address("day", unit, on))


@require_POST
@access.only_for(*access.LEADERS)
def move(request: HttpRequest, on: date, student_id: int) -> HttpResponse:
    """Swap one block of one student for another activity, with the reason."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    access.get_student_or_404(unit, student_id)
    why = request.POST.get("why", "").strip()
    problems = _missing(request, why)
    if problems:
        return students.student_page(
            request, unit, on, student_id, problems=problems, status=422
        )
    lesson = request.POST["lesson"]
    try:
        scheduling.move_seat(
            unit_id=unit.id,
            on=on,
            student_id=student_id,
            block_ordinal=whole(request, "block"),
            lesson_id=None if lesson == "study" else whole(request, "lesson"),
            by_id=access.who(request).id,
            at=timezone.now(),
            why=why,
            version=whole(request, "version"),
        )
    except SeedbedError as error:
        return students.student_page(
            request,
            unit,
            on,
            student_id,
            problems=(problem_of(error, field="swap"),),
            status=status_of(error),
        )
    messages.success(
        request, gettext("Saved. This block stays as you set it when plans change.")
    )
    return redirect(views.address("student", unit, on, student_id))


def _missing(request: HttpRequest, why: str) -> tuple[Problem, ...]:
    found = []
    if not request.POST.get("lesson"):
        found.append(Problem(words=gettext("Choose another activity."), field="swap"))
    if not why:
        words = gettext("Say why, in a few words; it goes into the history.")
        found.append(Problem(words=words, field="why"))
    return tuple(found)

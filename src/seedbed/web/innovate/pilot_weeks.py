"""A pilot while it runs: the week's cycle, what people say, scores, the decision."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from seedbed.apps.pilots import queries, services
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access
from seedbed.web.kit.fields import typed_date, typed_whole
from seedbed.web.kit.kept import keeps_what_was_typed
from seedbed.web.kit.refusals import Problem, status_of

from . import pilot_refusals, pilot_words, views
from .form_keys import typed_key
from .pilots import card_or_404, pilot_page

_MOST_ROWS = 40
#: What is typed as no number is no week, and least of all the pretest.
_NO_WEEK = -1
_KEEPS_GOING = ("double down", "iterate")


@keeps_what_was_typed
@require_POST
@access.only_for(*access.LEADERS)
def week(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Write down this week's prediction, or what happened and what comes of it."""
    service, write, field = week_of(request)
    return _written(request, uuid, service, {"pilot": uuid, **write}, field=field)


@keeps_what_was_typed
@require_POST
@access.only_for(*access.LEADERS)
def said(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Write down a concern or other feedback; names are taken out before it is kept."""
    write = {"pilot": uuid, **said_of(request)}
    return _written(request, uuid, services.note_concern, write, field="quote")


def week_of(request: HttpRequest) -> tuple[Any, dict[str, Any], str]:
    """Return what a week's form asks for: the service, what is written, its field."""
    post, today = request.POST, timezone.localdate()
    if post.get("what") != "study":
        plan = {
            "on": today,
            "aim": post.get("aim", ""),
            "change_idea": post.get("change", ""),
            "prediction": post.get("prediction", ""),
        }
        return services.plan_cycle, plan, "prediction"
    study = {
        "on": typed_date(post, "week") or today,
        "happened": post.get("happened", ""),
        "decision": post.get("decision", ""),
        "next_test": post.get("next_test", ""),
        "is_public": post.get("public") == "yes",
    }
    return services.study_cycle, study, "happened"


def said_of(request: HttpRequest) -> dict[str, Any]:
    """Return what somebody said, as it was typed; 404 for a voice that there is not."""
    post = request.POST
    if post.get("voice") not in pilot_words.VOICE:
        raise Http404
    return {
        "on": timezone.localdate(),
        "voice": post.get("voice"),
        "quote": post.get("quote", ""),
        "is_concern": post.get("kind") != "feedback",
        "form_key": typed_key(request),
    }


@keeps_what_was_typed
@require_POST
@access.only_for(*access.LEADERS)
def decide(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Write down what people decided; "stop" ends the pilot."""
    decision = request.POST.get("decision", "")
    return _written(
        request,
        uuid,
        services.decide,
        {
            "pilot": uuid,
            "decision": decision,
            "why": request.POST.get("why", ""),
            "ends": decision not in _KEEPS_GOING,
            "version": typed_whole(request.POST, "version"),
        },
        field="decide",
    )


@require_POST
@access.only_for(*access.LEADERS)
def scores(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Read a CSV file of scores, and show what is in it before anything counts."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    card_or_404(unit, uuid)
    file = request.FILES.get("file")
    week = typed_whole(request.POST, "look", default=_NO_WEEK)
    if week == _NO_WEEK:
        words = gettext("Give the number of the week, or 0 for the pretest.")
        problem = Problem(words=words, field="look")
        return pilot_page(request, unit, uuid, problems=(problem,), status=422)
    try:
        staged = services.stage_scores(
            pilot=uuid,
            look=week,
            data=file.read(services.MOST_BYTES + 1) if file else b"",
            file_name=str(file.name) if file else "",
            on=timezone.localdate(),
            by_id=access.who(request).id,
            at=timezone.now(),
        )
    except SeedbedError as error:
        problem = pilot_refusals.problem(error, field="file")
        return pilot_page(
            request, unit, uuid, problems=(problem,), status=status_of(error)
        )
    return redirect(views.address("pilot-scores", unit, uuid, staged))


@require_GET
@access.only_for(*access.LEADERS)
def staged_scores(request: HttpRequest, uuid: UUID, scores: UUID) -> HttpResponse:
    """Show a file of scores: how many rows, how they spread, what is wrong."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    card = card_or_404(unit, uuid)
    try:
        found = queries.score_file(scores)
    except SeedbedError as error:
        raise Http404 from error
    if found.pilot != card.uuid:
        raise Http404
    rows = found.problems[:_MOST_ROWS]
    context = {
        **views.frame(request, unit, "pilots"),
        "pilot": card,
        "scores": found,
        "problem_rows": [pilot_refusals.row_words(one) for one in rows],
    }
    return render(request, "innovate/pilots/scores.html", context)


@require_POST
@access.only_for(*access.LEADERS)
def save_scores(request: HttpRequest, uuid: UUID, scores: UUID) -> HttpResponse:
    """Save the good rows of a file that was looked at."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    card_or_404(unit, uuid)
    try:
        n = services.apply_scores(
            scores=scores, by_id=access.who(request).id, at=timezone.now()
        )
    except SeedbedError as error:
        return pilot_page(
            request,
            unit,
            uuid,
            problems=(pilot_refusals.problem(error),),
            status=status_of(error),
        )
    messages.success(request, gettext("Scores saved: %(n)s.") % {"n": n})
    return redirect(views.address("pilot", unit, uuid))


def _written(
    request: HttpRequest,
    uuid: UUID,
    service: Any,
    write: dict[str, Any],
    *,
    field: str,
) -> HttpResponse:
    """Do what a form of the page asks, and show the page again."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    card_or_404(unit, uuid)
    try:
        service(**write, by_id=access.who(request).id, at=timezone.now())
    except SeedbedError as error:
        problem = pilot_refusals.problem(error, field=field)
        return pilot_page(
            request, unit, uuid, problems=(problem,), status=status_of(error)
        )
    messages.success(request, gettext("Written down."))
    return redirect(views.address("pilot", unit, uuid))

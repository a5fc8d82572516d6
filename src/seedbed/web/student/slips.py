"""A student's exit slip: answer once, then see what was right."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from seedbed.apps.mentoring import queries, services
from seedbed.apps.mentoring.cards import Paper
from seedbed.apps.mentoring.errors import OtherFormError, UnansweredError
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access, kept
from seedbed.web.kit.refusals import Problem, problem_of, status_of

_MOST_TYPED = 255
#: The header of what a browser kept while it was without a network.
QUEUED = "X-Seedbed-Queued"


@kept.keeps_what_was_typed
@access.only_for("student")
def slip(request: HttpRequest, slip: uuid.UUID) -> HttpResponse:
    """Show the questions, or the answers once they are handed in."""
    student = access.get_own_student_or_404(request)
    try:
        paper = queries.paper_of(student.id, slip)
    except SeedbedError as error:
        raise Http404 from error
    if request.method == "POST":
        answer = _take_queued if request.headers.get(QUEUED) else _hand_in
        return answer(request, student.id, paper)
    sent = kept.take(request)
    key = queries.new_form_key(student.id, slip)
    if sent is not None and paper.handed_in_at is None:
        typed = _typed(sent, paper)
        return _page(request, paper, *typed, key=key, problems=(kept.problem(),))
    return _page(request, paper, {}, set(), key=key)


def _page(
    request: HttpRequest,
    paper: Paper,
    typed: dict[int, str],
    unsure: set[int],
    *,
    key: str,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        "paper": paper,
        "key": key,
        "is_open": paper.on == timezone.localdate(),
        "questions": [
            (answer, typed.get(answer.ordinal, ""), answer.ordinal in unsure)
            for answer in paper.answers
        ],
        "problems": problems,
        "open_fields": {p.field for p in problems},
    }
    return render(request, "student/slip.html", context, status=status)


def _hand_in(request: HttpRequest, student_id: int, paper: Paper) -> HttpResponse:
    try:
        counts = _give(request, student_id, paper)
    except SeedbedError as error:
        return _page(
            request,
            paper,
            *_typed(request.POST.dict(), paper),
            key=queries.new_form_key(student_id, paper.uuid),
            problems=_problems(error),
            status=status_of(error),
        )
    if not counts:
        words = gettext("You handed this slip in before. Those answers count.")
        messages.info(request, words)
    return redirect("student:slip", paper.uuid)


def _take_queued(request: HttpRequest, student_id: int, paper: Paper) -> HttpResponse:
    """Answer a script that sends what waited for a network: 200 means forget it."""
    try:
        counts = _give(request, student_id, paper)
    except OtherFormError as error:
        return JsonResponse({"error": error.code}, status=HTTPStatus.CONFLICT)
    except SeedbedError as error:
        return JsonResponse({"error": error.code}, status=status_of(error))
    return JsonResponse({"counts": counts})


def _give(request: HttpRequest, student_id: int, paper: Paper) -> bool:
    """Hand in what was sent; return whether these answers are the ones that count."""
    typed, unsure = _typed(request.POST.dict(), paper)
    return services.hand_in(
        student_id=student_id,
        slip_uuid=paper.uuid,
        given=list(typed.values()),
        unsure=sorted(unsure),
        on=timezone.localdate(),
        at=timezone.now(),
        form_key=request.POST.get("key", ""),
        answered_at=_moment(request.POST.get("answered_at", "")),
    )


def _moment(words: str) -> datetime | None:
    """Return the moment that a browser wrote, None if it is none."""
    try:
        found = datetime.fromisoformat(words)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _typed(sent: Mapping[str, Any], paper: Paper) -> tuple[dict[int, str], set[int]]:
    """Return what was given to each question, in order, and which are not known yet."""
    ordinals = [answer.ordinal for answer in paper.answers]
    typed = {n: str(sent.get(f"answer-{n}", ""))[:_MOST_TYPED] for n in ordinals}
    return typed, {n for n in ordinals if sent.get(f"unsure-{n}")}


def _problems(error: SeedbedError) -> tuple[Problem, ...]:
    """Return one line per question that is still open, or the refusal itself."""
    if not isinstance(error, UnansweredError):
        return (problem_of(error),)
    words = gettext("Question %(n)s: answer it, or say that you do not know it yet.")
    return tuple(
        Problem(words=words % {"n": n}, field=f"question-{n}") for n in error.ordinals
    )

"""The check-in form: three prompts, what was agreed, when to look again."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from seedbed.apps.mentoring import services
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access, kept
from seedbed.web.kit.fields import typed_date
from seedbed.web.kit.refusals import Problem, problem_of, status_of

from . import views

_WORDS = ("went_well", "in_the_way", "agreed")
_FIELDS = {"nothing-agreed": "agreed", "next-talk-in-the-past": "next_on"}
MAX_WORDS = 2_000


@kept.keeps_what_was_typed
@access.only_for(*views.READERS)
def check_in(request: HttpRequest, student_id: int) -> HttpResponse:
    """Show the form; on POST save it once and go back to the list."""
    if request.method == "POST":
        return _save(request, student_id)
    typed = kept.take(request)
    if typed is not None:
        return _form(request, student_id, _typed(typed), (kept.problem(),))
    kind = request.GET.get("kind", "student")
    return _form(request, student_id, {"token": str(uuid.uuid4()), "kind": kind})


def _form(
    request: HttpRequest,
    student_id: int,
    typed: dict[str, str],
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    card = views.student_or_404(request, student_id)
    context = {
        "page": "check_in",
        "card": card,
        "last": card.last_check_in,
        "typed": typed,
        "max_words": MAX_WORDS,
        "problems": problems,
        "problem_of": {p.field: p.words for p in problems},
    }
    return render(request, "mentor/check_in.html", context, status=status)


def _save(request: HttpRequest, student_id: int) -> HttpResponse:
    typed = _typed(request.POST.dict())
    next_on = typed_date(typed, "next_on")
    if typed["next_on"] and next_on is None:
        words = gettext("Write the day as 2026-10-14, or choose it from the calendar.")
        problem = Problem(words=words, field="next_on")
        return _form(request, student_id, typed, (problem,), status=422)
    try:
        services.save_check_in(
            token=uuid.UUID(typed["token"]),
            student_id=student_id,
            by_id=access.who(request).id,
            on=timezone.localdate(),
            at=timezone.now(),
            agreed=typed["agreed"],
            went_well=typed["went_well"],
            in_the_way=typed["in_the_way"],
            next_on=next_on,
            kind=typed["kind"],
        )
    except SeedbedError as error:
        problem = problem_of(error, field=_FIELDS.get(error.code, ""))
        return _form(request, student_id, typed, (problem,), status=status_of(error))
    # A form sent twice was saved once: both tries read the same.
    messages.success(request, gettext("Saved. What you agreed is in the notes."))
    return redirect("mentor:student", student_id)


def _typed(sent: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields of the form as they were sent, each with a value."""
    typed = {name: str(sent.get(name, ""))[:MAX_WORDS] for name in _WORDS}
    typed["kind"] = "family" if sent.get("kind") == "family" else "student"
    typed["next_on"] = str(sent.get("next_on", "")).strip()
    typed["token"] = _token(str(sent.get("token", "")))
    return typed


def _token(sent: str) -> str:
    """Return the form's token, or a new one if it was lost on the way."""
    try:
        return str(uuid.UUID(sent))
    except ValueError:
        return str(uuid.uuid4())

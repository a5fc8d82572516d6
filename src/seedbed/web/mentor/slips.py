"""Asking an exit slip: five questions from the bank, changed or typed anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from seedbed.apps.mentoring import queries, services
from seedbed.apps.mentoring.cards import SessionPage
from seedbed.apps.mentoring.errors import BadQuestionError
from seedbed.apps.mentoring.services import Asked
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access, kept
from seedbed.web.kit.refusals import Problem, problem_of, status_of

from . import sessions, views

N_QUESTIONS = 5
_MOST_SEEDS = 1_000

#: One question as the form holds it: ordinal, stem, answer, choices by line.
Typed = dict[str, Any]


@kept.keeps_what_was_typed
@access.only_for(*views.READERS)
def slip(request: HttpRequest, session_id: int) -> HttpResponse:
    """Show five questions to change or keep; on POST ask the students."""
    card = sessions.session_or_404(request, session_id)
    if request.method == "POST":
        return _open(request, card)
    seed = _seed(request, card)
    sent = kept.take(request)
    if sent is not None:
        return _form(request, card, _typed(sent), seed=seed, problems=(kept.problem(),))
    return _form(request, card, _from_bank(card, seed), seed=seed)


def _form(
    request: HttpRequest,
    card: SessionPage,
    typed: list[Typed],
    *,
    seed: int,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        "page": "session",
        "card": card,
        "typed": typed,
        "seed": seed,
        "next_seed": (seed + 1) % _MOST_SEEDS,
        "has_bank": any(question["stem"] for question in typed),
        "problems": problems,
        "problem_of": {p.field: p.words for p in problems},
    }
    return render(request, "mentor/slip.html", context, status=status)


def _seed(request: HttpRequest, card: SessionPage) -> int:
    """Return which questions to draw: those of the session, or ``?draw=``."""
    drawn = request.GET.get("draw", "")
    is_whole = drawn.isascii() and drawn.isdigit()
    return int(drawn) % _MOST_SEEDS if is_whole else card.session_id % _MOST_SEEDS


def _from_bank(card: SessionPage, seed: int) -> list[Typed]:
    """Return five questions on the session's skill, empty where the bank has none."""
    drawn = queries.proposed_questions(card.skill_code, seed=seed)
    typed: list[Typed] = [
        {"stem": q.stem, "answer": q.answer, "choices": "\n".join(q.choices)}
        for q in drawn
    ]
    empty = {"stem": "", "answer": "", "choices": ""}
    typed += [dict(empty) for _ in range(N_QUESTIONS - len(typed))]
    return [question | {"n": n} for n, question in enumerate(typed, start=1)]


def _open(request: HttpRequest, card: SessionPage) -> HttpResponse:
    typed = _typed(request.POST.dict())
    kept = [question for question in typed if question["stem"] or question["answer"]]
    try:
        is_new = services.open_slip(
            session_id=card.session_id,
            by_id=access.who(request).id,
            at=timezone.now(),
            questions=[_asked(question) for question in kept],
        )
    except SeedbedError as error:
        problem = _problem(error, kept)
        return _form(
            request,
            card,
            typed,
            seed=_seed(request, card),
            problems=(problem,),
            status=status_of(error),
        )
    if is_new:
        messages.success(request, gettext("The slip is open. Students see it now."))
    else:
        messages.info(request, gettext("This session has its slip already."))
    return redirect(reverse("mentor:session", args=[card.session_id]) + "#slip")


def _typed(sent: Mapping[str, Any]) -> list[Typed]:
    """Return the questions of the form as they were sent."""
    return [
        {"n": n}
        | {
            part: str(sent.get(f"{part}-{n}", "")).strip()
            for part in ("stem", "answer", "choices")
        }
        for n in range(1, N_QUESTIONS + 1)
    ]


def _asked(question: Typed) -> Asked:
    lines = (" ".join(line.split()) for line in question["choices"].splitlines())
    choices = tuple(dict.fromkeys(line for line in lines if line))
    answer = " ".join(question["answer"].split())
    return Asked(stem=question["stem"], answer=answer, choices=choices)


def _problem(error: SeedbedError, kept: list[Typed]) -> Problem:
    """Return the line for a refusal, at the field that it is about."""
    if not isinstance(error, BadQuestionError):
        return problem_of(error)
    n = kept[error.ordinal - 1]["n"] if kept else 1
    facts = {"n": n}
    words = {
        "stem": gettext("Question %(n)s needs words. Ask at least one question."),
        "answer": gettext("Question %(n)s needs its right answer."),
        "choices": gettext(
            "Question %(n)s needs two choices or more, the right answer among them, "
            "or none at all."
        ),
    }[error.part]
    return Problem(words=words % facts, field=f"{error.part}-{n}")

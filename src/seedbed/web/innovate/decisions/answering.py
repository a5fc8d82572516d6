"""The survey itself: seven scales, where we want to be, and why; half of it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from seedbed.apps.decisions import queries, services
from seedbed.apps.decisions.cards import Answer, WaveCard
from seedbed.apps.decisions.instruments import Question
from seedbed.lib.errors import SeedbedError
from seedbed.web.innovate import views
from seedbed.web.kit import access, kept
from seedbed.web.kit.refusals import Problem, problem_of, status_of

from . import phrases
from .views import about, address, wave_or_404

MAX_WORDS = 600


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question as the form shows it, with what was said before."""

    number: int
    code: str
    title: str
    question: str
    low: str
    high: str
    sides: tuple[tuple[str, str, str], ...]
    points: tuple[int, ...]
    at: int | None
    wanted: int | None
    why: str


@kept.keeps_what_was_typed
@access.only_for(*access.LEADERS)
def answer(request: HttpRequest) -> HttpResponse:
    """Show the form; on POST keep what was answered and go to the page."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    wave = wave_or_404(request)
    if request.method != "POST":
        return _form(request, wave, kept.take(request))
    try:
        n_answered = services.save_answers(
            wave=wave.uuid,
            answers=_typed(request.POST, wave),
            by_id=access.who(request).id,
            on=timezone.localdate(),
            at=timezone.now(),
        )
    except SeedbedError as error:
        problem = problem_of(error)
        return _form(request, wave, request.POST.dict(), (problem,), status_of(error))
    n_open = len(wave.questionnaire.questions) - n_answered
    if n_open:
        said = ngettext(
            "Saved. %(n)s question is still open; it can wait.",
            "Saved. %(n)s questions are still open; they can wait.",
            n_open,
        ) % {"n": n_open}
    else:
        said = gettext("Saved. Every question is answered.")
    messages.success(request, said)
    return redirect(address("decisions", unit, wave))


def _form(
    request: HttpRequest,
    wave: WaveCard,
    typed: Mapping[str, str] | None,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    unit = access.get_unit_or_404(request, *access.LEADERS)
    card = queries.standing(wave, account_id=access.who(request).id)
    answers = card.mine
    if typed is not None:
        answers = _typed(typed, wave)
        problems = problems or (kept.problem(),)
    context: dict[str, Any] = {
        **views.frame(request, unit, "decisions"),
        **about(unit, wave, card),
        "asked": [
            _asked(n, question, answers.get(question.code, Answer()))
            for n, question in enumerate(wave.questionnaire.questions, start=1)
        ],
        "problems": problems,
        "max_words": MAX_WORDS,
    }
    return render(request, "innovate/decisions/answer.html", context, status=status)


def _asked(number: int, question: Question, said: Answer) -> Asked:
    own = phrases.own
    low, high = own(question.low), own(question.high)
    sides = (
        (low, own(question.low_buys), own(question.low_costs)),
        (high, own(question.high_buys), own(question.high_costs)),
    )
    return Asked(
        number=number,
        code=question.code,
        title=own(question.title),
        question=own(question.question),
        low=low,
        high=high,
        sides=sides if any(side[1] for side in sides) else (),
        points=tuple(range(1, question.n_points + 1)),
        at=said.at,
        wanted=said.wanted,
        why=said.why,
    )


def _typed(sent: Mapping[str, str], wave: WaveCard) -> dict[str, Answer]:
    """Return what a form says; a point that is no number was left open."""
    return {
        question.code: Answer(
            at=_point(sent.get(f"at-{question.code}", "")),
            wanted=_point(sent.get(f"wanted-{question.code}", "")),
            why=sent.get(f"why-{question.code}", "").strip()[:MAX_WORDS],
        )
        for question in wave.questionnaire.questions
    }


def _point(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdigit() else None

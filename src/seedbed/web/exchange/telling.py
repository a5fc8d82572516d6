"""Telling a story, and looking after it with the receipt alone.

Raw words are shown back to their author and kept nowhere: not in a table, not in a
session. So a form that outlives its session is not kept either; the page says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache

from seedbed.apps.exchange import queries, receipts, services
from seedbed.apps.exchange.cards import StoryWords
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access
from seedbed.web.kit.refusals import Problem, status_of

from . import phrases
from .frame import READERS, frame, keys
from .refused import said

_LONGEST = 3_000
_FIELDS = ("tried", "happened", "advice")


@never_cache
@access.only_for(*READERS)
def tell(request: HttpRequest) -> HttpResponse:
    """Ask for a story, show what others would read, then take it in."""
    if request.method != "POST":
        return _form(request, {"openly": request.GET.get("openly", "")})
    words = _words(request)
    problems = _missing(words)
    if problems:
        return _form(request, request.POST, problems=problems, status=422)
    if request.POST.get("step") != "share":
        return _preview(request, words)
    receipt = request.POST.get("receipt", "")
    openly = request.POST.get("openly") == "yes"
    try:
        services.tell(
            words=words,
            receipt=receipt,
            by_id=access.who(request).id,
            on=timezone.localdate(),
            keys=keys(),
            openly=openly,
        )
    except SeedbedError as error:
        if error.code == "exchange-names-found":
            return _preview(request, words)
        problem = (said(error),)
        return _form(request, request.POST, problems=problem, status=status_of(error))
    context = {
        **frame(request, "tell"),
        "receipt": receipt,
        "openly": openly,
        "days": services.CALL_BACK_DAYS,
    }
    return render(request, "exchange/told.html", context)


@never_cache
@access.only_for(*READERS)
def receipt(request: HttpRequest) -> HttpResponse:
    """Let whoever holds a receipt see, change, answer or take back."""
    if request.method != "POST":
        return _receipt_page(request)
    code = request.POST.get("receipt", "")
    try:
        done = _act(request, code)
    except SeedbedError as error:
        return _receipt_page(request, code, error=error)
    if done:
        messages.success(request, done)
    return _receipt_page(request, code)


def _act(request: HttpRequest, code: str) -> str:
    """Do what the form asks, and return what was done in words; looking is nothing."""
    post, step = request.POST, request.POST.get("step", "")
    if step == "withdraw":
        services.withdraw(receipt=code, keys=keys())
        return gettext("Taken back. Its words are destroyed.")
    if step == "change":
        services.change_by_receipt(
            receipt=code, words=_words(request), answer=post.get("answer", "")[:2000]
        )
        return gettext("Changed. Two readers look at it anew.")
    if step == "reply":
        services.reply_by_name(
            receipt=code, words=post.get("reply", "")[:2000], on=timezone.localdate()
        )
        return gettext("Written. A steward reads it before others do.")
    if step == "answer":
        services.answer_question(
            receipt=code,
            question=_uuid(post.get("question", "")),
            answer=post.get("answer", "")[:2000],
            on=timezone.localdate(),
        )
        return gettext("Answered. A steward reads it before others do.")
    return ""


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error


def _receipt_page(
    request: HttpRequest, code: str = "", *, error: SeedbedError | None = None
) -> HttpResponse:
    card = None
    try:
        card = queries.telling_by_receipt(code) if code else None
    except SeedbedError as unknown:
        error = error or unknown
    context = {
        **frame(request, "receipt"),
        "receipt": code,
        "telling": card,
        "typed": request.POST,
        "problems": (said(error, field="receipt"),) if error else (),
    }
    status = status_of(error) if error else 200
    return render(request, "exchange/receipt.html", context, status=status)


def _words(request: HttpRequest) -> StoryWords:
    post = request.POST
    fields = {
        name: post.get(name, "").replace("\r\n", "\n").strip()[:_LONGEST]
        for name in _FIELDS
    }
    kind, topic = post.get("kind", ""), post.get("topic", "")
    return StoryWords(
        kind=kind if kind in phrases.KIND else "",
        topic=topic if topic in phrases.TOPIC else "",
        language="es" if get_language() == "es" else "en",
        **fields,
    )


def _missing(words: StoryWords) -> tuple[Problem, ...]:
    sentences = {
        "kind": gettext("Say which kind of story it is."),
        "topic": gettext("Say what it is about."),
        "tried": gettext("Say what you tried."),
        "happened": gettext("Say what happened."),
        "advice": gettext("Say what you would tell others."),
    }
    return tuple(
        Problem(words=sentence, field=name)
        for name, sentence in sentences.items()
        if not getattr(words, name)
    )


def _preview(request: HttpRequest, words: StoryWords) -> HttpResponse:
    """Show what was found and the words that would be shared instead."""
    found = services.look_over(words)
    texts = services.in_general_words(words.texts(), language=words.language)
    typed = {**request.POST.dict(), **texts}
    typed["receipt"] = typed.get("receipt") or receipts.new_receipt()
    status = 422 if found else 200
    return _form(request, typed, found=found, is_checked=True, status=status)


def _form(
    request: HttpRequest,
    typed: Mapping[str, Any],
    *,
    problems: tuple[Problem, ...] = (),
    found: tuple[Any, ...] = (),
    is_checked: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        **frame(request, "tell"),
        "typed": typed,
        "problems": problems,
        "problem_of": {problem.field: problem.words for problem in problems},
        "found": found,
        "is_checked": is_checked,
        "kinds": phrases.KIND.items(),
        "topics": phrases.TOPIC.items(),
        "longest": _LONGEST,
    }
    return render(request, "exchange/tell.html", context, status=status)

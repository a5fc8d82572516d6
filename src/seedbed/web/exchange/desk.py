"""The desk of those who keep the exchange: read, widen, merge, release, call back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from seedbed.apps.exchange import queries, services
from seedbed.apps.exchange.cards import AuthorCard
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access
from seedbed.web.kit.refusals import status_of

from .frame import frame, keys
from .refused import said


@never_cache
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """Show what waits; it does not exist for anybody without a duty."""
    return _page(request)


@never_cache
@require_POST
@login_required
def act(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Do one thing with one telling."""
    step = request.POST.get("step", "")
    try:
        if step == "call-back":
            author = services.call_back(
                telling=uuid,
                why=request.POST.get("why", "")[:500],
                by_id=access.who(request).id,
                at=timezone.now(),
                keys=keys(),
            )
            # Shown once and not after a redirect: it is kept nowhere.
            return _page(request, about=uuid, author=author)
        done = _act(request, uuid, step)
    except SeedbedError as error:
        return _page(request, error=error, about=uuid)
    messages.success(request, done)
    return redirect("exchange:desk")


@require_POST
@login_required
def show_answer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Let everybody read a question with its answer."""
    try:
        services.show_answer(question=uuid, by_id=access.who(request).id)
    except SeedbedError as error:
        return _page(request, error=error)
    messages.success(request, gettext("Everybody can read question and answer now."))
    return redirect("exchange:desk")


@require_POST
@login_required
def show_reply(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Let everybody read what an author replied by name."""
    try:
        services.show_reply(reply=uuid, by_id=access.who(request).id)
    except SeedbedError as error:
        return _page(request, error=error)
    messages.success(request, gettext("Everybody can read the reply now."))
    return redirect("exchange:desk")


def _act(request: HttpRequest, uuid: UUID, step: str) -> str:
    """Do a step and return what was done in words."""
    post, by_id = request.POST, access.who(request).id
    if step in ("pass", "hold"):
        services.read(
            telling=uuid,
            passes=step == "pass",
            words=post.get("words", "")[:1000],
            by_id=by_id,
            at=timezone.now(),
        )
        return gettext("Your reading is noted.")
    if step == "widen":
        texts = {name: post.get(name, "") for name in ("tried", "happened", "advice")}
        services.widen(telling=uuid, texts=texts, by_id=by_id)
        return gettext("Changed. Readings so far are void.")
    if step == "release":
        answers = post.get("answers", "")
        services.release(
            telling=uuid,
            by_id=by_id,
            on=timezone.localdate(),
            keys=keys(),
            answers=_uuid(answers) if answers else None,
        )
        return gettext("Released. Who told it is destroyed.")
    if step == "merge":
        services.merge(
            telling=uuid, into=_uuid(post.get("into", "")), by_id=by_id, keys=keys()
        )
        return gettext("Counted as another report of the same event.")
    raise Http404


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error


def _page(
    request: HttpRequest,
    *,
    error: SeedbedError | None = None,
    about: UUID | None = None,
    author: AuthorCard | None = None,
) -> HttpResponse:
    try:
        found = queries.desk(by_id=access.who(request).id)
    except SeedbedError as refused:
        # Who came to decide about members is told why; others see no such page.
        problem = said(refused)
        context: dict[str, Any] = {**frame(request, "desk"), "problems": (problem,)}
        return render(request, "exchange/desk.html", context, status=status_of(refused))
    context = {
        **frame(request, "desk"),
        "desk": found,
        "about": about,
        "author": author,
        "typed": request.POST if error else {},
        "problems": (said(error),) if error else (),
    }
    status = status_of(error) if error else 200
    return render(request, "exchange/desk.html", context, status=status)

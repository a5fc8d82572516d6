"""One story: read it, say that it helped, ask its author whom nobody knows."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from seedbed.apps.exchange import queries, services
from seedbed.apps.exchange.errors import UnknownStoryError
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit import access
from seedbed.web.kit.refusals import status_of

from .frame import READERS, frame
from .refused import said


@access.only_for(*READERS)
def story(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show a story with its answered questions."""
    return _page(request, uuid)


@access.only_for(*READERS)
def named(request: HttpRequest) -> HttpResponse:
    """Show what was told by name, with thanks: above all, failures."""
    told = queries.named()
    context = {
        **frame(request, "named"),
        "told": told,
        "n_failures": sum(one.kind == "failure" for one in told),
    }
    return render(request, "exchange/named.html", context)


@require_POST
@access.only_for(*READERS)
def helped(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Count that the story helped this system."""
    try:
        services.say_it_helped(story=uuid, by_id=access.who(request).id)
    except UnknownStoryError as error:
        raise Http404 from error
    return redirect("exchange:story", uuid=uuid)


@require_POST
@access.only_for(*READERS)
def ask(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Ask the author; the question waits where only the receipt finds it."""
    typed = request.POST.get("question", "")[:1000]
    try:
        services.ask_author(
            story=uuid,
            question=typed,
            by_id=access.who(request).id,
            on=timezone.localdate(),
        )
    except SeedbedError as error:
        return _page(request, uuid, error=error, typed=typed)
    messages.success(
        request,
        gettext("Asked. The answer appears here, without either name."),
    )
    return redirect("exchange:story", uuid=uuid)


def _page(
    request: HttpRequest,
    uuid: UUID,
    *,
    error: SeedbedError | None = None,
    typed: str = "",
) -> HttpResponse:
    try:
        found = queries.story(uuid)
    except UnknownStoryError as missing:
        raise Http404 from missing
    context = {
        **frame(request, "room"),
        "story": found.story,
        "questions": found.questions,
        "has_helped": found.has_helped,
        "wishes": found.wishes,
        "problems": (said(error, field="question"),) if error else (),
        "typed": typed,
    }
    status = status_of(error) if error else 200
    return render(request, "exchange/story.html", context, status=status)

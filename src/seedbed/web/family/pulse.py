"""The weekly pulse: three questions to a family about what its unit tries."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from seedbed.apps.families.cards import ChildCard
from seedbed.apps.stakeholders import queries, services
from seedbed.apps.stakeholders.cards import ChangeCard
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit.fields import typed_whole
from seedbed.web.kit.pulse import QUESTIONS, SCALE
from seedbed.web.kit.refusals import Problem, problem_of, status_of

from .views import frame
from .visitor import Visitor, for_family, gone


@for_family
def pulse(request: HttpRequest, visitor: Visitor, child: UUID) -> HttpResponse:
    """Ask three questions; keep the answers without a name."""
    mine = visitor.child_or_404(child)
    if not mine.is_active:
        return gone(request, mine)
    change = queries.tried_in(mine.unit_id)
    if request.method != "POST":
        return _page(request, visitor, mine, change)
    if change is None:
        raise Http404
    try:
        services.answer_pulse(
            form_key=form_key(request),
            change=change.uuid,
            kind="families",
            answers=[typed_whole(request.POST, f"answer_{n}") for n in range(1, 4)],
            language=get_language() or "en",
            words=request.POST.get("text", ""),
            is_concern=bool(request.POST.get("is_concern")),
            on=timezone.localdate(),
            at=timezone.now(),
        )
    except SeedbedError as error:
        problem = problem_of(error, field="answers")
        status = status_of(error)
        return _page(request, visitor, mine, change, (problem,), status)
    messages.success(
        request, gettext("Thank you. Your answers count; no name is kept.")
    )
    return redirect(reverse("family:pulse", args=[mine.uuid]))


def form_key(request: HttpRequest) -> UUID:
    """Return the key that makes a form count once; a form without one is not ours."""
    try:
        return UUID(request.POST.get("form_key", ""))
    except ValueError as error:
        raise Http404 from error


def _page(
    request: HttpRequest,
    visitor: Visitor,
    child: ChildCard,
    change: ChangeCard | None,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    typed = request.POST
    questions: list[dict[str, Any]] = [
        {"number": n, "words": said, "typed": typed_whole(typed, f"answer_{n}")}
        for n, said in enumerate(QUESTIONS, start=1)
    ]
    context = frame(
        visitor,
        child,
        page="messages",
        change=change,
        questions=questions,
        scale=SCALE,
        typed=typed,
        form_key=typed.get("form_key") or str(uuid4()),
        problems=problems,
    )
    return render(request, "family/pulse.html", context, status=status)

"""What a family asks for that nobody offers: kept without a name, beside others."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from seedbed.apps.families.cards import ChildCard
from seedbed.apps.needs import services
from seedbed.apps.needs.errors import EmptyRequestError
from seedbed.web.kit.refusals import Problem

from .pulse import form_key
from .views import frame
from .visitor import Visitor, for_family, gone


@for_family
def ask(request: HttpRequest, visitor: Visitor, child: UUID) -> HttpResponse:
    """Ask what would help; keep the words without a name."""
    mine = visitor.child_or_404(child)
    if not mine.is_active:
        return gone(request, mine)
    if request.method != "POST":
        return _page(request, visitor, mine)
    try:
        services.ask_as_family(
            token=form_key(request),
            text=request.POST.get("text", ""),
            language=get_language() or "en",
            student_id=mine.student_id,
            on=timezone.localdate(),
            at=timezone.now(),
        )
    except EmptyRequestError:
        said = gettext("Write in a few words what would help.")
        return _page(request, visitor, mine, Problem(words=said, field="text"))
    messages.success(
        request, gettext("Thank you. It stands without a name beside what others ask.")
    )
    return redirect(reverse("family:ask", args=[mine.uuid]))


def _page(
    request: HttpRequest,
    visitor: Visitor,
    child: ChildCard,
    problem: Problem | None = None,
) -> HttpResponse:
    context = frame(
        visitor,
        child,
        page="messages",
        form_key=request.POST.get("form_key") or str(uuid4()),
        problems=(problem,) if problem else (),
    )
    status = 422 if problem else 200
    return render(request, "family/ask.html", context, status=status)

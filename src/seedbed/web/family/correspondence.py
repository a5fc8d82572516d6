"""Messages: what a family asked or said is not right, and who answered."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from seedbed.apps.families import queries as families
from seedbed.apps.families import services
from seedbed.apps.families.cards import ChildCard
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit.refusals import Problem, problem_of, status_of
from seedbed.web.kit.words import long_date

from .views import frame
from .visitor import Visitor, for_family, gone

KINDS = ("question", "not_right")


@for_family
def messages_page(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Show the messages and the form; take in what was written."""
    child = _child(request, visitor)
    if child is None:
        return render(request, "family/nobody.html")
    if not child.is_active:
        return gone(request, child)
    if request.method != "POST":
        return _page(request, visitor, child)
    try:
        reply_by = services.raise_concern(
            student_id=child.student_id,
            guardian_id=visitor.guardian_id,
            kind=_kind(request.POST.get("kind", "")),
            text=request.POST.get("text", ""),
            about=request.POST.get("about", ""),
            form_key=_form_key(request),
            language=get_language() or "en",
            on=timezone.localdate(),
            at=timezone.now(),
        )
    except SeedbedError as error:
        problem = problem_of(error, field="text")
        status = status_of(error)
        return _page(request, visitor, child, problems=(problem,), status=status)
    messages.success(
        request,
        gettext("Your message is sent. You will have an answer by %(day)s.")
        % {"day": long_date(reply_by)},
    )
    return redirect(f"{reverse('family:messages')}?child={child.uuid}")


def _child(request: HttpRequest, visitor: Visitor) -> ChildCard | None:
    """Return the child that is meant: the named one, else the first."""
    wanted = request.POST.get("child") or request.GET.get("child") or ""
    if not wanted:
        return next(iter(visitor.here or visitor.children), None)
    try:
        return visitor.child_or_404(UUID(wanted))
    except ValueError:
        return next(iter(visitor.here or visitor.children), None)


def _kind(wanted: str) -> str:
    return wanted if wanted in KINDS else KINDS[0]


def _form_key(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("form_key", ""))
    except ValueError:
        return uuid4()


def _page(
    request: HttpRequest,
    visitor: Visitor,
    child: ChildCard,
    *,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    typed = request.POST if request.method == "POST" else request.GET
    context = frame(
        visitor,
        child,
        page="messages",
        concerns=families.concerns_of(visitor.guardian_id, [child.student_id]),
        problems=problems,
        kind=_kind(typed.get("kind", "")),
        about=typed.get("about", "")[: services.ABOUT_LENGTH],
        typed=request.POST.get("text", ""),
        form_key=_form_key(request) if problems else uuid4(),
    )
    return render(request, "family/messages.html", context, status=status)
